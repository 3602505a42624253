import { money, moneyDocument } from "../../../domain/money";
import type { BillingAccount } from "../../../modules/billing";

/** A billing account as the partner sees it, with its company's name and what its invoices still ask for. */
export function accountDocument(account: BillingAccount, companyName: string, openAmount: number) {
  const amount = (minor: number) => moneyDocument(money(minor, account.currency));
  return {
    id: account.id,
    company_id: account.companyId,
    company_name: companyName,
    currency: account.currency,
    time_zone: account.timeZone,
    alignment: account.alignment,
    billing_day: account.billingDay,
    payment_terms_days: account.paymentTermsDays,
    purchase_order_number: account.purchaseOrderNumber,
    locale: account.locale,
    invoice_approval: account.invoiceApproval,
    zero_invoices: account.zeroInvoices,
    credit_balance: amount(account.creditBalance),
    open_amount: amount(openAmount),
    next_run_at: account.nextRunAt?.toISOString() ?? null,
    parked_reason: account.parkedReason,
    failed_attempts: account.parkCount,
  };
}
