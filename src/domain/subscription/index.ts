export type {
  CancelledEvent,
  EndedEvent,
  QuantityChangedEvent,
  RenewedEvent,
  StartedEvent,
  SubscriptionEvent,
  TermEvent,
} from "./events";
export { type EarlyEnd, readHistory, type SeatChange, type SubscriptionHistory, type TermSpan } from "./history";
export { HistoryError } from "./history-error";
export {
  type ReturnRule,
  type ReturnWindow,
  returnableSeats,
  returnWindows,
  SEVEN_DAYS,
  type SeatTranche,
  takeFromTranches,
} from "./return-windows";
export {
  type BillingPlan,
  type CommercialTerms,
  chargeCount,
  chargeMonths,
  isBillingPlan,
  isTerm,
  type Term,
  termEnd,
  termMonths,
} from "./terms";
export { quantityOn, type Segment, timeline } from "./timeline";
