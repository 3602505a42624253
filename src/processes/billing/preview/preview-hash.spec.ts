import type { NewInvoice, NewInvoiceLine } from "../../../modules/billing";
import { type HashedChange, previewHash } from "./preview-hash";

const line = {
  id: "random",
  chargeKey: "cspsub_1:seat_change:2026-03-20:2026-04-15:preview",
  quantity: 2,
  unitPrice: 2310,
  factorNumerator: 26,
  factorDenominator: 31,
  discount: 0,
  net: 3874,
  tax: 252,
  policyVersion: "seat-down-1",
  taxCodes: null,
} as unknown as NewInvoiceLine;

const rate = { code: "wa", name: "Washington", ratePercent: "6.5", countryCode: "US", provinceCode: "us-wa" };
const invoice = {
  id: "random",
  kind: "recurring",
  currency: "USD",
  dueOn: "2026-03-20",
  lines: [line],
  taxPolicy: "line-half-up-1",
  taxSummary: [{ rate, base: 3874, tax: 252 }],
  gross: 4126,
} as unknown as NewInvoice;

const usd = (amount: number) => ({ amount, currency: "USD" });
const nextTerm = {
  from: "2027-03-15",
  quantity: 8,
  firstCharge: usd(18_480),
  eachCharge: usd(18_480),
  wholeTerm: usd(221_760),
  priceVersion: "v2",
  isPriceKnown: true,
};

const charge = { invoice, creditApplied: 0, creditEarned: 0, amountDue: 4126 };

const change: HashedChange = {
  subscriptionId: "cspsub_1",
  wanted: { kind: "seats", quantity: 12 },
  currentQuantity: 10,
  on: "2026-03-20",
  charge,
  later: [{ ...line, chargeKey: "cspsub_1:cycle:2026-04-15:2026-05-15:e1", net: 27_720 }],
  nextTerm,
};

const withInvoice = (part: Partial<NewInvoice>): HashedChange => ({
  ...change,
  charge: { ...charge, invoice: { ...invoice, ...part } },
});

describe("a preview's fingerprint", () => {
  const known = previewHash(change);

  it("is a sha256 digest, and the same for the same money whatever the fresh ids", () => {
    expect(known).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(previewHash(withInvoice({ id: "other", lines: [{ ...line, id: "other" }] }))).toBe(known);
  });

  it.each<[string, HashedChange]>([
    ["subscription", { ...change, subscriptionId: "cspsub_2" }],
    ["seats", { ...change, wanted: { kind: "seats", quantity: 13 } }],
    ["kind of change", { ...change, wanted: { kind: "cancel" } }],
    ["outcome", { ...change, wanted: { kind: "renewal", outcome: "renew", quantity: 12 } }],
    ["price of the next term", { ...change, nextTerm: { ...nextTerm, wholeTerm: usd(221_761) } }],
    ["no next term", { ...change, nextTerm: null }],
    ["no charge", { ...change, charge: null }],
    ["seats before", { ...change, currentQuantity: 11 }],
    ["day", { ...change, on: "2026-03-21" }],
    ["amount of a line", withInvoice({ lines: [{ ...line, net: 3875 }] })],
    ["tax of a line", withInvoice({ lines: [{ ...line, tax: 253 }] })],
    ["discount of a line", withInvoice({ lines: [{ ...line, discount: 1 }] })],
    ["days of a line", withInvoice({ lines: [{ ...line, factorNumerator: 25 }] })],
    ["price of a line", withInvoice({ lines: [{ ...line, unitPrice: 2311 }] })],
    ["number of lines", withInvoice({ lines: [line, line] })],
    ["kind of invoice", withInvoice({ kind: "credit_note" })],
    ["currency", withInvoice({ currency: "EUR" })],
    ["due date", withInvoice({ dueOn: "2026-04-20" })],
    ["tax rate", withInvoice({ taxSummary: [{ rate: { ...rate, ratePercent: "7" }, base: 3874, tax: 252 }] })],
    ["total", withInvoice({ gross: 4127 })],
    ["credit used", { ...change, charge: { ...charge, creditApplied: 1 } }],
    ["amount due", { ...change, charge: { ...charge, amountDue: 4125 } }],
    ["next regular charge", { ...change, later: [{ ...line, net: 27_721 }] }],
    ["end of regular charges", { ...change, later: [] }],
  ])("is another one for another %s", (_what, other) => {
    expect(previewHash(other)).not.toBe(known);
  });
});
