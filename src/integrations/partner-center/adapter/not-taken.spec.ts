import { isAddressRefusal, type VendorCompany } from "../../vendor-port";
import type { PartnerCenterClient } from "../client";
import { attestAgreement } from "./agreement";
import { ensureTenant } from "./tenant";

const COMPANY: VendorCompany = {
  legalName: "Birch Ltd",
  registrationNumber: null,
  email: "office@birch.example",
  phone: "+1 206 555 0111",
  firstName: "Ada",
  lastName: "Lane",
  address: { line1: "1", line2: null, city: "Redmond", province: "WA", postalCode: "98052", countryCode: "us" },
};

/** A vendor that knows nobody yet and notes what it is sent. */
function vendor() {
  const sent: string[] = [];
  const client = {
    findCustomerByDomain: async () => null,
    isDomainAvailable: async () => true,
    createCustomer: async () => sent.push("customer") && { id: "tenant" },
    listAgreementConfirmations: async () => [],
    confirmAgreement: async () => sent.push("agreement"),
  } as unknown as PartnerCenterClient;
  return { sent, client };
}

async function ensure(change: Partial<VendorCompany>, begun = false) {
  const { sent, client } = vendor();
  const begin = async () => void sent.push("begun");
  const company = { ...COMPANY, ...change };
  const input = { kind: "new" as const, domain: "birch.onmicrosoft.com", requestId: "r", begun, begin, company };
  return { sent, outcome: await ensureTenant(client, input, ["partner.example"]) };
}

it("a company as it should be is created", async () => {
  expect(await ensure({})).toMatchObject({ sent: ["begun", "customer"], outcome: { kind: "done" } });
});

it.each<[Partial<VendorCompany>, string]>([
  [{ legalName: "LLC" }, "companyName must be the full legal name"],
  [{ firstName: "n".repeat(45) }, "firstName must be at most 40"],
  [{ email: "a@partner.example" }, "email must be an address of your own company"],
  [{ phone: "(((((((((" }, "phoneNumber must be a phone number"],
  [
    { address: { ...COMPANY.address, countryCode: "hu", postalCode: "1011" } },
    "organizationRegistrationNumber must be",
  ],
])("a company with %j waits for a person, and nothing is sent", async (change, detail) => {
  const { sent, outcome } = await ensure(change);
  expect(sent).toEqual([]);
  expect(outcome).toMatchObject({ kind: "needs_attention", code: "customer_data" });
  expect(outcome).toMatchObject({ detail: expect.stringContaining(detail) });
});

it("an address that would be refused is one that the customer can correct", async () => {
  const { outcome } = await ensure({ address: { ...COMPANY.address, postalCode: "9805" } });
  expect(outcome.kind !== "done" && isAddressRefusal(outcome)).toBe(true);
});

it("what may have been sent before is sent again as it is: only the vendor knows what became of it", async () => {
  expect((await ensure({ legalName: "LLC" }, true)).sent).toEqual(["begun", "customer"]);
});

it("an agreement of a contact that would be refused is not sent", async () => {
  const { sent, client } = vendor();
  const contact = { firstName: "\u200b", lastName: "Lane", email: "office@birch.example", phone: "" };
  const input = { vendorTenantId: "t", templateId: "x", agreedAt: new Date(0), requestId: "r", ...contact };
  const outcome = await attestAgreement(client, input, []);
  expect(outcome).toMatchObject({ kind: "needs_attention", code: "customer_data" });
  expect(sent).toEqual([]);
  expect((await attestAgreement(client, { ...input, firstName: "Ada" }, [])).kind).toBe("done");
});
