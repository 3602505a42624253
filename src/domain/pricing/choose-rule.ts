import { PricingRuleError } from "./pricing-rule-error";

/** What a rule is for. Each name narrows it, any combination is allowed, none at all means everything for everybody. */
export type RuleScope = {
  readonly customerId?: string;
  readonly customerGroupId?: string;
  readonly planId?: string;
  readonly offerId?: string;
  readonly categoryId?: string;
  /** The vendor's price segment, such as commercial or education. */
  readonly segment?: string;
};

/** A rule in force in the instants `[validFrom, validUntil)`; null = until further notice. */
export type ScopedRule = {
  readonly id: string;
  readonly scope: RuleScope;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
};

/** What is priced, and for whom: all ids it has of each kind. A rule that names a kind left out here does not apply. */
export type RuleSubject = { readonly [Name in keyof RuleScope]?: readonly string[] };

/** A rule and a period in which it decides, `[from, until)`; null = until further notice. */
export type DecidingRule<R extends ScopedRule> = {
  readonly rule: R;
  readonly from: Date;
  readonly until: Date | null;
};

/** From the most specific on; the first in which two rules differ decides between them. */
const PRECEDENCE = ["customerId", "customerGroupId", "planId", "offerId", "categoryId", "segment"] as const;

/**
 * Which rule decides for a subject when, oldest first; a period in which none applies is left out. A rule that names the
 * customer comes before one that names a group, that before one for everybody; among these a plan comes before an offer,
 * a category, a segment and everything; among these the latest start, then the lower id. A rule that ended the instant
 * it began was never in force.
 * @throws PricingRuleError naming the first rule that ends before it begins
 */
export function decidingRules<R extends ScopedRule>(rules: readonly R[], subject: RuleSubject): DecidingRule<R>[] {
  const candidates = applicable(rules, subject);
  const edges = candidates.flatMap(({ validFrom, validUntil }) => (validUntil ? [validFrom, validUntil] : [validFrom]));
  const instants = [...new Set(edges.map((edge) => edge.getTime()))].sort((a, b) => a - b).map((ms) => new Date(ms));
  const periods: DecidingRule<R>[] = [];
  instants.forEach((from, index) => {
    const rule = decidingAt(candidates, from);
    const until = instants[index + 1] ?? null;
    const before = periods.at(-1);
    if (rule === null) {
      return;
    }
    if (before?.rule === rule && before.until?.getTime() === from.getTime()) {
      periods[periods.length - 1] = { ...before, until };
    } else {
      periods.push({ rule, from, until });
    }
  });
  return periods;
}

function applicable<R extends ScopedRule>(rules: readonly R[], subject: RuleSubject): readonly R[] {
  for (const { id, validFrom, validUntil } of rules) {
    if (validUntil !== null && validUntil < validFrom) {
      throw new PricingRuleError("validUntil", `rule ${id} ends at ${validUntil.toISOString()}, before its start.`);
    }
  }
  return rules.filter(({ scope }) =>
    PRECEDENCE.every((name) => {
      const wanted = scope[name];
      return wanted === undefined || (subject[name] ?? []).includes(wanted);
    }),
  );
}

function decidingAt<R extends ScopedRule>(rules: readonly R[], at: Date): R | null {
  return rules
    .filter(({ validFrom, validUntil }) => validFrom <= at && (validUntil === null || at < validUntil))
    .reduce<R | null>((best, rule) => (best === null || comesBefore(rule, best) ? rule : best), null);
}

function comesBefore(a: ScopedRule, b: ScopedRule): boolean {
  for (const name of PRECEDENCE) {
    const inA = a.scope[name] !== undefined;
    if (inA !== (b.scope[name] !== undefined)) {
      return inA;
    }
  }
  return a.validFrom.getTime() === b.validFrom.getTime() ? a.id < b.id : a.validFrom > b.validFrom;
}
