import { type Fraction, type Money, multiplyFraction, type RoundingPolicy, times } from "../money";

/**
 * How part of a period becomes coins. A policy never changes once lines were written with it: a different rule is a new
 * version. Each line stores its version, so that it still recomputes years later.
 *
 * `roundOn: "seat"` rounds the part of ONE seat and multiplies by the quantity. Amounts are then additive in the
 * quantity (returning 2 seats and then 3 credits exactly what returning 5 does) and monotone in the days, so a credit
 * can never exceed the charge it comes from. `roundOn: "line"` rounds quantity x price x part once.
 */
export type ChargingPolicy = {
  readonly version: string;
  readonly roundOn: "seat" | "line";
  readonly rounding: RoundingPolicy;
  /** The rule in words, to be shown beside a prorated amount. */
  readonly description: string;
};

const POLICIES: readonly ChargingPolicy[] = [
  { version: "seat-down-1", roundOn: "seat", rounding: "down", description: "rounded down per seat" },
  { version: "seat-nearest-1", roundOn: "seat", rounding: "half_up", description: "rounded to the nearest per seat" },
  { version: "line-nearest-1", roundOn: "line", rounding: "half_up", description: "rounded to the nearest" },
];

/** 5 seats x 22.00 x 14/31 = 49.65, and 10 seats x 22.00 x 27/31 = 191.60. */
export const DEFAULT_CHARGING_POLICY = chargingPolicy("seat-down-1");

/** The policy that a stored line names. @throws RangeError for a version that never existed */
export function chargingPolicy(version: string): ChargingPolicy {
  const policy = POLICIES.find((candidate) => candidate.version === version);
  if (policy === undefined) {
    const known = POLICIES.map((candidate) => candidate.version).join(", ");
    throw new RangeError(`"${version}" is not a charging policy: use one of ${known}.`);
  }
  return policy;
}

/** `quantity x unit price x factor` under the policy; a negative quantity gives a credit. */
export function amountOf(unitPrice: Money, quantity: number, factor: Fraction, policy: ChargingPolicy): Money {
  if (policy.roundOn === "seat") {
    return times(multiplyFraction(unitPrice, factor, policy.rounding), quantity);
  }
  return multiplyFraction(times(unitPrice, quantity), factor, policy.rounding);
}
