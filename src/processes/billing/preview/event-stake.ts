import type { MedusaContainer } from "@medusajs/framework/types";
import { type LocalDate, laterDate, localDateIn, startOfLocalDay } from "../../../domain/calendar";
import { DEFAULT_CHARGING_POLICY, nextPeriodStart, planCharges, previewEvent } from "../../../domain/charging";
import { chargeMonths, type EventDraft, readHistory } from "../../../domain/subscription";
import { reasonOf } from "../../../errors/reason-of";
import { BILLING_MODULE, type InvoiceLine } from "../../../modules/billing";
import type { Stake } from "../../../modules/subscription";
import { logOf } from "../../../telemetry/log";
import { billingDayOnOrAfter } from "../plan/billing-day";
import { type AccountFacts, planAccount } from "../plan/plan-account";
import { accountPlanner } from "./account-facts";

type Question = {
  readonly companyId: string;
  readonly subscriptionId: string;
  /** What the history would have to say, on whichever day. */
  readonly event: EventDraft;
  readonly now: Date;
};

/**
 * What an event would change of a company's charges: up to now, and in the charge period that follows. The run's own
 * planning of the history with the event in it, less that without it, so what is billed then cannot differ. Before tax.
 * Writes nothing. A subscription of which billing holds is planned as if it did not.
 *
 * @returns null, with the reason in the log, where a run would set the account aside; null where there is no account
 */
export async function stakeOf(container: MedusaContainer, question: Question): Promise<Stake | null> {
  const { companyId, subscriptionId, event, now } = question;
  const account = await container.resolve(BILLING_MODULE).findAccount(companyId);
  if (account === null) {
    return null;
  }
  const [without, changed] = [
    await accountPlanner(container, account),
    await accountPlanner(container, account, new Map([[subscriptionId, [previewEvent(event)]]])),
  ];
  const before = without?.facts.subscriptions.find(({ id }) => id === subscriptionId);
  const after = changed?.facts.subscriptions.find(({ id }) => id === subscriptionId);
  if (!without || !changed || !before || !after) {
    return null;
  }
  const today = localDateIn(now, account.timeZone);
  const runOn = (due: LocalDate) => (account.billingDay === null ? due : billingDayOnOrAfter(account.billingDay, due));
  const difference = (on: LocalDate, isMeant: (line: InvoiceLine) => boolean) => {
    const at = new Date(Math.max(startOfLocalDay(runOn(on), account.timeZone).getTime(), now.getTime()));
    const of = (facts: AccountFacts) => netOf(billable(facts, subscriptionId), subscriptionId, at, isMeant);
    return of(changed.facts) - of(without.facts);
  };
  try {
    const next = nextPeriodStart(after.events, today) ?? nextPeriodStart(before.events, today);
    const terms = readHistory(before.events).spans.at(-1)?.event.terms;
    return {
      currency: account.currency,
      unbilled: difference(laterDate(today, event.on), ({ periodStart }) => periodStart <= today),
      eachPeriod: next === null ? 0 : difference(next, ({ periodStart }) => periodStart === next),
      periodMonths: next === null || terms === undefined ? 0 : chargeMonths(terms.billingPlan),
    };
  } catch (error) {
    const about = { subscription_id: subscriptionId, error: reasonOf(error) };
    logOf(container).error("What hangs on a difference could not be planned", about);
    return null;
  }
}

/**
 * What a subscription that our books do not have would have been charged up to and including a day, and in the period that
 * follows, if it had been bought from us; null for an event that begins none.
 */
export function stakeOfUnbooked(event: EventDraft, today: LocalDate): Stake | null {
  if (event.type !== "started") {
    return null;
  }
  const events = [previewEvent(event)];
  const facts = { subscriptionId: "unbooked", events, billed: [], policy: DEFAULT_CHARGING_POLICY };
  const chargedUntil = (until: LocalDate) =>
    planCharges({ ...facts, until }).lines.reduce((sum, { amount }) => sum + amount.amount, 0);
  const next = nextPeriodStart(events, today);
  const unbilled = chargedUntil(today);
  return {
    currency: event.terms.currency,
    unbilled,
    eachPeriod: next === null ? 0 : chargedUntil(next) - unbilled,
    periodMonths: next === null ? 0 : chargeMonths(event.terms.billingPlan),
  };
}

const billable = (facts: AccountFacts, subscriptionId: string): AccountFacts => ({
  ...facts,
  subscriptions: facts.subscriptions.map((one) => (one.id === subscriptionId ? { ...one, isHeld: false } : one)),
});

function netOf(
  facts: AccountFacts,
  subscriptionId: string,
  now: Date,
  isMeant: (line: InvoiceLine) => boolean,
): number {
  return planAccount(facts, { now })
    .documents.flatMap(({ invoice }) => invoice.lines)
    .filter((line) => line.subscriptionId === subscriptionId && isMeant(line))
    .reduce((sum, { net }) => sum + net, 0);
}
