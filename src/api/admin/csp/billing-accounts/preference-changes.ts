import type { BillingPreferences } from "../../../../modules/billing";
import type { PreferencesBody } from "./document";

/** What a form asks to change, in the module's names; what it leaves out is left out. */
export function preferenceChanges(body: PreferencesBody): Partial<BillingPreferences> {
  const changes: { [Key in keyof BillingPreferences]: BillingPreferences[Key] | undefined } = {
    alignment: body.alignment,
    billingDay: body.billing_day,
    paymentTermsDays: body.payment_terms_days,
    purchaseOrderNumber: body.purchase_order_number,
    invoicePerOrderNumber: body.invoice_per_order_number,
    locale: body.locale,
    invoiceApproval: body.invoice_approval,
    zeroInvoices: body.zero_invoices,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
