import type { MedusaContainer } from "@medusajs/framework/types";
import { decimalMoney, money } from "../../../../domain/money";
import type { BillingAccount } from "../../../../modules/billing";
import { COMPANY_MODULE } from "../../../../modules/company";
import { openAmountOf } from "../../../../reads/billing-accounts";
import type { Account, AccountAnswer } from "./document";

/** A billing account with its company's name; `openAmount` is what its invoices still ask for, in minor units. */
export function accountDocument(account: BillingAccount, companyName: string, openAmount: number): Account {
  const amount = (minor: number) => decimalMoney(money(minor, account.currency));
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
    invoice_per_order_number: account.invoicePerOrderNumber,
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

/** The account as its page shows it. */
export async function accountAnswer(container: MedusaContainer, account: BillingAccount): Promise<AccountAnswer> {
  const [company, open] = await Promise.all([
    container.resolve(COMPANY_MODULE).retrieve(account.companyId),
    openAmountOf(container, account.id),
  ]);
  return { account: accountDocument(account, company.legalName, open) };
}
