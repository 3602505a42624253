import { accessTidyDuty } from "./account/tidy-duty";
import { agreementDuty } from "./agreement/duty";
import { attentionDuty } from "./attention";
import { bookCheckDuty } from "./billing/checks/check-books";
import { billingRunDuty, chargeDuty, invoiceMailDuty } from "./billing/duties";
import type { runBilling } from "./billing/run/run-billing";
import { taxIdDuty } from "./billing/tax-id";
import { catalogPriceDuty } from "./catalog/duty";
import { changesDuty } from "./changes/duty";
import { tenantClaimDuty } from "./company/claim-duty";
import { userSignInDuty } from "./company/user-sign-in-duty";
import { driftDuty } from "./drift/duty";
import { tenantReadingDuty } from "./drift/read-tenants";
import { inboxDuty, webhookRegistrationDuty } from "./inbox/duty";
import { stripeCatchUpDuty } from "./inbox/stripe-catch-up";
import { mailDuty } from "./notify/duty";
import { orderSweepDuty, provisioningDuty, settlementDuty, subscriptionSyncDuty } from "./provisioning/duties";
import { checkoutSweepDuty } from "./purchase/checkouts/sweep-duty";
import { renewalReminderDuty } from "./renewals/reminder-duty";
import { retentionDuty } from "./retention/duty";
import type { Duty } from "./ticker";
import { atMostEvery } from "./ticker/at-most-every";
import { LEASES_LOOK_MS } from "./ticker/duty";

const MINUTE_MS = 60_000;

/**
 * The work of the processes that comes due with time, in the order a purchase needs it: what the world told us,
 * checkouts, vendor orders, then renewals before the invoices that depend on them, charges, a look through the books,
 * and last what waits for a person. What reads companies or accounts one by one to find that nothing is due does not look
 * each time that anything else was done.
 */
export const processDuties = (bill: typeof runBilling): readonly Duty[] => [
  catalogPriceDuty,
  inboxDuty,
  stripeCatchUpDuty,
  checkoutSweepDuty,
  tenantClaimDuty,
  agreementDuty,
  orderSweepDuty,
  provisioningDuty,
  settlementDuty,
  webhookRegistrationDuty,
  userSignInDuty,
  subscriptionSyncDuty,
  changesDuty,
  // It reads all tenants of the house to find that none is new.
  atMostEvery(MINUTE_MS, tenantReadingDuty),
  driftDuty,
  atMostEvery(MINUTE_MS, renewalReminderDuty),
  atMostEvery(LEASES_LOOK_MS, taxIdDuty),
  billingRunDuty(bill),
  chargeDuty,
  invoiceMailDuty,
  mailDuty,
  bookCheckDuty(),
  atMostEvery(MINUTE_MS, accessTidyDuty),
  retentionDuty(),
  attentionDuty(),
];
