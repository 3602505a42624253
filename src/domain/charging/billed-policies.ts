import type { LocalDate } from "../calendar";
import { billingDayOf, type TermSpan } from "../subscription";
import type { BilledLine } from "./charge-line";
import { type ChargingPolicy, chargingPolicy } from "./policy";

/** The policy for the charge period of a term whose reference period begins on the day. */
export type PolicyChoice = (span: TermSpan, referenceStart: LocalDate) => ChargingPolicy;

/**
 * A period keeps the policy it was first billed with. A term with a billing day keeps one policy to its end, because its
 * last charge is what rounding left of its first; any line of the term's opening seats tells which. What nothing was
 * billed for follows the current policy.
 * @throws RangeError for a billed line with a policy that never existed
 */
export function billedPolicies(billed: readonly BilledLine[], current: ChargingPolicy): PolicyChoice {
  if (billed.every((line) => line.policyVersion === current.version)) {
    return () => current;
  }
  const ofPeriod = new Map<LocalDate, ChargingPolicy>();
  const ofTerm = new Map<string, ChargingPolicy>();
  for (const line of [...billed].sort((a, b) => (a.key < b.key ? 1 : -1))) {
    const policy = chargingPolicy(line.policyVersion);
    ofPeriod.set(line.referencePeriod.start, policy);
    if (line.kind === "cycle") {
      ofTerm.set(line.sourceEventId, policy);
    }
  }
  return ({ event }, referenceStart) =>
    (billingDayOf(event.terms) === null ? ofPeriod.get(referenceStart) : ofTerm.get(event.id)) ?? current;
}
