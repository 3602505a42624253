import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { type LocalDate, startOfLocalDay } from "../../../domain/calendar";
import { nextPeriodStart, PREVIEW_EVENT_ID, previewEvent } from "../../../domain/charging";
import { type Money, sum } from "../../../domain/money";
import { type EventDraft, lockedFrom, returnableUntil, safeUntil } from "../../../domain/subscription";
import { InputError } from "../../../errors/input-error";
import { BILLING_MODULE, type BillingAccount, type InvoiceLine } from "../../../modules/billing";
import { type ChangeWanted, SUBSCRIPTION_MODULE, type Subscription } from "../../../modules/subscription";
import { billingDayOnOrAfter } from "../plan/billing-day";
import { type AccountPlanner, accountPlanner } from "./account-facts";
import { checkChange } from "./change-rules";
import { forecast } from "./forecast";
import { extendedMonth, type NextTerm, nextTerm } from "./next-term";
import { previewHash } from "./preview-hash";
import { type PlannedInvoice, settleCredit } from "./settle-credit";

export type ChangeQuestion = {
  readonly companyId: string;
  readonly subscriptionId: string;
  readonly wanted: ChangeWanted;
  readonly now: Date;
};

export type ChangePreview = {
  /** See `previewHash`. */
  readonly hash: string;
  readonly subscription: Subscription;
  readonly account: BillingAccount;
  readonly wanted: ChangeWanted;
  /** The vendor's day (UTC) from which it would count. */
  readonly on: LocalDate;
  /** The lines of `charge` that the change makes. */
  readonly changeLines: readonly InvoiceLine[];
  /** The document that would charge the change or give it back; null when no money moves before the end of the term. */
  readonly charge: Charge | null;
  /** The lines of the subscription's next charge period; empty when there is none. */
  readonly later: readonly InvoiceLine[];
  /** Everything still to be billed until the end of the term, the change included; before tax, after discounts. */
  readonly restOfTerm: Money;
  /** Until when it can be taken back, exclusive; null: not at all. */
  readonly undoUntil: Date | null;
  /** What comes after the running term; null where the change says nothing of it, or nothing comes. */
  readonly nextTerm: NextTerm | null;
};

export type Charge = {
  readonly at: Date;
  /** Of a run now, and not of the account's next one. */
  readonly atOnce: boolean;
  readonly planned: PlannedInvoice;
};

export type SeatChangePreview = ChangePreview & { readonly charge: Charge; readonly quantity: number };

/**
 * What another number of seats would cost a company: `previewChange` for that.
 *
 * @throws MedusaError not_found for a subscription of another company; InputError naming `quantity` or `subscription`
 */
export async function previewSeatChange(
  container: MedusaContainer,
  question: Omit<ChangeQuestion, "wanted"> & { readonly quantity: number },
): Promise<SeatChangePreview> {
  const { quantity, ...rest } = question;
  const preview = await previewChange(container, { ...rest, wanted: { kind: "seats", quantity } });
  if (preview.charge === null) {
    throw notPriced();
  }
  return { ...preview, charge: preview.charge, quantity };
}

/**
 * What a change would mean for a company if it counted from the vendor's day of `now`: the invoice that would charge it (or
 * the credit note that would give it back), the subscription's next regular charge, and what follows the term. The run's
 * own planning of the history with the change in it, so the charge cannot differ. Writes nothing.
 *
 * @throws MedusaError not_found for a subscription of another company; InputError naming `subscription`, `quantity` or
 * `outcome`
 */
export async function previewChange(container: MedusaContainer, question: ChangeQuestion): Promise<ChangePreview> {
  const { companyId, subscriptionId, wanted, now } = question;
  const [account, [subscription]] = await Promise.all([
    container.resolve(BILLING_MODULE).findAccount(companyId),
    container.resolve(SUBSCRIPTION_MODULE).list({ companyIds: [companyId], ids: [subscriptionId] }),
  ]);
  if (!subscription || account === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Subscription ${subscriptionId} was not found.`);
  }
  const on = now.toISOString().slice(0, 10);
  checkChange(subscription, wanted, { now, on });
  const draft = eventOf(wanted, on);
  const extra = draft === null ? undefined : new Map([[subscriptionId, [previewEvent(draft)]]]);
  const planner = await accountPlanner(container, account, extra);
  const events = planner?.facts.subscriptions.find((one) => one.id === subscriptionId)?.events;
  if (planner === null || events === undefined) {
    throw notPriced();
  }
  const charge = draft === null ? null : chargeOf(planner, account, { now, subscriptionId, on });
  if (charge === null && wanted.kind === "seats") {
    throw notPriced();
  }
  const later = wanted.kind === "cancel" ? [] : nextRegularCharge(planner, account, subscriptionId, on);
  const renewed = await following(container, { subscription, events, account }, wanted, now);
  const { quantity: currentQuantity } = subscription;
  const money = { charge: charge?.planned ?? null, later, nextTerm: renewed };
  return {
    hash: previewHash({ subscriptionId, wanted, currentQuantity, on, ...money }),
    subscription,
    account,
    wanted,
    on,
    changeLines: charge?.planned.invoice.lines.filter(isChange) ?? [],
    charge,
    later,
    restOfTerm: restOfTerm(planner, account, subscriptionId),
    undoUntil: undoUntil(subscription, wanted, now),
    nextTerm: renewed,
  };
}

/** What the choice for the end of the term leads to; null where no choice is made, or nothing follows that has a price. */
async function following(
  container: MedusaContainer,
  question: Omit<Parameters<typeof nextTerm>[1], "quantity">,
  wanted: ChangeWanted,
  now: Date,
): Promise<NextTerm | null> {
  switch (wanted.kind === "renewal" && wanted.outcome) {
    case "renew": {
      const quantity = (wanted.kind === "renewal" && wanted.quantity) || question.subscription.quantity;
      return nextTerm(container, { ...question, quantity });
    }
    case "extend":
      return extendedMonth(container, question, now);
    default:
      return null;
  }
}

/** The event that the change would be; null where it is none before the term ends. */
function eventOf(wanted: ChangeWanted, on: LocalDate): EventDraft | null {
  switch (wanted.kind) {
    case "seats":
      return { type: "quantity_changed", on, quantity: wanted.quantity };
    case "cancel":
      return { type: "cancelled", on };
    case "renewal":
      return null;
  }
}

/** The invoice or credit note with the change on it: of a run now, or of the account's next run where that gathers what came due. */
function chargeOf(
  planner: AccountPlanner,
  account: BillingAccount,
  { now, ...ahead }: { readonly now: Date; readonly subscriptionId: string; readonly on: LocalDate },
): Charge | null {
  const atOnce = planner.plan(now, ahead);
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

function restOfTerm({ facts }: AccountPlanner, { currency }: BillingAccount, subscriptionId: string): Money {
  const toCome = forecast(facts).get(subscriptionId) ?? [];
  return sum(
    toCome.map(({ net }) => net),
    currency,
  );
}

/** Added seats have a window of their own; a choice for the end of the term can be changed until the term is locked. */
function undoUntil({ quantity, termEndsOn }: Subscription, wanted: ChangeWanted, now: Date): Date | null {
  if (wanted.kind === "renewal") {
    return lockedFrom(termEndsOn);
  }
  return wanted.kind === "seats" && wanted.quantity > quantity ? safeUntil(returnableUntil(now)) : null;
}

const notPriced = (): InputError =>
  InputError.of("subscription", "cannot be priced at the moment; please ask us for the price");
