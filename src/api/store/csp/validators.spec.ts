import { z } from "zod";
import { fieldProblems } from "../../../input";
import { type PostCompanyBody, postAddress, postAgreement, postCheckout, postCompany } from "./validators";

const COMPANY: PostCompanyBody = {
  legal_name: "Fabrikam, Inc.",
  tax_id: null,
  email: "billing@fabrikam.example",
  phone: "+1 206 555 0123",
  first_name: "Ada",
  last_name: "Byron",
  address: {
    line1: "1 Pike Place",
    line2: null,
    city: "Seattle",
    province: "WA",
    postal_code: "98101",
    country_code: "us",
  },
};
const GERMAN = { line1: "Marienplatz 1", city: "München", postal_code: "80331", country_code: "de" };
const AGREEMENT = {
  template_id: "t",
  first_name: "Ada",
  last_name: "Byron",
  email: "ada@fabrikam.example",
  accepted: true,
};

type Schema = typeof postCompany | typeof postAddress | typeof postAgreement;

const fieldsOf = (schema: Schema, body: object) => {
  const { error } = schema.safeParse(body);
  return error ? fieldProblems(error).map(({ field }) => field) : [];
};

describe("a company's form", () => {
  it.each<[string, object]>([
    ["with a number for a name", { legal_name: "3M" }],
    ["with an umlaut, an ampersand and a legal form", { legal_name: "Müller & Söhne GmbH" }],
    ["with a Japanese name", { legal_name: "株式会社東京", first_name: "愛", last_name: "林" }],
    ["with a name of 254 characters", { legal_name: "no".repeat(127) }],
    ["with a German phone number and address", { phone: "+49 (0)89 1234-567", address: GERMAN }],
    ["with a registration number where one is asked for", { tax_id: "12345678-2-41", address: hungarian() }],
    ["with a second line that shows nothing", { address: { ...COMPANY.address, line2: "\u200b" } }],
  ])("is taken %s", (_name, change) => expect(fieldsOf(postCompany, { ...COMPANY, ...change })).toEqual([]));

  it.each<[string, object, string]>([
    ["a legal form for a name", { legal_name: "LLC" }, "legal_name"],
    ["a legal form with dots", { legal_name: "L.L.C." }, "legal_name"],
    ["a name of zero-width spaces", { legal_name: "\u200b\u200b\u200b" }, "legal_name"],
    ["a name of fillers", { legal_name: "\u3164" }, "legal_name"],
    ["a name of special characters", { legal_name: "&$^#" }, "legal_name"],
    ["a name of one character", { legal_name: "X" }, "legal_name"],
    ["a name of 256 characters", { legal_name: "n".repeat(256) }, "legal_name"],
    ["a first name of 45 letters", { first_name: "n".repeat(45) }, "first_name"],
    ["a last name of 41 letters", { last_name: "n".repeat(41) }, "last_name"],
    ["a first name of zero-width spaces", { first_name: "\u200b" }, "first_name"],
    ["a last name of digits", { last_name: "42" }, "last_name"],
    ["a placeholder", { first_name: "Test" }, "first_name"],
    ["a mail address at Microsoft", { email: "ada@microsoft.com" }, "email"],
    ["a phone number of brackets", { phone: "(((((((((" }, "phone"],
    ["a phone number of hyphens and spaces", { phone: "-- -- --" }, "phone"],
    ["a phone number of four digits", { phone: "(1234)" }, "phone"],
    ["a street that shows nothing", { address: { ...COMPANY.address, line1: "\u2060" } }, "address.line1"],
    ["a city that shows nothing", { address: { ...COMPANY.address, city: "\u00ad" } }, "address.city"],
    ["a state that does not exist", { address: { ...COMPANY.address, province: "ZZ" } }, "address.province"],
    ["a Canadian address with a ZIP code", { address: canadian("98101") }, "address.postal_code"],
    ["a German postal code of four digits", { address: { ...GERMAN, postal_code: "8033" } }, "address.postal_code"],
    ["a Hungarian company without registration number", { address: hungarian() }, "tax_id"],
  ])("is refused with %s", (_name, change, field) =>
    expect(fieldsOf(postCompany, { ...COMPANY, ...change })).toEqual([field]),
  );
});

it.each<[string, object, string]>([
  ["a line break in a name", { legal_name: "Fabrikam\nInc." }, "legal_name"],
  ["a direction that is turned", { legal_name: "Fabrikam \u202eCBA" }, "legal_name"],
  ["a tab in a first name", { first_name: "A\tda" }, "first_name"],
  ["an isolate in a tax id", { tax_id: "12\u206634" }, "tax_id"],
  ["a paragraph in an address", { address: { ...COMPANY.address, line1: "1 Pike\u2029Place" } }, "address.line1"],
])("%s is not taken", (_what, change, field) => {
  expect(fieldsOf(postCompany, { ...COMPANY, ...change })).toEqual([field]);
});

it("a purchase order number is one line", () => {
  const checkout = { cart_id: "c", quote_hash: "h", card_consent: true };
  const problems = (po_number: string) =>
    fieldProblems(postCheckout.safeParse({ ...checkout, po_number }).error ?? new z.ZodError([])).map(
      ({ field }) => field,
    );
  expect(["4711", "4711\n0815", "4711\u202e"].map(problems)).toEqual([[], ["po_number"], ["po_number"]]);
});

it("a corrected address is held to the same rules", () => {
  expect(fieldsOf(postAddress, { address: canadian("K1A 0B1") })).toEqual([]);
  expect(fieldsOf(postAddress, { address: { ...COMPANY.address, city: "\u200b" } })).toEqual(["address.city"]);
});

it("so is whoever agrees", () => {
  expect(fieldsOf(postAgreement, AGREEMENT)).toEqual([]);
  const wrong = { first_name: "J", last_name: "nobody", email: "a@microsoft.com", phone: "(((((((((" };
  expect(fieldsOf(postAgreement, { ...AGREEMENT, ...wrong })).toEqual(["first_name", "last_name", "email", "phone"]);
});

function hungarian() {
  return { line1: "Fo utca 1", city: "Budapest", postal_code: "1011", country_code: "hu" };
}

function canadian(postal_code: string) {
  return { line1: "24 Sussex Drive", city: "Ottawa", province: "ON", postal_code, country_code: "ca" };
}
