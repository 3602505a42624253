import type { MedusaContainer } from "@medusajs/framework/types";
import type { PlannedEnd, SubscriptionEvent } from "../../domain/subscription";
import type { BillingAccount } from "../../modules/billing";
import type { Subscription } from "../../modules/subscription";
import { extendedMonth, type NextTerm, nextTerm } from "../billing/preview/next-term";

/**
 * What comes after the running term costs, before tax and discounts. `nothing`: it stops. `known`: by the price list that is
 * known for the first day. `no_price`: nobody knows a price for that day; `term` is at the price of the running term, which the
 * renewal may not have. `extended`: service by the month has a price of its own; `month` is null where no list of ours tells it.
 */
export type RenewalCost =
  | { readonly kind: "nothing" }
  | { readonly kind: "known" | "no_price"; readonly term: NextTerm }
  | { readonly kind: "extended"; readonly month: NextTerm | null };

/** @param account how its company is billed; null: it has no account yet */
export async function renewalCost(
  container: MedusaContainer,
  input: {
    readonly subscription: Subscription;
    readonly events: readonly SubscriptionEvent[];
    readonly account: BillingAccount | null;
    readonly planned: PlannedEnd;
    readonly now: Date;
  },
): Promise<RenewalCost> {
  const { subscription, events, planned, now } = input;
  const account = input.account ?? { billingDay: null };
  if (planned.outcome === "stop") {
    return { kind: "nothing" };
  }
  if (planned.outcome === "extend") {
    return { kind: "extended", month: await extendedMonth(container, { subscription, events, account }, now) };
  }
  const term = await nextTerm(container, {
    subscription,
    events,
    account,
    quantity: planned.quantity ?? subscription.quantity,
  });
  return { kind: term.isPriceKnown ? "known" : "no_price", term };
}
