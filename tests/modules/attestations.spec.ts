import type { CompanyProfile, NewAttestation } from "../../src/modules/company";
import { MOST_OPEN } from "../../src/modules/company/attestations";
import { createPurchaseDatabase, type PurchaseDatabase } from "../support/purchase/database";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const LATER = new Date("2026-03-15T11:00:00.000Z");
const TENANT = "5d1f0f9e-0000-4000-8000-000000000001";
const PROFILE: CompanyProfile = {
  ...{ legalName: "Fabrikam, Inc.", taxId: null, email: "billing@fabrikam.example", phone: "+1 206 555 0100" },
  ...{ firstName: "Ada", lastName: "Byron" },
  address: {
    ...{ line1: "1 Pike Place", line2: null, city: "Seattle", province: "WA", postalCode: "98101", countryCode: "us" },
  },
};

let database: PurchaseDatabase;
beforeAll(async () => {
  database = await createPurchaseDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.clear());

const store = () => database.companies.attestations;

async function wanted(change: Partial<NewAttestation["signatory"]> = {}): Promise<NewAttestation> {
  const { company } = await database.companies.create("cus_1", PROFILE, NOW);
  const person = { firstName: "Ada", lastName: "Byron", email: "ada@fabrikam.example", phone: "+1 206 555 0100" };
  return {
    ...{ companyId: company.id, customerId: "cus_1", statement: "What is shown." },
    origin: { ip: "198.51.100.7", userAgent: "browser" },
    signatory: { companyName: "Fabrikam, Inc.", countryCode: "us", language: "en-US", ...person, ...change },
  };
}

async function asked(change: Partial<NewAttestation["signatory"]> = {}) {
  const result = await store().ask(await wanted(change), NOW);
  if (result.outcome === "full") {
    throw new Error("There is no room.");
  }
  return result.attestation;
}

async function leased(id: string) {
  const lease = await store().lease(id);
  if (lease === null) {
    throw new Error(`${id} cannot be taken.`);
  }
  return lease;
}

const BEGUN = { attestationId: "att_1", pageUrl: "https://vendor.example/?attestationid=att_1", templateId: "t_1" };

it("writes a signatory down with who named them, and keeps the same one for the same person", async () => {
  const first = await asked();
  expect(first).toMatchObject({ state: "asked", customerId: "cus_1", origin: { ip: "198.51.100.7" }, askedAt: NOW });
  const again = await store().ask(await wanted({ email: "ADA@fabrikam.example ", phone: "+12065550100" }), LATER);
  expect(again).toMatchObject({ outcome: "resumed", attestation: { id: first.id, askedAt: NOW } });
  expect((await asked({ firstName: "Cleo" })).id).not.toBe(first.id);
  const acts = await database.db("csp_company_journal").where({ action: "ask_for_agreement" });
  expect(acts).toHaveLength(2);
});

it("keeps one for ten who press at once", async () => {
  const one = await wanted();
  const results = await Promise.all(Array.from({ length: 10 }, () => store().ask(one, NOW)));
  expect(results.filter(({ outcome }) => outcome === "asked")).toHaveLength(1);
  expect(await database.db("csp_agreement_attestation").count("* as n").first()).toEqual({ n: "1" });
});

it("waits for a few signatories of a company, and for no more", async () => {
  for (let n = 0; n < MOST_OPEN; n += 1) {
    await asked({ email: `ada${n}@fabrikam.example` });
  }
  expect(await store().ask(await wanted({ email: "more@fabrikam.example" }), NOW)).toEqual({ outcome: "full" });
  expect(await store().ask(await wanted({ email: "ada0@fabrikam.example" }), NOW)).toMatchObject({
    outcome: "resumed",
  });
});

it("is nothing for a person who does not act for the company", async () => {
  const one = await wanted();
  await expect(store().ask({ ...one, customerId: "cus_2" }, NOW)).rejects.toThrow(/do not act for this company/);
});

it("goes from step to step under a lease, and keeps request ids until an answer came", async () => {
  const { id } = await asked();
  const lease = await leased(id);
  expect(await store().lease(id)).toBeNull();
  await store().release(lease, { lookAt: LATER, problem: "away", detail: "no answer" });
  const again = await leased(id);
  expect([again.requestId, again.problem]).toEqual([lease.requestId, "away"]);
  expect(await store().noteBegun(lease, BEGUN, NOW)).toBe(false);
  expect(await store().noteBegun(again, BEGUN, NOW)).toBe(true);
  await store().noteAccepted(
    again,
    { customerId: "cus_1", ip: "198.51.100.8", userAgent: "phone" },
    { how: "read", at: LATER },
  );
  await store().noteMade(again, TENANT, LATER);
  await store().release(again, { lookAt: null, renew: "finish_request_id" });
  const [found] = await store().list(again.companyId);
  expect(found).toMatchObject({
    ...{ state: "made", attestationId: "att_1", acceptedHow: "read", acceptedBy: "cus_1", madeAt: LATER },
    ...{ acceptedOrigin: { ip: "198.51.100.8" }, vendorTenantId: TENANT, readBackAt: null, problem: null },
  });
  expect((await leased(id)).finishRequestId).not.toBe(again.finishRequestId);
  // An agreement that was made is over: the same person may be asked for another tenant.
  expect((await asked()).id).not.toBe(id);
});

it("is looked at when it is due, by one worker, and found again after a worker died", async () => {
  const { id } = await asked();
  expect(await store().leaseDue(NOW)).toBeNull();
  expect(await store().nextLookAt()).toEqual(new Date("2026-03-15T10:01:00.000Z"));
  expect(await store().leaseDue(LATER)).toMatchObject({ id, looks: 1 });
  expect(await store().leaseDue(LATER)).toBeNull();
  await database.expireLeases();
  expect(await store().leaseDue(LATER)).toMatchObject({ id, looks: 2 });
});

it("ends where nothing can come of it, and the same person may be named anew", async () => {
  const { id } = await asked();
  await store().end(await leased(id), { problem: null, detail: "not taken: email must be another" });
  expect(await store().lease(id)).toBeNull();
  expect((await asked()).id).not.toBe(id);
});

it("keeps what the vendor says of a tenant, and reads back what was made for it", async () => {
  const { id, companyId } = await asked();
  const lease = await leased(id);
  await store().noteBegun(lease, BEGUN, NOW);
  await store().noteAccepted(lease, null, { how: "read", at: NOW });
  await store().noteMade(lease, TENANT, NOW);
  await store().release(lease, { lookAt: LATER });
  const reading = {
    ...{ vendorTenantId: TENANT.toUpperCase(), isDirect: false, agreedAt: NOW, templateId: "t_1", readAt: LATER },
    ...{ name: "Ada Byron", email: "ada@fabrikam.example", link: null },
  };
  await store().keepReading(companyId, { ...reading, agreedAt: null }, false);
  expect((await store().list(companyId))[0]?.readBackAt).toBeNull();
  await store().keepReading(companyId, reading, true);
  expect(await store().reading(companyId)).toEqual(reading);
  expect((await store().list(companyId))[0]).toMatchObject({ readBackAt: LATER });
  expect(await store().nextLookAt()).toBeNull();
});
