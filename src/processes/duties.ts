import { bookCheckDuty } from "./billing/checks/check-books";
import { billingRunDuty, chargeDuty, invoiceMailDuty } from "./billing/duties";
import type { runBilling } from "./billing/run/run-billing";
import { catalogPriceDuty } from "./catalog/duty";
import { inboxDuty, webhookRegistrationDuty } from "./inbox/duty";
import { orderSweepDuty, provisioningDuty, settlementDuty, subscriptionSyncDuty } from "./provisioning/duties";
import { checkoutSweepDuty } from "./purchase/checkouts/sweep-duty";
import type { Duty } from "./ticker";

/**
 * The work of the processes that comes due with time, in the order a purchase needs it: what the world told us,
 * checkouts, vendor orders, then renewals before the invoices that depend on them, charges, and a look through the books
 * last.
 */
export const processDuties = (bill: typeof runBilling): readonly Duty[] => [
  catalogPriceDuty,
  inboxDuty,
  checkoutSweepDuty,
  orderSweepDuty,
  provisioningDuty,
  settlementDuty,
  webhookRegistrationDuty,
  subscriptionSyncDuty,
  billingRunDuty(bill),
  chargeDuty,
  invoiceMailDuty,
  bookCheckDuty(),
];
