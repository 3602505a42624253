import type { MedusaContainer } from "@medusajs/framework/types";
import { earlierDate, type LocalDate } from "../../../domain/calendar";
import type { SubscriptionEvent } from "../../../domain/subscription";
import { reasonOf } from "../../../errors/reason-of";
import {
  BILLING_MODULE,
  type BillingAccount,
  type BillingModuleService,
  type LegalEntity,
} from "../../../modules/billing";
import { CHECKOUT_MODULE } from "../../../modules/checkout";
import { type BillableSubscription, SUBSCRIPTION_MODULE } from "../../../modules/subscription";
import { companiesById, taxParty } from "./buyer";
import type { DiscountBook } from "./discount-lines";
import { type LedgerFacts, ledgerFacts, mayGiveBack } from "./ledger-facts";
import type { AccountFacts } from "./plan-account";
import { closedBefore, type KnownLine, toKnownLine } from "./plan-subscription";
import type { TaxRateBook } from "./tax-rates";

/** What a run looks up once. */
export type RunTools = {
  readonly seller: LegalEntity;
  readonly rates: TaxRateBook;
  readonly discounts: DiscountBook;
};

/** An account with all it is planned from, or with what is missing. */
export type ReadAccount =
  | { readonly account: BillingAccount; readonly facts: AccountFacts }
  | { readonly account: BillingAccount; readonly failure: string };

/**
 * Reads what a batch of accounts is planned from with a handful of queries, whatever its size. An account that cannot
 * be read for a reason of its own carries that reason.
 */
export async function readFacts(
  container: MedusaContainer,
  input: {
    readonly accounts: readonly BillingAccount[];
    readonly tools: RunTools;
    /** By subscription: planned as if the history had them as well. */
    readonly extraEvents?: ReadonlyMap<string, readonly SubscriptionEvent[]> | undefined;
  },
): Promise<ReadAccount[]> {
  const { accounts, tools, extraEvents } = input;
  const companyIds = accounts.map((account) => account.companyId);
  const billing = container.resolve(BILLING_MODULE);
  const [companies, all] = await Promise.all([
    companiesById(container, companyIds),
    container.resolve(SUBSCRIPTION_MODULE).listForBilling({ companyIds }),
  ]);
  const known = extraEvents === undefined ? all : all.map((one) => withEvents(one, extraEvents.get(one.id)));
  const byCompany = groupByCompany(await settledOnly(billing, accounts, known));
  const reach = accounts.map((account) => reachOf(account, byCompany.get(account.companyId) ?? []));
  const [billed, keys, charges, orderNumbers] = await Promise.all([
    readBilled(billing, reach),
    billing.invoices.periodKeys(reach),
    ledgerFacts(
      billing,
      reach.flatMap(({ lines }) => lines.filter((line) => line.mayGiveBack)),
    ),
    orderNumbersOf(container, all),
  ]);
  const read: ReadAccount[] = [];
  for (const account of accounts) {
    const company = companies.get(account.companyId);
    try {
      if (company === undefined) {
        throw new Error(`Company ${account.companyId} of billing account ${account.id} does not exist.`);
      }
      const subscriptions = byCompany.get(account.companyId) ?? [];
      const rates = await tools.rates.ratesFor(taxParty(company));
      const taken = keys.get(account.id) ?? new Set<string>();
      read.push({
        account,
        facts: {
          account,
          company,
          seller: tools.seller,
          subscriptions,
          billed,
          discounts: tools.discounts,
          rates,
          taken,
          orderNumbers,
          charges: chargesOf(subscriptions, charges),
        },
      });
    } catch (error) {
      read.push({ account, failure: reasonOf(error) });
    }
  }
  return read;
}

function withEvents(
  subscription: BillableSubscription,
  extra: readonly SubscriptionEvent[] | undefined,
): BillableSubscription {
  return extra === undefined ? subscription : { ...subscription, events: [...subscription.events, ...extra] };
}

/** How far back each of an account's subscriptions has to be read. */
type Reach = {
  readonly accountId: string;
  readonly currency: string;
  /** The earliest day a new document can be keyed by; "" when there is no telling. */
  readonly fromDay: LocalDate;
  readonly lines: readonly {
    readonly subscriptionId: string;
    readonly settledUntil: LocalDate | null;
    readonly mayGiveBack: boolean;
  }[];
};

function reachOf(account: BillingAccount, subscriptions: readonly BillableSubscription[]): Reach {
  const lines = subscriptions.map((subscription) => ({
    subscriptionId: subscription.id,
    settledUntil: closedBefore(subscription.events, account.positions[subscription.id]),
    mayGiveBack: mayGiveBack(subscription, account.positions[subscription.id]),
  }));
  // Charges that are new begin where the settled time ends, and documents are keyed by such a day.
  const fromDay = lines.reduce((earliest, { settledUntil }) => earlierDate(earliest, settledUntil ?? ""), "9999-12-31");
  return { accountId: account.id, currency: account.currency, fromDay, lines };
}

/**
 * An order's first charges belong to its activation invoice. Until that exists its subscriptions are not billed by a
 * run; settling the order makes the account due again. Read before the billed lines: an invoice that appears in
 * between then shows its lines as well.
 */
async function settledOnly(
  billing: BillingModuleService,
  accounts: readonly BillingAccount[],
  subscriptions: readonly BillableSubscription[],
): Promise<readonly BillableSubscription[]> {
  const positioned = new Set(accounts.flatMap((account) => Object.keys(account.positions)));
  const unsure = subscriptions.filter((one) => one.orderId && !positioned.has(one.id));
  if (unsure.length === 0) {
    return subscriptions;
  }
  const settled = await billing.invoices.activatedOrders([...new Set(unsure.map((one) => one.orderId))]);
  return subscriptions.filter((one) => !one.orderId || positioned.has(one.id) || settled.has(one.orderId));
}

async function readBilled(billing: BillingModuleService, reach: readonly Reach[]): Promise<Map<string, KnownLine[]>> {
  const currencies = new Map(
    reach.flatMap(({ currency, lines }) => lines.map(({ subscriptionId }) => [subscriptionId, currency])),
  );
  const billed = new Map<string, KnownLine[]>();
  for (const line of await billing.invoices.openLines(reach.flatMap(({ lines }) => lines))) {
    const known = toKnownLine(line, currencies.get(line.subscriptionId) ?? "");
    const lines = billed.get(line.subscriptionId);
    if (lines) {
      lines.push(known);
    } else {
      billed.set(line.subscriptionId, [known]);
    }
  }
  return billed;
}

function chargesOf(
  subscriptions: readonly BillableSubscription[],
  charges: ReadonlyMap<string, LedgerFacts>,
): LedgerFacts {
  const known = subscriptions.flatMap((subscription) => charges.get(subscription.id) ?? []);
  return { charges: known.flatMap((one) => one.charges), moves: known.flatMap((one) => one.moves) };
}

/** The buyers' numbers of the orders that these subscriptions came from. */
export async function orderNumbersOf(
  container: MedusaContainer,
  subscriptions: readonly BillableSubscription[],
): Promise<ReadonlyMap<string, string>> {
  const orderIds = [...new Set(subscriptions.flatMap(({ orderId }) => (orderId ? [orderId] : [])))];
  return orderIds.length === 0 ? new Map() : container.resolve(CHECKOUT_MODULE).orderNumbers(orderIds);
}

function groupByCompany(subscriptions: readonly BillableSubscription[]): Map<string, BillableSubscription[]> {
  const groups = new Map<string, BillableSubscription[]>();
  for (const subscription of subscriptions) {
    const group = groups.get(subscription.companyId);
    if (group) {
      group.push(subscription);
    } else {
      groups.set(subscription.companyId, [subscription]);
    }
  }
  return groups;
}
