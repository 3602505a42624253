import type { LocalDate } from "../../../domain/calendar";
import type { BilledDiscount, DiscountedLine } from "../../../domain/discounts";
import type { BillingAccount } from "../../../modules/billing";
import type { BillableSubscription } from "../../../modules/subscription";
import { orderNumberOf } from "./build-invoice";
import { type DiscountBook, discountLines } from "./discount-lines";
import { groupLines } from "./group-lines";
import type { DueLine, KnownLine } from "./plan-subscription";

/** What decides how an account's due lines are shared out to documents and what is taken off them. */
export type DocumentFacts = {
  readonly account: BillingAccount;
  readonly subscriptions: readonly BillableSubscription[];
  /** Lines billed before, by subscription. */
  readonly billed: ReadonlyMap<string, readonly KnownLine[]>;
  readonly discounts: DiscountBook;
  /** Period keys of the account's earlier documents that a new one could meet. */
  readonly taken: ReadonlySet<string>;
  /** Under which number of the buyer's each order was placed. */
  readonly orderNumbers: ReadonlyMap<string, string>;
};

/** The lines of one document, with what is taken off them. */
export type DiscountedDocument = {
  readonly periodKey: string;
  readonly lines: readonly DiscountedLine<DueLine>[];
};

/**
 * Shares an account's due lines out to documents and takes the discounts off, one document after another, as if each had
 * been issued before the next: an amount off each invoice is taken off each, once, whoever's lines are on it. Runs and
 * every page that says what is to come go through here.
 *
 * @param today the day of the run, in the account's zone
 */
export function discountedDocuments(
  facts: DocumentFacts,
  lines: readonly DueLine[],
  today: LocalDate,
): DiscountedDocument[] {
  const { account, discounts, subscriptions, taken } = facts;
  const groups = groupLines(lines, {
    today,
    taken,
    billingDay: account.billingDay,
    orderNumberOf: account.invoicePerOrderNumber ? (line) => orderNumberOf(line, facts) : null,
  });
  const billed: BilledDiscount[] = subscriptions.flatMap((subscription) => facts.billed.get(subscription.id) ?? []);
  return groups.map(({ periodKey, lines: group }) => {
    const discounted = discountLines({
      currency: account.currency,
      companyId: account.companyId,
      lines: group,
      billed: [...billed],
      discounts,
      subscriptions,
    });
    billed.push(...discounted);
    return { periodKey, lines: discounted };
  });
}
