import fc from "fast-check";
import { money, negate, sum } from "../money";
import { applyTax, DOCUMENT_TAX_POLICY, LINE_TAX_POLICY, percentOf, TaxRateError, type TaxRateSnapshot } from "./index";

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
      lines: [
        {
          key: "a",
          net: money(22_000, "EUR"),
          tax: money(4180, "EUR"),
          gross: money(26_180, "EUR"),
          taxes: [{ rate: vat, tax: money(4180, "EUR") }],
        },
      ],
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

  it("gives the coins of equal lines back to those it took them from", () => {
    const credits = [line("a", -13), line("b", -13), line("c", -13)];
    expect(amounts(applyTax(credits, [vat], DOCUMENT_TAX_POLICY).lines)).toEqual([-3, -2, -2]);
  });

  it("taxes side by side, not tax on tax", () => {
    const state = rate("state", "6");
    const county = rate("county", "1.25");
    const { summary, totals, lines } = applyTax([line("a", 22_000, "USD")], [state, county], DOCUMENT_TAX_POLICY);
    expect(summary.map((row) => row.tax.amount)).toEqual([1320, 275]);
    expect(totals.tax.amount).toBe(1595);
    expect(amounts(lines)).toEqual([1595]);
  });

  it("taxes each line with its own rates, else with those of the document, and sums up by rate", () => {
    const reduced = rate("reduced", "7");
    const lines = [
      line("a", 1000),
      { ...line("b", 2000), rates: [reduced] },
      { ...line("c", 3000), rates: [] },
      { ...line("d", 4000), rates: [reduced, { ...vat }] },
    ];
    const result = applyTax(lines, [vat], DOCUMENT_TAX_POLICY);
    expect(amounts(result.lines)).toEqual([190, 140, 0, 1040]);
    expect(result.lines.map(({ taxes }) => taxes.map((part) => [part.rate.code, part.tax.amount]))).toEqual([
      [["vat", 190]],
      [["reduced", 140]],
      [],
      [
        ["vat", 760],
        ["reduced", 280],
      ],
    ]);
    expect(result.summary).toEqual([
      { rate: vat, base: money(5000, "EUR"), tax: money(950, "EUR") },
      { rate: reduced, base: money(6000, "EUR"), tax: money(420, "EUR") },
    ]);
    expect(result.totals).toEqual({ net: money(10_000, "EUR"), tax: money(1370, "EUR"), gross: money(11_370, "EUR") });
  });

  it("leaves a rate that no line bears out of the summary", () => {
    const own = [{ ...line("a", 1000), rates: [rate("reduced", "7")] }];
    expect(applyTax(own, [vat], DOCUMENT_TAX_POLICY).summary.map((row) => row.rate.code)).toEqual(["reduced"]);
  });

  it("rounds each rate on the lines that bear it", () => {
    const own = (key: string, net: number, code: string) => ({ ...line(key, net), rates: [rate(code, "19")] });
    const lines = [own("a", 13, "x"), own("b", 13, "y"), own("c", 13, "x")];
    const { summary } = applyTax(lines, [], DOCUMENT_TAX_POLICY);
    expect(summary.map((row) => [row.rate.code, row.base.amount, row.tax.amount])).toEqual([
      ["x", 26, 5],
      ["y", 13, 2],
    ]);
  });

  it("counts a rate twice that stands on a line twice", () => {
    const half = rate("gst", "9");
    const { lines, summary } = applyTax([line("a", 1000), line("b", 500)], [half, half], DOCUMENT_TAX_POLICY);
    expect(amounts(lines)).toEqual([180, 90]);
    expect(summary.map((row) => [row.base.amount, row.tax.amount])).toEqual([
      [1500, 135],
      [1500, 135],
    ]);
  });

  it("refuses a rate that cannot be used, of a line or of the document", () => {
    const bad = rate("bad", "190");
    expect(() => applyTax([{ ...line("a", 1), rates: [bad] }], [vat], LINE_TAX_POLICY)).toThrow(TaxRateError);
    expect(() => applyTax([line("a", 1)], [bad], LINE_TAX_POLICY)).toThrow('Tax rate bad: "190"');
  });

  it("refuses no lines at all and mixed currencies", () => {
    expect(() => applyTax([], [vat], DOCUMENT_TAX_POLICY)).toThrow("no line to tax");
    expect(() => applyTax([line("a", 1), line("b", 1, "USD")], [vat], DOCUMENT_TAX_POLICY)).toThrow("Cannot combine");
  });

  it("comes to the same totals whatever the order of the lines", () => {
    const rated = fc.array(fc.tuple(fc.integer({ min: -5000, max: 5000 }), fc.subarray([vat, rate("r", "7")])), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(
        rated
          .map((list) => list.map(([net, rates], index) => ({ ...line(`${index}`, net), rates })))
          .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        fc.constantFrom(DOCUMENT_TAX_POLICY, LINE_TAX_POLICY),
        ([lines, shuffled], policy) => {
          const result = applyTax(lines, [], policy);
          const other = applyTax(shuffled, [], policy);
          const byCode = (rows: typeof result.summary) =>
            [...rows].sort((a, b) => (a.rate.code < b.rate.code ? -1 : 1));
          expect(other.totals).toEqual(result.totals);
          expect(byCode(other.summary)).toEqual(byCode(result.summary));
        },
      ),
    );
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
        // Every other line bears only the first rate, so that the rates have different bases.
        const lines = nets.map((net, index) => ({
          ...line(`${index}`, net),
          rates: index % 2 === 0 ? rates : rates.slice(0, 1),
        }));
        const charged = applyTax(lines, [], policy);
        // A rate whose lines come to nothing has no sign to mirror: its coins go to the same lines either way.
        fc.pre(charged.summary.every((row) => row.base.amount !== 0));
        const credited = applyTax(
          lines.map((each) => ({ ...each, net: negate(each.net) })),
          [],
          policy,
        );
        expect(credited.lines.map(({ tax }) => tax)).toEqual(charged.lines.map(({ tax }) => negate(tax)));
        expect(credited.totals.gross).toEqual(negate(charged.totals.gross));
        expect(credited.summary).toEqual(
          charged.summary.map((row) => ({ rate: row.rate, base: negate(row.base), tax: negate(row.tax) })),
        );
      }),
      { numRuns: 300 },
    );
  });
});
