import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingModuleService } from "../../modules/billing";
import type { Duty } from "../ticker";
import { chargeInvoices } from "./collect/charge-invoices";
import { mailOutstanding } from "./invoice-mail";
import { runBilling } from "./run/run-billing";

/** Small enough to let the other duties have their turn. */
const ACCOUNTS_A_TURN = 5_000;
/** How soon it is looked whether a person has taken a stopped run up again. */
const STOPPED_AGAIN_MS = 60_000;
const CHARGES_A_TURN = 100;
const MAILS_A_TURN = 100;

/**
 * Bills the accounts that are due. Next: the earliest account that becomes due. While a run that a person stopped has
 * not been taken up again, nothing is billed: that is what stopping means.
 */
export const billingRunDuty: Duty = {
  name: "billing-run",
  async run(container, now) {
    if ((await resolve(container).runs.stopped()) !== null) {
      return { done: 0, nextDueAt: new Date(now.getTime() + STOPPED_AGAIN_MS) };
    }
    const run = await runBilling(container, { now, trigger: "ticker", maxAccounts: ACCOUNTS_A_TURN });
    return { done: run.done + run.failed, nextDueAt: await resolve(container).accounts.nextRunAt() };
  },
};

/** Charges the cards of invoices that are due, then mails what the customer has not been told. */
export const chargeDuty: Duty = {
  name: "charge",
  async run(container, now) {
    const charged = await chargeInvoices(container, { now, limit: CHARGES_A_TURN });
    const mailed = await mailOutstanding(container, now, MAILS_A_TURN);
    const next = await resolve(container).invoices.nextChargeAt();
    return { done: charged + mailed, nextDueAt: mailed === MAILS_A_TURN ? now : next };
  },
};

function resolve(container: MedusaContainer): BillingModuleService {
  return container.resolve<BillingModuleService>(BILLING_MODULE);
}
