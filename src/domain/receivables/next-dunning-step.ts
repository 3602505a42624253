import { addDays, type LocalDate } from "../calendar";
import type { DeclineClass } from "./decline-codes";
import type { DunningCase, DunningEvent, DunningOrder, PlacedStep } from "./dunning-case";
import { type RetriedClass, UNDO } from "./dunning-plan";

export type DunningMove = {
  readonly state: DunningCase;
  readonly orders: readonly DunningOrder[];
};

/**
 * What an event does to a case. Pure: the caller stores the state and carries out the orders together.
 *
 * - A fact that was seen before, an alarm that is early or repeated and an approval nobody asked for change nothing.
 * - A card that must not be tried, must be confirmed or corrected is not tried again until it is replaced.
 * - Steps begin in the plan's order, each once. One that waits for a person does not hold up the next, because the
 *   vendor's dates, such as a renewal, do not wait either.
 * - Payment takes every action back, the latest first, and ends the case. Only a chargeback opens it again, from its
 *   first step on and without tries of the contested card.
 */
export function nextDunningStep(state: DunningCase, event: DunningEvent): DunningMove {
  if ("id" in event) {
    const fact = `${event.type}:${event.id}`;
    if (state.seen.includes(fact)) {
      return unchanged(state);
    }
    return onFact({ ...state, seen: [...state.seen, fact] }, event);
  }
  switch (event.type) {
    case "retry_due":
      return onRetryDue(state, event.on);
    case "step_due":
      return onStepDue(state, event.on);
    case "person_approved":
      return onApproval(state, event.step);
  }
}

function onFact(state: DunningCase, event: Extract<DunningEvent, { readonly id: string }>): DunningMove {
  switch (event.type) {
    case "payment_failed":
      return state.status === "paid" ? unchanged(state) : onFailure(state, event.on, event.declineClass);
    case "payment_succeeded":
      return onPayment(state);
    case "chargeback":
      return onChargeback(state, event.on);
    case "card_replaced":
      return state.status === "open" ? onNewCard(state) : unchanged(state);
  }
}

function onFailure(state: DunningCase, on: LocalDate, declineClass: DeclineClass): DunningMove {
  const scheduled = isRetried(declineClass);
  const failures = {
    ...state.failures,
    all: state.failures.all + 1,
    ...(scheduled ? { [declineClass]: state.failures[declineClass] + 1 } : {}),
  };
  const mayRetry = state.mayRetry && scheduled;
  const wait = scheduled ? state.plan.retries[declineClass][state.failures[declineClass]] : undefined;
  const goesOn = mayRetry && wait !== undefined && failures.all < state.plan.maxAttempts;
  return {
    state: {
      ...state,
      status: "open",
      since: state.since ?? on,
      failures,
      mayRetry,
      nextRetryOn: goesOn ? addDays(on, wait) : null,
    },
    orders: [{ kind: "tell_customer", declineClass }],
  };
}

/** The schedule begins again for the new card; the limit of tries counts on. */
function onNewCard(state: DunningCase): DunningMove {
  const failures = { ...state.failures, soft: 0, technical: 0 };
  return { state: { ...state, failures, mayRetry: true, nextRetryOn: null }, orders: [{ kind: "charge" }] };
}

function onRetryDue(state: DunningCase, on: LocalDate): DunningMove {
  return state.nextRetryOn !== null && on >= state.nextRetryOn
    ? { state: { ...state, nextRetryOn: null }, orders: [{ kind: "charge" }] }
    : unchanged(state);
}

function onStepDue(state: DunningCase, on: LocalDate): DunningMove {
  const { plan, status, since, stepsBegun } = state;
  if (status !== "open" || since === null) {
    return unchanged(state);
  }
  const due = plan.steps
    .map((step, place) => ({ ...step, step: place }))
    .filter(({ step, afterDays }) => step >= stepsBegun && addDays(since, afterDays) <= on);
  const placed = ({ step, action }: PlacedStep): PlacedStep => ({ step, action });
  return {
    state: {
      ...state,
      stepsBegun: stepsBegun + due.length,
      waiting: [...state.waiting, ...due.filter((step) => step.needsPerson).map(placed)],
      done: [...state.done, ...due.filter((step) => !step.needsPerson).map(({ action }) => action)],
    },
    orders: due.map((step) => ({ kind: step.needsPerson ? "ask_person" : "do", ...placed(step) })),
  };
}

function onApproval(state: DunningCase, place: number): DunningMove {
  const approved = state.waiting.find(({ step }) => step === place);
  if (approved === undefined) {
    return unchanged(state);
  }
  return {
    state: {
      ...state,
      waiting: state.waiting.filter((waiting) => waiting !== approved),
      done: [...state.done, approved.action],
    },
    orders: [{ kind: "do", ...approved }],
  };
}

function onPayment(state: DunningCase): DunningMove {
  const undone = new Set([...state.done].reverse().map((action) => UNDO[action]));
  return {
    state: { ...state, status: "paid", nextRetryOn: null, waiting: [], done: [] },
    orders: [...undone].map((action) => ({ kind: "undo", action })),
  };
}

function onChargeback(state: DunningCase, on: LocalDate): DunningMove {
  const opened = state.status === "open" ? state : { ...state, since: on, stepsBegun: 0 };
  return {
    state: { ...opened, status: "open", mayRetry: false, nextRetryOn: null },
    orders: [{ kind: "alert_partner" }],
  };
}

function isRetried(declineClass: DeclineClass): declineClass is RetriedClass {
  return declineClass === "soft" || declineClass === "technical";
}

function unchanged(state: DunningCase): DunningMove {
  return { state, orders: [] };
}
