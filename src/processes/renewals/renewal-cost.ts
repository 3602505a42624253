import type { MedusaContainer } from "@medusajs/framework/types";
import type { PlannedEnd, SubscriptionEvent } from "../../domain/subscription";
import type { BillingAccount } from "../../modules/billing";
import type { Subscription } from "../../modules/subscription";
import { type NextTerm, nextTerm } from "../billing/preview/next-term";

/**
 * What comes after the running term costs, before tax and discounts. `nothing`: it stops. `known`: by the price list that is
 * known for the first day. `no_price`: nobody knows a price for that day; `term` is at the price of the running term, which the
 * renewal may not have. `extended`: service by the month has a price of its own, which no list of ours tells.
 */
export type RenewalCost =
  | { readonly kind: "nothing" }
  | { readonly kind: "known" | "no_price"; readonly term: NextTerm }
  | { readonly kind: "extended" };

/** @param account how its company is billed; null: it has no account yet */
export async function renewalCost(
  container: MedusaContainer,
  input: {
    readonly subscription: Subscription;
    readonly events: readonly SubscriptionEvent[];
    readonly account: BillingAccount | null;
    readonly planned: PlannedEnd;
  },
): Promise<RenewalCost> {
  const { subscription, events, account, planned } = input;
  if (planned.outcome === "stop") {
    return { kind: "nothing" };
  }
  if (planned.outcome === "extend") {
    return { kind: "extended" };
  }
  const term = await nextTerm(container, {
    subscription,
    events,
    account: account ?? { billingDay: null },
    quantity: planned.quantity ?? subscription.quantity,
  });
  return { kind: term.isPriceKnown ? "known" : "no_price", term };
}
