import fc from "fast-check";
import { defaultCredentials } from "../../sandbox/partner-center/options";
import { postCompany } from "../../src/api/store/csp/validators";
import { contactMailProblem, profileProblems } from "../../src/domain/customer-profile";
import { type Harness, startHarness } from "./support/partner-center";

/** A company as the shop's form holds it. */
interface Form {
  readonly legal_name: string;
  readonly tax_id: string | null;
  readonly email: string;
  readonly phone: string;
  readonly first_name: string;
  readonly last_name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly province: string;
  readonly postal_code: string;
  readonly country_code: string;
}

const GOOD: Form = {
  legal_name: "Fabrikam, Inc.",
  tax_id: null,
  email: "billing@fabrikam.example",
  phone: "+1 206 555 0123",
  first_name: "Ada",
  last_name: "Byron",
  line1: "1 Pike Place",
  line2: "",
  city: "Seattle",
  province: "WA",
  postal_code: "98101",
  country_code: "us",
};
const PARTNER = defaultCredentials.domains;

let harness: Harness;
let made = 0;

beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.running.stop());

/** What the shop's form says before anything is paid, with the seller's domain that only the server knows. */
function takenByForm(form: Form): boolean {
  const { line1, line2, city, province, postal_code, country_code, ...company } = form;
  const address = { line1, line2, city, province, postal_code, country_code };
  return (
    postCompany.safeParse({ ...company, address }).success && contactMailProblem(form.email.trim(), PARTNER) === null
  );
}

/** What our client says before it sends anything. */
function sentByClient(form: Form): boolean {
  const { legal_name, tax_id, first_name, last_name, email, phone } = form;
  const address = {
    line1: form.line1,
    line2: form.line2 || null,
    city: form.city,
    province: form.province || null,
    postalCode: form.postal_code,
    countryCode: form.country_code,
  };
  const contact = { firstName: first_name, lastName: last_name, email, phone };
  return (
    profileProblems({ legalName: legal_name, registrationNumber: tax_id, ...contact, address }, PARTNER).length === 0
  );
}

async function createAtVendor(form: Form) {
  made += 1;
  return harness.call("POST", "/v1/customers", {
    body: {
      CompanyProfile: {
        Domain: `rules${made}.onmicrosoft.com`,
        ...(form.tax_id === null ? {} : { OrganizationRegistrationNumber: form.tax_id }),
      },
      BillingProfile: {
        Culture: "en-US",
        Email: form.email,
        Language: "en",
        CompanyName: form.legal_name,
        DefaultAddress: {
          FirstName: form.first_name,
          LastName: form.last_name,
          AddressLine1: form.line1,
          ...(form.line2 ? { AddressLine2: form.line2 } : {}),
          City: form.city,
          ...(form.province ? { State: form.province } : {}),
          PostalCode: form.postal_code,
          Country: form.country_code,
          PhoneNumber: form.phone,
        },
      },
    },
  });
}

const GERMAN = { line1: "Marienplatz 1", city: "München", province: "", postal_code: "80331", country_code: "de" };
const HUNGARIAN = { line1: "Fo utca 1", city: "Budapest", province: "", postal_code: "1011", country_code: "hu" };

describe("shop, client and vendor's simulator agree", () => {
  it.each<[Partial<Form>]>([
    [{}],
    [{ legal_name: "3M" }],
    [{ legal_name: "Müller & Söhne GmbH", phone: "+49 (0)89 1234-567", ...GERMAN }],
    [{ legal_name: "株式会社東京", first_name: "愛", last_name: "林" }],
    [{ legal_name: "O'Neil", last_name: "O'Neil" }],
    [{ email: "ada@news.harbourpine.example" }],
    [{ tax_id: "12345678-2-41", ...HUNGARIAN }],
    [{ province: "DC", postal_code: "20001-1234" }],
    [{ ...GERMAN, province: "Bayern" }],
    [{ country_code: "au", province: "New South Wales", postal_code: "2000" }],
  ])("to take %j", async (change) => {
    const form = { ...GOOD, ...change };
    const { status } = await createAtVendor(form);
    expect({ form: takenByForm(form), client: sentByClient(form), vendor: status }).toEqual({
      form: true,
      client: true,
      vendor: 201,
    });
  });

  it.each<[Partial<Form>, string]>([
    [{ legal_name: "LLC" }, "billingProfile.companyName"],
    [{ legal_name: "\u200b\u200b" }, "billingProfile.companyName"],
    [{ legal_name: "1 2 3" }, "billingProfile.companyName"],
    [{ legal_name: "no".repeat(128) }, "billingProfile.companyName"],
    [{ first_name: "n".repeat(45) }, "billingProfile.defaultAddress.firstName"],
    [{ last_name: "7" }, "billingProfile.defaultAddress.lastName"],
    [{ email: "ada@harbourpine.example" }, "billingProfile.email"],
    [{ email: "ada@microsoft.com" }, "billingProfile.email"],
    [{ phone: "(((((((((" }, "billingProfile.defaultAddress.phoneNumber"],
    [{ line1: "\u3164" }, "billingProfile.defaultAddress.addressLine1"],
    [{ line1: "x".repeat(201) }, "billingProfile.defaultAddress.addressLine1"],
    [{ city: "\u2060" }, "billingProfile.defaultAddress.city"],
    [{ province: "ZZ" }, "billingProfile.defaultAddress.state"],
    [{ postal_code: "9810" }, "billingProfile.defaultAddress.postalCode"],
    [{ ...GERMAN, postal_code: "8033" }, "billingProfile.defaultAddress.postalCode"],
  ])("to refuse %j, the vendor by 400/3000 with the property", async (change, property) => {
    const form = { ...GOOD, ...change };
    const { status, body } = await createAtVendor(form);
    expect({ form: takenByForm(form), client: sentByClient(form) }).toEqual({ form: false, client: false });
    expect([status, body.code]).toEqual([400, "3000"]);
    expect(body.description).toContain(property);
  });

  it("to refuse a company without registration number where the vendor asks for one", async () => {
    const form = { ...GOOD, ...HUNGARIAN };
    expect({ form: takenByForm(form), client: sentByClient(form) }).toEqual({ form: false, client: false });
    expect((await createAtVendor(form)).body.code).toBe("600049");
  });

  it.each(["", " ", "\t "])(
    "about the phone %j in that the shop asks for one: the vendor takes none",
    async (phone) => {
      const form = { ...GOOD, phone };
      const { status } = await createAtVendor(form);
      expect({ form: takenByForm(form), client: sentByClient(form), vendor: status }).toEqual({
        form: false,
        client: true,
        vendor: 201,
      });
    },
  );

  it("about a placeholder only in that the shop asks the person: the documented request has one", async () => {
    const form = { ...GOOD, first_name: "Test", last_name: "Test" };
    const { status } = await createAtVendor(form);
    expect({ form: takenByForm(form), client: sentByClient(form), vendor: status }).toEqual({
      form: false,
      client: true,
      vendor: 201,
    });
  });

  it("about whatever is typed: what client and form let through, the vendor takes", async () => {
    const any = fc.oneof(fc.string({ unit: "grapheme", maxLength: 45 }), fc.string({ maxLength: 45 }));
    const phone = fc.string({ unit: fc.constantFrom(..."0123456789 ()+-./"), maxLength: 20 });
    const anyForm = fc.record({ legal_name: any, first_name: any, last_name: any, phone, line1: any, city: any });
    await fc.assert(
      fc.asyncProperty(
        anyForm,
        fc.constantFrom<keyof Form>("legal_name", "first_name", "phone", "line1", "city"),
        async (typed, field) => {
          const form = { ...GOOD, [field]: typed[field as keyof typeof typed] };
          const { status } = await createAtVendor(form);
          expect([status, field, form[field]]).toEqual([sentByClient(form) ? 201 : 400, field, form[field]]);
          expect(takenByForm(form) && status !== 201).toBe(false);
        },
      ),
      { numRuns: 200 },
    );
  });
});

it("whoever agrees is held to the same rules at the vendor", async () => {
  const { body } = await createAtVendor(GOOD);
  const contact = {
    firstName: "Ada",
    lastName: "Byron",
    email: "ada@fabrikam.example",
    phoneNumber: "+1 206 555 0123",
  };
  const confirm = (change: object) =>
    harness.call("POST", `/v1/customers/${body.id}/agreements`, {
      body: {
        primaryContact: { ...contact, ...change },
        templateId: "117a77b0-9360-443b-8795-c6dedc750cf9",
        dateAgreed: harness.clock.now().toISOString(),
        type: "MicrosoftCustomerAgreement",
      },
    });
  for (const change of [
    { firstName: "\u200b" },
    { lastName: "n".repeat(41) },
    { email: "a@harbourpine.example" },
    { phoneNumber: "(((((((((" },
  ]) {
    const refused = await confirm(change);
    expect([refused.status, refused.body.code, Object.keys(change)]).toEqual([400, "3000", Object.keys(change)]);
    expect(refused.body.description).toContain(`primaryContact.${Object.keys(change)[0]}`);
  }
  expect((await confirm({})).status).toBe(201);
});
