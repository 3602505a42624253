import type { PromisedTenant } from "../../../domain/customer-profile";
import { money } from "../../../domain/money";
import { compareQuotes, quoteHash } from "./quote-hash";
import { sellablePlan } from "./testing/sellable-plan";
import type { Quote, QuotedLine } from "./types";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const usd = (amount: number) => money(amount, "USD");

const PLAN = sellablePlan();
const LINE: QuotedLine = {
  plan: PLAN,
  quantity: 10,
  unitPrice: usd(2_310),
  dueNow: usd(23_100),
  discount: usd(0),
  discounts: [],
  promisedDiscounts: [],
  dueNowTax: usd(1_502),
  eachPeriod: usd(23_100),
  period: "month",
  wholeTerm: usd(277_200),
  wholeTermBefore: usd(277_200),
  firstPeriod: { start: "2026-03-15", end: "2026-04-15" },
  termEndsOn: "2027-03-15",
  formula: "10 seats x 23.10 USD",
};
const RATE = { code: "us-wa", name: "Sales tax", ratePercent: "6.5", countryCode: "US", provinceCode: "us-wa" };
const PARTY = { countryCode: "us", postalCode: null, provinceCode: "WA", taxId: null, taxIdVerified: false };
const BUYER = { name: "Acme", addressLines: ["1 Main St"], countryCode: "US", taxId: null, email: null, phone: null };
const TENANT: PromisedTenant = { kind: "existing", domain: "contoso.com", vendorTenantId: null };
const QUOTE: Omit<Quote, "id" | "hash" | "createdAt" | "companyId"> = {
  expiresAt: new Date("2026-03-15T10:30:00.000Z"),
  currency: "USD",
  billingDay: null,
  tenant: TENANT,
  lines: [LINE],
  dueNow: { net: usd(23_100), tax: usd(1_502), gross: usd(24_602) },
  tax: { status: "included", rates: [RATE], party: PARTY, buyer: BUYER },
};

describe("quote hash", () => {
  const agreed = quoteHash(QUOTE);
  /** The same cart, priced some minutes later: its own promise ends later. */
  const later = { ...QUOTE, expiresAt: new Date("2026-03-15T10:50:00.000Z") };

  it("knows the same offer again until its promise ends", () => {
    expect(compareQuotes(agreed, later, NOW)).toBe("same");
    expect(compareQuotes(agreed, later, new Date("2026-03-15T10:29:59.999Z"))).toBe("same");
    expect(compareQuotes(agreed, later, new Date("2026-03-15T10:30:00.000Z"))).toBe("expired");
  });

  it.each<[string, Partial<typeof QUOTE>]>([
    ["another quantity", { lines: [{ ...LINE, quantity: 11 }] }],
    ["another price", { lines: [{ ...LINE, plan: { ...PLAN, unitTermPrice: 28_000 } }] }],
    ["another price version", { lines: [{ ...LINE, plan: { ...PLAN, priceVersion: "price_2" } }] }],
    ["another plan", { lines: [{ ...LINE, plan: { ...PLAN, planId: "cplan_2" } }] }],
    ["another first period", { lines: [{ ...LINE, firstPeriod: { start: "2026-03-16", end: "2026-04-16" } }] }],
    ["another billing day", { billingDay: 15 }],
    ["one line more", { lines: [LINE, LINE] }],
    ["another tax rate", { tax: { ...QUOTE.tax, rates: [{ ...RATE, ratePercent: "7" }] } }],
    ["another reason for a rate", { tax: { ...QUOTE.tax, rates: [{ ...RATE, treatment: "exempt" as const }] } }],
    ["no tax yet", { tax: { status: "not_yet_known", rates: [], party: null, buyer: null } }],
    ["another tax id", { tax: { ...QUOTE.tax, party: { ...PARTY, taxId: "DE987654321" } } }],
    ["another province", { tax: { ...QUOTE.tax, party: { ...PARTY, provinceCode: "FL" } } }],
    ["another address", { tax: { ...QUOTE.tax, buyer: { ...BUYER, addressLines: ["2 Main St"] } } }],
    ["another gross", { dueNow: { ...QUOTE.dueNow, gross: usd(24_603) } }],
  ])("sees %s", (_name, change) => {
    expect(compareQuotes(agreed, { ...later, ...change }, NOW)).toBe("changed");
  });

  it.each<[string, PromisedTenant | null]>([
    ["another domain", { ...TENANT, domain: "fabrikam.com" }],
    ["one of its name that is to be created", { ...TENANT, kind: "new" }],
    ["none", null],
  ])("sees another tenant: %s", (_name, tenant) => {
    expect(compareQuotes(agreed, { ...later, tenant }, NOW)).toBe("tenant_changed");
  });

  it("knows a tenant again to which the vendor has given an id since, and no other by its domain alone", () => {
    const proven = { ...later, tenant: { ...TENANT, vendorTenantId: "t-1" } };
    expect(compareQuotes(agreed, proven, NOW)).toBe("same");
    const other = { ...later, tenant: { ...TENANT, vendorTenantId: "t-2" } };
    expect(compareQuotes(quoteHash(proven), other, NOW)).toBe("tenant_changed");
    expect(compareQuotes(quoteHash(proven), later, NOW)).toBe("tenant_changed");
  });

  it("does not let the promise be stretched, and refuses nonsense", () => {
    const stretched = agreed.replace(/^[^.]+/, new Date("2030-01-01T00:00:00.000Z").getTime().toString(36));
    expect(compareQuotes(stretched, later, NOW)).toBe("changed");
    for (const text of ["", "x", ".", "..", agreed.replace(/\.[^.]+$/, ""), agreed.replace(".", ".x")]) {
      expect(compareQuotes(text, later, NOW)).toBe("changed");
    }
  });

  it("does not change with words that carry no money", () => {
    expect(compareQuotes(agreed, { ...later, lines: [{ ...LINE, formula: "said otherwise" }] }, NOW)).toBe("same");
  });
});
