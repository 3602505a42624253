import { TransitionTable } from "./transitions";

/**
 * `requested`: asked for, nothing was done. `awaiting_customer`: their bank wants them to confirm the payment.
 * `at_vendor`: the money is certain, or none is needed; the vendor is asked. `settling`: the vendor has confirmed; our books
 * follow. `releasing`: it comes to nothing, and what is held for it is given back. `needs_attention`: stands until a person
 * has looked. `done`, `refused` and `withdrawn` are final.
 */
export const CHANGE_STATES = [
  "requested",
  "awaiting_customer",
  "at_vendor",
  "settling",
  "releasing",
  "needs_attention",
  "done",
  "refused",
  "withdrawn",
] as const;
export type ChangeState = (typeof CHANGE_STATES)[number];

/**
 * - `request`: somebody asks for it
 * - `ask`: the bank wants the customer
 * - `go`: the money is certain
 * - `confirm`: the vendor has done it
 * - `refuse`: the bank, the vendor, a person or the time says no
 * - `withdraw`: whoever asked takes it back
 * - `stand`: no attempt can get it on
 * - `retry`: a person lets it go on where it stood
 * - `end`: nothing is left to do
 */
export type ChangeEvent = "request" | "ask" | "go" | "confirm" | "refuse" | "withdraw" | "stand" | "retry" | "end";

export type ChangeActor = "customer" | "worker" | "person";

const WORKED = ["requested", "awaiting_customer", "at_vendor", "settling", "releasing"] as const;

/** The life of a change of a subscription. What the vendor has confirmed is never refused or withdrawn any more. */
export const changeTransitions = new TransitionTable<ChangeState, ChangeEvent, ChangeActor>(CHANGE_STATES, [
  { event: "request", from: [null], to: ["requested"], by: ["customer", "person"] },
  { event: "ask", from: ["requested"], to: ["awaiting_customer"], by: ["worker"] },
  { event: "go", from: ["requested", "awaiting_customer"], to: ["at_vendor"], by: ["worker"] },
  { event: "confirm", from: ["at_vendor"], to: ["settling"], by: ["worker"] },
  { event: "refuse", from: ["requested", "awaiting_customer", "at_vendor"], to: ["releasing"], by: ["worker"] },
  { event: "refuse", from: ["needs_attention"], to: ["releasing"], by: ["person"] },
  { event: "withdraw", from: ["requested", "awaiting_customer"], to: ["releasing"], by: ["customer", "person"] },
  { event: "stand", from: WORKED, to: ["needs_attention"], by: ["worker"] },
  { event: "retry", from: ["needs_attention"], to: WORKED, by: ["person"] },
  { event: "end", from: ["settling"], to: ["done"], by: ["worker"] },
  { event: "end", from: ["releasing"], to: ["refused", "withdrawn"], by: ["worker"] },
]);

/** States of a change that is not over: of one subscription there is one. */
export const OPEN_CHANGE_STATES: readonly ChangeState[] = [...WORKED, "needs_attention"];
