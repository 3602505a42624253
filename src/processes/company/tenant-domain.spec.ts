import { InputError } from "../../errors/input-error";
import { existingTenantDomain, newTenantDomain } from "./tenant-domain";

describe("tenant domain", () => {
  it.each([
    ["Contoso", "contoso.onmicrosoft.com"],
    [" abc123 ", "abc123.onmicrosoft.com"],
    ["contoso.onmicrosoft.com", "contoso.onmicrosoft.com"],
  ])("completes the prefix %p", (prefix, domain) => {
    expect(newTenantDomain(prefix)).toBe(domain);
  });

  it.each(["", "ab", "a".repeat(28), "con-toso", "con toso", "con.toso", "cöntoso", "contoso.com"])(
    "refuses the prefix %p and says what is right",
    (prefix) => {
      expect(() => newTenantDomain(prefix)).toThrow(InputError);
      expect(() => newTenantDomain(prefix)).toThrow(/^prefix: must be 3 to 27 letters and digits/);
    },
  );

  it("takes existing domains of any suffix", () => {
    expect(existingTenantDomain("Fabrikam.co.uk")).toBe("fabrikam.co.uk");
    expect(existingTenantDomain("fab-rikam.onmicrosoft.com")).toBe("fab-rikam.onmicrosoft.com");
  });

  it.each(["", "fabrikam", "-a.com", "a..com", "http://a.com", "a.com/x", `${"a".repeat(64)}.com`, "a b.com"])(
    "refuses the domain %p",
    (domain) => {
      expect(() => existingTenantDomain(domain)).toThrow(/^domain: must be a domain of your tenant/);
    },
  );
});
