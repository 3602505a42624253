export { differenceFromOrder, isTermEnd, type OrderedTerm, type StatedTerm } from "./as-ordered";
export { type ConfirmedChange, changedOn } from "./changed-on";
export {
  agreementWith,
  type BookedNow,
  DIFFERENCE_KINDS,
  type Difference,
  type DifferenceKind,
  fateOf,
  SAFE_DIFFERENCES,
  type SafeDifference,
  type SeatsSeen,
  safeKindOf,
  seatsProposal,
} from "./difference";
export {
  END_OF_TERM_RULES,
  type EndOfTermInput,
  type EndOfTermOutcome,
  type EndOfTermRule,
  endOfTerm,
} from "./end-of-term";
export { type EndRecord, type EndWish, instructionOnRecord, isWishOnRecord } from "./end-wish";
export { type EventSchedule, type Extension, isProjected, type ScheduledChange } from "./event-schedule";
export type {
  CancelledEvent,
  EndedEvent,
  EventDraft,
  ExtendedEvent,
  QuantityChangedEvent,
  RenewedEvent,
  StartedEvent,
  SubscriptionEvent,
  TermEvent,
} from "./events";
export { type EarlyEnd, readHistory, type SeatChange, type SubscriptionHistory, type TermSpan } from "./history";
export { HistoryError } from "./history-error";
export {
  type ConfirmedEnd,
  type EndChooser,
  type EndFacts,
  isConfirmed,
  type PlannedEnd,
  plannedEnd,
} from "./planned-end";
export { projectEvents } from "./project-events";
export {
  dueReminder,
  isReminderSent,
  lockedFrom,
  nextReminderAt,
  REMINDER_DAYS,
  type RemindedTerm,
  type ReminderDays,
  remindersOf,
  reminderUntil,
} from "./reminders";
export {
  openReturnWindows,
  RETURN_RULES,
  type ReturnRule,
  type ReturnWindow,
  returnableSeats,
  returnableUntil,
  SAFETY_MS,
  safeUntil,
} from "./return-windows";
export {
  type BookedState,
  countsAgainAt,
  endOfSighting,
  hasEnded,
  isStable,
  SIGHTING_RULE,
  type SightedState,
  type Sighting,
  seenAgain,
  sightedState,
} from "./sighting";
export {
  type BillingPlan,
  billingDayOf,
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
