import { type NamedTenant, type PromisedTenant, tenantDifference } from "./promised-tenant";

const PROMISED: PromisedTenant = { kind: "existing", domain: "contoso.com", vendorTenantId: "t-1" };
const NAMED: NamedTenant = { ...PROMISED, state: "linked" };

describe("the tenant that licences were promised for", () => {
  it.each<[string, Partial<PromisedTenant>, Partial<NamedTenant>]>([
    ["it is linked", {}, {}],
    ["it is written otherwise", {}, { domain: "CONTOSO.com", vendorTenantId: "T-1" }],
    ["its relationship is waited for", {}, { state: "pending_relationship" }],
    ["the vendor has given it an id since", { vendorTenantId: null }, {}],
    [
      "it is to be created",
      { kind: "new", vendorTenantId: null },
      { kind: "new", vendorTenantId: null, state: "chosen" },
    ],
  ])("is the company's when %s", (_name, promised, named) => {
    expect(tenantDifference({ ...PROMISED, ...promised }, { ...NAMED, ...named })).toBeNull();
  });

  it.each<[string, Partial<NamedTenant> | null, RegExp]>([
    ["no tenant is named", null, /names no tenant/],
    ["another domain is named", { domain: "fabrikam.com" }, /names fabrikam.com now/],
    ["a domain that begins alike is named", { domain: "contoso.com.au" }, /names contoso.com.au now/],
    ["it is not proven", { state: "unproven", vendorTenantId: null }, /not proven/],
    ["one of its name is to be created", { kind: "new" }, /to be created/],
    ["another tenant has taken the domain over", { vendorTenantId: "t-2" }, /was tenant t-1 and is t-2 now/],
    ["its id is not known any more", { vendorTenantId: null, state: "pending_relationship" }, /is not known now/],
  ])("is not when %s", (_name, named, words) => {
    expect(tenantDifference(PROMISED, named && { ...NAMED, ...named })).toMatch(words);
  });

  it("is not one that exists when it was to be created", () => {
    expect(tenantDifference({ ...PROMISED, kind: "new", vendorTenantId: null }, NAMED)).toMatch(
      /names one that exists/,
    );
  });
});
