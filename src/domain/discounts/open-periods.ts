import { allocate, type Money, money } from "../money";
import type { ChargePeriod } from "./charge-period";
import type { Discount } from "./discount";
import { eligibleFor } from "./eligible";
import type { Portfolio } from "./portfolio";
import { type Candidate, layerOf, type PreparedDiscounts, percentageStack } from "./prepare";
import { shareOf, takeShare } from "./share";
import { type DiscountStack, type Layer, stackOf } from "./stack";

/** A charge period that is billed for the first time, while its discounts are being stacked. */
type Opening = {
  readonly period: ChargePeriod;
  readonly eligible: readonly Candidate[];
  readonly layers: Layer[];
  /** What the layers so far leave of the charges it opens with, minor units. */
  rest: number;
};

/**
 * Decides the discounts of charge periods that nothing was billed for yet, by what is known of their first day.
 *
 * An amount becomes a share of the charges that the period opens with: those of the earliest day among its lines.
 * Credits do not count, so that the share is the same whether a return is billed together with the opening or after it.
 * Taken per invoice, the amount is shared out over all that opens, in proportion to what the discounts before it left.
 */
export function openPeriods(
  periods: readonly ChargePeriod[],
  candidates: readonly Candidate[],
  portfolio: Portfolio,
  prepared: PreparedDiscounts,
): Map<ChargePeriod, DiscountStack> {
  const stacks = new Map<ChargePeriod, DiscountStack>();
  const openings: Opening[] = [];
  for (const period of periods) {
    const { subscriptionId, period: served } = period.first;
    const eligible = eligibleFor(candidates, { subscriptionId, on: served.start }, portfolio);
    const stack = percentageStack(prepared, eligible);
    if (stack === null) {
      openings.push({ period, eligible, layers: [], rest: openingCharges(period) });
    } else {
      stacks.set(period, stack);
    }
  }
  for (const candidate of candidates) {
    const concerned = openings.filter((opening) => opening.eligible.includes(candidate));
    stackUp(candidate, concerned);
  }
  for (const { period, layers } of openings) {
    stacks.set(period, stackOf(layers));
  }
  return stacks;
}

/** Minor units. */
function openingCharges({ first, lines }: ChargePeriod): number {
  const charges = lines.filter((line) => line.period.start === first.period.start && line.amount.amount > 0);
  return charges.reduce((total, line) => total + line.amount.amount, 0);
}

function stackUp({ discount, takes }: Candidate, openings: readonly Opening[]): void {
  if (takes.kind === "percentage") {
    for (const opening of openings) {
      opening.layers.push(takes.layer);
      opening.rest -= takeShare(opening.rest, takes.layer.ofRest);
    }
    return;
  }
  const parts =
    takes.per === "line"
      ? openings.map(({ rest }) => Math.min(takes.amount.amount, rest))
      : sharedOut(takes.amount, openings);
  openings.forEach((opening, index) => {
    takeAmount(discount, money(parts[index] ?? 0, takes.amount.currency), opening);
  });
}

/** At most what is left, by largest remainder. */
function sharedOut(amount: Money, openings: readonly Opening[]): number[] {
  const rests = openings.map(({ rest }) => rest);
  const all = rests.reduce((total, rest) => total + rest, 0);
  return all === 0
    ? rests
    : allocate({ amount: Math.min(amount.amount, all), currency: amount.currency }, rests).map((part) => part.amount);
}

function takeAmount(discount: Discount, part: Money, opening: Opening): void {
  if (part.amount > 0) {
    opening.layers.push(layerOf(discount, shareOf(part.amount, opening.rest), part));
    opening.rest -= part.amount;
  }
}
