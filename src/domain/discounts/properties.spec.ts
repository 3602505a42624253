import fc from "fast-check";
import { divideRounded, money } from "../money";
import type { Discount, DiscountableLine } from "./index";
import { amount, apply, billed, discount, opening, percent, total } from "./testing/sample";

const START = "2026-03-15";
const days = fc.constantFrom("2026-03-15", "2026-03-15", "2026-03-20", "2026-04-01");

const values = fc.oneof(
  fc
    .tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 9999 }))
    .map(([whole, part]) => ({ kind: "percentage", percent: `${whole}.${String(part).padStart(4, "0")}` }) as const),
  fc.constantFrom("1", "50", "99.9999", "100").map((text) => ({ kind: "percentage", percent: text }) as const),
  fc
    .tuple(fc.integer({ min: 1, max: 30_000 }), fc.constantFrom<"line" | "invoice">("line", "invoice"))
    .map(([minor, per]) => amount(minor, per)),
);
const discounts = fc
  .array(fc.record({ value: values, order: fc.integer({ min: 1, max: 3 }) }), { maxLength: 4 })
  .map((list): Discount[] => list.map((part, index) => discount(`d${index}`, part)));

const amounts = fc.oneof(fc.integer({ min: -30_000, max: 60_000 }), fc.integer({ min: -3, max: 5 }));
/** Lines of up to three charge periods, those of a period in any order, credits among them. */
const lines = fc
  .array(fc.record({ period: fc.integer({ min: 0, max: 2 }), start: days, minor: amounts }), { maxLength: 10 })
  .map((list) =>
    list.map(
      ({ period, start, minor }, index): DiscountableLine => ({
        key: `line${index}`,
        subscriptionId: `sub${period}`,
        period: { start, end: "2026-04-15" },
        referencePeriod: { start: START, end: "2026-04-15" },
        termEventId: "start",
        amount: money(minor, "USD"),
      }),
    ),
  );
const byPeriod = <Line extends DiscountableLine>(list: readonly Line[]) =>
  [0, 1, 2].map((period) => list.filter((each) => each.subscriptionId === `sub${period}`));
const gross = (list: readonly DiscountableLine[]) => list.reduce((sum, each) => sum + each.amount.amount, 0);

type Billed = ReturnType<typeof apply>;

/** Bills the pieces one after another on top of what was billed before, each with whatever discounts hold by then. */
function billPieces(
  opened: Billed,
  pieces: readonly (readonly DiscountableLine[])[],
  rules: readonly Discount[],
): Billed {
  const all = [...opened];
  for (const piece of pieces) {
    all.push(...apply(piece, rules, { billed: billed(all) }));
  }
  return all;
}

/** Minor units by discount. */
function takenByDiscount(list: Billed): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const part of list.flatMap((each) => each.discounts)) {
    sums[part.discountId] = (sums[part.discountId] ?? 0) + part.amount.amount;
  }
  return sums;
}

describe("whatever the lines and discounts", () => {
  it("takes from each line at most the line, with its sign, and explains all of it", () => {
    fc.assert(
      fc.property(lines, discounts, (list, rules) => {
        for (const each of apply(list, rules)) {
          const signs = [each.discount, ...each.discounts.map((part) => part.amount)]
            .map((part) => Math.sign(part.amount))
            .filter((sign) => sign !== 0 && sign !== Math.sign(each.amount.amount));
          expect(signs).toEqual([]);
          expect(Math.abs(each.discount.amount)).toBeLessThanOrEqual(Math.abs(each.amount.amount));
          expect(each.net.amount + each.discount.amount).toBe(each.amount.amount);
          expect(each.discounts.reduce((sum, part) => sum + part.amount.amount, 0)).toBe(each.discount.amount);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives the same lines whatever their order", () => {
    fc.assert(
      fc.property(
        lines.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        discounts,
        fc.boolean(),
        ([list, shuffled], rules, reversed) => {
          const byKey = (a: DiscountableLine, b: DiscountableLine) => (a.key < b.key ? -1 : 1);
          const other = apply(shuffled, reversed ? [...rules].reverse() : rules);
          expect(other.map((each) => each.key)).toEqual(shuffled.map((each) => each.key));
          expect([...other].sort(byKey)).toEqual([...apply(list, rules)].sort(byKey));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("takes the same from a charge period in whatever pieces it is billed, and nothing once all is given back", () => {
    const cases = lines.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }), fc.nat(list.length)),
    );
    fc.assert(
      fc.property(cases, discounts, discounts, ([list, shuffled, cut], rules, laterRules) => {
        const opened = apply([opening], rules);
        const rest = onePeriod(list);
        const other = onePeriod(shuffled);
        const atOnce = billPieces(opened, [rest], laterRules);
        const oneByOne = billPieces(
          opened,
          other.map((each) => [each]),
          laterRules,
        );
        const inTwo = billPieces(opened, [other.slice(0, cut), other.slice(cut)], []);
        expect(takenByDiscount(oneByOne)).toEqual(takenByDiscount(atOnce));
        expect(takenByDiscount(inTwo)).toEqual(takenByDiscount(atOnce));

        const back = { ...opening, key: "back", amount: money(-gross(atOnce), "USD") };
        const nothing = takenByDiscount(billPieces(atOnce, [[back]], laterRules));
        expect(Object.values(nothing).filter((minor) => minor !== 0)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it("takes from a charge period never more than an amount, and from one invoice never more than an amount per invoice", () => {
    fc.assert(
      fc.property(
        lines,
        fc.integer({ min: 1, max: 40_000 }),
        fc.constantFrom("line", "invoice"),
        (list, minor, per) => {
          const discounted = apply(list, [discount("d1", { value: amount(minor, per) })]);
          const charges = byPeriod(discounted).map((own) => total(own));
          const most = per === "invoice" ? Math.abs(charges.reduce((sum, part) => sum + Math.max(part, 0), 0)) : 0;
          expect(Math.max(most, ...charges.map(Math.abs))).toBeLessThanOrEqual(minor);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("rounds a percentage once on all that a charge period has come to", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 1, max: 10_000 }), (list, hundredths) => {
        const text = `${Math.floor(hundredths / 100)}.${String(hundredths % 100).padStart(2, "0")}`;
        for (const own of byPeriod(apply(list, [discount("d1", { value: percent(text) })]))) {
          const exact = BigInt(gross(own)) * BigInt(hundredths);
          expect(BigInt(total(own))).toBe(divideRounded(exact, 10_000n, "half_up"));
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** All lines as lines of the charge period that `opening` opens. */
function onePeriod(list: readonly DiscountableLine[]): DiscountableLine[] {
  return list.map((each) => ({ ...each, subscriptionId: opening.subscriptionId }));
}
