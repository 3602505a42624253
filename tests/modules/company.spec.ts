import type { AgreementConsent, CompanyProfile, CompanyTenant } from "../../src/modules/company";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const LATER = new Date("2026-03-15T11:00:00.000Z");
const PROFILE: CompanyProfile = {
  legalName: "Fabrikam, Inc.",
  taxId: null,
  email: "billing@fabrikam.example",
  phone: "+1 206 555 0100",
  firstName: "Ada",
  lastName: "Byron",
  address: {
    line1: "1 Pike Place",
    line2: null,
    city: "Seattle",
    province: "WA",
    postalCode: "98101",
    countryCode: "us",
  },
};
const TENANT: CompanyTenant = {
  kind: "new",
  domain: "fabrikam.onmicrosoft.com",
  state: "chosen",
  vendorTenantId: null,
  relationshipUrl: null,
};
const CONSENT: AgreementConsent = {
  templateId: "template-1",
  agreementType: "MicrosoftCustomerAgreement",
  link: "https://example.com/mca",
  textHash: "abc",
  firstName: "Ada",
  lastName: "Byron",
  email: "ada@fabrikam.example",
  phone: null,
  customerId: "cus_1",
  ip: "198.51.100.7",
  userAgent: "browser",
  agreedAt: NOW,
};

describe("company module", () => {
  let database: PurchaseDatabase;
  beforeAll(async () => {
    database = await createPurchaseDatabase();
  });
  afterAll(() => database.drop());
  beforeEach(() => database.clear());

  async function company(customerId = "cus_1") {
    const result = await database.companies.create(customerId, PROFILE, NOW);
    return result.company;
  }

  it("creates a company with its owner and reads it whole", async () => {
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW);
    await database.companies.recordConsent(id, CONSENT);
    const found = await database.companies.retrieveForCustomer("cus_1");
    expect(found).toMatchObject({ id, ...PROFILE, tenant: TENANT });
    expect(found?.agreement).toMatchObject({ templateId: "template-1", agreedAt: NOW, attestedAt: null });
    expect(await database.companies.listMembers(id)).toEqual([{ customerId: "cus_1", role: "owner" }]);
    expect(await database.companies.retrieveForCustomer("cus_2")).toBeNull();
  });

  it("gives a customer one company, also when two requests come at once", async () => {
    const results = await Promise.all([1, 2, 3].map(() => database.companies.create("cus_1", PROFILE, NOW)));
    expect(results.map((result) => result.outcome).sort()).toEqual(["created", "exists", "exists"]);
    expect(new Set(results.map((result) => result.company.id)).size).toBe(1);
    expect(await database.db("csp_company").count("* as count").first()).toEqual({ count: "1" });
  });

  it("reserves a new domain for one company only", async () => {
    const [first, second] = [await company("cus_1"), await company("cus_2")];
    expect(await database.companies.chooseTenant(first.id, TENANT, NOW)).toEqual({ outcome: "saved" });
    expect(await database.companies.chooseTenant(second.id, TENANT, NOW)).toEqual({ outcome: "domain_taken" });
    expect(await database.companies.isDomainReserved("FABRIKAM.onmicrosoft.com", second.id)).toBe(true);
    expect(await database.companies.isDomainReserved(TENANT.domain, first.id)).toBe(false);
  });

  it("lets the choice change until the new tenant exists", async () => {
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW);
    const other = { ...TENANT, domain: "fabrikam2.onmicrosoft.com" };
    expect(await database.companies.chooseTenant(id, other, LATER)).toEqual({ outcome: "saved" });
    await database.companies.linkTenant(id, { vendorTenantId: "tenant-9", linkedAt: LATER });
    expect(await database.companies.chooseTenant(id, TENANT, LATER)).toMatchObject({
      outcome: "locked",
      tenant: { domain: other.domain, vendorTenantId: "tenant-9" },
    });
  });

  it("hands the first sign-in out once, and never again after a repeated link", async () => {
    const { id } = await company();
    await database.companies.chooseTenant(id, TENANT, NOW);
    await database.companies.linkTenant(id, { vendorTenantId: "tenant-9", sealedFirstSignIn: "sealed", linkedAt: NOW });
    await database.companies.linkTenant(id, { vendorTenantId: "tenant-9", linkedAt: LATER });
    const waits = async () => (await database.companies.retrieve(id)).firstSignInWaits;
    expect(await waits()).toBe(true);
    const taken = await Promise.all([1, 2, 3].map(() => database.companies.takeFirstSignIn(id, LATER)));
    expect(taken.filter((sealed) => sealed !== null)).toEqual(["sealed"]);
    expect(await waits()).toBe(false);
    await database.companies.linkTenant(id, {
      vendorTenantId: "tenant-9",
      sealedFirstSignIn: "sealed",
      linkedAt: LATER,
    });
    expect(await database.companies.takeFirstSignIn(id, LATER)).toBeNull();
  });

  it("keeps every consent and attests the newest once", async () => {
    const { id } = await company();
    await database.companies.recordConsent(id, CONSENT);
    await database.companies.recordConsent(id, { ...CONSENT, templateId: "template-2", agreedAt: LATER });
    await database.companies.recordAgreementAttested(id, LATER);
    await database.companies.recordAgreementAttested(id, new Date("2026-03-16T00:00:00.000Z"));
    const { agreement } = await database.companies.retrieve(id);
    expect(agreement).toMatchObject({ templateId: "template-2", attestedAt: LATER });
    expect(await database.db("csp_agreement_consent").count("* as count").first()).toEqual({ count: "2" });
  });

  it("replaces the profile and refuses an unknown company", async () => {
    const { id } = await company();
    const moved = { ...PROFILE, taxId: "91-1", address: { ...PROFILE.address, city: "Tacoma" } };
    expect(await database.companies.update(id, moved, LATER)).toMatchObject(moved);
    await expect(database.companies.retrieve("cspcom_none")).rejects.toMatchObject({ type: "not_found" });
  });
});
