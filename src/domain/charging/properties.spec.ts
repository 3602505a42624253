import fc from "fast-check";
import { addDays, contains, daysBetween, earlierDate, type LocalDate, periodDays } from "../calendar";
import {
  type BillingPlan,
  type CommercialTerms,
  quantityOn,
  type SubscriptionEvent,
  type Term,
  termEnd,
  timeline,
} from "../subscription";
import {
  type BilledLine,
  type ChargeLine,
  type ChargingPolicy,
  chargingPolicy,
  DEFAULT_CHARGING_POLICY,
  planCharges,
} from "./index";
import { contracted, play, type Step } from "./testing/replay";

const FAR = "2060-01-01";
const DAY_MS = 86_400_000;

// Random histories

const dates = fc.oneof(
  fc.constantFrom("2024-01-31", "2024-02-29", "2023-12-30", "2026-01-29", "2026-08-31", "2026-02-28"),
  fc
    .integer({ min: Date.UTC(2023, 0, 1) / DAY_MS, max: Date.UTC(2027, 0, 1) / DAY_MS })
    .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10)),
);
const currencies = fc.constantFrom("USD", "EUR", "JPY", "KWD");
const plans = fc.constantFrom<[Term, BillingPlan]>(
  ["P1M", "monthly"],
  ["P1Y", "monthly"],
  ["P1Y", "annual"],
  ["P3Y", "monthly"],
  ["P3Y", "annual"],
  ["P3Y", "triennial"],
);
const quantities = fc.integer({ min: 1, max: 300 });
const prices = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 40 }));
const termsIn = (currency: string) =>
  fc.record({ plan: plans, unitTermPrice: prices }).map(
    ({ plan: [term, billingPlan], unitTermPrice }): CommercialTerms => ({
      term,
      billingPlan,
      currency,
      unitTermPrice,
      priceVersion: "any",
    }),
  );
const stepsIn = (currency: string) =>
  fc.array(
    fc.record({
      action: fc.constantFrom<Step["action"]>("change", "change", "change", "renew", "renew_early", "cancel", "end"),
      gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 45 })),
      quantity: quantities,
      terms: termsIn(currency),
      shorten: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 10 },
  );

const histories = fc
  .record({ on: dates, quantity: quantities, currency: currencies })
  .chain(({ on, quantity, currency }) =>
    fc.record({ terms: termsIn(currency), steps: stepsIn(currency) }).map(({ terms, steps }) => ({
      events: play(on, quantity, terms, steps),
      first: on,
      currency,
    })),
  );
const anyPolicy = fc.constantFrom("seat-down-1", "seat-nearest-1", "line-nearest-1").map(chargingPolicy);
const seatPolicy = fc.constantFrom("seat-down-1", "seat-nearest-1").map(chargingPolicy);
const runDays = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 25 });

// Helpers

function plan(
  events: readonly SubscriptionEvent[],
  until: LocalDate,
  billed: readonly BilledLine[] = [],
  policy: ChargingPolicy = DEFAULT_CHARGING_POLICY,
): ChargeLine[] {
  return planCharges({ subscriptionId: "s", events, until, billed, policy }).lines;
}

/** Bills on each of the days in turn, with what is known on that day. */
function billStepwise(days: readonly LocalDate[], known: (day: LocalDate) => SubscriptionEvent[]): ChargeLine[] {
  const billed: ChargeLine[] = [];
  for (const day of [...days].sort()) {
    billed.push(...plan(known(day), day, billed));
  }
  return billed;
}

/** Net amounts by reference period, without the periods that come to nothing. */
function netByPeriod(lines: readonly BilledLine[]): Record<string, number> {
  const nets: Record<string, number> = {};
  for (const line of lines) {
    nets[line.referencePeriod.start] = (nets[line.referencePeriod.start] ?? 0) + line.amount.amount;
  }
  return Object.fromEntries(Object.entries(nets).filter(([, amount]) => amount !== 0));
}

const sorted = (lines: readonly ChargeLine[]) => [...lines].sort((a, b) => (a.key < b.key ? -1 : 1));
const total = (lines: readonly BilledLine[]) => lines.reduce((amount, line) => amount + line.amount.amount, 0);

/** Compares on every day on which either side changes, and on the days before these. */
function expectEachSeatDayOnce(events: readonly SubscriptionEvent[], lines: readonly BilledLine[], last: LocalDate) {
  const days = [last, ...events.map((event) => event.on), ...lines.flatMap(({ period }) => [period.start, period.end])];
  const edges = [...new Set(days.flatMap((edge) => [addDays(edge, -1), edge]))].filter((day) => day <= last);
  const billedOn = (day: LocalDate) =>
    lines.filter((line) => contains(line.period, day)).reduce((seats, line) => seats + line.quantity, 0);
  const wrong = edges
    .map((day) => ({ day, billed: billedOn(day), contracted: contracted(events, day) }))
    .filter((found) => found.billed !== found.contracted);
  expect(wrong).toEqual([]);
}

describe("random histories", () => {
  it("are accepted, and mean to the timeline what they mean to a plain replay", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: -2, max: 1500 }), ({ events, first }, days) => {
        const day = addDays(first, days);
        expect(quantityOn(timeline(events), day)).toBe(contracted(events, day));
      }),
      { numRuns: 300 },
    );
  });

  it("contain every kind of event, also several on one day", () => {
    const samples = fc.sample(histories, { numRuns: 300, seed: 7 }).map(({ events }) => events);
    const types = new Set(samples.flat().map((event) => event.type));
    expect([...types].sort()).toEqual(["cancelled", "ended", "quantity_changed", "renewed", "started"]);
    expect(samples.some((events) => new Set(events.map((event) => event.on)).size < events.length)).toBe(true);
  });
});

describe("charging, for any history", () => {
  it("bills each seat-day exactly once, up to any day and to the end", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: -5, max: 1200 }), ({ events, first }, days) => {
        const until = addDays(first, days);
        expectEachSeatDayOnce(events, plan(events, until), until);
        expectEachSeatDayOnce(events, plan(events, FAR), FAR);
      }),
      { numRuns: 400 },
    );
  });

  it("gives every line its own key, and the same key for the same facts", () => {
    fc.assert(
      fc.property(histories, ({ events }) => {
        const lines = plan(events, FAR);
        expect(new Set(lines.map((line) => line.key)).size).toBe(lines.length);
        expect(plan(events, FAR)).toEqual(lines);
      }),
    );
  });

  it("plans nothing after its own lines were billed", () => {
    fc.assert(
      fc.property(histories, anyPolicy, fc.integer({ min: 0, max: 1200 }), ({ events, first }, policy, days) => {
        const until = addDays(first, days);
        const billed = plan(events, until, [], policy);
        expect(plan(events, until, billed, policy)).toEqual([]);
        expect(plan(events, until, billed, DEFAULT_CHARGING_POLICY)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of events or billed lines", () => {
    fc.assert(
      fc.property(
        histories,
        fc.integer({ min: 0, max: 400 }),
        fc.infiniteStream(fc.nat()),
        ({ events, first }, days, r) => {
          const shuffled = <T>(list: readonly T[]) =>
            list
              .map((item) => ({ item, rank: r.next().value }))
              .sort((a, b) => a.rank - b.rank)
              .map(({ item }) => item);
          const billed = plan(events.slice(0, 1), addDays(first, days));
          expect(plan(shuffled(events), FAR, shuffled(billed))).toEqual(plan(events, FAR, billed));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("run day by day gives the lines that one run gives after an outage", () => {
    fc.assert(
      fc.property(histories, runDays, ({ events, first }, offsets) => {
        const days = [...offsets.map((offset) => addDays(first, offset)), ...events.map((event) => event.on), FAR];
        const stepwise = billStepwise(days, () => events);
        expect(sorted(stepwise)).toEqual(sorted(plan(events, FAR)));
      }),
      { numRuns: 200 },
    );
  });

  it("owes the same for each period when events become known only on their day", () => {
    fc.assert(
      fc.property(histories, runDays, ({ events, first }, offsets) => {
        const days = [...offsets.map((offset) => addDays(first, offset)), ...events.map((event) => event.on), FAR];
        const stepwise = billStepwise(days, (day) => events.filter((event) => event.on <= day));
        expect(netByPeriod(stepwise)).toEqual(netByPeriod(plan(events, FAR)));
        expectEachSeatDayOnce(events, stepwise, FAR);
      }),
      { numRuns: 200 },
    );
  });

  it("owes the same for each period when seat changes become known late", () => {
    fc.assert(
      fc.property(
        histories,
        anyPolicy,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.integer({ min: 0, max: 1500 }),
        ({ events, first }, policy, late, days) => {
          const known = events.filter((event, index) => event.type !== "quantity_changed" || late[index] !== true);
          const billed = plan(known, addDays(first, days), [], policy);
          const all = [...billed, ...plan(events, FAR, billed, policy)];
          expect(netByPeriod(all)).toEqual(netByPeriod(plan(events, FAR, [], policy)));
          expect(new Set(all.map((line) => line.key)).size).toBe(all.length);
          expectEachSeatDayOnce(events, all, FAR);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("never credits more than was charged, in any period, at any moment", () => {
    fc.assert(
      fc.property(histories, seatPolicy, ({ events }, policy) => {
        const running = new Map<string, number>();
        for (const line of plan(events, FAR, [], policy)) {
          const key = `${line.referencePeriod.start}:${line.unitPrice.amount}:${line.referencePeriod.end}`;
          const left = (running.get(key) ?? 0) + line.amount.amount;
          expect(left).toBeGreaterThanOrEqual(0);
          running.set(key, left);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("stays within a coin per moved seat of the exact value of the days used", () => {
    fc.assert(
      fc.property(histories, seatPolicy, ({ events }, policy) => {
        for (const line of plan(events, FAR, [], policy)) {
          const { numerator, denominator } = line.factor;
          const exact = (line.unitPrice.amount * line.quantity * numerator) / denominator;
          expect(Math.abs(line.amount.amount - exact)).toBeLessThanOrEqual(Math.abs(line.quantity));
        }
      }),
    );
  });

  it("returns seats for the same money in one step or in several", () => {
    fc.assert(
      fc.property(
        dates,
        termsIn("USD"),
        quantities,
        quantities,
        quantities,
        fc.integer({ min: 0, max: 27 }),
        (...random) => {
          const [on, terms, keep, some, more, days] = random;
          const day = addDays(on, days);
          const seats = (sequence: number, quantity: number): SubscriptionEvent => ({
            type: "quantity_changed",
            id: `q${sequence}`,
            sequence,
            on: day,
            quantity,
          });
          const bought = play(on, keep + some + more, terms, []);
          const once = plan([...bought, seats(2, keep)], day);
          const twice = plan([...bought, seats(2, keep + some), seats(3, keep)], day);
          expect(total(twice)).toBe(total(once));
        },
      ),
    );
  });

  it("makes used and credited add up to the charge when a term is cancelled", () => {
    fc.assert(
      fc.property(dates, termsIn("KWD"), quantities, fc.integer({ min: 0, max: 1100 }), (on, terms, quantity, days) => {
        const bought = play(on, quantity, terms, []);
        const day = addDays(on, days);
        const last = addDays(termEnd(on, terms.term), -1);
        const stop = earlierDate(day, last);
        const billed = plan(bought, stop);
        const credits = plan([...bought, { type: "cancelled", id: "c", sequence: 99, on: stop }], stop, billed);
        const current = billed.filter((line) => contains(line.period, stop));
        const used = total(current) + total(credits);
        const [cycle] = current;
        expect(credits.every((line) => line.kind === "cancellation")).toBe(true);
        const exact =
          cycle === undefined
            ? 0
            : (cycle.amount.amount * daysBetween(cycle.period.start, stop)) / periodDays(cycle.period);
        expect(used).toBeGreaterThanOrEqual(exact - 1e-6);
        expect(used - exact).toBeLessThanOrEqual(quantity);
      }),
      { numRuns: 300 },
    );
  });

  it("skips closed periods without changing any other line", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: 0, max: 1500 }), ({ events, first }, days) => {
        const closedBefore = addDays(first, days);
        const input = { subscriptionId: "s", events, until: FAR, billed: [], policy: DEFAULT_CHARGING_POLICY };
        const all = planCharges(input).lines;
        expect(planCharges({ ...input, closedBefore }).lines).toEqual(
          all.filter((line) => line.period.end > closedBefore),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("names as next day the first one on which something new is due", () => {
    fc.assert(
      fc.property(histories, fc.integer({ min: -3, max: 900 }), ({ events, first }, days) => {
        const until = addDays(first, days);
        const input = { subscriptionId: "s", events, policy: DEFAULT_CHARGING_POLICY };
        const { lines: billed, nextChargeOn } = planCharges({ ...input, until, billed: [] });
        if (nextChargeOn === null) {
          expect(planCharges({ ...input, until: FAR, billed }).lines).toEqual([]);
        } else {
          expect(planCharges({ ...input, until: addDays(nextChargeOn, -1), billed }).lines).toEqual([]);
          expect(planCharges({ ...input, until: nextChargeOn, billed }).lines).not.toEqual([]);
        }
      }),
      { numRuns: 200 },
    );
  });
});
