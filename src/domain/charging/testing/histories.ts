/** Generators of random histories, and what specs compare in the lines they are charged with. */
import fc from "fast-check";
import { addDays, contains, type LocalDate } from "../../calendar";
import type { BillingPlan, CommercialTerms, SubscriptionEvent, Term } from "../../subscription";
import {
  type BilledLine,
  type ChargeLine,
  type ChargingPolicy,
  chargingPolicy,
  DEFAULT_CHARGING_POLICY,
  planCharges,
} from "../index";
import { contracted, play, type Step } from "./replay";

/** A day after everything that happens in a random history. */
export const FAR = "2060-01-01";
const DAY_MS = 86_400_000;

export const dates = fc.oneof(
  fc.constantFrom("2024-01-31", "2024-02-29", "2023-12-30", "2026-01-29", "2026-08-31", "2026-02-28", "2027-01-30"),
  fc
    .integer({ min: Date.UTC(2023, 0, 1) / DAY_MS, max: Date.UTC(2027, 0, 1) / DAY_MS })
    .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10)),
);
const plans = fc.constantFrom<[Term, BillingPlan]>(
  ["P1M", "monthly"],
  ["P1Y", "monthly"],
  ["P1Y", "annual"],
  ["P3Y", "monthly"],
  ["P3Y", "annual"],
  ["P3Y", "triennial"],
);
export const quantities = fc.integer({ min: 1, max: 300 });
export const prices = fc.oneof(fc.integer({ min: 0, max: 200_000 }), fc.integer({ min: 0, max: 40 }));
export const billingDays = fc.oneof(fc.constantFrom(1, 15, 28, 29, 30, 31), fc.integer({ min: 1, max: 31 }));

/** Terms of any length and plan, on their anniversary or on a billing day. */
export const termsIn = (currency: string) =>
  fc.record({ plan: plans, unitTermPrice: prices, day: fc.option(billingDays) }).map(
    ({ plan: [term, billingPlan], unitTermPrice, day }): CommercialTerms => ({
      term,
      billingPlan,
      currency,
      unitTermPrice,
      priceVersion: "any",
      ...(day === null ? {} : { billingDay: day }),
    }),
  );

const stepsIn = (currency: string) =>
  fc.array(
    fc.record({
      action: fc.constantFrom<Step["action"]>(
        ...(["change", "change", "change", "renew", "renew_early", "extend", "cancel", "end"] as const),
      ),
      gap: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 45 })),
      quantity: quantities,
      terms: termsIn(currency),
      shorten: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 20 })),
    }),
    { maxLength: 10 },
  );

/** Histories with every kind of event, in one of four currencies, oldest event first. */
export const histories = fc
  .record({ on: dates, quantity: quantities, currency: fc.constantFrom("USD", "EUR", "JPY", "KWD") })
  .chain(({ on, quantity, currency }) =>
    fc.record({ terms: termsIn(currency), steps: stepsIn(currency) }).map(({ terms, steps }) => ({
      events: play(on, quantity, terms, steps),
      first: on,
      currency,
    })),
  );
export const anyPolicy = fc.constantFrom("seat-down-1", "seat-nearest-1", "line-nearest-1").map(chargingPolicy);
export const seatPolicy = fc.constantFrom("seat-down-1", "seat-nearest-1").map(chargingPolicy);
export const runDays = fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 25 });

export function plan(
  events: readonly SubscriptionEvent[],
  until: LocalDate,
  billed: readonly BilledLine[] = [],
  policy: ChargingPolicy = DEFAULT_CHARGING_POLICY,
): ChargeLine[] {
  return planCharges({ subscriptionId: "s", events, until, billed, policy }).lines;
}

/** Net amounts by reference period, without the periods that come to nothing. */
export function netByPeriod(lines: readonly BilledLine[]): Record<string, number> {
  const nets: Record<string, number> = {};
  for (const line of lines) {
    nets[line.referencePeriod.start] = (nets[line.referencePeriod.start] ?? 0) + line.amount.amount;
  }
  return Object.fromEntries(Object.entries(nets).filter(([, amount]) => amount !== 0));
}

export const sorted = (lines: readonly ChargeLine[]) => [...lines].sort((a, b) => (a.key < b.key ? -1 : 1));
export const total = (lines: readonly BilledLine[]) => lines.reduce((amount, line) => amount + line.amount.amount, 0);

/** Compares on every day on which either side changes, and on the days before these. */
export function expectEachSeatDayOnce(
  events: readonly SubscriptionEvent[],
  lines: readonly BilledLine[],
  last: LocalDate,
): void {
  const days = [last, ...events.map((event) => event.on), ...lines.flatMap(({ period }) => [period.start, period.end])];
  const edges = [...new Set(days.flatMap((edge) => [addDays(edge, -1), edge]))].filter((day) => day <= last);
  const billedOn = (day: LocalDate) =>
    lines.filter((line) => contains(line.period, day)).reduce((seats, line) => seats + line.quantity, 0);
  const wrong = edges
    .map((day) => ({ day, billed: billedOn(day), contracted: contracted(events, day) }))
    .filter((found) => found.billed !== found.contracted);
  expect(wrong).toEqual([]);
}
