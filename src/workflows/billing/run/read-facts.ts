import type { MedusaContainer } from "@medusajs/framework/types";
import { localDateIn } from "../../domain/calendar";
import type { BilledLine } from "../../domain/charging";
import {
  BILLING_MODULE,
  type BillingAccount,
  type BillingModuleService,
  type LegalEntity,
  type NewInvoice,
} from "../../modules/billing";
import type { Company } from "../../modules/company";
import {
  type BillableSubscription,
  SUBSCRIPTION_MODULE,
  type SubscriptionModuleService,
} from "../../modules/subscription";
import { buildInvoice } from "./build-invoice";
import { companiesById, taxPlace } from "./buyer";
import { groupLines } from "./group-lines";
import { billedBySubscription, planAccount } from "./plan-account";
import { reasonOf } from "./reason";
import type { TaxRateBook } from "./tax-rates";

/** What a run will do for one account, or why it cannot. */
export type AccountWork = {
  readonly account: BillingAccount;
  readonly invoices: readonly NewInvoice[];
  readonly nextRunAt: Date | null;
  readonly failure: string | null;
};

export type BatchInput = {
  readonly accounts: readonly BillingAccount[];
  readonly seller: LegalEntity;
  readonly rates: TaxRateBook;
  readonly runId: string;
  readonly now: Date;
};

type BatchFacts = {
  readonly companies: ReadonlyMap<string, Company>;
  readonly subscriptions: ReadonlyMap<string, readonly BillableSubscription[]>;
  readonly billed: ReadonlyMap<string, readonly BilledLine[]>;
  readonly taken: ReadonlyMap<string, ReadonlySet<string>>;
};

/** Plans a batch with a handful of queries, whatever its size. Writes nothing; a failing account carries its reason. */
export async function planBatch(container: MedusaContainer, input: BatchInput): Promise<AccountWork[]> {
  const facts = await readFacts(container, input.accounts);
  const works: AccountWork[] = [];
  for (const account of input.accounts) {
    try {
      works.push(await planOne(account, facts, input));
    } catch (error) {
      works.push({ account, invoices: [], nextRunAt: account.nextRunAt, failure: reasonOf(error) });
    }
  }
  return works;
}

async function planOne(account: BillingAccount, facts: BatchFacts, input: BatchInput): Promise<AccountWork> {
  const { now, seller } = input;
  const company = facts.companies.get(account.companyId);
  if (!company) {
    throw new Error(`Company ${account.companyId} of billing account ${account.id} does not exist.`);
  }
  const subscriptions = facts.subscriptions.get(account.companyId) ?? [];
  const plan = planAccount({ subscriptions, billed: facts.billed, timeZone: account.timeZone, now });
  const groups = groupLines(plan.lines, localDateIn(now, account.timeZone), facts.taken.get(account.id) ?? new Set());
  const rates = await input.rates.ratesFor(taxPlace(company));
  const invoices = groups.map(({ periodKey, lines }) =>
    buildInvoice({
      account,
      company,
      seller,
      kind: "recurring",
      periodKey,
      lines,
      rates,
      now,
      billingRunId: input.runId,
    }),
  );
  return { account, invoices, nextRunAt: plan.nextRunAt, failure: null };
}

async function readFacts(container: MedusaContainer, accounts: readonly BillingAccount[]): Promise<BatchFacts> {
  const billing = container.resolve<BillingModuleService>(BILLING_MODULE);
  const companyIds = accounts.map((account) => account.companyId);
  const all = await container.resolve<SubscriptionModuleService>(SUBSCRIPTION_MODULE).listForBilling({ companyIds });
  // An order's first charges belong to its activation invoice. Until that exists its subscriptions are not billed
  // here; settling the order makes the account due again. Read before the billed lines: an invoice that appears in
  // between then shows its lines as well.
  const settled = await billing.invoices.activatedOrders(all.flatMap((one) => (one.orderId ? [one.orderId] : [])));
  const subscriptions = all.filter((one) => !one.orderId || settled.has(one.orderId));
  const billed = await billing.invoices.billedLines(subscriptions.map((one) => one.id));
  return {
    companies: await companiesById(container, companyIds),
    subscriptions: byCompany(subscriptions),
    billed: billedBySubscription(billed),
    taken: await billing.invoices.recurringKeys(accounts.map((account) => account.id)),
  };
}

function byCompany(subscriptions: readonly BillableSubscription[]): Map<string, BillableSubscription[]> {
  const groups = new Map<string, BillableSubscription[]>();
  for (const subscription of subscriptions) {
    const group = groups.get(subscription.companyId) ?? [];
    group.push(subscription);
    groups.set(subscription.companyId, group);
  }
  return groups;
}
