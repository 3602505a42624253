import { openFirstSignIn, sealFirstSignIn } from "./sealed-secret";

const KEY = Buffer.alloc(32, 7).toString("base64");
const SIGN_IN = { userName: "admin@fabrikam.onmicrosoft.com", password: "Tq7!example" };

describe("sealed first sign-in", () => {
  it("opens with the key it was sealed with", () => {
    expect(openFirstSignIn(sealFirstSignIn(SIGN_IN, KEY), KEY)).toEqual(SIGN_IN);
  });

  it("never shows the password, and differs each time", () => {
    const first = sealFirstSignIn(SIGN_IN, KEY);
    expect(Buffer.from(first.slice(3), "base64url").toString("latin1")).not.toContain(SIGN_IN.password);
    expect(sealFirstSignIn(SIGN_IN, KEY)).not.toBe(first);
  });

  it("refuses a changed text, another key and another version", () => {
    const sealed = sealFirstSignIn(SIGN_IN, KEY);
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    expect(() => openFirstSignIn(`v1.${bytes.toString("base64url")}`, KEY)).toThrow();
    expect(() => openFirstSignIn(sealed, Buffer.alloc(32, 8).toString("base64"))).toThrow();
    expect(() => openFirstSignIn(sealed.replace("v1.", "v2."), KEY)).toThrow("unknown version");
  });
});
