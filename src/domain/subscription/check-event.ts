import { addDays, isBillingDay, isLocalDate } from "../calendar";
import { isKnownCurrency } from "../money";
import type { SubscriptionEvent, TermEvent } from "./events";
import { HistoryError } from "./history-error";
import { chargeCount, isBillingPlan, isTerm, termEnd } from "./terms";

/**
 * A vendor's term may end this many days after the same day of the month (29 Feb + 1 year can be 28 Feb or 1 Mar,
 * depending on who clamps); more is a contradiction. An earlier end is normal: it is a co-terminated subscription.
 */
const TERM_END_TOLERANCE_DAYS = 3;

/** What one event must satisfy by itself. @throws HistoryError */
export function checkEvent(event: SubscriptionEvent): void {
  if (!isLocalDate(event.on)) {
    throw new HistoryError(event, `"${event.on}" is not a date: write an existing day as YYYY-MM-DD.`);
  }
  if (!Number.isSafeInteger(event.sequence)) {
    throw new HistoryError(event, `the sequence must be a whole number, got ${event.sequence}.`);
  }
  if ("quantity" in event && !(Number.isSafeInteger(event.quantity) && event.quantity >= 1)) {
    throw new HistoryError(event, `the quantity must be a whole number of at least 1, got ${event.quantity}.`);
  }
  if ("terms" in event) {
    checkTerms(event);
  }
}

function checkTerms(event: TermEvent): void {
  const { term, billingPlan, currency, unitTermPrice, billingDay } = event.terms;
  if (!isTerm(term)) {
    throw new HistoryError(event, `"${term}" is not a term: use P1M, P1Y or P3Y.`);
  }
  if (event.type === "extended" && term !== "P1M") {
    throw new HistoryError(event, `an extension runs by the month: its term must be P1M, got ${term}.`);
  }
  if (!isBillingPlan(billingPlan)) {
    throw new HistoryError(event, `"${billingPlan}" is not a billing plan: use monthly, annual or triennial.`);
  }
  try {
    chargeCount(term, billingPlan);
  } catch {
    throw new HistoryError(event, `a term of ${term} cannot be charged with the ${billingPlan} billing plan.`);
  }
  if (!isKnownCurrency(currency)) {
    throw new HistoryError(event, `"${currency}" is not a known currency.`);
  }
  if (!Number.isSafeInteger(unitTermPrice) || unitTermPrice < 0) {
    throw new HistoryError(event, `the price of a term must be whole minor units of at least 0, got ${unitTermPrice}.`);
  }
  if (billingDay !== undefined && !isBillingDay(billingDay)) {
    throw new HistoryError(event, `the billing day must be a day of the month from 1 to 31, got ${billingDay}.`);
  }
  if (!isLocalDate(event.termEndsOn)) {
    throw new HistoryError(event, `the end of the term "${event.termEndsOn}" is not a date.`);
  }
  if (event.termEndsOn <= event.on) {
    throw new HistoryError(event, `the term ends on ${event.termEndsOn}, not after it starts.`);
  }
  const naturalEnd = termEnd(event.on, term);
  if (event.termEndsOn > naturalEnd && event.termEndsOn > addDays(naturalEnd, TERM_END_TOLERANCE_DAYS)) {
    throw new HistoryError(event, `a term of ${term} cannot end as late as ${event.termEndsOn}.`);
  }
}
