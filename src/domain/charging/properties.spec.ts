import fc from "fast-check";
import { addDays, contains, daysBetween, earlierDate, type LocalDate, periodDays } from "../calendar";
import { quantityOn, type SubscriptionEvent, termEnd, timeline } from "../subscription";
import { type ChargeLine, DEFAULT_CHARGING_POLICY, planCharges } from "./index";
import {
  anyPolicy,
  dates,
  expectEachSeatDayOnce,
  FAR,
  histories,
  netByPeriod,
  plan,
  quantities,
  runDays,
  seatPolicy,
  sorted,
  termsIn,
  total,
} from "./testing/histories";
import { contracted, play } from "./testing/replay";

/** Bills on each of the days in turn, with what is known on that day. */
function billStepwise(days: readonly LocalDate[], known: (day: LocalDate) => SubscriptionEvent[]): ChargeLine[] {
  const billed: ChargeLine[] = [];
  for (const day of days) {
    billed.push(...plan(known(day), day, billed));
  }
  return billed;
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
    expect([...types].sort()).toEqual(["cancelled", "ended", "extended", "quantity_changed", "renewed", "started"]);
    expect(samples.some((events) => new Set(events.map((event) => event.on)).size < events.length)).toBe(true);
    const followed = samples.flatMap((events) => events.map(({ type }, at) => `${type} ${events[at + 1]?.type}`));
    expect(followed).toEqual(
      expect.arrayContaining(["extended extended", "extended renewed", "extended cancelled", "extended ended"]),
    );
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
        const stepwise = billStepwise(days.sort(), () => events);
        expect(sorted(stepwise)).toEqual(sorted(plan(events, FAR)));
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of the days that are run", () => {
    fc.assert(
      fc.property(histories, runDays, ({ events, first }, offsets) => {
        const days = [...offsets.map((offset) => addDays(first, offset)), FAR];
        expect(sorted(billStepwise(days, () => events))).toEqual(sorted(plan(events, FAR)));
        expect(sorted(billStepwise(days.reverse(), () => events))).toEqual(sorted(plan(events, FAR)));
      }),
      { numRuns: 100 },
    );
  });

  it("owes the same for each period when events become known only on their day", () => {
    fc.assert(
      fc.property(histories, runDays, ({ events, first }, offsets) => {
        const days = [...offsets.map((offset) => addDays(first, offset)), ...events.map((event) => event.on), FAR];
        const stepwise = billStepwise(days.sort(), (day) => events.filter((event) => event.on <= day));
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
      fc.property(
        dates,
        termsIn("KWD"),
        quantities,
        fc.integer({ min: 0, max: 1100 }),
        (on, terms, quantity, later) => {
          const bought = play(on, quantity, terms, []);
          const day = addDays(on, later);
          const last = addDays(termEnd(on, terms.term), -1);
          const stop = earlierDate(day, last);
          const billed = plan(bought, stop);
          const credits = plan([...bought, { type: "cancelled", id: "c", sequence: 99, on: stop }], stop, billed);
          const current = billed.filter((line) => contains(line.period, stop));
          const used = total(current) + total(credits);
          const [cycle] = current;
          expect(credits.every((line) => line.kind === "cancellation")).toBe(true);
          if (cycle === undefined) {
            throw new Error("The day of the cancellation must have been billed.");
          }
          const { unitPrice, referencePeriod, period, factor } = cycle;
          const days = daysBetween(period.start, stop);
          const exact = (unitPrice.amount * quantity * days) / periodDays(referencePeriod);
          // A whole period is charged without rounding; a stub was rounded once already.
          const below = factor.numerator === factor.denominator ? 0 : quantity;
          expect(used).toBeGreaterThanOrEqual(exact - below - 1e-6);
          expect(used - exact).toBeLessThanOrEqual(quantity);
        },
      ),
      { numRuns: 300 },
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
