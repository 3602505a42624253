import { compareDates, type LocalDate, laterDate, localDateIn, startOfLocalDay } from "../../../domain/calendar";
import { ChargeLedger } from "../../../domain/invoicing";
import type { SubscriptionEvent } from "../../../domain/subscription";
import type { TaxRateSnapshot } from "../../../domain/tax";
import type { BillingAccount, BillingPosition, LegalEntity, NewInvoice } from "../../../modules/billing";
import type { Company } from "../../../modules/company";
import type { BillableSubscription } from "../../../modules/subscription";
import { billingDayOnOrAfter, billingDayOnOrBefore } from "./billing-day";
import { type BoundedSubscription, stayInBounds } from "./bounds";
import { buildInvoice } from "./build-invoice";
import type { DiscountBook } from "./discount-lines";
import { discountedDocuments } from "./discounted-documents";
import type { LedgerFacts } from "./ledger-facts";
import { closedBefore, type DueLine, type KnownLine, planSubscription } from "./plan-subscription";

const SHORTEST_WAIT_MS = 15 * 60 * 1000;
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/** Everything that decides what an account is billed. */
export type AccountFacts = {
  readonly account: BillingAccount;
  readonly company: Company;
  readonly seller: LegalEntity;
  readonly subscriptions: readonly BillableSubscription[];
  /** Lines billed before, by subscription, as far as they can still matter. */
  readonly billed: ReadonlyMap<string, readonly KnownLine[]>;
  readonly discounts: DiscountBook;
  readonly rates: readonly TaxRateSnapshot[];
  /** Period keys of the account's earlier documents that a new one could meet. */
  readonly taken: ReadonlySet<string>;
  /** Under which number of the buyer's each order was placed. */
  readonly orderNumbers: ReadonlyMap<string, string>;
  /** What was charged before and what of it was given back, of the subscriptions that may give something back now. */
  readonly charges: LedgerFacts;
};

export type AccountPlan = {
  readonly documents: readonly { readonly invoice: NewInvoice; readonly draft: boolean }[];
  /** When the account has to be looked at again; null when nothing more can become due. */
  readonly nextRunAt: Date | null;
  /** Positions that differ from the account's. */
  readonly positions: Readonly<Record<string, BillingPosition>>;
};

/** When it is planned, by which run, and which change is charged at once. */
export type PlanAt = {
  readonly now: Date;
  readonly billingRunId?: string | null;
  /**
   * A change that counts from the vendor's day, which begins before the account's where that lies west of it: what it
   * makes due is due now. An account with a billing day gathers it for that day all the same.
   */
  readonly ahead?: { readonly subscriptionId: string; readonly on: LocalDate } | null;
};

/**
 * What an account is billed at `now`: the documents, when it must be looked at again, and how far it is billed then.
 * Pure but for the fresh ids. Previews and the run call this one function. A subscription that is held is left out, and
 * what was due of it is due when it is held no more.
 *
 * @throws HistoryError naming the event that contradicts a history; OutOfBoundsError when the lines go beyond a contract
 */
export function planAccount(facts: AccountFacts, { now, billingRunId = null, ahead = null }: PlanAt): AccountPlan {
  const { account } = facts;
  const today = localDateIn(now, account.timeZone);
  const until = account.billingDay === null ? today : billingDayOnOrBefore(account.billingDay, today);
  const lines: DueLine[] = [];
  const bounded: BoundedSubscription[] = [];
  const positions: Record<string, BillingPosition> = {};
  let nextDay: LocalDate | null = null;
  let nextLook: Date | null = null;
  for (const subscription of facts.subscriptions) {
    if (subscription.isHeld) {
      // Whoever lets billing go on makes the account due; this is the sweep behind it.
      nextLook = earlier(nextLook, new Date(now.getTime() + LONGEST_WAIT_MS));
      continue;
    }
    const before = account.positions[subscription.id];
    const billed = facts.billed.get(subscription.id) ?? [];
    const closed = closedBefore(subscription.events, before);
    const isAhead = ahead?.subscriptionId === subscription.id && account.billingDay === null;
    const ownUntil = isAhead ? laterDate(until, ahead.on) : until;
    const plan = planSubscription(subscription, billed, ownUntil, closed);
    lines.push(...plan.lines);
    if (plan.lines.length > 0) {
      bounded.push({ subscription, until: ownUntil, closed, billed });
    }
    if (before?.sequence !== plan.position.sequence || before.settledUntil !== plan.position.settledUntil) {
      positions[subscription.id] = plan.position;
    }
    if (plan.nextChargeOn === null) {
      nextLook = earlier(nextLook, whenTermIsDecided(subscription.events, account.timeZone, now));
    } else if (nextDay === null || plan.nextChargeOn < nextDay) {
      nextDay = plan.nextChargeOn;
    }
  }
  const nextCharge = nextDay === null ? null : startOfLocalDay(runDay(account, nextDay), account.timeZone);
  const nextRunAt = earlier(nextCharge, nextLook);
  const documents = lines.length === 0 ? [] : documentsOf(facts, lines, { today, now, billingRunId });
  stayInBounds(
    bounded,
    documents.flatMap(({ invoice }) => invoice.lines),
    account.currency,
  );
  return { documents, nextRunAt, positions };
}

function documentsOf(
  facts: AccountFacts,
  lines: readonly DueLine[],
  { today, now, billingRunId }: { readonly today: LocalDate; readonly now: Date; readonly billingRunId: string | null },
): AccountPlan["documents"] {
  const { account, company, seller, rates, orderNumbers } = facts;
  const ledger = new ChargeLedger(facts.charges.charges, facts.charges.moves);
  const draft = account.invoiceApproval === "review";
  // One after another: what a document gives back is known to the next, so that catching up writes what daily runs would
  // have written.
  return discountedDocuments(facts, lines, today).map(({ periodKey, lines: discounted }) => {
    const document = { account, company, seller, kind: "recurring", periodKey, lines: discounted, rates } as const;
    return { invoice: buildInvoice({ ...document, ledger, orderNumbers, now, today, billingRunId }), draft };
  });
}

/** The day of the run that bills what is due on a day. */
function runDay(account: BillingAccount, dueOn: LocalDate): LocalDate {
  return account.billingDay === null ? dueOn : billingDayOnOrAfter(account.billingDay, dueOn);
}

/**
 * A subscription that has been billed to the end of its term waits for the vendor's word: renewed, or ended. Normally
 * that event makes the account due at once; this is the sweep behind it. It looks when the term ends and then again
 * after a quarter of the time waited so far, between fifteen minutes and a day.
 */
function whenTermIsDecided(events: readonly SubscriptionEvent[], timeZone: string, now: Date): Date | null {
  if (events.some((event) => event.type === "cancelled" || event.type === "ended")) {
    return null;
  }
  const ends = events.flatMap((event) => ("termEndsOn" in event ? [event.termEndsOn] : [])).sort(compareDates);
  const last = ends.at(-1);
  if (last === undefined) {
    return null;
  }
  const end = startOfLocalDay(last, timeZone).getTime();
  const waited = now.getTime() - end;
  const wait = Math.min(Math.max(waited / 4, SHORTEST_WAIT_MS), LONGEST_WAIT_MS);
  return waited < 0 ? new Date(end) : new Date(now.getTime() + wait);
}

function earlier(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) {
    return a ?? b;
  }
  return a <= b ? a : b;
}
