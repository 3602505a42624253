import fc from "fast-check";
import {
  addressLineProblem,
  companyNameProblem,
  contactMailProblem,
  contactNameProblem,
  contactProblems,
  isVisible,
  phoneForVendor,
  phoneProblem,
  placeholderNameProblem,
  postalCodeProblem,
  profileProblems,
  registrationProblem,
  stateProblem,
  type VendorProfile,
} from "./index";
import { POSTAL_CODES } from "./postal-codes";

/** Texts that fill a field and show nothing. */
const NOTHING = [
  "",
  " ",
  "\t\n",
  "\u200b\u200b",
  "\u00a0\u2003",
  "\u2060\ufeff\u00ad",
  "\u3164",
  "\u2800\u115f",
  "\u202e",
];

describe("something that can be seen", () => {
  it.each(NOTHING)("is not %j", (text) => expect(isVisible(text)).toBe(false));
  it.each(["a", " 1 ", "\u200b.\u200b", "東", "🙂", "می‌خواهم"])("is %j", (text) => expect(isVisible(text)).toBe(true));
});

describe("a company's name", () => {
  it.each([
    "3M",
    "Müller & Söhne GmbH",
    "株式会社東京",
    "東京",
    "O'Neil",
    "X Corp.",
    "H & M",
    "AT&T",
    "Yahoo!",
    "B.V. Holland",
    "GmbH & Co. KG",
    "The Limited Edition",
    "LLC Partners",
    "99",
    "1000",
    "7-Eleven, Inc.",
    "تهران",
    "ООО Ромашка",
    "山 本",
    "AG",
    "\u200bContoso\u200b",
    `${"n".repeat(250)} Ltd.`,
  ])("may be %j", (name) => expect(companyNameProblem(name)).toBeNull());

  it.each(NOTHING)("is not %j", (name) => expect(companyNameProblem(name)).toBe("must be the company's legal name"));

  it.each([
    "LLC",
    "llc.",
    "L.L.C.",
    "l l c",
    "GmbH",
    "Inc.",
    " Ltd ",
    "PTY LTD",
    "Pvt. Ltd.",
    "Sdn Bhd",
    "ＬＬＣ",
    "L\u200bLC",
    "(Inc)",
  ])("is not the legal form %j alone", (name) =>
    expect(companyNameProblem(name)).toContain("a legal form alone names nobody"),
  );

  it.each([
    ["X", "one character"],
    ["東", "one character"],
    ["e\u0301", "one character"],
    ["&$^#", "special characters only"],
    ["🍕🍕", "special characters only"],
    ["999", "one character repeated"],
    ["a a a", "one character repeated"],
    ["1 2 3", "single characters"],
    ["a\tb", "single characters"],
    ["A B C D", "single characters"],
    ["n".repeat(256), "at most 255"],
  ])("is not %j: %s", (name, why) => expect(companyNameProblem(name)).toContain(why));
});

describe("a contact's name", () => {
  it.each([
    "Ada",
    "O'Neil",
    "Müller-Lüdenscheidt",
    "李",
    "김",
    "이",
    "Jean Paul",
    "Ng",
    "J2",
    "Ольга",
    "محمد",
    "n".repeat(40),
  ])("may be %j", (name) => expect(contactNameProblem(name)).toBeNull());

  it.each(NOTHING)("is not %j", (name) => expect(contactNameProblem(name)).toBe("must be the person's name"));

  it.each([
    ["n".repeat(45), "at most 40"],
    ["n".repeat(41), "at most 40"],
    ["J", "one letter"],
    ["É", "one letter"],
    ["123", "must have letters"],
    ["--", "must have letters"],
    ["🙂", "must have letters"],
  ])("is not %j: %s", (name, why) => expect(contactNameProblem(name)).toContain(why));

  it("is no placeholder, and may hold one", () => {
    expect(["Test", " admin", "NOBODY"].map(placeholderNameProblem)).not.toContain(null);
    expect(["Testa", "Administra", "Ada"].map(placeholderNameProblem)).toEqual([null, null, null]);
  });
});

describe("a mail address", () => {
  const own = ["Partner.example", "partner-cloud.example"];

  it.each([
    "a@contoso.com",
    "a@partner.example.com",
    "a@news.partner.example",
    "a@xpartner.example",
    "microsoft.com@contoso.com",
  ])("may be %s", (address) => expect(contactMailProblem(address, own)).toBeNull());

  it.each(["a@partner.example", "A@PARTNER.EXAMPLE ", "a+b@partner-cloud.example"])(
    "is not %s, the partner's",
    (address) => expect(contactMailProblem(address, own)).toContain("the domain of its partner"),
  );

  it.each(["a@microsoft.com", "a@Microsoft.COM"])("is not %s", (address) =>
    expect(contactMailProblem(address, [])).toContain("no customer at microsoft.com"),
  );
});

describe("a phone number", () => {
  it.each([
    "+49 (0)89 1234-567",
    "+1 206 555 0100",
    "(206) 555-0100",
    "2065550100",
    "+683 4002",
    "+44 (0) 20 7946 0000",
    "206.555.0100",
    "030/1234567",
  ])("may be %s", (phone) => expect(phoneProblem(phone)).toBeNull());

  it.each([
    "(((((((((",
    "+",
    "-----",
    "     ",
    "1(((((((((",
    "1234",
    "call me",
    "+1 206 555 O1OO",
    "1+2065550100",
    "+1234567890123456",
    "５５５０１００",
    "\u200b\u200b\u200b\u200b\u200b",
    `2065550100${" ".repeat(40)}1`,
  ])("is not %j", (phone) => expect(phoneProblem(phone)).toContain("must be a phone number"));
});

it.each([
  ["us", "+1 206 555 0100", "12065550100"],
  ["US", "(206) 555-0100", "2065550100"],
  ["US", "206.555.0100", "2065550100"],
  ["US", "+49 (0)89 1234-567", null],
  ["US", "555-0100", null],
  ["DE", "+49 (0)89 1234-567", "+49 (0)89 1234-567"],
  ["DE", " ", null],
  ["US", "", null],
])("a company in %s with the phone %s is sent with %j", (country, phone, sent) =>
  expect(phoneForVendor(country, phone)).toBe(sent),
);

describe("an address", () => {
  it("has lines of 1 to 200 characters", () => {
    expect(addressLineProblem("1", "the street")).toBeNull();
    expect(addressLineProblem("x".repeat(200), "the street")).toBeNull();
    expect(addressLineProblem("\u200b", "the street")).toBe("must be the street");
    expect(addressLineProblem("x".repeat(201), "the street")).toBe("must be at most 200 characters");
  });

  it.each([
    ["us", "wa"],
    ["US", "DC"],
    ["CA", "NU"],
    ["AU", "New South Wales"],
    ["AU", null],
    ["DE", "Bayern"],
    ["MX", "CDMX"],
  ])("of %s may name the state %s", (country, state) => expect(stateProblem(country, state)).toBeNull());

  it.each([
    ["US", "ZZ"],
    ["us", null],
    ["US", "Washington"],
    ["CA", "WA"],
    ["CA", ""],
  ])("of %s does not name the state %s", (country, state) => expect(stateProblem(country, state)).not.toBeNull());

  it("has the example of every country as a postal code", () => {
    for (const [country, { example }] of Object.entries(POSTAL_CODES)) {
      const codes = example.split(" or ").flatMap((code) => [code, code.toLowerCase(), ` ${code} `]);
      expect([country, codes.filter((code) => postalCodeProblem(country, code) !== null)]).toEqual([country, []]);
    }
  });

  it.each([
    ["US", "98104-1234"],
    ["GB", "EC1A1BB"],
    ["IE", "d6w xt52"],
    ["NL", "1012ab"],
    ["PL", "00950"],
    ["IN", "110 001"],
    ["TV", "anything"],
    ["AE", ""],
  ])("of %s may have the postal code %s", (country, code) => expect(postalCodeProblem(country, code)).toBeNull());

  it.each([
    ["US", "9810"],
    ["US", "98104 1234"],
    ["DE", "8033"],
    ["CA", "98104"],
    ["GB", "98104"],
    ["NL", "1012"],
    ["US", null],
  ])("of %s has no postal code %s", (country, code) => expect(postalCodeProblem(country, code)).toContain("such as"));
});

it("asks for a registration number where Microsoft does", () => {
  expect(["hu", "PL", "IN"].map((country) => registrationProblem(country, null))).not.toContain(null);
  expect(registrationProblem("HU", "?-")).toContain("registration number");
  expect(registrationProblem("HU", "12345678-2-41")).toBeNull();
  expect(registrationProblem("BR", "12.345.678/0001-95")).toBeNull();
  expect(registrationProblem("DE", null)).toBeNull();
});

describe("the whole profile", () => {
  const profile: VendorProfile = {
    legalName: "Fabrikam, Inc.",
    registrationNumber: null,
    email: "billing@fabrikam.example",
    phone: null,
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

  it("is taken as it should be", () => expect(profileProblems(profile, ["partner.example"])).toEqual([]));

  it.each([null, "", " ", "\t  "])("may have no phone, written as %j", (phone) =>
    expect(profileProblems({ ...profile, phone }, [])).toEqual([]),
  );

  it("names every field by the vendor's own name", () => {
    const address = {
      ...profile.address,
      line1: "\u200b",
      line2: "\u200b",
      city: " ",
      province: "ZZ",
      postalCode: "1",
    };
    const worse = { legalName: "LLC", firstName: "J", lastName: "1", email: "a@partner.example", phone: "-", address };
    const problems = profileProblems({ ...profile, ...worse }, ["partner.example"]);
    expect(problems.map((problem) => problem.split(" ")[0])).toEqual([
      "companyName",
      "firstName",
      "lastName",
      "email",
      "phoneNumber",
      "defaultAddress.addressLine1",
      "defaultAddress.addressLine2",
      "defaultAddress.city",
      "defaultAddress.state",
      "defaultAddress.postalCode",
    ]);
    expect(contactProblems({ ...profile, firstName: "" }, [])).toEqual(["firstName must be the person's name"]);
  });
});

describe("whatever is typed", () => {
  const anyText = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());

  it("is judged in the same words again, and a name that is taken shows something and is not too long", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const judge of [companyNameProblem, contactNameProblem, phoneProblem]) {
          const problem = judge(text);
          expect(judge(text)).toBe(problem);
          expect(problem === null ? isVisible(text) && [...text.trim()].length <= 255 : problem).toBeTruthy();
        }
      }),
    );
  });

  it("spaces and what prints nothing around it change no verdict", () => {
    const around = fc.constantFrom(" ", "\u200b", "\u00a0", "\ufeff");
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), around, (text, blank) => {
        expect(companyNameProblem(`${blank}${text}${blank}`)).toBe(companyNameProblem(text));
      }),
    );
  });
});
