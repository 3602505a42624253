import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { type LocalDate, localDateIn, startOfLocalDay } from "../../../domain/calendar";
import { nextPeriodStart, PREVIEW_EVENT_ID, previewEvent } from "../../../domain/charging";
import { InputError } from "../../../errors/input-error";
import { BILLING_MODULE, type BillingAccount, type InvoiceLine } from "../../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../modules/subscription";
import { billingDayOnOrAfter } from "../plan/billing-day";
import { type AccountPlanner, accountPlanner } from "./account-facts";
import { previewHash } from "./preview-hash";
import { checkSeatChange } from "./seat-change-rules";
import { type PlannedInvoice, settleCredit } from "./settle-credit";

export type SeatChangeQuestion = {
  readonly companyId: string;
  readonly subscriptionId: string;
  /** All seats after the change, not the difference. */
  readonly quantity: number;
  readonly now: Date;
};

export type SeatChangePreview = {
  /** See `previewHash`. */
  readonly hash: string;
  readonly subscription: Subscription;
  readonly account: BillingAccount;
  readonly quantity: number;
  /** The day in the account's zone from which the new number would count. */
  readonly on: LocalDate;
  /** The lines of `charge` that the change makes. */
  readonly changeLines: readonly InvoiceLine[];
  readonly charge: Charge;
  /** The lines of the subscription's next charge period; empty when there is none. */
  readonly later: readonly InvoiceLine[];
};

type Charge = {
  readonly at: Date;
  /** Of a run now, and not of the account's next one. */
  readonly atOnce: boolean;
  readonly planned: PlannedInvoice;
};

/**
 * What another number of seats would cost a company if it counted from today: the invoice that would charge it (or
 * give it back), and the subscription's next regular charge. The run's own planning of the history with the change in
 * it, so the charge cannot differ. Writes nothing.
 *
 * @throws MedusaError not_found for a subscription of another company; InputError naming `quantity` or `subscription`
 */
export async function previewSeatChange(
  container: MedusaContainer,
  question: SeatChangeQuestion,
): Promise<SeatChangePreview> {
  const { companyId, subscriptionId, quantity, now } = question;
  const [account, [subscription]] = await Promise.all([
    container.resolve(BILLING_MODULE).findAccount(companyId),
    container.resolve(SUBSCRIPTION_MODULE).list({ companyIds: [companyId], ids: [subscriptionId] }),
  ]);
  if (!subscription || account === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${subscriptionId} was not found.`);
  }
  const on = localDateIn(now, account.timeZone);
  checkSeatChange(subscription, quantity, { now, on });
  const change = previewEvent({ type: "quantity_changed", on, quantity });
  const planner = await accountPlanner(container, account, new Map([[subscriptionId, [change]]]));
  const charge = planner && chargeOf(planner, account, now);
  if (!charge) {
    throw InputError.of("subscription", "cannot be priced at the moment; please ask us for the price");
  }
  const later = nextRegularCharge(planner, account, subscriptionId, on);
  const { quantity: currentQuantity } = subscription;
  return {
    hash: previewHash({ subscriptionId, quantity, currentQuantity, on, charge: charge.planned, later }),
    subscription,
    account,
    quantity,
    on,
    changeLines: charge.planned.invoice.lines.filter(isChange),
    charge,
    later,
  };
}

/** The invoice or credit note with the change on it: of a run now, or of the account's next run where that gathers what came due. */
function chargeOf(planner: AccountPlanner, account: BillingAccount, now: Date): Charge | null {
  const atOnce = planner.plan(now);
  const next = atOnce?.nextRunAt ?? null;
  for (const [at, plan] of [
    [now, atOnce],
    [next, next && planner.plan(next)],
  ] as const) {
    const invoices = plan?.documents.map(({ invoice }) => invoice) ?? [];
    const planned = settleCredit(invoices, account).find((one) => one.invoice.lines.some(isChange));
    if (at !== null && planned) {
      return { at, atOnce: at.getTime() === now.getTime(), planned };
    }
  }
  return null;
}

function isChange(line: InvoiceLine): boolean {
  return line.sourceEventId === PREVIEW_EVENT_ID;
}

/** The lines of the subscription's next charge period; empty when the history knows of none. */
function nextRegularCharge(
  planner: AccountPlanner,
  account: BillingAccount,
  subscriptionId: string,
  on: LocalDate,
): readonly InvoiceLine[] {
  const history = planner.facts.subscriptions.find((one) => one.id === subscriptionId);
  const periodStart = history === undefined ? null : nextPeriodStart(history.events, on);
  if (periodStart === null) {
    return [];
  }
  const runOn = account.billingDay === null ? periodStart : billingDayOnOrAfter(account.billingDay, periodStart);
  const plan = planner.plan(startOfLocalDay(runOn, account.timeZone));
  return (plan?.documents ?? [])
    .flatMap(({ invoice }) => invoice.lines)
    .filter(
      (line) => line.subscriptionId === subscriptionId && line.kind === "cycle" && line.periodStart === periodStart,
    );
}
