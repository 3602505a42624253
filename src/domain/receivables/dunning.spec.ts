import fc from "fast-check";
import { addDays } from "../calendar";
import {
  checkDunningPlan,
  DEFAULT_DUNNING_PLAN,
  type DeclineClass,
  type DunningCase,
  type DunningEvent,
  type DunningOrder,
  type DunningPlan,
  DunningPlanError,
  newDunningCase,
  nextDunningStep,
  nextStepOn,
} from "./index";

const FIRST = "2026-03-15";
const day = (days: number) => addDays(FIRST, days);

const failed = (id: string, days: number, declineClass: DeclineClass = "soft"): DunningEvent => ({
  type: "payment_failed",
  id,
  on: day(days),
  declineClass,
});
const paid = (id: string, days: number): DunningEvent => ({ type: "payment_succeeded", id, on: day(days) });
const chargeback = (id: string, days: number): DunningEvent => ({ type: "chargeback", id, on: day(days) });
const newCard = (id: string, days: number): DunningEvent => ({ type: "card_replaced", id, on: day(days) });
const retryDue = (days: number): DunningEvent => ({ type: "retry_due", on: day(days) });
const stepDue = (days: number): DunningEvent => ({ type: "step_due", on: day(days) });
const approved = (step: number, days: number): DunningEvent => ({ type: "person_approved", step, on: day(days) });

/** `charge`, `tell soft`, `do suspend`, `undo resume` ... */
function inWords(order: DunningOrder): string {
  switch (order.kind) {
    case "tell_customer":
      return `tell ${order.declineClass}`;
    case "do":
    case "ask_person":
    case "undo":
      return `${order.kind} ${order.action}`;
    default:
      return order.kind;
  }
}

function play(events: readonly DunningEvent[], plan: DunningPlan = DEFAULT_DUNNING_PLAN) {
  let state = newDunningCase(plan);
  const orders = events.map((event) => {
    const move = nextDunningStep(state, event);
    state = move.state;
    return move.orders;
  });
  return { state, words: orders.map((list) => list.map(inWords)), last: orders.at(-1) ?? [] };
}

describe("retries", () => {
  it("of a soft decline come on days 1, 3, 5, 7, 10 and 14 and then stop", () => {
    let state = newDunningCase(DEFAULT_DUNNING_PLAN);
    const days: string[] = [];
    let on = FIRST;
    for (let attempt = 0; attempt < 10; attempt += 1) {
      state = nextDunningStep(state, { type: "payment_failed", id: `a${attempt}`, on, declineClass: "soft" }).state;
      if (state.nextRetryOn === null) {
        break;
      }
      on = state.nextRetryOn;
      days.push(on);
      const move = nextDunningStep(state, { type: "retry_due", on });
      expect(move.orders).toEqual([{ kind: "charge" }]);
      state = move.state;
    }
    expect(days).toEqual([1, 3, 5, 7, 10, 14].map(day));
  });

  it.each<[DeclineClass, string | null]>([
    ["soft", day(1)],
    ["technical", day(0)],
    ["never", null],
    ["card_data", null],
    ["needs_customer", null],
  ])("after %s: %s", (declineClass, retryOn) => {
    const { state, words } = play([failed("a", 0, declineClass)]);
    expect([state.status, state.since, state.nextRetryOn]).toEqual(["open", FIRST, retryOn]);
    expect(words).toEqual([[`tell ${declineClass}`]]);
  });

  it("count each class by itself", () => {
    const events = [failed("a", 0), failed("b", 1, "technical"), failed("c", 1), failed("d", 3, "technical")];
    const retries = events.map((_, index) => play(events.slice(0, index + 1)).state.nextRetryOn);
    expect(retries).toEqual([day(1), day(1), day(3), day(4)]);
  });

  it("come on their day or later, once", () => {
    const events = [failed("a", 0), retryDue(0), retryDue(1), retryDue(1), retryDue(2)];
    expect(play(events).words).toEqual([["tell soft"], [], ["charge"], [], []]);
    expect(play([failed("a", 0), retryDue(9)]).words[1]).toEqual(["charge"]);
    expect(play([retryDue(0)]).words).toEqual([[]]);
  });

  it("of a hard decline never come, whatever fails afterwards, until the card is replaced", () => {
    const hard = [failed("a", 0), failed("b", 1, "never")];
    expect(play(hard).state.nextRetryOn).toBeNull();
    expect(play([...hard, failed("c", 2)]).state.nextRetryOn).toBeNull();
    expect(play([...hard, retryDue(2)]).words.at(-1)).toEqual([]);
    const replaced = [...hard, newCard("card2", 2)];
    expect(play(replaced).words.at(-1)).toEqual(["charge"]);
    expect(play([...replaced, failed("d", 2)]).state.nextRetryOn).toBe(day(3));
  });

  it("begin their schedule again with a new card, and charge once for it", () => {
    const events = [failed("a", 0), failed("b", 1), newCard("card2", 2), newCard("card2", 2), failed("c", 2)];
    const { state, words } = play(events);
    expect(words).toEqual([["tell soft"], ["tell soft"], ["charge"], [], ["tell soft"]]);
    expect(state.nextRetryOn).toBe(day(3));
    expect(play(events.slice(0, 3)).state.nextRetryOn).toBeNull();
    expect(play([newCard("card2", 0)]).words).toEqual([[]]);
  });

  it("stop at the limit of tries over all cards", () => {
    const plan = { ...DEFAULT_DUNNING_PLAN, maxAttempts: 3 };
    const events = [failed("a", 0), failed("b", 1), newCard("card2", 2), failed("c", 2)];
    expect(play(events.slice(0, 2), plan).state.nextRetryOn).toBe(day(3));
    expect(play(events, plan).state.nextRetryOn).toBeNull();
    expect(play([failed("a", 0)], { ...plan, maxAttempts: 1 }).state.nextRetryOn).toBeNull();
  });
});

describe("steps", () => {
  it("come in their order on their days", () => {
    const events = [failed("a", 0), ...[2, 3, 4, 5, 7, 10, 21, 30, 60].map(stepDue)];
    expect(play(events).words).toEqual([
      ["tell soft"],
      [],
      ["do remind"],
      [],
      ["do restrict_ordering"],
      ["do notify_partner"],
      ["do remind"],
      ["ask_person suspend"],
      ["ask_person stop_renewal"],
      ["ask_person collector"],
    ]);
  });

  it("that were missed come together, and none comes twice", () => {
    const { words, state } = play([failed("a", 0), stepDue(10), stepDue(10), stepDue(20)]);
    expect(words.slice(1)).toEqual([["do remind", "do restrict_ordering", "do notify_partner", "do remind"], [], []]);
    expect(state.done).toEqual(["remind", "restrict_ordering", "notify_partner", "remind"]);
  });

  it("count from the first failure", () => {
    const events = [failed("a", 0), failed("b", 2)];
    expect(play(events).state.since).toBe(FIRST);
    expect(nextStepOn(play(events).state)).toBe(day(3));
    expect(nextStepOn(play([...events, stepDue(3)]).state)).toBe(day(5));
    expect(nextStepOn(play([...events, stepDue(60)]).state)).toBeNull();
    expect(nextStepOn(newDunningCase(DEFAULT_DUNNING_PLAN))).toBeNull();
    expect(nextStepOn(play([...events, paid("p", 2)]).state)).toBeNull();
    expect(play([stepDue(100)]).words).toEqual([[]]);
  });

  it("that need a person wait for one, without holding up the others", () => {
    const events = [failed("a", 0), stepDue(30), approved(5, 31), approved(5, 31), approved(4, 32), approved(0, 32)];
    const { words, state, last } = play(events);
    expect(words.slice(2)).toEqual([["do stop_renewal"], [], ["do suspend"], []]);
    expect(state.done.slice(-2)).toEqual(["stop_renewal", "suspend"]);
    expect(last).toEqual([]);
    expect(play(events.slice(0, 3)).state.waiting).toEqual([{ step: 4, action: "suspend" }]);
    expect(play(events.slice(0, 2)).last.slice(-2)).toEqual([
      { kind: "ask_person", step: 4, action: "suspend" },
      { kind: "ask_person", step: 5, action: "stop_renewal" },
    ]);
    expect(play(events.slice(0, 3)).last).toEqual([{ kind: "do", step: 5, action: "stop_renewal" }]);
  });
});

describe("payment", () => {
  it("takes back what was done, the latest first, and only that", () => {
    const events = [failed("a", 0), stepDue(60), approved(6, 60), approved(4, 61), paid("p", 62)];
    const { words, state } = play(events);
    expect(words.at(-1)).toEqual([
      "undo resume",
      "undo recall_from_collector",
      "undo confirm_payment",
      "undo notify_partner_of_payment",
      "undo allow_ordering",
    ]);
    expect([state.status, state.waiting, state.done, state.nextRetryOn]).toEqual(["paid", [], [], null]);
    expect(play([failed("a", 0), stepDue(30), approved(5, 30), paid("p", 30)]).words.at(-1)?.[0]).toBe(
      "undo restore_renewal",
    );
  });

  it("ends a case in which nothing was done without a word", () => {
    expect(play([paid("p", 0)]).words).toEqual([[]]);
    expect(play([failed("a", 0), paid("p", 1), paid("p2", 1), retryDue(1)]).words.slice(1)).toEqual([[], [], []]);
  });

  it("that the bank takes back opens the case again from its first step, without tries", () => {
    const events = [failed("a", 0), stepDue(5), paid("p", 6), chargeback("d", 40)];
    const { words, state } = play(events);
    expect(words.at(-1)).toEqual(["alert_partner"]);
    expect([state.status, state.since, state.nextRetryOn]).toEqual(["open", day(40), null]);
    expect(play([...events, paid("p", 41)]).state.status).toBe("open");
    expect(play([...events, chargeback("d", 41)]).words.at(-1)).toEqual([]);
    expect(play([...events, failed("b", 41)]).state.nextRetryOn).toBeNull();
    expect(play([...events, stepDue(42)]).words.at(-1)).toEqual([]);
    expect(play([...events, stepDue(43)]).words.at(-1)).toEqual(["do remind"]);
    expect(play([...events, paid("p2", 41)]).state.status).toBe("paid");
    expect(play([...events, newCard("card2", 41)]).words.at(-1)).toEqual(["charge"]);
  });

  it("that the bank takes back leaves an open case where it is, and begins one where nothing failed", () => {
    const open = [failed("a", 0), stepDue(3), chargeback("d", 4)];
    expect(play(open).state).toMatchObject({ since: FIRST, stepsBegun: 1, nextRetryOn: null, mayRetry: false });
    expect(play([chargeback("d", 4)]).state).toMatchObject({ status: "open", since: day(4), stepsBegun: 0 });
  });
});

describe("any sequence of events", () => {
  const classes = fc.constantFrom<DeclineClass>("soft", "technical", "never", "card_data", "needs_customer");
  const ids = fc.constantFrom("1", "2", "3", "4", "5");
  const days = fc.nat({ max: 80 });
  const others: fc.Arbitrary<DunningEvent>[] = [
    fc.tuple(ids, days, classes).map(([id, on, declineClass]) => failed(id, on, declineClass)),
    fc.tuple(ids, days).map(([id, on]) => newCard(id, on)),
    days.map(retryDue),
    days.map(stepDue),
    fc.tuple(fc.nat({ max: 8 }), days).map(([step, on]) => approved(step, on)),
  ];
  const payments = fc.tuple(ids, days).map(([id, on]) => paid(id, on));
  const chargebacks = fc.tuple(ids, days).map(([id, on]) => chargeback(id, on));
  const inTime = (list: readonly DunningEvent[]) => [...list].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const unpaid = fc.array(fc.oneof(...others), { maxLength: 25 }).map(inTime);
  const all = fc.array(fc.oneof(...others, payments, chargebacks), { maxLength: 25 }).map(inTime);

  it("leaves a paid case alone until a payment is taken back", () => {
    fc.assert(
      fc.property(unpaid, unpaid, (before, after) => {
        const { state } = play([...before, paid("p", 90)]);
        let current: DunningCase = state;
        for (const event of [...after, paid("p2", 91)]) {
          const move = nextDunningStep(current, event);
          expect(move.orders).toEqual([]);
          current = move.state;
        }
        expect({ ...current, seen: [] }).toEqual({ ...state, seen: [] });
      }),
    );
  });

  it("begins steps in the plan's order and each once", () => {
    fc.assert(
      fc.property(unpaid, (events) => {
        let state = newDunningCase(DEFAULT_DUNNING_PLAN);
        const begun: number[] = [];
        const done: number[] = [];
        for (const event of events) {
          const move = nextDunningStep(state, event);
          for (const order of move.orders) {
            if (order.kind === "ask_person" || (order.kind === "do" && event.type === "step_due")) {
              begun.push(order.step);
            }
            if (order.kind === "do") {
              done.push(order.step);
            }
          }
          state = move.state;
        }
        expect(begun).toEqual([...begun.keys()]);
        expect(new Set(done).size).toBe(done.length);
        expect(state.done).toHaveLength(done.length);
        expect(state.stepsBegun).toBe(begun.length);
        expect(state.waiting.length + state.done.length).toBe(begun.length);
      }),
    );
  });

  it("does the same when everything is told twice", () => {
    fc.assert(
      fc.property(all, (events) => {
        const once = play(events);
        const twice = play(events.flatMap((event) => [event, event]));
        expect(twice.state).toEqual(once.state);
        expect(twice.words.flat()).toEqual(once.words.flat());
      }),
    );
  });

  it("never tries a card by itself after a hard decline or at the limit", () => {
    fc.assert(
      fc.property(all, (events) => {
        let state = newDunningCase(DEFAULT_DUNNING_PLAN);
        let isRefused = false;
        for (const event of events) {
          const { orders, state: after } = nextDunningStep(state, event);
          const isNew = after.seen.length > state.seen.length;
          if (isNew && event.type === "card_replaced" && state.status === "open") {
            isRefused = false;
          } else if (isNew && (event.type === "chargeback" || (isHard(event) && state.status !== "paid"))) {
            isRefused = true;
          }
          if (isRefused || after.failures.all >= 8) {
            expect(after.nextRetryOn).toBeNull();
          }
          expect(orders.some(({ kind }) => kind === "charge") && event.type === "retry_due" && isRefused).toBe(false);
          state = after;
        }
      }),
    );
  });

  it("takes back exactly what was done", () => {
    fc.assert(
      fc.property(unpaid, (events) => {
        const { state } = play(events);
        const { orders } = nextDunningStep(state, paid("p", 99));
        expect(orders).toHaveLength(new Set(state.done).size);
        expect(orders.every(({ kind }) => kind === "undo")).toBe(true);
      }),
    );
  });

  function isHard(event: DunningEvent): boolean {
    return event.type === "payment_failed" && !["soft", "technical"].includes(event.declineClass);
  }
});

describe("a new case", () => {
  it("has nothing to do", () => {
    expect(newDunningCase(DEFAULT_DUNNING_PLAN)).toEqual({
      plan: DEFAULT_DUNNING_PLAN,
      status: "quiet",
      since: null,
      failures: { all: 0, soft: 0, technical: 0 },
      mayRetry: true,
      nextRetryOn: null,
      stepsBegun: 0,
      waiting: [],
      done: [],
      seen: [],
    });
  });
});

describe("a dunning plan", () => {
  const plan = DEFAULT_DUNNING_PLAN;
  const [first, ...rest] = plan.steps;

  it.each<[string, DunningPlan, string]>([
    [
      "retries.soft.1",
      { ...plan, retries: { ...plan.retries, soft: [1, -1] } },
      "whole number of days of at least 0, got -1",
    ],
    ["retries.technical.0", { ...plan, retries: { ...plan.retries, technical: [0.5] } }, "got 0.5"],
    ["maxAttempts", { ...plan, maxAttempts: 0 }, "whole number of at least 1, got 0"],
    ["maxAttempts", { ...plan, maxAttempts: 1.5 }, "got 1.5"],
    ["steps.0.afterDays", { ...plan, steps: [{ afterDays: -1, action: "remind", needsPerson: false }] }, "got -1"],
    ["steps.0.afterDays", { ...plan, steps: [{ afterDays: 0.5, action: "remind", needsPerson: false }] }, "got 0.5"],
    [
      "steps.1.afterDays",
      { ...plan, steps: [...rest.slice(0, 1), ...(first ? [first] : [])] },
      "3 is before the step above it",
    ],
  ])("that cannot be followed is refused for its %s", (field, wrong, problem) => {
    let caught: unknown;
    try {
      newDunningCase(wrong);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(DunningPlanError);
    expect(caught).toMatchObject({ name: "DunningPlanError", field });
    expect((caught as DunningPlanError).message).toContain(`${field}: `);
    expect((caught as DunningPlanError).message).toContain(problem);
  });

  it("may have steps of one day, none at all, and a single try", () => {
    const twins = { ...plan, steps: [...plan.steps.slice(0, 1), ...plan.steps.slice(0, 1)] };
    expect(checkDunningPlan(twins)).toBe(twins);
    expect(play([failed("a", 0), stepDue(3)], twins).words.at(-1)).toEqual(["do remind", "do remind"]);
    const bare = { retries: { soft: [], technical: [] }, maxAttempts: 1, steps: [] };
    expect(play([failed("a", 0), stepDue(3)], bare).words).toEqual([["tell soft"], []]);
    expect(play([failed("a", 0)], { ...plan, retries: { soft: [], technical: [] } }).state.nextRetryOn).toBeNull();
  });
});
