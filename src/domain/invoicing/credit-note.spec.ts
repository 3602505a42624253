import fc from "fast-check";
import { money } from "../money";
import { assembleCreditNote, CreditError, type IssuedLine } from "./index";

const issued = (key: string, net: number, tax: number): IssuedLine => ({
  key,
  net: money(net, "EUR"),
  tax: money(tax, "EUR"),
});
const credit = (key: string, net: number) => ({ key, net: money(net, "EUR") });
const invoice = [issued("a", 22_000, 4180), issued("b", 4965, 943), issued("c", -100, -19)];
const note = (credits: { key: string; net: ReturnType<typeof money> }[], earlier: readonly IssuedLine[] = []) =>
  assembleCreditNote({ currency: "EUR", invoice, earlier, credits });

describe("assembleCreditNote", () => {
  it("returns a whole invoice exactly", () => {
    const { lines, totals } = note([credit("a", 22_000), credit("b", 4965), credit("c", -100)]);
    expect(lines.map((line) => [line.key, line.net.amount, line.tax.amount, line.gross.amount])).toEqual([
      ["a", -22_000, -4180, -26_180],
      ["b", -4965, -943, -5908],
      ["c", 100, 19, 119],
    ]);
    expect(totals).toEqual({ net: money(-26_865, "EUR"), tax: money(-5104, "EUR"), gross: money(-31_969, "EUR") });
  });

  it("lets the last credit of a line absorb the cent", () => {
    const first = note([credit("b", 1655)]).lines;
    const second = note([credit("b", 1655)], first).lines;
    const third = note([credit("b", 1655)], [...first, ...second]).lines;
    expect([first, second, third].map(([line]) => line?.tax.amount)).toEqual([-314, -315, -314]);
  });

  it.each<[string, ReturnType<typeof credit>[], IssuedLine[], string]>([
    ["more than the line", [credit("b", 4966)], [], "4965 minor units are left"],
    ["more than is left", [credit("b", 966)], [issued("b", -4000, -760)], "965 minor units are left"],
    ["a line that is used up", [credit("b", 1)], [issued("b", -4965, -943)], "0 minor units are left"],
    ["nothing", [credit("b", 0)], [], "cannot credit 0"],
    ["the wrong sign", [credit("b", -5)], [], "cannot credit -5"],
    ["the wrong sign of a credit line", [credit("c", 5)], [], "-100 minor units are left"],
    ["an unknown line", [credit("x", 1)], [], "is not on the invoice"],
    ["a line twice", [credit("a", 1), credit("a", 1)], [], "is named twice"],
  ])("refuses %s", (_, credits, earlier, problem) => {
    expect(() => note(credits, earlier)).toThrow(CreditError);
    expect(() => note(credits, earlier)).toThrow(problem);
  });

  it("any split of a line into credits returns exactly the line and never more on the way", () => {
    const nets = fc.integer({ min: 1, max: 100_000 });
    const cuts = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(nets, fc.integer({ min: 0, max: 30 }), cuts, fc.boolean(), (size, percent, weights, negative) => {
        const sign = negative ? -1 : 1;
        const line = issued("a", sign * size, sign * Math.round((size * percent) / 100));
        const whole = weights.reduce((a, b) => a + b, 0);
        const earlier: IssuedLine[] = [];
        let cut = 0;
        let given = 0;
        for (const weight of weights) {
          cut += weight;
          const net = Math.floor((size * cut) / whole) - given;
          given += net;
          if (net > 0) {
            const credits = [credit("a", sign * net)];
            earlier.push(...assembleCreditNote({ currency: "EUR", invoice: [line], earlier, credits }).lines);
            const tax = earlier.reduce((total, { tax: part }) => total + part.amount, 0);
            expect(Math.abs(tax)).toBeLessThanOrEqual(Math.abs(line.tax.amount));
          }
        }
        const total = (pick: (part: IssuedLine) => number) => earlier.reduce((all, part) => all + pick(part), 0);
        expect([total((part) => part.net.amount), total((part) => part.tax.amount)]).toEqual([
          -line.net.amount,
          -line.tax.amount + 0,
        ]);
      }),
      { numRuns: 300 },
    );
  });
});
