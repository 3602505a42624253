export {
  ANSWER_EVENTS,
  ATTEMPT_STATES,
  type AttemptActor,
  type AttemptEvent,
  type AttemptState,
  attemptTransitions,
  UNDECIDED_STATES,
} from "./attempt";
export {
  CHANGE_STATES,
  type ChangeActor,
  type ChangeEvent,
  type ChangeState,
  changeTransitions,
  OPEN_CHANGE_STATES,
} from "./change";
export {
  INVOICE_STATES,
  type InvoiceActor,
  type InvoiceEvent,
  type InvoiceState,
  invoiceTransitions,
} from "./invoice";
export type { OutsideSystem } from "./outside-system";
export { REFUSED_BY, type RefusedBy } from "./refused-by";
export { type Move, type Rule, TransitionTable } from "./transitions";
