import fc from "fast-check";
import { money } from "../money";
import { DOCUMENT_TAX_POLICY, keyedRates, LINE_TAX_POLICY, type TaxPolicy, type TaxRateSnapshot } from "../tax";
import { assembleCreditNote, assembleInvoice, type Credit, type CreditNoteDraft, type IssuedLine } from "./index";
import { issue, rate } from "./testing/issued";

const rates = fc.subarray([rate("vat", "19"), rate("reduced", "7"), rate("county", "1.25"), rate("zero", "0")], {
  maxLength: 3,
});
const currencies = fc.constantFrom("JPY", "USD", "KWD");
const policies = fc.constantFrom(DOCUMENT_TAX_POLICY, LINE_TAX_POLICY);
const nonzero = (limits: { min: number; max: number }) => fc.integer(limits).filter((net) => net !== 0);

const invoicesOf = (nets: fc.Arbitrary<number>) =>
  fc
    .tuple(fc.array(fc.record({ net: nets, rates }), { minLength: 1, maxLength: 8 }), currencies, policies)
    .map(([lines, currency, policy]) => ({ invoice: issue(lines, currency, policy), currency, policy }));
/** Lines of one sign: none takes back what another charges. */
const charges = fc.oneof(
  invoicesOf(fc.oneof(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 9 }))),
  invoicesOf(fc.integer({ min: -50_000, max: -1 })),
);
const mixed = invoicesOf(fc.oneof(nonzero({ min: -20_000, max: 50_000 }), nonzero({ min: -9, max: 9 })));
type Issued = { readonly invoice: readonly IssuedLine[]; readonly currency: string; readonly policy: TaxPolicy };

/** How much of what is left of a line each of the next credits takes, in percent; 0 leaves the line out. */
const portions = fc.array(fc.array(fc.nat(100), { minLength: 8, maxLength: 8 }), { maxLength: 5 });

const issueNote = (
  { invoice, currency, policy }: Issued,
  notes: readonly CreditNoteDraft[],
  credits: readonly Credit[],
) =>
  assembleCreditNote({
    currency,
    taxPolicy: policy,
    invoice,
    earlier: notes.flatMap((note) => note.lines),
    credits,
  });

function left(line: IssuedLine, notes: readonly CreditNoteDraft[]): number {
  const own = notes.flatMap((note) => note.lines).filter((credited) => credited.key === line.key);
  return own.reduce((rest, credited) => rest + credited.net.amount, line.net.amount);
}

const rest = ({ invoice, currency }: Issued, notes: readonly CreditNoteDraft[]): Credit[] =>
  invoice
    .map((line) => ({ key: line.key, net: money(left(line, notes), currency) }))
    .filter((credit) => credit.net.amount !== 0);

type Amounts = Record<string, number>;

/** Net and tax by line, base and tax by rate, and the totals: of an invoice, or of what credit notes gave back. */
function figures(lines: readonly { key: string; net: { amount: number }; tax: { amount: number } }[]): Amounts {
  const sums: Amounts = {};
  const count = (name: string, amount: number) => {
    sums[name] = (sums[name] ?? 0) + amount;
  };
  for (const { key, net, tax } of lines) {
    count(`${key} net`, net.amount);
    count(`${key} tax`, tax.amount);
    count("net", net.amount);
    count("tax", tax.amount);
    count("gross", net.amount + tax.amount);
  }
  return sums;
}

function byRate(
  rows: readonly { rate: TaxRateSnapshot; base: { amount: number }; tax: { amount: number } }[],
): Amounts {
  const sums: Amounts = {};
  for (const row of rows) {
    const [{ key } = { key: "" }] = keyedRates([row.rate]);
    sums[`${key} base`] = (sums[`${key} base`] ?? 0) + row.base.amount;
    sums[`${key} tax`] = (sums[`${key} tax`] ?? 0) + row.tax.amount;
  }
  return sums;
}

function invoiced({ invoice, currency, policy }: Issued): Amounts {
  const lines = invoice.map((line) => ({
    ...line,
    subscriptionId: "s",
    period: { start: "2026-03-15", end: "2026-04-15" },
  }));
  const draft = assembleInvoice({ currency, lines, rates: [], taxPolicy: policy });
  return { ...figures(draft.lines), ...byRate(draft.taxSummary) };
}

const givenBack = (notes: readonly CreditNoteDraft[]): Amounts => {
  const turned = Object.entries({
    ...figures(notes.flatMap((note) => note.lines)),
    ...byRate(notes.flatMap((note) => note.taxSummary)),
  });
  return Object.fromEntries(turned.map(([name, amount]) => [name, 0 - amount]));
};

/** The figures in which a part is of the other sign than the whole, or more than it. */
function beyond(parts: Amounts, wholes: Amounts): string[] {
  return Object.entries(parts)
    .filter(([name, part]) => {
      const whole = wholes[name] ?? 0;
      return part < Math.min(whole, 0) || part > Math.max(whole, 0);
    })
    .map(([name, part]) => `${name}: ${part} of ${wholes[name]}`);
}

function isConsistent(note: CreditNoteDraft): boolean {
  const sum = (amounts: readonly { amount: number }[]) => amounts.reduce((total, { amount }) => total + amount, 0);
  const { net, tax, gross } = note.totals;
  return (
    gross.amount === net.amount + tax.amount &&
    tax.amount === sum(note.taxSummary.map((row) => row.tax)) &&
    tax.amount === sum(note.lines.map((line) => line.tax)) &&
    net.amount === sum(note.lines.map((line) => line.net)) &&
    note.lines.every((line) => line.tax.amount === sum(line.taxes.map((part) => part.tax)))
  );
}

describe("however an invoice is credited", () => {
  it("nothing is ever given back twice, and all credits together are the invoice: by line, by rate, in total", () => {
    fc.assert(
      fc.property(charges, portions, (issued, plan) => {
        const whole = invoiced(issued);
        const notes: CreditNoteDraft[] = [];
        for (const percents of plan) {
          notes.push(issueNote(issued, notes, parts(issued, notes, percents)));
          expect(beyond(givenBack(notes), whole)).toEqual([]);
        }
        notes.push(issueNote(issued, notes, rest(issued, notes)));
        expect(notes.every(isConsistent)).toBe(true);
        expect({ ...zeros(whole), ...givenBack(notes) }).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it("an invoice with lines of both signs is given back by a note over all that is left of it", () => {
    fc.assert(
      fc.property(mixed, (issued) => {
        const whole = invoiced(issued);
        const notes = [issueNote(issued, [], rest(issued, []))];
        expect(notes.every(isConsistent)).toBe(true);
        expect({ ...zeros(whole), ...givenBack(notes) }).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it("a note is the same whatever the order in which its lines are named", () => {
    const shuffled = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    fc.assert(
      fc.property(charges, portions, shuffled, (issued, plan, order) => {
        const [percents = []] = plan;
        const credits = parts(issued, [], percents);
        const other = order.flatMap((index) => credits[index] ?? []);
        const byKey = (note: CreditNoteDraft) => ({
          ...note,
          lines: [...note.lines].sort((x, y) => (x.key < y.key ? -1 : 1)),
        });
        expect(byKey(issueNote(issued, [], other))).toEqual(byKey(issueNote(issued, [], credits)));
      }),
      { numRuns: 300 },
    );
  });

  it("a note rounded on the document comes to the rate of what it gives back, as far as its lines allow", () => {
    const oneRate = fc
      .array(fc.integer({ min: 1, max: 50_000 }), { minLength: 1, maxLength: 8 })
      .map((nets): Issued => {
        const invoice = issue(nets.map((net) => ({ net })));
        return { invoice, currency: "EUR", policy: DOCUMENT_TAX_POLICY };
      });
    fc.assert(
      fc.property(
        oneRate,
        fc.array(fc.integer({ min: 1, max: 99 }), { minLength: 8, maxLength: 8 }),
        (issued, percents) => {
          const note = issueNote(issued, [], parts(issued, [], percents));
          const exact = (note.totals.net.amount * 19) / 100;
          expect(Math.abs(note.totals.tax.amount - exact)).toBeLessThanOrEqual(0.5 + 1e-6);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** Credits of so many percent of what is left of each line. */
function parts(issued: Issued, notes: readonly CreditNoteDraft[], percents: readonly number[]): Credit[] {
  return rest(issued, notes)
    .map(({ key, net }, index) => ({
      key,
      net: money(Math.trunc((net.amount * (percents[index] ?? 0)) / 100), net.currency),
    }))
    .filter((credit) => credit.net.amount !== 0);
}

/** Figures that no credit note has when nothing was given back of them. */
function zeros(whole: Amounts): Amounts {
  return Object.fromEntries(
    Object.entries(whole)
      .filter(([, amount]) => amount === 0)
      .map(([name]) => [name, 0]),
  );
}
