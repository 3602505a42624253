import fc from "fast-check";
import { money, negate } from "../money";
import { applyInclusiveTax, applyTax, DOCUMENT_TAX_POLICY, LINE_TAX_POLICY, type TaxRateSnapshot } from "./index";

const rate = (code: string, ratePercent: string): TaxRateSnapshot => ({
  code,
  name: code,
  ratePercent,
  countryCode: "US",
  provinceCode: null,
});
const vat = rate("vat", "19");
const state = rate("state", "6");
const county = rate("county", "1.25");
const line = (key: string, gross: number, rates?: readonly TaxRateSnapshot[]) => ({
  key,
  gross: money(gross, "EUR"),
  ...(rates && { rates }),
});
const brief = (result: ReturnType<typeof applyInclusiveTax>) =>
  result.lines.map(({ net, tax, gross }) => [net.amount, tax.amount, gross.amount]);

describe("applyInclusiveTax", () => {
  it("finds the tax that a price contains", () => {
    expect(applyInclusiveTax([line("a", 26_180)], [vat], DOCUMENT_TAX_POLICY)).toEqual(
      applyTax([{ key: "a", net: money(22_000, "EUR") }], [vat], DOCUMENT_TAX_POLICY),
    );
  });

  it("takes rates side by side from one divisor", () => {
    // 214.50 / 107.25 x 6 and x 1.25
    const result = applyInclusiveTax([line("a", 21_450)], [state, county], DOCUMENT_TAX_POLICY);
    expect(brief(result)).toEqual([[20_000, 1450, 21_450]]);
    expect(result.summary).toEqual([
      { rate: state, base: money(20_000, "EUR"), tax: money(1200, "EUR") },
      { rate: county, base: money(20_000, "EUR"), tax: money(250, "EUR") },
    ]);
  });

  it("sums a rate up over lines that bear it with others and alone", () => {
    const lines = [line("a", 21_450, [state, county]), line("b", 10_600, [state]), line("c", 500, [])];
    const result = applyInclusiveTax(lines, [vat], DOCUMENT_TAX_POLICY);
    expect(brief(result)).toEqual([
      [20_000, 1450, 21_450],
      [10_000, 600, 10_600],
      [500, 0, 500],
    ]);
    expect(result.summary.map((row) => [row.rate.code, row.base.amount, row.tax.amount])).toEqual([
      ["state", 30_000, 1800],
      ["county", 20_000, 250],
    ]);
    expect(result.totals).toEqual({ net: money(30_500, "EUR"), tax: money(2050, "EUR"), gross: money(32_550, "EUR") });
  });

  // 0.13 contain 0.0208: three times 0.0623 on the document, 0.02 each on the lines.
  it("rounds where the policy says", () => {
    const lines = ["a", "b", "c"].map((key) => line(key, 13));
    expect(applyInclusiveTax(lines, [vat], DOCUMENT_TAX_POLICY).totals.tax.amount).toBe(6);
    const twos = ["a", "b", "c"].map((key) => line(key, 16));
    // 0.0255 each, 0.0766 together
    expect(brief(applyInclusiveTax(twos, [vat], DOCUMENT_TAX_POLICY))).toEqual([
      [13, 3, 16],
      [13, 3, 16],
      [14, 2, 16],
    ]);
    expect(brief(applyInclusiveTax(twos, [vat], LINE_TAX_POLICY))).toEqual([
      [13, 3, 16],
      [13, 3, 16],
      [13, 3, 16],
    ]);
  });

  it("refuses no lines at all", () => {
    expect(() => applyInclusiveTax([], [vat], DOCUMENT_TAX_POLICY)).toThrow("no line to tax");
  });

  const anyRates = fc.subarray([vat, state, county, rate("fine", "8.875")]);
  const anyLines = fc.array(fc.tuple(fc.integer({ min: -500_000, max: 500_000 }), anyRates), {
    minLength: 1,
    maxLength: 8,
  });
  const anyPolicy = fc.constantFrom(DOCUMENT_TAX_POLICY, LINE_TAX_POLICY);
  const asLines = (list: readonly (readonly [number, TaxRateSnapshot[]])[]) =>
    list.map(([gross, rates], index) => line(`${index}`, gross, rates));

  it("always adds up: net and tax to the price, lines to summary and totals", () => {
    fc.assert(
      fc.property(anyLines, anyPolicy, (list, policy) => {
        const { lines, summary, totals } = applyInclusiveTax(asLines(list), [], policy);
        const total = (amounts: readonly { amount: number }[]) => amounts.reduce((sum, { amount }) => sum + amount, 0);
        expect(lines.map(({ gross }) => gross.amount)).toEqual(list.map(([gross]) => gross));
        expect(lines.filter(({ net, tax, gross }) => net.amount + tax.amount !== gross.amount)).toEqual([]);
        expect(total(lines.map(({ tax }) => tax))).toBe(totals.tax.amount);
        expect(total(summary.map(({ tax }) => tax))).toBe(totals.tax.amount);
        expect(totals.net.amount + totals.tax.amount).toBe(totals.gross.amount);
        expect(totals.gross.amount).toBe(total(lines.map(({ gross }) => gross)));
      }),
      { numRuns: 300 },
    );
  });

  it("stays within half a coin a rate of the exact tax of the document, within a coin a rate on a line", () => {
    fc.assert(
      fc.property(anyLines, anyRates, (list, rates) => {
        const percent = rates.reduce((sum, { ratePercent }) => sum + Number(ratePercent), 0);
        const exact = (gross: number) => (gross * percent) / (100 + percent);
        const lines = list.map(([gross], index) => line(`${index}`, gross));
        const result = applyInclusiveTax(lines, rates, DOCUMENT_TAX_POLICY);
        const { gross, tax } = result.totals;
        expect(Math.abs(tax.amount - exact(gross.amount))).toBeLessThanOrEqual(rates.length / 2 + 1e-6);
        for (const each of result.lines) {
          expect(Math.abs(each.tax.amount - exact(each.gross.amount))).toBeLessThanOrEqual(rates.length + 1e-6);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("takes credits as the mirror image of charges", () => {
    fc.assert(
      fc.property(anyLines, anyRates, anyPolicy, (list, rates, policy) => {
        fc.pre(list.reduce((sum, [gross]) => sum + gross, 0) !== 0);
        const lines = list.map(([gross], index) => line(`${index}`, gross));
        const charged = applyInclusiveTax(lines, rates, policy);
        const credited = applyInclusiveTax(
          lines.map((each) => ({ ...each, gross: negate(each.gross) })),
          rates,
          policy,
        );
        expect(credited.lines.map(({ tax }) => tax)).toEqual(charged.lines.map(({ tax }) => negate(tax)));
        expect(credited.totals.net).toEqual(negate(charged.totals.net));
      }),
      { numRuns: 300 },
    );
  });
});
