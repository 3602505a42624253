import { isTrustedMutation } from "./csrf.server";

const SHOP = "https://shop.example.com";

function trusted(method: string, origin?: string, secFetchSite?: string): boolean {
  return isTrustedMutation({ method, origin, secFetchSite, shopOrigin: SHOP });
}

describe("isTrustedMutation", () => {
  it.each(["GET", "HEAD", "OPTIONS"])("lets %s pass from anywhere", (method) => {
    expect(trusted(method, "https://evil.example", "cross-site")).toBe(true);
  });

  it("lets a form of the shop pass", () => {
    expect(trusted("POST", SHOP, "same-origin")).toBe(true);
  });

  it("lets an older browser's form of the shop pass by its origin", () => {
    expect(trusted("POST", SHOP)).toBe(true);
  });

  it.each([
    ["another site", "https://evil.example", "cross-site"],
    ["another site without an origin", undefined, "cross-site"],
    ["a neighbour below the same domain", "https://blog.example.com", "same-site"],
    ["a forged origin that the browser's own header contradicts", SHOP, "cross-site"],
    ["a page opened from a file", "null", undefined],
    ["a request typed into the address bar", undefined, "none"],
    ["a request that says nothing", undefined, undefined],
  ])("refuses %s", (_name, origin, secFetchSite) => {
    expect(trusted("POST", origin, secFetchSite)).toBe(false);
  });

  it.each(["PUT", "PATCH", "DELETE", "post"])("holds for %s too", (method) => {
    expect(trusted(method, "https://evil.example")).toBe(false);
  });
});
