import { type BilledDiscount, byDayAndKey, type DiscountableLine } from "./lines";
import { carries, type DiscountStack, storedStack } from "./stack";

/** The new lines of one charge period, by day and key, and what was billed for it before. */
export type ChargePeriod<Line extends DiscountableLine = DiscountableLine> = {
  readonly first: Line;
  /** With the first. */
  readonly lines: Line[];
  readonly billed: BilledDiscount[];
};

/** What a charge period has come to. */
export type Position = {
  /** Before discounts, minor units. */
  readonly amount: number;
  /** By each discount of the stack, minor units. */
  readonly taken: readonly number[];
};

/** The charge periods of the lines; neither they nor their lines depend on the order the lines came in. */
export function chargePeriodsOf<Line extends DiscountableLine>(
  lines: readonly Line[],
  billed: readonly BilledDiscount[],
): ChargePeriod<Line>[] {
  const periods = new Map<string, ChargePeriod<Line>>();
  for (const line of [...lines].sort(byDayAndKey)) {
    const key = periodKey(line);
    const period = periods.get(key);
    if (period === undefined) {
      periods.set(key, { first: line, lines: [line], billed: [] });
    } else {
      period.lines.push(line);
    }
  }
  for (const line of billed) {
    periods.get(periodKey(line))?.billed.push(line);
  }
  return [...periods.values()];
}

function periodKey({ subscriptionId, termEventId, referencePeriod }: DiscountableLine | BilledDiscount): string {
  return `${referencePeriod.start} ${referencePeriod.end} ${subscriptionId} ${termEventId}`;
}

/**
 * The discounts a charge period was billed with; none when nothing was billed.
 * @throws RangeError when its lines carry different ones: a credit could then give back too much
 */
export function billedStack({ first, billed }: ChargePeriod): DiscountStack {
  const stack = storedStack(billed[0]?.discounts ?? []);
  if (billed.some((line) => !carries(line.discounts, stack))) {
    const { subscriptionId, referencePeriod } = first;
    throw new RangeError(
      `The lines billed for ${subscriptionId} from ${referencePeriod.start} carry different discounts.`,
    );
  }
  return stack;
}

/** What was billed so far: the discounts as they were taken, whatever their shares would give today. */
export function billedPosition({ billed }: ChargePeriod, stack: DiscountStack): Position {
  const taken = stack.map(() => 0);
  let amount = 0;
  for (const line of billed) {
    amount += line.amount.amount;
    line.discounts.forEach((discount, index) => {
      taken[index] = (taken[index] ?? 0) + discount.amount.amount;
    });
  }
  return { amount, taken };
}
