import { openSecret, sealSecret } from "./sealed-text";

const key = Buffer.alloc(32, 7).toString("base64");

test("a sealed text opens again, looks different every time and shows nothing", () => {
  const sealed = sealSecret("refresh-token", key);
  expect(openSecret(sealed, key)).toBe("refresh-token");
  expect(sealSecret("refresh-token", key)).not.toBe(sealed);
  expect(sealed).not.toContain("refresh");
});

test("a changed text and another key are refused", () => {
  const sealed = sealSecret("refresh-token", key);
  const changed = `${sealed.slice(0, -2)}${sealed.endsWith("AA") ? "BB" : "AA"}`;
  expect(() => openSecret(changed, key)).toThrow();
  expect(() => openSecret(sealed, Buffer.alloc(32, 8).toString("base64"))).toThrow();
  expect(() => openSecret("v2.abc", key)).toThrow("unknown version");
});
