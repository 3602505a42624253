import fc from "fast-check";
import { money } from "../money";
import { DOCUMENT_TAX_POLICY, type TaxRateSnapshot } from "../tax";
import { assembleInvoice, type InvoiceableLine } from "./index";

const vat: TaxRateSnapshot = { code: "vat", name: "VAT", ratePercent: "19", countryCode: "de", provinceCode: null };
const line = (subscriptionId: string, start: string, end: string, amount: number, currency = "EUR") => ({
  key: `${subscriptionId}:${start}:${end}:${amount}`,
  subscriptionId,
  period: { start, end },
  net: money(amount, currency),
});
const assemble = (lines: readonly InvoiceableLine[]) =>
  assembleInvoice({ currency: "EUR", lines, rates: [vat], taxPolicy: DOCUMENT_TAX_POLICY });

const march = line("s1", "2026-03-15", "2026-04-15", 22_000);
const seats = line("s1", "2026-04-01", "2026-04-15", 4965);
const other = line("s0", "2026-03-20", "2026-04-20", 1000);

describe("assembleInvoice", () => {
  it("puts all lines on one document, by subscription and day, with one total", () => {
    const draft = assemble([seats, march, other]);
    expect(draft.lines.map(({ key }) => key)).toEqual([other.key, march.key, seats.key]);
    expect(draft).toMatchObject({
      balance: "charge",
      currency: "EUR",
      period: { start: "2026-03-15", end: "2026-04-20" },
      taxPolicyVersion: "tax-document-1",
      totals: {
        discount: money(0, "EUR"),
        net: money(27_965, "EUR"),
        tax: money(5313, "EUR"),
        gross: money(33_278, "EUR"),
      },
      taxSummary: [{ rate: vat, base: money(27_965, "EUR"), tax: money(5313, "EUR") }],
    });
  });

  it("keeps all that a line brings and adds tax and gross", () => {
    const [first] = assembleInvoice({
      currency: "EUR",
      lines: [{ ...march, formula: "10 seats" }],
      rates: [vat],
      taxPolicy: DOCUMENT_TAX_POLICY,
    }).lines;
    expect(first).toEqual({
      ...march,
      formula: "10 seats",
      tax: money(4180, "EUR"),
      gross: money(26_180, "EUR"),
    });
  });

  it.each([
    ["charge", [100]],
    ["credit", [-100]],
    ["credit", [100, -200]],
    ["zero", [100, -100]],
    ["zero", [0]],
  ])("is a %s for %j", (balance, nets) => {
    const lines = nets.map((net, index) => line(`s${index}`, "2026-03-15", "2026-04-15", net));
    expect(assemble(lines).balance).toBe(balance);
  });

  it("adds up discounts, which the nets no longer contain", () => {
    const draft = assemble([
      { ...march, discount: money(440, "EUR") },
      seats,
      { ...other, net: money(-1000, "EUR"), discount: money(-20, "EUR") },
    ]);
    expect(draft.totals).toMatchObject({ discount: money(420, "EUR"), net: money(25_965, "EUR") });
    expect(draft.lines[0]).toMatchObject({ net: money(-1000, "EUR"), tax: money(-190, "EUR") });
    expect(() => assemble([{ ...march, discount: money(1, "USD") }])).toThrow("Cannot combine EUR with USD");
  });

  it("taxes a line that has rates of its own with these", () => {
    const reduced = { ...vat, code: "reduced", ratePercent: "7" };
    const { lines, taxSummary } = assemble([march, { ...seats, rates: [reduced] }, { ...other, rates: [] }]);
    expect(lines.map(({ tax }) => tax.amount)).toEqual([0, 4180, 348]);
    expect(taxSummary).toEqual([
      { rate: vat, base: money(22_000, "EUR"), tax: money(4180, "EUR") },
      { rate: reduced, base: money(4965, "EUR"), tax: money(348, "EUR") },
    ]);
  });

  it("is an empty zero without lines", () => {
    expect(assemble([])).toEqual({
      balance: "zero",
      currency: "EUR",
      lines: [],
      taxSummary: [],
      totals: { discount: money(0, "EUR"), net: money(0, "EUR"), tax: money(0, "EUR"), gross: money(0, "EUR") },
      period: null,
      taxPolicyVersion: "tax-document-1",
    });
  });

  it("refuses a line twice and a line in another currency", () => {
    expect(() => assemble([march, march])).toThrow(`The line ${march.key} occurs twice`);
    expect(() => assemble([line("s1", "2026-03-15", "2026-04-15", 1, "USD")])).toThrow("Cannot combine EUR with USD");
  });

  it("is the same document whatever the order of the lines", () => {
    const days = fc.constantFrom("2026-03-15", "2026-03-16", "2026-04-01");
    const lines = fc.uniqueArray(
      fc
        .tuple(fc.constantFrom("a", "b"), days, fc.integer({ min: -5000, max: 5000 }))
        .map(([id, start, amount]) => line(id, start, "2026-04-15", amount)),
      { selector: ({ key }) => key, maxLength: 8 },
    );
    fc.assert(
      fc.property(
        lines.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(assemble(shuffled)).toEqual(assemble(list));
        },
      ),
    );
  });
});
