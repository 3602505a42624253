import type { MedusaContainer } from "@medusajs/framework/types";
import type { LocalDate } from "../../domain/calendar";
import { BILLING_MODULE, type BillingAccount, type Invoice, type NewInvoice } from "../../modules/billing";
import { wakeTicker } from "../ticker";
import { runTools } from "./plan/account-plan";
import { type AccountPlan, planAccount } from "./plan/plan-account";
import { type RunTools, readFacts } from "./plan/read-facts";

/** Behind the settlement's own attempt: when the charge duty looks at a change's invoice that is still open. */
const COLLECT_AGAIN_AFTER_MS = 15 * 60 * 1000;

/** A change of a subscription that the vendor has confirmed and whose event is on record. */
export type BillableChange = {
  readonly changeId: string;
  readonly companyId: string;
  readonly subscriptionId: string;
  readonly eventId: string;
  /** The vendor's day from which it counts. */
  readonly countsFrom: LocalDate;
  /** Money is held for it: its invoice is not charged another way before that was taken, and needs nobody's review. */
  readonly isHeld: boolean;
  readonly now: Date;
};

/**
 * `billed`: the document with the change on it, whoever made it. `next_run`: it belongs to the account's next run. `busy`: a
 * run has the account: ask again.
 */
export type ChangeBill =
  | { readonly outcome: "billed"; readonly invoice: Invoice }
  | { readonly outcome: "next_run" }
  | { readonly outcome: "busy" };

/**
 * Bills a change at once: what a run would bill the account now, planned and written as a run does, under the account's
 * lease. The charge's key is the change's own, so that whichever of the two comes first, it is billed once.
 *
 * @throws Error for what a run would park the account for
 */
export async function billChange(container: MedusaContainer, change: BillableChange): Promise<ChangeBill> {
  const billing = container.resolve(BILLING_MODULE);
  const known = await billing.invoices.findByEvent(change.subscriptionId, change.eventId);
  if (known !== null) {
    return { outcome: "billed", invoice: known };
  }
  const account = await billing.findAccount(change.companyId);
  const leased = account === null ? null : await billing.accounts.leaseOne(account.id);
  if (leased === null) {
    return { outcome: "busy" };
  }
  try {
    const tools = await runTools(container);
    const plan = await planOf(container, leased.account, tools, change);
    await billing.issue({
      legalEntity: tools.seller,
      documents: plan.documents.map((document) => ownTerms(document, change)),
      progress: [
        {
          accountId: leased.account.id,
          scheduleVersion: leased.account.scheduleVersion,
          nextRunAt: plan.nextRunAt,
          positions: plan.positions,
        },
      ],
      actor: `change:${change.changeId}`,
      leaseToken: leased.token,
    });
  } catch (error) {
    await billing.accounts.giveBack(leased.token);
    throw error;
  }
  wakeTicker(container);
  const invoice = await billing.invoices.findByEvent(change.subscriptionId, change.eventId);
  return invoice === null ? { outcome: "next_run" } : { outcome: "billed", invoice };
}

async function planOf(
  container: MedusaContainer,
  account: BillingAccount,
  tools: RunTools,
  { subscriptionId, countsFrom: on, now }: BillableChange,
): Promise<AccountPlan> {
  const [read] = await readFacts(container, { accounts: [account], tools });
  if (read === undefined || "failure" in read) {
    throw new Error(read?.failure ?? `Billing account ${account.id} could not be read.`);
  }
  return planAccount(read.facts, { now, ahead: { subscriptionId, on } });
}

function ownTerms(
  document: AccountPlan["documents"][number],
  { eventId, isHeld, now }: BillableChange,
): { readonly invoice: NewInvoice; readonly draft: boolean } {
  const { invoice } = document;
  if (!isHeld || !invoice.lines.some(({ sourceEventId }) => sourceEventId === eventId)) {
    return document;
  }
  const nextChargeAt = new Date(now.getTime() + COLLECT_AGAIN_AFTER_MS);
  return { invoice: { ...invoice, nextChargeAt }, draft: false };
}
