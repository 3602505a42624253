import { TransitionTable } from "./transitions";

/** `unknown`: it was sent and no answer came. `processing`: the bank has not decided. `needs_action`: the customer must confirm. */
export const ATTEMPT_STATES = [
  "planned",
  "sent",
  "succeeded",
  "declined",
  "needs_action",
  "unknown",
  "processing",
] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/**
 * - `plan`: it is written, before anything is asked
 * - `send`: the processor is asked, for the first time or again under the same key
 * - `lose`: no answer came
 * - `wait`: the bank has not decided
 * - `refuse`: it ended without money
 * - `succeed`: it brought the money
 */
export type AttemptEvent = "plan" | "send" | "lose" | "wait" | "refuse" | "succeed";

/** `charge`: the charge duty. `order`: the settlement of an order. `payment`: the processor's answer. */
export type AttemptActor = "charge" | "order" | "payment";

/**
 * The life of an attempt to charge a card. Money is a fact: it may come late, after what looked like a refusal. A refusal
 * is never forgotten for an answer that says less, or the card would be asked under the old key beside a newer attempt.
 */
export const attemptTransitions = new TransitionTable<AttemptState, AttemptEvent, AttemptActor>(ATTEMPT_STATES, [
  { event: "plan", from: [null], to: ["planned"], by: ["charge", "order"] },
  { event: "send", from: ["planned", "sent", "unknown"], to: ["sent"], by: ["charge"] },
  { event: "lose", from: ["planned", "sent", "unknown"], to: ["unknown"], by: ["charge"] },
  { event: "wait", from: ["planned", "sent", "unknown", "processing"], to: ["processing"], by: ["payment"] },
  { event: "refuse", from: ["planned", "sent", "unknown", "processing"], to: ["declined"], by: ["charge", "payment"] },
  { event: "refuse", from: ["planned", "sent", "unknown", "processing"], to: ["needs_action"], by: ["payment"] },
  {
    event: "succeed",
    from: ["planned", "sent", "unknown", "processing", "declined", "needs_action"],
    to: ["succeeded"],
    by: ["order", "payment"],
  },
]);

/** What an answer is, by the state it leaves the attempt in. */
export const ANSWER_EVENTS: Readonly<Record<Exclude<AttemptState, "planned" | "sent">, AttemptEvent>> = {
  succeeded: "succeed",
  declined: "refuse",
  needs_action: "refuse",
  unknown: "lose",
  processing: "wait",
};

/** States whose outcome is open: while an attempt is in one, there must be no other. */
export const UNDECIDED_STATES: readonly AttemptState[] = attemptTransitions.statesThatMay("refuse");
