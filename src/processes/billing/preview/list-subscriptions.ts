import type { MedusaContainer } from "@medusajs/framework/types";
import { BILLING_MODULE } from "../../../modules/billing";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../modules/subscription";
import { type NextCharge, nextCharges } from "./next-charges";
import { listedTotal, type TermTotal, termTotals } from "./term-totals";

export type ListedSubscription = {
  readonly subscription: Subscription;
  /** Null when nothing more falls due. */
  readonly nextCharge: NextCharge | null;
  readonly total: TermTotal;
};

/** A company's subscriptions with what each is charged next; the same few queries for one and for many. */
export async function listSubscriptions(
  container: MedusaContainer,
  filter: { readonly companyId: string; readonly id?: string; readonly now: Date },
): Promise<ListedSubscription[]> {
  const { companyId, id, now } = filter;
  const query = { companyIds: [companyId], ...(id === undefined ? {} : { ids: [id] }) };
  const subscriptions = await container.resolve(SUBSCRIPTION_MODULE).list(query);
  const account = await container.resolve(BILLING_MODULE).findAccount(companyId);
  const next = account === null ? new Map<string, NextCharge>() : await nextCharges(container, account, now);
  const totals = account === null ? new Map<string, TermTotal>() : await termTotals(container, account);
  return subscriptions.map((subscription) => ({
    subscription,
    nextCharge: next.get(subscription.id) ?? null,
    total: totals.get(subscription.id) ?? listedTotal(subscription),
  }));
}
