import { addDays } from "../../../../domain/calendar";
import { decimalMoney } from "../../../../domain/money";
import type { Renewal } from "../../../../processes/renewals/list-renewals";
import type { RenewalCost } from "../../../../processes/renewals/renewal-cost";
import { PERIODS } from "../subscriptions/answer";
import type * as document from "./document";

/** The end of a running term, as its company's people and the seller see it. */
export function renewalDocument(renewal: Renewal): document.Renewal {
  const { subscription, planned, cost, daysLeft, confirmed, isChanging, isOpen } = renewal;
  return {
    subscription_id: subscription.id,
    sku_title: subscription.skuTitle,
    quantity: subscription.quantity,
    status: subscription.status,
    term: subscription.terms.term,
    billing_plan: subscription.terms.billingPlan,
    term_last_on: addDays(subscription.termEndsOn, -1),
    next_on: subscription.termEndsOn,
    days_left: daysLeft,
    outcome: planned.outcome,
    next_quantity: planned.quantity,
    chosen_by: planned.chosenBy,
    on_record: planned.onRecord,
    vendor_confirmed_at: planned.keptAt?.toISOString() ?? null,
    confirmed_at: confirmed?.at.toISOString() ?? null,
    changeable_until_at: planned.changeableUntil.toISOString(),
    is_open: isOpen,
    is_changing: isChanging,
    charges: chargesDocument(cost, PERIODS[subscription.terms.billingPlan]),
  };
}

function chargesDocument(
  cost: RenewalCost,
  period: (typeof PERIODS)[keyof typeof PERIODS],
): document.Renewal["charges"] {
  if (cost.kind === "nothing") {
    return { kind: cost.kind };
  }
  if (cost.kind === "extended") {
    const { kind, month } = cost;
    return { kind, each_charge: month && decimalMoney(month.eachCharge), price_known: month?.isPriceKnown ?? false };
  }
  return {
    kind: cost.kind,
    period,
    first_charge: decimalMoney(cost.term.firstCharge),
    each_charge: decimalMoney(cost.term.eachCharge),
    whole_term: decimalMoney(cost.term.wholeTerm),
  };
}
