export { changeAccount } from "./account/change-account";
export { checkBooks } from "./checks/check-books";
export { noticeInvoicePayment } from "./collect/notice-payment";
export { type CreateCreditNote, type CreditNote, createCreditNote } from "./credit-note/create-credit-note";
export { discardDraft, issueDraft } from "./drafts/drafts";
export { chargeDuty } from "./duties";
export { planForAccount } from "./plan/account-plan";
export { type BillingRunInput, type ResumeRunInput, requestStop, resumeRun, runBilling } from "./run/run-billing";
