import type { LocalDate } from "../calendar";
import { type Fraction, type Money, money, multiplyFraction, type RoundingPolicy } from "../money";
import type { TermEvent } from "./events";
import { termMonths } from "./terms";

/** What happens when a term runs out: a new term, no more service, or service by the month until somebody decides. */
export type EndOfTermOutcome = "renew" | "stop" | "extend";

/** What the customer asked for. Who never answered is `undecided`. */
export type EndOfTermChoice = EndOfTermOutcome | "undecided";

/** A programme rule on terms that run out; rules change, so callers keep them as dated rows. */
export interface EndOfTermRule {
  /** Applies to terms whose `termEndsOn` is this day or later, until the next rule. */
  readonly validFrom: LocalDate;
  /** Null where a term that is not renewed simply stops. */
  readonly extension: {
    /** Terms begun (bought or renewed) before this day are never extended. */
    readonly termsBegunFrom: LocalDate;
    /** Whole percent on the price of the SKU's monthly plan. */
    readonly upliftPercent: number;
    /** Whole percent on a month's share of the term's price, for a SKU that is not sold by the month. */
    readonly upliftPercentWithoutMonthlyPlan: number;
  } | null;
}

/**
 * Microsoft's rules. Until 3 May 2026 auto-renewal that is off means that the licences stop. From 4 May 2026 they go on
 * in an extended service term unless a cancellation for the end of the term is recorded.
 * Source: Partner Center, extended service terms.
 */
export const END_OF_TERM_RULES: readonly EndOfTermRule[] = [
  { validFrom: "2022-01-01", extension: null },
  {
    validFrom: "2026-05-04",
    extension: { termsBegunFrom: "2025-04-01", upliftPercent: 3, upliftPercentWithoutMonthlyPlan: 23 },
  },
];

/** How the price of an extended month becomes coins. */
export const EXTENSION_ROUNDING: RoundingPolicy = "half_up";

/** What the vendor has on record for the end of the term. */
export interface VendorEndOfTerm {
  readonly autoRenew: boolean;
  /** An explicit cancellation for the end of the term. */
  readonly cancelAtEnd: boolean;
  /** What the vendor says will happen, with the price of one seat and month where it names one; null when it says nothing. */
  readonly announced: { readonly outcome: EndOfTermOutcome; readonly unitPrice: Money | null } | null;
}

export interface EndOfTermInput {
  /** The running term. */
  readonly term: Pick<TermEvent, "type" | "on" | "terms" | "termEndsOn">;
  readonly choice: EndOfTermChoice;
  /** Null when the vendor was not asked. */
  readonly vendor: VendorEndOfTerm | null;
  /** Minor units, one seat and month of the SKU's monthly plan on the day the term ends; null when it has none. */
  readonly monthlyPlanPrice: number | null;
  readonly rules: readonly EndOfTermRule[];
}

interface Decision {
  /** First day after the running term. */
  readonly on: LocalDate;
  readonly decidedBy: "vendor" | "choice";
  /** False when the customer chose something else: what is on record at the vendor has to be changed before the day. */
  readonly asChosen: boolean;
}

export interface Extension {
  readonly outcome: "extend";
  /** One seat, one month. */
  readonly unitPrice: Money;
}

export type EndOfTerm = Decision & ({ readonly outcome: "renew" | "stop" } | Extension);

/**
 * What happens on the day the running term ends. The vendor's own word wins, then its flags: a recorded cancellation
 * stops, auto-renewal renews, and neither of them means what the rule of that day says. Without the vendor's state it is
 * what the customer's choice will lead to once it is recorded; `undecided` renews, as vendors renew unless told otherwise.
 * @throws RangeError when the vendor announces an extension that no rule prices and names no price itself
 */
export function endOfTerm(input: EndOfTermInput): EndOfTerm {
  const { term, choice, vendor } = input;
  const extension = extensionFor(input);
  const outcome = outcomeOf(input, extension !== null);
  const decision: Decision = {
    on: term.termEndsOn,
    decidedBy: vendor === null ? "choice" : "vendor",
    asChosen: choice === "undecided" || choice === outcome,
  };
  if (outcome !== "extend") {
    return { ...decision, outcome };
  }
  const unitPrice = vendor?.announced?.unitPrice ?? (extension === null ? null : extendedMonth(input, extension));
  if (unitPrice === null) {
    throw new RangeError(
      `The term that ends on ${term.termEndsOn} is to be extended, but no rule of that day has a price for it.`,
    );
  }
  return { ...decision, outcome, unitPrice };
}

function outcomeOf({ choice, vendor }: EndOfTermInput, canExtend: boolean): EndOfTermOutcome {
  const unrenewed = canExtend ? "extend" : "stop";
  if (vendor !== null) {
    if (vendor.announced !== null) {
      return vendor.announced.outcome;
    }
    if (vendor.cancelAtEnd) {
      return "stop";
    }
    return vendor.autoRenew ? "renew" : unrenewed;
  }
  if (choice === "stop") {
    return "stop";
  }
  return choice === "extend" ? unrenewed : "renew";
}

/** The extension that the rule of the term's end offers this term. */
function extensionFor({ term, rules }: EndOfTermInput): EndOfTermRule["extension"] {
  let latest: EndOfTermRule | null = null;
  for (const rule of rules) {
    if (rule.validFrom <= term.termEndsOn && (latest === null || rule.validFrom > latest.validFrom)) {
      latest = rule;
    }
  }
  const extension = latest?.extension ?? null;
  return extension !== null && term.on >= extension.termsBegunFrom ? extension : null;
}

function extendedMonth(
  { term, monthlyPlanPrice }: EndOfTermInput,
  rule: NonNullable<EndOfTermRule["extension"]>,
): Money {
  const { terms } = term;
  if (monthlyPlanPrice !== null) {
    const uplift: Fraction = { numerator: 100 + rule.upliftPercent, denominator: 100 };
    return multiplyFraction(money(monthlyPlanPrice, terms.currency), uplift, EXTENSION_ROUNDING);
  }
  const termPrice = money(terms.unitTermPrice, terms.currency);
  if (term.type === "extended") {
    // Its price carries the uplift already.
    return termPrice;
  }
  const share: Fraction = {
    numerator: 100 + rule.upliftPercentWithoutMonthlyPlan,
    denominator: 100 * termMonths(terms.term),
  };
  return multiplyFraction(termPrice, share, EXTENSION_ROUNDING);
}
