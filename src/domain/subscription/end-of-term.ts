import type { LocalDate } from "../calendar";

/** What happens when a term runs out: a new term, no more service, or service by the month until somebody decides. */
export type EndOfTermOutcome = "renew" | "stop" | "extend";

/** A programme rule on terms that are not renewed; rules change, so they are dated rows. */
export type EndOfTermRule = {
  /** Applies to terms whose `termEndsOn` is this day or later, until the next rule. */
  readonly validFrom: LocalDate;
  /** Terms begun (bought or renewed) on this day or later go on by the month; null: none does, all of them stop. */
  readonly extendsTermsBegunFrom: LocalDate | null;
};

/**
 * Microsoft's rules. Until 3 May 2026 auto-renewal that is off means that the licences stop. From 4 May 2026 they go on
 * in an extended service term unless a cancellation for the end of the term is recorded.
 * Source: Partner Center, extended service terms.
 */
export const END_OF_TERM_RULES: readonly EndOfTermRule[] = [
  { validFrom: "2022-01-01", extendsTermsBegunFrom: null },
  { validFrom: "2026-05-04", extendsTermsBegunFrom: "2025-04-01" },
];

/** A running term, and what the vendor has on record for its end. */
export type EndOfTermInput = {
  /** First day of the term. */
  readonly termStartedOn: LocalDate;
  /** First day after the term. */
  readonly termEndsOn: LocalDate;
  readonly autoRenew: boolean;
  /** An explicit cancellation for the end of the term. */
  readonly cancelAtEnd: boolean;
  /** An explicit instruction to go on in an extended service term; false by default. */
  readonly extendAtEnd?: boolean;
};

/**
 * What happens on the day the running term ends, as the vendor's record stands: a recorded cancellation stops, a
 * recorded extension extends, auto-renewal renews, and neither of them means what the rule of that day says.
 * @param rules in any order
 */
export function endOfTerm(term: EndOfTermInput, rules: readonly EndOfTermRule[] = END_OF_TERM_RULES): EndOfTermOutcome {
  if (term.cancelAtEnd) {
    return "stop";
  }
  if (term.extendAtEnd) {
    return "extend";
  }
  if (term.autoRenew) {
    return "renew";
  }
  let latest: EndOfTermRule | null = null;
  for (const rule of rules) {
    if (rule.validFrom <= term.termEndsOn && (latest === null || rule.validFrom > latest.validFrom)) {
      latest = rule;
    }
  }
  const from = latest?.extendsTermsBegunFrom ?? null;
  return from !== null && term.termStartedOn >= from ? "extend" : "stop";
}
