import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE, type BillingModuleService } from "../../modules/billing";
import type { Duty } from "../ticker";
import { LEASES_LOOK_MS } from "../ticker/duty";
import { chargeInvoices } from "./collect/charge-invoices";
import { mailOutstanding } from "./invoice-mail";
import type { runBilling } from "./run/run-billing";

/** Small enough to let the other duties have their turn. */
const ACCOUNTS_A_TURN = 5_000;
/** How soon it is looked whether a person has taken a stopped run up again. */
const STOPPED_AGAIN_MS = 60_000;
const CHARGES_A_TURN = 10;
const MAILS_A_TURN = 100;

/**
 * Bills the accounts that are due. Next: the earliest account that becomes due. From the moment a person has asked a run
 * to stop until they take it up again nothing is billed, whatever became of its process: that is what stopping means.
 *
 * @param bill how due accounts are billed: `runBilling`, or the workflow around it that tells the host
 */
export const billingRunDuty = (bill: typeof runBilling): Duty => ({
  name: "billing-run",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 600_000,
  // A renewal read first is on the same invoice as the rest of the company's month.
  follows: ["subscription-sync"],
  async run(container, now) {
    const { runs } = resolve(container);
    await runs.closeDead();
    if ((await runs.holding()) !== null) {
      return { done: 0, nextDueAt: new Date(now.getTime() + STOPPED_AGAIN_MS) };
    }
    const run = await bill(container, { now, trigger: "ticker", maxAccounts: ACCOUNTS_A_TURN });
    return { done: run.done + run.failed, nextDueAt: await resolve(container).accounts.nextRunAt() };
  },
});

/** Charges the cards of invoices that are due. The card processor limits calls a second, so a few places are enough. */
export const chargeDuty: Duty = {
  name: "charge",
  lookEveryMs: LEASES_LOOK_MS,
  limitMs: 300_000,
  follows: ["billing-run"],
  places: 4,
  async run(container, now, alsoLook) {
    const { done, pausedUntil } = await chargeInvoices(container, { now, limit: CHARGES_A_TURN, onLeased: alsoLook });
    return { done, nextDueAt: pausedUntil ?? (await resolve(container).invoices.nextChargeAt()) };
  },
};

/** Mails what a customer has not been told of invoices and failed payments. */
export const invoiceMailDuty: Duty = {
  name: "invoice-mail",
  limitMs: 300_000,
  follows: ["charge"],
  async run(container, now) {
    const done = await mailOutstanding(container, now, MAILS_A_TURN);
    return { done, nextDueAt: done === MAILS_A_TURN ? now : null };
  },
};

function resolve(container: MedusaContainer): BillingModuleService {
  return container.resolve(BILLING_MODULE);
}
