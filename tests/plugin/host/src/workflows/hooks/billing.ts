import { issueCreditNoteWorkflow, runBillingWorkflow } from "seatline/workflows";
import { tellErp } from "../../erp";

issueCreditNoteWorkflow.hooks.creditNoteIssued(async ({ id, number, invoiceId, gross, currency }) => {
  await tellErp("credit_note", id, { number, invoiceId, gross, currency });
});

runBillingWorkflow.hooks.billingRunFinished(async ({ id, status, invoices, failed, totals }) => {
  await tellErp("billing_run", id, { status, invoices, failed, totals });
});
