import { openFirstSignIn, openSecret, sealFirstSignIn, sealSecret } from "./sealed-text";

const KEY = Buffer.alloc(32, 7).toString("base64");
const OTHER_KEY = Buffer.alloc(32, 8).toString("base64");
const SIGN_IN = { userName: "admin@fabrikam.onmicrosoft.com", password: "Tq7!example" };

/** Sealed with KEY by the first version, as databases hold them. */
const STORED_TEXT = "v1.qH_5TTHKdp_UF6vuyVDSMmEe24QNkGO5BdmX4kaw_sFTkNLk8sUKKsM";
const STORED_SIGN_IN =
  "v1.fVx2z6K6Fsz--PBgfRlhk3xbcw8upzuTT6E7Y0P2QutZDuELKAqJcwKiUsOo61VWl6mhLizSWmTQ43UOl1oLydABPX3PurZGFschDK8eViE7jxcnaGfpPtBEYpmr6e_1eag";

/** The same text with its last byte changed. */
function changed(sealed: string): string {
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
  return `v1.${bytes.toString("base64url")}`;
}

describe("sealed texts", () => {
  it("opens again, looks different every time and shows nothing", () => {
    const sealed = sealSecret("refresh-token", KEY);
    expect(openSecret(sealed, KEY)).toBe("refresh-token");
    expect(sealSecret("refresh-token", KEY)).not.toBe(sealed);
    expect(Buffer.from(sealed.slice(3), "base64url").toString("latin1")).not.toContain("refresh");
  });

  it("opens what earlier versions stored", () => {
    expect(openSecret(STORED_TEXT, KEY)).toBe("refresh-token");
    expect(openFirstSignIn(STORED_SIGN_IN, KEY)).toEqual(SIGN_IN);
  });

  it("refuses a changed text, another key and another version", () => {
    expect(() => openSecret(changed(STORED_TEXT), KEY)).toThrow();
    expect(() => openSecret(STORED_TEXT, OTHER_KEY)).toThrow();
    expect(() => openSecret("v2.abc", KEY)).toThrow("unknown version");
  });
});

describe("a sealed first sign-in", () => {
  it("opens again and never shows the password", () => {
    const sealed = sealFirstSignIn(SIGN_IN, KEY);
    expect(openFirstSignIn(sealed, KEY)).toEqual(SIGN_IN);
    expect(Buffer.from(sealed.slice(3), "base64url").toString("latin1")).not.toContain(SIGN_IN.password);
  });

  it("refuses what was not sealed as one", () => {
    expect(() => openFirstSignIn(STORED_TEXT, KEY)).toThrow();
    expect(() => openFirstSignIn(changed(STORED_SIGN_IN), KEY)).toThrow();
    expect(() => sealFirstSignIn({ userName: "", password: "x" }, KEY)).toThrow();
  });
});
