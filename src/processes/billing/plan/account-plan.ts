import type { MedusaContainer } from "@medusajs/framework/types";
import type { SubscriptionEvent } from "../../../domain/subscription";
import { BILLING_MODULE, type BillingAccount, type NewInvoice } from "../../../modules/billing";
import { DiscountBook } from "./discount-lines";
import { planAccount } from "./plan-account";
import { type RunTools, readFacts } from "./read-facts";
import { sellerEntity } from "./seller";
import { TaxRateBook } from "./tax-rates";

/** What is looked up once for any number of accounts. */
export async function runTools(container: MedusaContainer): Promise<RunTools> {
  const billing = container.resolve(BILLING_MODULE);
  const [seller, discounts] = await Promise.all([sellerEntity(container), billing.discounts.list()]);
  return { seller, discounts: new DiscountBook(discounts), rates: new TaxRateBook(container) };
}

/** The documents a run would write, and when the account would be due next. */
export type PlannedAccount = { readonly documents: readonly NewInvoice[]; readonly nextRunAt: Date | null };

/**
 * What a billing run at `now` would write for the account. Writes nothing. It is the run's own planning on the run's
 * own facts, so a preview cannot differ from the bill.
 *
 * @param extraEvents by subscription: planned as if the history had them as well
 * @throws Error with the reason for which a run would park the account
 */
export async function planForAccount(
  container: MedusaContainer,
  input: {
    readonly account: BillingAccount;
    readonly now: Date;
    readonly extraEvents?: ReadonlyMap<string, readonly SubscriptionEvent[]>;
  },
): Promise<PlannedAccount> {
  const { account, now, extraEvents } = input;
  const [read] = await readFacts(container, { accounts: [account], tools: await runTools(container), extraEvents });
  if (read === undefined || "failure" in read) {
    throw new Error(read?.failure ?? `Billing account ${account.id} could not be read.`);
  }
  const { documents, nextRunAt } = planAccount(read.facts, { now });
  return { documents: documents.map(({ invoice }) => invoice), nextRunAt };
}
