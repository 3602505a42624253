import type { LocalDate } from "../calendar";
import type { Portfolio } from "./portfolio";
import type { Candidate } from "./prepare";

/** A charge period about to be billed for the first time. */
export type OpeningFacts = {
  readonly subscriptionId: string;
  /** Its first day: the day on which everything is judged. */
  readonly on: LocalDate;
};

/**
 * The discounts a charge period gets, in stacking order: those that are valid on its first day, whose scope it is in and
 * whose condition holds on that day; the first exclusive one alone when there is one.
 */
export function eligibleFor(
  candidates: readonly Candidate[],
  facts: OpeningFacts,
  portfolio: Portfolio,
): readonly Candidate[] {
  const eligible = candidates.filter(
    (candidate) =>
      isValidOn(candidate, facts.on) &&
      isInScope(candidate, facts, portfolio) &&
      conditionHolds(candidate, facts, portfolio),
  );
  const exclusive = eligible.find((candidate) => candidate.discount.exclusive);
  return exclusive === undefined ? eligible : [exclusive];
}

function isValidOn({ discount }: Candidate, on: LocalDate): boolean {
  return discount.validFrom <= on && (discount.validUntil === null || on < discount.validUntil);
}

function isInScope({ discount, scopeIds }: Candidate, facts: OpeningFacts, portfolio: Portfolio): boolean {
  const { scope } = discount;
  if (scope.kind === "all") {
    return true;
  }
  if (scope.kind === "subscriptions") {
    return scopeIds.has(facts.subscriptionId);
  }
  const item = portfolio.itemOf(facts.subscriptionId, facts.on);
  if (item === undefined) {
    return false;
  }
  switch (scope.kind) {
    case "vendor":
      return item.vendor === scope.vendor;
    case "products":
      return scopeIds.has(item.productId);
    case "plans":
      return scopeIds.has(item.planId);
  }
}

function conditionHolds({ discount }: Candidate, facts: OpeningFacts, portfolio: Portfolio): boolean {
  const { condition } = discount;
  switch (condition.kind) {
    case "none":
      return true;
    case "vendor_mix":
      return portfolio.productsOf(condition.vendor, facts.on) >= condition.products;
    case "seats":
      return (portfolio.itemOf(facts.subscriptionId, facts.on)?.seats ?? 0) >= condition.atLeast;
  }
}
