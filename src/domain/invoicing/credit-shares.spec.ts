import { money } from "../money";
import { DOCUMENT_TAX_POLICY } from "../tax";
import { assembleCreditNote, CreditError, type CreditedLine, creditShares, type IssuedLine } from "./index";
import { issue } from "./testing/issued";

const taxPolicy = DOCUMENT_TAX_POLICY;
const shares = (invoice: readonly IssuedLine[], net: number, earlier: readonly CreditedLine[] = []) =>
  creditShares({ taxPolicy, invoice, earlier, net: money(net, "EUR") }).map((each) => [each.key, each.net.amount]);

const invoice = issue([{ net: 22_000 }, { net: 4965 }, { net: 35 }]);

describe("creditShares", () => {
  it("gives each line its share of an amount, the coins that are left to the largest fractions", () => {
    // 814.81, 183.89, 1.30
    expect(shares(invoice, 1000)).toEqual([
      ["a", 815],
      ["b", 184],
      ["c", 1],
    ]);
  });

  it("settles ties by key, whatever the order of the lines, and leaves out what gets nothing", () => {
    const [a, b, c] = issue([{ net: 100 }, { net: 100 }, { net: 100 }]) as [IssuedLine, IssuedLine, IssuedLine];
    expect(shares([a, b, c], 2)).toEqual([
      ["a", 1],
      ["b", 1],
    ]);
    expect(shares([c, a, b], 1)).toEqual([["a", 1]]);
  });

  it("goes by what is left", () => {
    const credits = creditShares({ taxPolicy, invoice, earlier: [], net: money(22_035, "EUR") });
    const first = assembleCreditNote({ currency: "EUR", taxPolicy, invoice, earlier: [], credits });
    expect(shares(invoice, 4965, first.lines)).toEqual([
      ["a", 22_000 - 17_954],
      ["b", 4965 - 4052],
      ["c", 35 - 29],
    ]);
  });

  it("takes the share of lines that are credits back", () => {
    const mixed = issue([{ net: 300 }, { net: -100 }, { net: 50 }]);
    expect(shares(mixed, 100)).toEqual([
      ["a", 120],
      ["b", -40],
      ["c", 20],
    ]);
    // 1.2, -0.4 and 0.2: the coin of the second line's part falls to the largest fraction, -0.4 above -1
    expect(shares(mixed, 1)).toEqual([["a", 1]]);
    const mirrored = issue([{ net: -300 }, { net: 100 }, { net: -50 }]);
    expect(shares(mirrored, -100)).toEqual([
      ["a", -120],
      ["b", 40],
      ["c", -20],
    ]);
  });

  it.each([
    ["nothing", [{ net: 300 }], 0, "cannot be credited by 0: 300"],
    ["more than there is", [{ net: 300 }], 301, "cannot be credited by 301: 300 minor units are left of it."],
    ["less than nothing", [{ net: 300 }], -1, "cannot be credited by -1"],
    ["something of an invoice over nothing", [{ net: 300 }, { net: -300 }], 1, "0 minor units are left"],
    ["more than a credit", [{ net: -300 }], -301, "-300 minor units are left"],
  ])("refuses %s", (_, lines, net, problem) => {
    expect(() => shares(issue(lines), net)).toThrow(CreditError);
    expect(() => shares(issue(lines), net)).toThrow(`The invoice ${problem.startsWith("cannot") ? problem : ""}`);
    expect(() => shares(issue(lines), net)).toThrow(problem);
  });
});
