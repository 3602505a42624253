import { daysBetween, earlierDate, laterDate, periodDays, type ServicePeriod } from "../calendar";
import { type Money, negate, subtract } from "../money";
import { costTolerance } from "./expected-cost";

/** A cost, as the vendor states it or as we expect it. */
export type CostLine = {
  readonly id: string;
  readonly subscriptionId: string;
  readonly direction: "charge" | "refund";
  /** Days that the line is for, `[start, end)`. */
  readonly period: ServicePeriod;
  readonly quantity: number;
  /** Without tax, signed: negative on a refund. */
  readonly amount: Money;
};

export type MatchState =
  /** Same quantity, amounts equal to within a smallest coin a seat. */
  | "matched"
  | "price_difference"
  | "quantity_difference"
  /** The vendor bills what we do not know of. */
  | "missing_ours"
  /** We expect what the vendor does not bill. */
  | "missing_theirs";

export type LineMatch = {
  readonly state: MatchState;
  readonly theirs: CostLine | null;
  readonly ours: CostLine | null;
  /** Theirs less ours. */
  readonly difference: Money;
};

type Pair = {
  readonly theirs: CostLine;
  readonly ours: CostLine;
  readonly daysApart: number;
};

/**
 * Puts the vendor's lines beside ours; every line comes back exactly once, so that all differences add up to theirs less
 * ours. Lines of one subscription, direction and currency are partners when their periods share more than half of the
 * shorter one: the vendor's cycles may lie a day beside ours. Of several, the closest period wins, then the same
 * quantity, then the closest amount, then the ids. Pairs come in the order of the vendor's lines, then what is left of ours.
 */
export function matchLines(input: {
  readonly theirs: readonly CostLine[];
  readonly ours: readonly CostLine[];
}): LineMatch[] {
  const partners = new Map<CostLine, CostLine>();
  const taken = new Set<CostLine>();
  for (const { theirs, ours } of pairs(input).sort(closerFirst)) {
    if (!partners.has(theirs) && !taken.has(ours)) {
      partners.set(theirs, ours);
      taken.add(ours);
    }
  }
  return [
    ...input.theirs.map((theirs) => judged(theirs, partners.get(theirs))),
    ...input.ours
      .filter((ours) => !taken.has(ours))
      .map((ours): LineMatch => ({ state: "missing_theirs", theirs: null, ours, difference: negate(ours.amount) })),
  ];
}

function judged(theirs: CostLine, ours: CostLine | undefined): LineMatch {
  if (ours === undefined) {
    return { state: "missing_ours", theirs, ours: null, difference: theirs.amount };
  }
  const difference = subtract(theirs.amount, ours.amount);
  if (theirs.quantity !== ours.quantity) {
    return { state: "quantity_difference", theirs, ours, difference };
  }
  const tolerance = costTolerance(difference.currency, theirs.quantity).amount;
  const state = Math.abs(difference.amount) <= tolerance ? "matched" : "price_difference";
  return { state, theirs, ours, difference };
}

function pairs(input: { readonly theirs: readonly CostLine[]; readonly ours: readonly CostLine[] }): Pair[] {
  const byKey = new Map<string, CostLine[]>();
  for (const ours of input.ours) {
    const list = byKey.get(keyOf(ours));
    if (list === undefined) {
      byKey.set(keyOf(ours), [ours]);
    } else {
      list.push(ours);
    }
  }
  return input.theirs.flatMap((theirs) =>
    (byKey.get(keyOf(theirs)) ?? [])
      .filter((ours) => isSamePeriod(theirs.period, ours.period))
      .map((ours) => ({ theirs, ours, daysApart: daysApart(theirs.period, ours.period) })),
  );
}

function keyOf({ subscriptionId, direction, amount }: CostLine): string {
  return `${direction} ${amount.currency} ${subscriptionId}`;
}

function isSamePeriod(a: ServicePeriod, b: ServicePeriod): boolean {
  const shared = daysBetween(laterDate(a.start, b.start), earlierDate(a.end, b.end));
  return shared * 2 > Math.min(periodDays(a), periodDays(b));
}

function daysApart(a: ServicePeriod, b: ServicePeriod): number {
  return Math.abs(daysBetween(a.start, b.start)) + Math.abs(daysBetween(a.end, b.end));
}

function closerFirst(a: Pair, b: Pair): number {
  return (
    a.daysApart - b.daysApart ||
    Number(isOtherQuantity(a)) - Number(isOtherQuantity(b)) ||
    amountApart(a) - amountApart(b) ||
    byId(a.theirs, b.theirs) ||
    byId(a.ours, b.ours)
  );
}

function isOtherQuantity({ theirs, ours }: Pair): boolean {
  return theirs.quantity !== ours.quantity;
}

function amountApart({ theirs, ours }: Pair): number {
  return Math.abs(theirs.amount.amount - ours.amount.amount);
}

function byId(a: CostLine, b: CostLine): number {
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
