import fc from "fast-check";
import { money, negate, sum } from "../money";
import { applyTax, DOCUMENT_TAX_POLICY, LINE_TAX_POLICY, percentOf, type TaxRateSnapshot } from "./index";

const rate = (code: string, ratePercent: string): TaxRateSnapshot => ({
  code,
  name: code,
  ratePercent,
  countryCode: "us",
  provinceCode: null,
});
const vat = rate("vat", "19");
const line = (key: string, amount: number, currency = "EUR") => ({ key, net: money(amount, currency) });
const amounts = (lines: readonly { tax: { amount: number } }[]) => lines.map(({ tax }) => tax.amount);

describe("percentOf", () => {
  it.each([
    [22_000, "19", 4180],
    [22_000, "8.875", 1953], // 1952.5
    [-22_000, "8.875", -1953],
    [1, "0.000001", 0],
    [100, "0", 0],
    [100, "100", 100],
  ])("of %i at %s is %i", (base, percent, tax) => {
    expect(percentOf(money(base, "USD"), rate("r", percent), "half_up").amount).toBe(tax);
  });

  it.each(["-1", "19%", "1e1", "", "NaN", "19.", "100.01", "1000"])("refuses the rate %j", (percent) => {
    expect(() => percentOf(money(1, "USD"), rate("bad", percent), "half_up")).toThrow(`Tax rate bad: "${percent}"`);
  });
});

describe("applyTax", () => {
  it("taxes one line", () => {
    expect(applyTax([line("a", 22_000)], [vat], DOCUMENT_TAX_POLICY)).toEqual({
      lines: [{ key: "a", net: money(22_000, "EUR"), tax: money(4180, "EUR"), gross: money(26_180, "EUR") }],
      summary: [{ rate: vat, base: money(22_000, "EUR"), tax: money(4180, "EUR") }],
      totals: { net: money(22_000, "EUR"), tax: money(4180, "EUR"), gross: money(26_180, "EUR") },
    });
  });

  it("taxes nothing without rates", () => {
    const { lines, summary, totals } = applyTax([line("a", 500), line("b", 300)], [], DOCUMENT_TAX_POLICY);
    expect(amounts(lines)).toEqual([0, 0]);
    expect(summary).toEqual([]);
    expect(totals).toEqual({ net: money(800, "EUR"), tax: money(0, "EUR"), gross: money(800, "EUR") });
  });

  it("keeps a zero rate in the summary", () => {
    const zero = rate("reverse-charge", "0");
    expect(applyTax([line("a", 500)], [zero], DOCUMENT_TAX_POLICY).summary).toEqual([
      { rate: zero, base: money(500, "EUR"), tax: money(0, "EUR") },
    ]);
  });

  // Three lines of 0.13: 0.0247 tax each; the document's tax is 0.0741.
  it("rounds where the policy says", () => {
    const lines = [line("a", 13), line("b", 13), line("c", 13)];
    const onDocument = applyTax(lines, [vat], DOCUMENT_TAX_POLICY);
    expect(amounts(onDocument.lines)).toEqual([3, 2, 2]);
    expect(onDocument.totals.tax.amount).toBe(7);
    const onLines = applyTax(lines, [vat], LINE_TAX_POLICY);
    expect(amounts(onLines.lines)).toEqual([2, 2, 2]);
    expect(onLines.totals.tax.amount).toBe(6);
  });

  it("gives the last coin to the line that was rounded down most", () => {
    // 19 % of 10, 11 and 14 = 1.90, 2.09, 2.66; of 35 = 6.65
    expect(amounts(applyTax([line("a", 10), line("b", 11), line("c", 14)], [vat], DOCUMENT_TAX_POLICY).lines)).toEqual([
      2, 2, 3,
    ]);
  });

  it("taxes side by side, not tax on tax", () => {
    const state = rate("state", "6");
    const county = rate("county", "1.25");
    const { summary, totals, lines } = applyTax([line("a", 22_000, "USD")], [state, county], DOCUMENT_TAX_POLICY);
    expect(summary.map((row) => row.tax.amount)).toEqual([1320, 275]);
    expect(totals.tax.amount).toBe(1595);
    expect(amounts(lines)).toEqual([1595]);
  });

  it("refuses no lines at all and mixed currencies", () => {
    expect(() => applyTax([], [vat], DOCUMENT_TAX_POLICY)).toThrow("no line to tax");
    expect(() => applyTax([line("a", 1), line("b", 1, "USD")], [vat], DOCUMENT_TAX_POLICY)).toThrow("Cannot combine");
  });

  const anyLines = fc.array(fc.integer({ min: -1_000_000, max: 1_000_000 }), { minLength: 1, maxLength: 12 });
  const percents = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.nat(9999)).map(([whole, part]) => `${whole}.${part}`);
  const anyRates = fc.array(percents, { maxLength: 3 }).map((list) => list.map((text, i) => rate(`r${i}`, text)));
  const anyPolicy = fc.constantFrom(DOCUMENT_TAX_POLICY, LINE_TAX_POLICY);

  it("always adds up: lines to summary, summary to totals, net and tax to gross", () => {
    fc.assert(
      fc.property(
        anyLines,
        anyRates,
        anyPolicy,
        fc.constantFrom("EUR", "JPY", "KWD"),
        (nets, rates, policy, currency) => {
          const result = applyTax(
            nets.map((net, index) => line(`${index}`, net, currency)),
            rates,
            policy,
          );
          const linesTax = sum(
            result.lines.map(({ tax }) => tax),
            currency,
          );
          const summaryTax = sum(
            result.summary.map(({ tax }) => tax),
            currency,
          );
          expect(linesTax).toEqual(result.totals.tax);
          expect(summaryTax).toEqual(result.totals.tax);
          expect(result.totals.gross.amount).toBe(result.totals.net.amount + result.totals.tax.amount);
          for (const { net, tax, gross } of result.lines) {
            expect(gross.amount).toBe(net.amount + tax.amount);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("keeps each line's tax within a coin a rate of its exact tax, and the document's within half a coin a rate", () => {
    fc.assert(
      fc.property(anyLines, anyRates, (nets, rates) => {
        const result = applyTax(
          nets.map((net, index) => line(`${index}`, net)),
          rates,
          DOCUMENT_TAX_POLICY,
        );
        const percent = rates.reduce((total, { ratePercent }) => total + Number(ratePercent), 0);
        result.lines.forEach(({ net, tax }) => {
          expect(Math.abs(tax.amount - (net.amount * percent) / 100)).toBeLessThanOrEqual(rates.length + 1e-6);
        });
        const { net, tax } = result.totals;
        expect(Math.abs(tax.amount - (net.amount * percent) / 100)).toBeLessThanOrEqual(rates.length / 2 + 1e-6);
      }),
      { numRuns: 300 },
    );
  });

  it("taxes a credit of the same lines as the mirror image, line by line", () => {
    fc.assert(
      fc.property(anyLines, anyRates, anyPolicy, (nets, rates, policy) => {
        fc.pre(nets.reduce((total, net) => total + net, 0) !== 0);
        const lines = nets.map((net, index) => line(`${index}`, net));
        const charged = applyTax(lines, rates, policy);
        const credited = applyTax(
          lines.map(({ key, net }) => ({ key, net: negate(net) })),
          rates,
          policy,
        );
        expect(credited.lines.map(({ tax }) => tax)).toEqual(charged.lines.map(({ tax }) => negate(tax)));
        expect(credited.totals.gross).toEqual(negate(charged.totals.gross));
      }),
      { numRuns: 300 },
    );
  });
});
