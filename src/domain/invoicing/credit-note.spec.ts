import { money } from "../money";
import { DOCUMENT_TAX_POLICY, LINE_TAX_POLICY, type TaxPolicy } from "../tax";
import { assembleCreditNote, CreditError, type CreditedLine, type IssuedLine } from "./index";
import { issue, rate, vat } from "./testing/issued";

const credit = (key: string, net: number) => ({ key, net: money(net, "EUR") });
const given = (key: string, net: number, tax: number): CreditedLine => ({
  key,
  net: money(net, "EUR"),
  tax: money(tax, "EUR"),
});
const invoice = issue([{ net: 22_000 }, { net: 4965 }, { net: -100 }]);
const noteOn = (
  lines: readonly IssuedLine[],
  credits: readonly ReturnType<typeof credit>[],
  earlier: readonly CreditedLine[] = [],
  taxPolicy: TaxPolicy = DOCUMENT_TAX_POLICY,
) => assembleCreditNote({ currency: "EUR", taxPolicy, invoice: lines, earlier, credits });
const note = (credits: readonly ReturnType<typeof credit>[], earlier: readonly CreditedLine[] = []) =>
  noteOn(invoice, credits, earlier);
const taxes = (lines: readonly CreditedLine[]) => lines.map(({ tax }) => tax.amount);

describe("a credit note", () => {
  it("returns a whole invoice exactly, and lists the lines as they were named", () => {
    const { lines, totals, taxSummary } = note([credit("b", 4965), credit("a", 22_000), credit("c", -100)]);
    expect(lines.map((line) => [line.key, line.net.amount, line.tax.amount, line.gross.amount])).toEqual([
      ["b", -4965, -943, -5908],
      ["a", -22_000, -4180, -26_180],
      ["c", 100, 19, 119],
    ]);
    expect(totals).toEqual({ net: money(-26_865, "EUR"), tax: money(-5104, "EUR"), gross: money(-31_969, "EUR") });
    expect(taxSummary).toEqual([{ rate: vat, base: money(-26_865, "EUR"), tax: money(-5104, "EUR") }]);
  });

  it("over nothing is empty", () => {
    const nothing = money(0, "EUR");
    const empty = { lines: [], taxSummary: [], totals: { net: nothing, tax: nothing, gross: nothing } };
    expect(note([])).toEqual(empty);
    expect(noteOn([], [])).toEqual(empty);
  });

  it("lets the last credit of a line absorb the cent", () => {
    const first = note([credit("b", 1655)]).lines;
    const second = note([credit("b", 1655)], first).lines;
    const third = note([credit("b", 1655)], [...first, ...second]).lines;
    expect([first, second, third].map(taxes)).toEqual([[-314], [-315], [-314]]);
  });

  // Three lines of 0.13 at 19 % bear 3, 2 and 2 coins on a document, 2 each when each is rounded.
  it("rounds where the invoice was rounded", () => {
    const lines = [{ net: 13 }, { net: 13 }, { net: 13 }];
    const onDocument = issue(lines);
    expect(onDocument.map(({ tax }) => tax.amount)).toEqual([3, 2, 2]);
    // 19 % of 0.06 three times = 0.0342; the shares are 1.38, 0.92 and 0.92 coins.
    const sixes = ["c", "a", "b"].map((key) => credit(key, 6));
    expect(taxes(noteOn(onDocument, sixes).lines)).toEqual([-1, -1, -1]);
    // 19 % of 0.09 twice = 0.0342; the shares of b and c are 1.38 each, and one of them is rounded up.
    expect(taxes(noteOn(onDocument, [credit("c", 9), credit("b", 9)]).lines)).toEqual([-1, -2]);
    const onLines = issue(lines, "EUR", LINE_TAX_POLICY);
    const nines = [credit("c", 9), credit("b", 10)];
    expect(taxes(noteOn(onLines, nines, [], LINE_TAX_POLICY).lines)).toEqual([-1, -2]);
  });

  it("gives the coin that rounding leaves to the largest fraction, ties to the first key, whatever the order", () => {
    const small = issue(Array.from({ length: 5 }, () => ({ net: 4, rates: [rate("r", "25")] })));
    const two = ["e", "d", "c", "b"].map((key) => credit(key, 2));
    // 25 % of 0.08 = 0.02; each line's share is half a coin.
    expect(taxes(noteOn(small, two).lines)).toEqual([0, 0, -1, -1]);
    const uneven = [credit("b", 1), credit("c", 3), credit("d", 2)];
    // 25 % of 0.06 = 0.015; shares of 0.25, 0.75 and 0.5 coins.
    expect(taxes(noteOn(small, uneven).lines)).toEqual([0, -1, -1]);
  });

  it("never takes back what an earlier one gave", () => {
    const lines = issue(Array.from({ length: 4 }, () => ({ net: 4, rates: [rate("r", "25")] })));
    const first = noteOn(lines, [credit("a", 2)]).lines;
    expect(taxes(first)).toEqual([-1]);
    const second = noteOn(lines, [credit("a", 1), credit("b", 1)], first).lines;
    // 25 % of 0.04 = 0.01, which line a has had.
    expect(taxes(second)).toEqual([0, 0]);
    const third = noteOn(lines, [credit("a", 1), credit("b", 3)], [...first, ...second]).lines;
    expect(taxes(third)).toEqual([0, -1]);
  });

  it("leaves a coin with the line that had it, even if another has the larger fraction by now", () => {
    const lines = issue([1, 2, 3].map(() => ({ net: 10, rates: [rate("r", "10")] })));
    const first = noteOn(lines, [credit("b", 5)]).lines;
    expect(taxes(first)).toEqual([-1]);
    // 10 % of 0.14 = 0.014: one coin; shares of 0.6 and 0.8.
    expect(taxes(noteOn(lines, [credit("b", 1), credit("a", 8)], first).lines)).toEqual([0, 0]);
  });

  it("gives back of a rate at most what the invoice took with it, where rounding leaves a choice", () => {
    const lines = issue([{ net: 13 }, { net: -12 }, { net: 50, rates: [] }]);
    expect(lines.map(({ tax }) => tax.amount)).toEqual([2, -2, 0]);
    // 19 % of 0.03 would be a coin, but the two lines together bore none.
    expect(taxes(noteOn(lines, [credit("a", 3)]).lines)).toEqual([0]);
  });

  it("gives back each rate's part of what the lines bore", () => {
    const state = rate("state", "6");
    const county = rate("county", "1.25");
    const lines = issue([
      { net: 22_000, rates: [state, county] },
      { net: 1000, rates: [state] },
      { net: 500, rates: [] },
    ]);
    const half = noteOn(lines, [credit("b", 500), credit("a", 11_000), credit("c", 250)]);
    expect(half.taxSummary).toEqual([
      { rate: state, base: money(-11_500, "EUR"), tax: money(-690, "EUR") },
      { rate: county, base: money(-11_000, "EUR"), tax: money(-138, "EUR") },
    ]);
    expect(half.lines.map((line) => line.taxes.map(({ tax }) => tax.amount))).toEqual([[-30], [-660, -138], []]);
    const rest = noteOn(lines, [credit("a", 11_000), credit("b", 500)], half.lines);
    expect(rest.taxSummary.map((row) => row.tax.amount)).toEqual([-690, -137]);
    expect(rest.totals).toEqual({ net: money(-11_500, "EUR"), tax: money(-827, "EUR"), gross: money(-12_327, "EUR") });
  });

  it("keeps zero rates in its summary", () => {
    const zero = { ...rate("rc", "0"), treatment: "reverse_charge" } as const;
    expect(noteOn(issue([{ net: 500, rates: [zero] }]), [credit("a", 200)]).taxSummary).toEqual([
      { rate: zero, base: money(-200, "EUR"), tax: money(0, "EUR") },
    ]);
  });

  it("works for an invoice in the customer's favour as for its mirror image", () => {
    const mirrored = issue([{ net: -22_000 }, { net: -4965 }, { net: 100 }]);
    expect(taxes(noteOn(mirrored, [credit("b", -1655)]).lines)).toEqual([314]);
    expect(noteOn(mirrored, [credit("a", -22_000), credit("b", -4965), credit("c", 100)]).totals).toEqual({
      net: money(26_865, "EUR"),
      tax: money(5104, "EUR"),
      gross: money(31_969, "EUR"),
    });
  });
});

describe("a credit that is refused", () => {
  it.each<[string, ReturnType<typeof credit>[], CreditedLine[], string]>([
    ["more than the line", [credit("b", 4966)], [], "Line b: cannot credit 4966: 4965 minor units are left of it."],
    ["more than is left", [credit("b", 966)], [given("b", -4000, -760)], "965 minor units are left"],
    ["a line that is used up", [credit("b", 1)], [given("b", -4965, -943)], "0 minor units are left"],
    ["nothing", [credit("b", 0)], [], "cannot credit 0"],
    ["the wrong sign", [credit("b", -5)], [], "cannot credit -5"],
    ["the wrong sign of a credit line", [credit("c", 5)], [], "-100 minor units are left"],
    ["an unknown line", [credit("x", 1)], [], "Line x: is not on the invoice."],
    ["a line twice", [credit("a", 1), credit("a", 1)], [], "Line a: is named twice."],
    ["after a credit of an unknown line", [], [given("x", -1, 0)], "Line x: was credited before, but is not"],
  ])("%s", (_, credits, earlier, problem) => {
    expect(() => note(credits, earlier)).toThrow(CreditError);
    expect(() => note(credits, earlier)).toThrow(problem);
  });

  it("more than the invoice, when some of its lines are credits", () => {
    expect(() => note([credit("a", 22_000), credit("b", 4965)])).toThrow(
      "The invoice comes to 26865 minor units, and credits to 26965: credit its negative lines as well.",
    );
    expect(() => note([credit("c", -100)])).toThrow("and credits to -100");
    expect(() => note([credit("b", 4866)], note([credit("a", 22_000)]).lines)).toThrow("and credits to 26866");
    expect(() => note([credit("b", 4865)], note([credit("a", 22_000)]).lines)).not.toThrow();
  });

  it("more than the invoice with tax, when the tax is on other lines", () => {
    const lines = issue([{ net: 100, rates: [] }, { net: -50 }]);
    expect(() => noteOn(lines, [credit("a", 41)])).toThrow("comes to 40 minor units, and credits to 41");
    expect(noteOn(lines, [credit("a", 40)]).totals.gross).toEqual(money(-40, "EUR"));
  });

  it("of an invoice with a line twice", () => {
    const [a] = invoice as [IssuedLine, IssuedLine, IssuedLine];
    expect(() => noteOn([a, a], [credit("a", 1)])).toThrow("Line a: occurs twice on the invoice.");
  });

  it("a line gives back the tax it bore, also where its rates would make it another: it may give something back itself", () => {
    const [a, b] = invoice as [IssuedLine, IssuedLine, IssuedLine];
    const own = { ...b, tax: money(b.tax.amount - 1, "EUR") };
    const note = noteOn([a, own], [credit("b", b.net.amount)]);
    expect(note.lines[0]?.tax).toEqual(money(1 - b.tax.amount, "EUR"));
    expect(note.taxSummary.map((row) => row.tax.amount)).toEqual([1 - b.tax.amount]);
  });
});
