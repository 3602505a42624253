import { endOfTerm, isTerm, termEnd } from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import type { Subscription } from "../../modules/subscription";

/** A new term that the vendor has begun: its first day and the first day after it. */
export type RenewedTerm = { readonly on: string; readonly termEndsOn: string };

export type RenewalReading =
  | { readonly kind: "none" }
  | { readonly kind: "renewed"; readonly terms: readonly RenewedTerm[] }
  /** The vendor has begun another kind of term: its price is not the plan's. */
  | { readonly kind: "other_plan"; readonly detail: string };

const MOST_TERMS = 120;

/**
 * Terms that began at the vendor since we last looked. After a long silence there can be several; each begins where the
 * one before ended, and the last one ends when the vendor says. What began although no renewal was on record is no
 * renewal, even when its term looks the same.
 */
export function readRenewals(known: Subscription, read: VendorSubscription): RenewalReading {
  const { termEndsOn: until } = read;
  if (until === null || until <= known.termEndsOn) {
    return { kind: "none" };
  }
  const { term, billingPlan } = known.terms;
  if ((isTerm(read.term) && read.term !== term) || (read.billingPlan !== "" && read.billingPlan !== billingPlan)) {
    const detail = `renewed at the vendor as ${read.term} ${read.billingPlan}; it was ${term} ${billingPlan}`;
    return { kind: "other_plan", detail };
  }
  if (endOfTerm(known) === "extend") {
    const detail = `went on at the vendor after ${known.termEndsOn} without a renewal: an extended service term has a price of its own`;
    return { kind: "other_plan", detail };
  }
  const terms: RenewedTerm[] = [];
  let on = known.termEndsOn;
  while (on < until && terms.length < MOST_TERMS) {
    const expected = termEnd(on, term);
    // The vendor's own end wins for the last term: it clamps month ends and honours aligned end dates.
    const isLast = termEnd(expected, term) > until;
    const termEndsOn = isLast ? until : expected;
    terms.push({ on, termEndsOn });
    on = termEndsOn;
  }
  return { kind: "renewed", terms };
}
