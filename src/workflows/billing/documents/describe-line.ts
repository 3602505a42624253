import type { ChargeKind } from "../../domain/charging";
import type { BillingPlan, CommercialTerms, SubscriptionEvent, Term } from "../../domain/subscription";
import type { DueLine } from "./plan-account";

const TERMS: Readonly<Record<Term, string>> = { P1M: "1-month term", P1Y: "1-year term", P3Y: "3-year term" };
const PLANS: Readonly<Record<BillingPlan, string>> = {
  monthly: "billed monthly",
  annual: "billed yearly",
  triennial: "billed once",
};
const KINDS: Readonly<Record<ChargeKind, string | null>> = {
  cycle: null,
  seat_change: "Seats changed",
  cancellation: "Credit for unused days",
  correction: "Correction",
};

/** How a line reads on the invoice: what it is for, and on which terms. */
export function describeLine(line: DueLine): { title: string; detail: string } {
  const { subscription } = line;
  const terms = termsOn(subscription.events, line.referencePeriod.start);
  const sku = subscription.skuTitle && subscription.skuTitle !== subscription.title ? subscription.skuTitle : null;
  const agreed = terms ? `${TERMS[terms.term]}, ${PLANS[terms.billingPlan]}` : null;
  return {
    title: subscription.title,
    detail: [KINDS[line.kind], sku, agreed].filter((part) => part !== null).join(" · "),
  };
}

/** The terms in force on a day: those of the last term that began on or before it. */
function termsOn(events: readonly SubscriptionEvent[], on: string): CommercialTerms | null {
  const terms = events
    .flatMap((event) => (event.type === "started" || event.type === "renewed" ? [event] : []))
    .filter((event) => event.on <= on)
    .sort((a, b) => a.sequence - b.sequence);
  return terms.at(-1)?.terms ?? null;
}
