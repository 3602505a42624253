import fc from "fast-check";
import { addDays, earlierDate, type LocalDate, laterDate } from "../calendar";
import { type CommercialTerms, readHistory, type SubscriptionEvent } from "../subscription";
import { type ChargeLine, DEFAULT_CHARGING_POLICY, planCharges } from "./index";
import { anyPolicy, expectEachSeatDayOnce, FAR, histories, netByPeriod, plan } from "./testing/histories";
import { play, type Step } from "./testing/replay";
import { terms } from "./testing/sample";

const open = (lines: readonly ChargeLine[], closedBefore: LocalDate) =>
  lines.filter((line) => line.period.end > closedBefore);
const earliest = (days: readonly LocalDate[]) => days.reduce(earlierDate);

describe("planning from a closed day on", () => {
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

  it("does not look at the terms that ended by then, however many there are", () => {
    let reads = 0;
    const monthly: CommercialTerms = { ...terms, term: "P1M", unitTermPrice: 2200 };
    const get = (of: CommercialTerms, name: string) => {
      reads += 1;
      return Reflect.get(of, name);
    };
    const counted = () => new Proxy(monthly, { get });
    const step: Step = { action: "renew", gap: 0, quantity: 10, terms: monthly, shorten: 0 };
    const events = play("2016-01-31", 10, monthly, Array<Step>(120).fill(step)).map((event) =>
      "terms" in event && event.on < "2025-12-01" ? { ...event, terms: counted() } : event,
    );
    readHistory(events);
    const checking = reads;
    reads = 0;
    const facts = { subscriptionId: "s", events, until: "2026-01-20", billed: [], policy: DEFAULT_CHARGING_POLICY };
    expect(planCharges({ ...facts, closedBefore: "2025-12-28" }).lines).toHaveLength(1);
    expect(reads).toBe(checking);
  });

  it("with the lines that are still open gives what planning with everything gives, also after late news", () => {
    fc.assert(
      fc.property(
        histories,
        anyPolicy,
        anyPolicy,
        fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
        fc.nat({ max: 11 }),
        fc.integer({ min: 0, max: 1500 }),
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })),
        ({ events, first }, before, policy, late, lastKnown, days, wait) => {
          const isKnown = (event: SubscriptionEvent, at: number) =>
            at <= lastKnown && (event.type !== "quantity_changed" || late[at] !== true);
          const planned = addDays(first, days);
          const until = addDays(planned, wait);
          const billed = plan(events.filter(isKnown), planned, [], before);
          const news = events.filter((event, at) => !isKnown(event, at)).map((event) => event.on);
          const closedBefore = earliest([planned, ...news]);
          const facts = { subscriptionId: "s", events, until, policy };
          expect(planCharges({ ...facts, billed: open(billed, closedBefore), closedBefore })).toEqual(
            planCharges({ ...facts, billed }),
          );
        },
      ),
      { numRuns: 500 },
    );
  });

  it("can take the running period for closed to its end, when nothing is known to happen in it", () => {
    fc.assert(
      fc.property(
        histories,
        anyPolicy,
        fc.nat({ max: 11 }),
        fc.integer({ min: 0, max: 1500 }),
        fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 500 })),
        ({ events, first }, policy, lastKnown, days, wait) => {
          const planned = addDays(first, days);
          const known = events.slice(0, lastKnown + 1);
          const facts = { subscriptionId: "s", until: addDays(planned, wait), policy };
          const before = planCharges({ ...facts, events: known, until: planned, billed: [] });
          const isQuiet = known.every((event) => event.on <= planned);
          const news = events.slice(lastKnown + 1).map((event) => event.on);
          const closedBefore = earliest([isQuiet ? (before.nextChargeOn ?? planned) : planned, ...news]);
          const billed = open(before.lines, closedBefore);
          expect(planCharges({ ...facts, events, billed, closedBefore })).toEqual(
            planCharges({ ...facts, events, billed: before.lines }),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it("run after run, with events that become known late, ends where one run with everything ends", () => {
    fc.assert(
      fc.property(
        histories,
        fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 60 })), { minLength: 12, maxLength: 12 }),
        fc.array(fc.integer({ min: 0, max: 1500 }), { maxLength: 25 }),
        ({ events, first }, delays, offsets) => {
          // Later events are not known before earlier ones, or the history would contradict itself.
          const knownOn: LocalDate[] = [];
          for (const [at, event] of events.entries()) {
            const known = addDays(event.on, delays[at] ?? 0);
            const before = knownOn.at(-1) ?? known;
            knownOn.push(laterDate(known, before));
          }
          const billed: ChargeLine[] = [];
          let planned = addDays(first, -1);
          for (const day of [...offsets.map((offset) => addDays(first, offset)), FAR].sort()) {
            const known = events.filter((_, at) => (knownOn[at] ?? FAR) <= day);
            const news = known.filter((event) => (knownOn[events.indexOf(event)] ?? FAR) > planned);
            const closedBefore = earliest([planned, ...news.map((event) => event.on)]);
            const facts = { subscriptionId: "s", events: known, until: day, policy: DEFAULT_CHARGING_POLICY };
            billed.push(...planCharges({ ...facts, billed: open(billed, closedBefore), closedBefore }).lines);
            planned = day;
          }
          expect(netByPeriod(billed)).toEqual(netByPeriod(plan(events, FAR)));
          expect(new Set(billed.map((line) => line.key)).size).toBe(billed.length);
          expectEachSeatDayOnce(events, billed, FAR);
        },
      ),
      { numRuns: 300 },
    );
  });
});
