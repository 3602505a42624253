import type { ChargeKind } from "../../../domain/charging";
import type { BillingPlan, SubscriptionEvent, Term, TermEvent } from "../../../domain/subscription";
import type { DueLine } from "../run/plan-subscription";

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
  const term = termOn(subscription.events, line.period.start);
  const sku = subscription.skuTitle && subscription.skuTitle !== subscription.title ? subscription.skuTitle : null;
  const agreed = term === null ? null : `${TERMS[term.terms.term]}, ${PLANS[term.terms.billingPlan]}`;
  const extended = term?.type === "extended" ? "Extended service term" : null;
  return {
    title: subscription.title,
    detail: [KINDS[line.kind], sku, extended, agreed].filter((part) => part !== null).join(" · "),
  };
}

/** The event that began the term a day belongs to: the last one on or before it. */
function termOn(events: readonly SubscriptionEvent[], on: string): TermEvent | null {
  let latest: TermEvent | null = null;
  for (const event of events) {
    if ("terms" in event && event.on <= on && (latest === null || event.on >= latest.on)) {
      latest = event;
    }
  }
  return latest;
}
