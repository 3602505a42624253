import type { BillingAccount } from "../types";
import { toInteger } from "./numbers";

export type AccountRow = {
  id: string;
  company_id: string;
  currency: string;
  time_zone: string;
  stripe_customer_id: string | null;
  alignment: BillingAccount["alignment"];
  billing_day: number | null;
  payment_terms_days: number;
  purchase_order_number: string | null;
  invoice_per_order_number: boolean;
  locale: BillingAccount["locale"];
  invoice_approval: BillingAccount["invoiceApproval"];
  zero_invoices: BillingAccount["zeroInvoices"];
  credit_balance: string;
  positions: BillingAccount["positions"];
  next_run_at: Date | null;
  schedule_version: number;
  parked_reason: string | null;
  park_count: number;
};

export const ACCOUNT_COLUMNS = [
  "id",
  "company_id",
  "currency",
  "time_zone",
  "stripe_customer_id",
  "alignment",
  "billing_day",
  "payment_terms_days",
  "purchase_order_number",
  "invoice_per_order_number",
  "locale",
  "invoice_approval",
  "zero_invoices",
  "credit_balance",
  "positions",
  "next_run_at",
  "schedule_version",
  "parked_reason",
  "park_count",
];

export function toAccount(row: AccountRow): BillingAccount {
  return {
    id: row.id,
    companyId: row.company_id,
    currency: row.currency,
    timeZone: row.time_zone,
    stripeCustomerId: row.stripe_customer_id,
    alignment: row.alignment,
    billingDay: row.billing_day,
    paymentTermsDays: row.payment_terms_days,
    purchaseOrderNumber: row.purchase_order_number,
    invoicePerOrderNumber: row.invoice_per_order_number,
    locale: row.locale,
    invoiceApproval: row.invoice_approval,
    zeroInvoices: row.zero_invoices,
    creditBalance: toInteger(row.credit_balance),
    positions: row.positions,
    nextRunAt: row.next_run_at,
    scheduleVersion: row.schedule_version,
    parkedReason: row.parked_reason,
    parkCount: row.park_count,
  };
}
