import { phoneForVendor } from "../../src/domain/customer-profile";
import {
  at,
  confirmAgreement,
  consentBody,
  createCustomer,
  customerBody,
  type Harness,
  type JsonObject,
  listAt,
  startHarness,
  templateId,
  textAt,
} from "./support/partner-center";

describe("Partner Center simulator: customers, addresses and agreements", () => {
  let harness: Harness;

  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.running.stop());

  const head = async (domain: string) => (await harness.call("HEAD", `/v1/domains/${domain}`)).status;
  const create = (body: JsonObject) => harness.call("POST", "/v1/customers", { body });

  it("answers 404 for a free domain and 200 for one in use", async () => {
    expect(await head("bluefinch.onmicrosoft.com")).toBe(404);
    await create(customerBody("Blue Finch", "bluefinch.onmicrosoft.com"));
    expect(await head("BlueFinch.onmicrosoft.com")).toBe(200);
    expect(await head("existingcompany.onmicrosoft.com")).toBe(200);
    expect(await head("takenname.onmicrosoft.com")).toBe(200);
  });

  it("gives the first credentials in the creation's answer and never again", async () => {
    const { status, body } = await create(customerBody());
    expect(status).toBe(201);
    expect(at(body, "userCredentials", "userName")).toBe("admin");
    expect(textAt(body, "userCredentials", "password").length).toBeGreaterThan(8);
    const { text } = await harness.call("GET", `/v1/customers/${body.id}`);
    expect(text).not.toContain("userCredentials");
    expect(text).not.toContain(textAt(body, "userCredentials", "password"));
    expect(at(body, "companyProfile", "tenantId")).toBe(body.id);
  });

  it("takes camel case as well as Pascal case", async () => {
    const lower = (value: unknown): unknown =>
      value && typeof value === "object"
        ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k.charAt(0).toLowerCase() + k.slice(1), lower(v)]))
        : value;
    const { status } = await harness.call("POST", "/v1/customers", { body: lower(customerBody()) });
    expect(status).toBe(201);
  });

  it.each<[string, (body: JsonObject) => void, string]>([
    ["a missing e-mail", (body) => setIn(body, ["BillingProfile", "Email"], undefined), "billingProfile.email"],
    ["a malformed domain", (body) => setIn(body, ["CompanyProfile", "Domain"], "no domain"), "companyProfile.domain"],
    ["a domain in use", (body) => setIn(body, ["CompanyProfile", "Domain"], "taken.onmicrosoft.com"), "already in use"],
    [
      "a wrong state",
      (body) => setIn(body, ["BillingProfile", "DefaultAddress", "State"], "ZZ"),
      "defaultAddress.state",
    ],
    [
      "a wrong postal code",
      (body) => setIn(body, ["BillingProfile", "DefaultAddress", "PostalCode"], "98"),
      "defaultAddress.postalCode",
    ],
  ])("refuses %s and names the field", async (_name, spoil, field) => {
    const body = customerBody();
    spoil(body);
    const answer = await create(body);
    expect([answer.status, answer.body.code]).toEqual([400, "3000"]);
    expect(answer.body.description).toContain(field);
  });

  it("asks for a registration number where the country does, and only there", async () => {
    const hungarian = (number?: string, phone?: string) => {
      const body = customerBody();
      setIn(body, ["BillingProfile", "DefaultAddress"], {
        FirstName: "Anna",
        LastName: "Kis",
        AddressLine1: "Fo utca 1",
        City: "Budapest",
        PostalCode: "1011",
        Country: "HU",
        PhoneNumber: phone,
      });
      setIn(body, ["CompanyProfile", "OrganizationRegistrationNumber"], number);
      return body;
    };
    expect((await create(hungarian())).body.code).toBe("600049");
    expect((await create(hungarian("?"))).body.code).toBe("600050");
    expect((await create(hungarian("1234567890"))).body.code).toBe("600051");
    expect((await create(hungarian("1234567890", "3615550100"))).status).toBe(201);
    const american = customerBody();
    setIn(american, ["CompanyProfile", "OrganizationRegistrationNumber"], "1234567890");
    expect((await create(american)).body.code).toBe("600002");
  });

  it("lists page by page with a continuation token and finds by domain and name", async () => {
    await createCustomer(harness, "Alpha Glass");
    await createCustomer(harness, "Alpine Tools");
    const first = await harness.call("GET", "/v1/customers?size=2");
    expect(first.body.totalCount).toBe(2);
    const header = at(first.body, "links", "next", "headers", 0);
    expect(at(header, "key")).toBe("MS-ContinuationToken");
    const second = await harness.call("GET", `/v1${textAt(first.body, "links", "next", "uri")}`, {
      headers: { "MS-ContinuationToken": textAt(header, "value") },
    });
    expect(second.body.totalCount).toBe(1);
    expect(at(second.body, "links", "next")).toBeUndefined();

    const find = async (Field: string, Value: string) => {
      const filter = encodeURIComponent(JSON.stringify({ Field, Value, Operator: "starts_with" }));
      return (await harness.call("GET", `/v1/customers?size=10&filter=${filter}`)).body.totalCount;
    };
    expect(await find("CompanyName", "alp")).toBe(2);
    expect(await find("Domain", "existingcompany.onmicrosoft.com")).toBe(1);
    expect(await find("Domain", "unlinkedcompany.onmicrosoft.com")).toBe(0);
    expect((await harness.call("GET", "/v1/customers?size=none")).status).toBe(400);
  });

  it("knows an existing tenant as a customer once it has accepted the partner", async () => {
    const hidden = Object.values(harness.simulator.control.state().customers).find(
      (customer) => customer.domain === "unlinkedcompany.onmicrosoft.com",
    );
    const path = `/v1/customers/${hidden?.id}`;
    const refused = await harness.call("GET", path);
    expect([refused.status, refused.body.code]).toEqual([403, "20002"]);
    harness.simulator.control.acceptRelationship("unlinkedcompany.onmicrosoft.com");
    expect((await harness.call("GET", path)).body.relationshipToPartner).toBe("reseller");
    expect((await harness.call("GET", "/v1/customers/00000000-0000-4000-8000-000000000000")).status).toBe(404);
  });

  it("shows the indirect reseller of a customer", async () => {
    const { body } = await create({ ...customerBody(), AssociatedPartnerId: "4847383" });
    const found = await harness.call("GET", `/v1/customers/${body.id}/relationships`);
    expect(at(found.body, "items", 0, "mpnId")).toBe("4847383");
  });

  it.each([
    [{ PostalCode: "98052", State: "WA" }, "VerifiedShippable"],
    [{ PostalCode: "9805", State: "WA" }, "None"],
    [{ PostalCode: "10001", State: "WA" }, "InteractionRequired"],
    [{ PostalCode: "98052", State: "XX" }, "InteractionRequired"],
    [{ PostalCode: "80331", State: undefined, Country: "DE", City: "München" }, "Verified"],
    [{ PostalCode: "8033", State: undefined, Country: "DE", City: "München" }, "None"],
    [{ PostalCode: "1", State: undefined, Country: "TV" }, "NotValidated"],
    [{ PostalCode: "98052", State: "WA", City: "" }, "None"],
  ])("judges the address %j as %s, always with 200", async (change, expected) => {
    const address = { AddressLine1: "1 Microsoft Way", City: "Redmond", Country: "US", ...change };
    const { status, body } = await harness.call("POST", "/v1/validations/address", { body: address });
    expect([status, body.status]).toEqual([200, expected]);
    expect(listAt(body, "suggestedAddresses")).toHaveLength(
      expected.startsWith("Verified") || address.PostalCode === "10001" ? 1 : 0,
    );
  });

  it("publishes the rules of a country", async () => {
    const { body } = await harness.call("GET", "/v1/countryvalidationrules/CA");
    expect(new RegExp(textAt(body, "postalCodeRegex")).test("K1A 0B1")).toBe(true);
    expect(at(body, "isStateRequired")).toBe(true);
    expect((await harness.call("GET", "/v1/countryvalidationrules/ZZ")).status).toBe(404);
    const american = (await harness.call("GET", "/v1/countryvalidationrules/us")).body;
    const sent = phoneForVendor("US", "+1 (206) 555-0100");
    expect(new RegExp(textAt(american, "phoneNumberRegex")).test(String(sent))).toBe(true);
  });

  it("knows the agreement by its template, once", async () => {
    const customerId = await createCustomer(harness);
    const { body: old } = await harness.call("GET", "/v1/agreements");
    expect(at(old, "items", 0, "agreementType")).toBe("MicrosoftCloudAgreement");
    expect((await harness.call("GET", "/v1/agreements?agreementType=*")).body.totalCount).toBe(2);

    const wrong = { ...consentBody(harness.clock.now()), templateId: "00000000-0000-4000-8000-000000000000" };
    const refused = await harness.call("POST", `/v1/customers/${customerId}/agreements`, { body: wrong });
    expect([refused.status, refused.body.code]).toEqual([400, "3000"]);

    expect(at((await confirmAgreement(harness, customerId)).body, "templateId")).toBe(templateId);
    const twice = await confirmAgreement(harness, customerId);
    expect([twice.status, twice.body.code, twice.body.errorName]).toEqual([
      409,
      600061,
      "PartnerConfirmedAgreementAlreadyExists",
    ]);
    const query = "agreementType=MicrosoftCustomerAgreement";
    const found = await harness.call("GET", `/v1/customers/${customerId}/agreements?${query}`);
    expect(found.body.totalCount).toBe(1);
  });

  it("vets an education qualification for a while", async () => {
    const customerId = await createCustomer(harness);
    const path = `/v1/customers/${customerId}/qualifications`;
    const body = { qualification: "Education", educationSegment: "K12", website: "school.example" };
    expect((await harness.call("POST", path, { body })).body.vettingStatus).toBe("InReview");
    harness.clock.advanceBy(60_000);
    const { text } = await harness.call("GET", path);
    expect(JSON.parse(text)).toEqual([expect.objectContaining({ vettingStatus: "Approved" })]);
    const refused = await harness.call("POST", path, { body: { qualification: "Nonprofit" } });
    expect(refused.status).toBe(400);
  });

  it("tells the account status, and 600074 where there is none", async () => {
    const customerId = await createCustomer(harness);
    const path = `/v1/customers/${customerId}/validationStatus?type=account`;
    expect((await harness.call("GET", path)).body.status).toBe("Allowed");
    harness.simulator.control.changeCustomer(customerId, { accountStatus: null });
    const absent = await harness.call("GET", path);
    expect([absent.status, absent.body.code]).toEqual([404, 600074]);
  });
});

function setIn(body: JsonObject, path: string[], value: JsonObject[string]): void {
  const [key = "", ...rest] = path;
  if (rest.length === 0) {
    body[key] = value;
    return;
  }
  setIn(body[key] as JsonObject, rest, value);
}
