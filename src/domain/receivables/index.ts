export { holdLapses, SHORTEST_HOLD_MS } from "./card-hold";
export { type ClassifiedDecline, classifyDecline, type DeclineAction, type DeclineCodes } from "./classify-decline";
export {
  type AppliedCredit,
  applyCreditBalance,
  type SettledDocument,
  type SplitCredit,
  settleDocument,
  splitCreditNote,
} from "./credit-balance";
export type { DeclineClass } from "./decline-codes";
export {
  type DunningCase,
  type DunningEvent,
  type DunningOrder,
  newDunningCase,
  nextStepOn,
  type PlacedStep,
} from "./dunning-case";
export {
  checkDunningPlan,
  DEFAULT_DUNNING_PLAN,
  type DunningAction,
  type DunningPlan,
  DunningPlanError,
  type DunningStep,
  type RetriedClass,
  type UndoAction,
} from "./dunning-plan";
export { type DunningMove, nextDunningStep } from "./next-dunning-step";
export { ReceivablesError } from "./receivables-error";
export { smallAmountWaitsUntil } from "./small-amount";
export { type PaidInvoice, type ReversalPart, spreadReversal } from "./spread-reversal";
export {
  type AccountEntry,
  type AccountEntryKind,
  type AccountStatement,
  type StatementRow,
  statement,
} from "./statement";
