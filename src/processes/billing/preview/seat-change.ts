import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { endOfLocalDay, type LocalDate, localDateIn, startOfLocalDay } from "../../../domain/calendar";
import { money, moneyDocument } from "../../../domain/money";
import type { SubscriptionEvent } from "../../../domain/subscription";
import {
  BILLING_MODULE,
  type BillingAccount,
  type BillingModuleService,
  type InvoiceLine,
} from "../../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription, type SubscriptionModuleService } from "../../../modules/subscription";
import { InputError } from "../../input-error";
import { billingDayOnOrAfter } from "../plan/billing-day";
import { closedBefore, planSubscription } from "../plan/plan-subscription";
import { type AccountPlanner, accountPlanner } from "./account-facts";
import { plannedDocument, plannedLine } from "./planned-document";
import { previewHash } from "./preview-hash";
import { checkSeatChange } from "./seat-change-rules";
import { type PlannedDocument, settleCredit } from "./settle-credit";

export type SeatChangeQuestion = {
  readonly companyId: string;
  readonly subscriptionId: string;
  /** All seats after the change, not the difference. */
  readonly quantity: number;
  readonly now: Date;
};

/** Stands for an event that has not happened; no stored event has this id. */
const CHANGE = "preview";
/** Behind every event of the history. */
const LAST = Number.MAX_SAFE_INTEGER;
const PERIODS = { monthly: "month", annual: "year", triennial: "three_years" } as const;

/**
 * What another number of seats would cost a company if it counted from today: the document that would charge it (or
 * give it back), and the subscription's next regular charge. The run's own planning of the history with the change in
 * it, so the charge cannot differ. Writes nothing.
 *
 * @throws MedusaError not_found for a subscription of another company; InputError naming `quantity` or `subscription`
 */
export async function previewSeatChange(container: MedusaContainer, question: SeatChangeQuestion) {
  const { companyId, subscriptionId, quantity, now } = question;
  const [account, [subscription]] = await Promise.all([
    container.resolve<BillingModuleService>(BILLING_MODULE).findAccount(companyId),
    container
      .resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE)
      .list({ companyIds: [companyId], ids: [subscriptionId] }),
  ]);
  if (!subscription || account === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${subscriptionId} was not found.`);
  }
  const on = localDateIn(now, account.timeZone);
  checkSeatChange(subscription, quantity, { now, on });
  const change: SubscriptionEvent = { type: "quantity_changed", id: CHANGE, sequence: LAST, on, quantity };
  const planner = await accountPlanner(container, account, new Map([[subscriptionId, [change]]]));
  const charge = planner && chargeOf(planner, account, now);
  if (!charge) {
    throw InputError.of("subscription", "cannot be priced at the moment; please ask us for the price");
  }
  const later = nextRegularCharge(planner, account, subscriptionId, on);
  return document({ question, subscription, account, on, charge, later });
}

type Charge = { readonly at: Date; readonly planned: PlannedDocument };

/** The document with the change on it: of a run now, or of the account's next run where that gathers what came due. */
function chargeOf(planner: AccountPlanner, account: BillingAccount, now: Date): Charge | null {
  const atOnce = planner.plan(now);
  const next = atOnce?.nextRunAt ?? null;
  for (const [at, plan] of [
    [now, atOnce],
    [next, next && planner.plan(next)],
  ] as const) {
    const documents = plan?.documents.map(({ invoice }) => invoice) ?? [];
    const planned = settleCredit(documents, account).find((one) => one.document.lines.some(isChange));
    if (at !== null && planned) {
      return { at, planned };
    }
  }
  return null;
}

function isChange(line: InvoiceLine): boolean {
  return line.sourceEventId === CHANGE;
}

/** The lines of the subscription's next charge period; empty when the history knows of none. */
function nextRegularCharge(
  planner: AccountPlanner,
  account: BillingAccount,
  subscriptionId: string,
  on: LocalDate,
): readonly InvoiceLine[] {
  const { subscriptions, billed } = planner.facts;
  const history = subscriptions.find((one) => one.id === subscriptionId);
  if (history === undefined) {
    return [];
  }
  const closed = closedBefore(history.events, account.positions[subscriptionId]);
  const { nextChargeOn } = planSubscription(history, billed.get(subscriptionId) ?? [], on, closed);
  if (nextChargeOn === null) {
    return [];
  }
  const runOn = account.billingDay === null ? nextChargeOn : billingDayOnOrAfter(account.billingDay, nextChargeOn);
  const plan = planner.plan(startOfLocalDay(runOn, account.timeZone));
  return (plan?.documents ?? [])
    .flatMap(({ invoice }) => invoice.lines)
    .filter(
      (line) => line.subscriptionId === subscriptionId && line.kind === "cycle" && line.periodStart === nextChargeOn,
    );
}

function document(facts: {
  readonly question: SeatChangeQuestion;
  readonly subscription: Subscription;
  readonly account: BillingAccount;
  readonly on: LocalDate;
  readonly charge: Charge;
  readonly later: readonly InvoiceLine[];
}) {
  const { question, subscription, account, on, charge, later } = facts;
  const { currency, timeZone } = account;
  const total = (lines: readonly InvoiceLine[]) =>
    moneyDocument(
      money(
        lines.reduce((net, line) => net + line.net, 0),
        currency,
      ),
    );
  const { lines } = charge.planned.document;
  const [first] = later;
  return {
    hash: previewHash({
      subscriptionId: subscription.id,
      quantity: question.quantity,
      currentQuantity: subscription.quantity,
      on,
      charge: charge.planned,
      later,
    }),
    subscription_id: subscription.id,
    quantity: question.quantity,
    current_quantity: subscription.quantity,
    from_on: on,
    valid_until_at: endOfLocalDay(on, timeZone).toISOString(),
    change: {
      lines: lines.filter(isChange).map((line) => plannedLine(line, currency)),
      net: total(lines.filter(isChange)),
    },
    charge: {
      at_once: charge.at.getTime() === question.now.getTime(),
      on: localDateIn(charge.at, timeZone),
      ...plannedDocument(charge.planned),
    },
    later: first
      ? {
          period: PERIODS[subscription.terms.billingPlan],
          from_on: first.periodStart,
          lines: later.map((line) => plannedLine(line, currency)),
          net: total(later),
        }
      : null,
  };
}
