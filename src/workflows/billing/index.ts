export { type BillingRunInput, runBilling } from "./billing-run";
export { chargeInvoices } from "./charge-invoices";
export { billingRunDuty, chargeDuty } from "./duties";
export { mailInvoice, mailOutstanding } from "./invoice-mail";
export { noticeInvoicePayment } from "./notice-payment";
export { invoicePdf, pdfFileName } from "./pdf";
export { type SettleOutcome, settleOrder } from "./settle-order";
