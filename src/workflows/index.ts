/** What a host may call and extend: see `docs/plugin.md`. All inputs and results are JSON. */
export { assertCheckoutAuthorised } from "../processes/purchase/checkouts/guard-cart-completion";
export {
  type CreditNoteOutcome,
  type IssueCreditNoteWorkflowInput,
  type IssueCreditNoteWorkflowResult,
  type IssuedCreditNote,
  issueCreditNoteWorkflow,
} from "./billing/issue-credit-note";
export {
  type FinishedBillingRun,
  type RunBillingWorkflowInput,
  type RunBillingWorkflowResult,
  runBillingWorkflow,
} from "./billing/run-billing";
export {
  type ImportedPriceSheet,
  type ImportPriceSheetWorkflowInput,
  type ImportPriceSheetWorkflowResult,
  importPriceSheetWorkflow,
  type PriceSheetToImport,
} from "./catalog/import-price-sheet";
export {
  type PublishedPlans,
  type PublishPlansWorkflowInput,
  type PublishPlansWorkflowResult,
  publishPlansWorkflow,
} from "./catalog/publish-plans";
export {
  type CompleteCheckoutWorkflowInput,
  type CompleteCheckoutWorkflowResult,
  type CompletedCheckout,
  completeCheckoutWorkflow,
} from "./purchase/complete-checkout";
export {
  type StartCheckoutOutcome,
  type StartCheckoutWorkflowInput,
  type StartCheckoutWorkflowResult,
  type StartedCheckout,
  startCheckoutWorkflow,
} from "./purchase/start-checkout";
export type { HookReport } from "./shared/hooks";
