import { dayInWords, type LocalDate } from "../calendar";
import { PricingRuleError } from "./pricing-rule-error";

/** What a rule is for. Each name narrows it, any combination is allowed, none at all means everything for everybody. */
export interface RuleScope {
  readonly customerId?: string;
  readonly customerGroupId?: string;
  readonly planId?: string;
  readonly offerId?: string;
  readonly categoryId?: string;
  /** The vendor's price segment, such as commercial or education. */
  readonly segment?: string;
}

/** A rule in force on the days `[validFrom, validUntil)`; null = until further notice. */
export interface ScopedRule {
  readonly id: string;
  readonly name: string;
  readonly scope: RuleScope;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | null;
}

/** Who buys what; a guest has no customer id and no groups. */
export interface RuleSubject {
  readonly customerId: string | null;
  readonly customerGroupIds: readonly string[];
  readonly planId: string;
  readonly offerId: string;
  readonly categoryIds: readonly string[];
  readonly segment: string;
}

export interface ChosenRule<R extends ScopedRule> {
  readonly rule: R;
  /** The other rules that would apply, in the order in which they would be chosen, and what put each behind. */
  readonly explanation: readonly { readonly ruleId: string; readonly because: string }[];
}

/** From the most specific on; the first in which two rules differ decides between them. */
const PRECEDENCE = [
  { key: "customerId", named: "this customer" },
  { key: "customerGroupId", named: "a group of the customer" },
  { key: "planId", named: "this plan" },
  { key: "offerId", named: "this offer" },
  { key: "categoryId", named: "a category of the offer" },
  { key: "segment", named: "the price segment" },
] as const;

/**
 * The rule that decides for a subject on a day. A rule that names the customer comes before one that names a group, that
 * before one for everybody; among these a plan comes before an offer, a category, a segment and everything; among these
 * the latest start, then the lower id.
 * @returns null when no rule applies
 * @throws PricingRuleError naming the first rule that ends before it begins
 */
export function chooseRule<R extends ScopedRule>(
  rules: readonly R[],
  subject: RuleSubject,
  on: LocalDate,
): ChosenRule<R> | null {
  for (const rule of rules) {
    if (rule.validUntil !== null && rule.validUntil <= rule.validFrom) {
      throw new PricingRuleError("validUntil", `rule ${rule.id} ends on ${rule.validUntil}, not after its start.`);
    }
  }
  const [rule, ...others] = rules
    .filter((candidate) => isInForce(candidate, on) && isFor(candidate.scope, subject))
    .sort((a, b) => (comesBefore(a, b) ? -1 : 1));
  if (rule === undefined) {
    return null;
  }
  return { rule, explanation: others.map((other) => ({ ruleId: other.id, because: difference(rule, other).reason })) };
}

function isInForce({ validFrom, validUntil }: ScopedRule, on: LocalDate): boolean {
  return validFrom <= on && (validUntil === null || on < validUntil);
}

function isFor(scope: RuleScope, subject: RuleSubject): boolean {
  const { customerId, customerGroupId, planId, offerId, categoryId, segment } = scope;
  return (
    (customerId === undefined || customerId === subject.customerId) &&
    (customerGroupId === undefined || subject.customerGroupIds.includes(customerGroupId)) &&
    (planId === undefined || planId === subject.planId) &&
    (offerId === undefined || offerId === subject.offerId) &&
    (categoryId === undefined || subject.categoryIds.includes(categoryId)) &&
    (segment === undefined || segment === subject.segment)
  );
}

function comesBefore(a: ScopedRule, b: ScopedRule): boolean {
  return difference(a, b).winner === a;
}

/** What decides between two rules that both apply. */
function difference(a: ScopedRule, b: ScopedRule): { winner: ScopedRule; reason: string } {
  for (const { key, named } of PRECEDENCE) {
    const inA = a.scope[key] !== undefined;
    if (inA !== (b.scope[key] !== undefined)) {
      const [winner, loser] = inA ? [a, b] : [b, a];
      return { winner, reason: `"${winner.name}" names ${named}, "${loser.name}" does not` };
    }
  }
  if (a.validFrom !== b.validFrom) {
    const [winner, loser] = a.validFrom > b.validFrom ? [a, b] : [b, a];
    const days = `${dayInWords(winner.validFrom)}, not ${dayInWords(loser.validFrom)}`;
    return { winner, reason: `"${winner.name}" began later: ${days}` };
  }
  return {
    winner: a.id < b.id ? a : b,
    reason: `both are as specific and began on one day; the lower id comes first`,
  };
}
