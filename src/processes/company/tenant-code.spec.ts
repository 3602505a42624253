import { hashTenantCode, isSameHash, newTenantCode } from "./tenant-code";

const KEY = Buffer.alloc(32, 7).toString("base64");

describe("the code that proves control over a tenant", () => {
  it("is eight letters and digits that are not mistaken for one another, and never the same", () => {
    const codes = Array.from({ length: 200 }, newTenantCode);
    for (const code of codes) {
      expect(code).toMatch(/^[A-HJ-NP-Z2-9]{4}-[A-HJ-NP-Z2-9]{4}$/);
    }
    expect(new Set(codes).size).toBe(200);
  });

  it("is recognised however it was typed, for its own claim and with our key only", () => {
    const hash = hashTenantCode("K7PM-2XQD", "claim", KEY);
    expect(hash).not.toContain("K7PM");
    expect(isSameHash(hashTenantCode(" k7pm 2xqd", "claim", KEY), hash)).toBe(true);
    expect(isSameHash(hashTenantCode("K7PM-2XQE", "claim", KEY), hash)).toBe(false);
    expect(isSameHash(hashTenantCode("K7PM-2XQD", "another", KEY), hash)).toBe(false);
    expect(isSameHash(hashTenantCode("K7PM-2XQD", "claim", Buffer.alloc(32, 8).toString("base64")), hash)).toBe(false);
    expect(isSameHash("", hash)).toBe(false);
  });
});
