import type { PeriodPrice } from "./price";
import { ratedParts } from "./rated-parts";
import { inWords, multiplied } from "./rational";

/** One line of an explanation; numbers are exact decimal text, amounts in major units before rounding. */
export type ExplainedPart = {
  /** Such as "units over 100 up to 500" or "up to the minimum of 50". */
  readonly what: string;
  readonly units: string;
  readonly unitAmount: string;
  /** `units x unitAmount`. */
  readonly amount: string;
};

/**
 * How a period comes to its amount, piece by piece: free units, then units, packages or tiers with their fixed amounts,
 * then what the minimum adds or the maximum takes off. The amounts add up to what `rateToDate` rounds.
 * @throws RatingError as `rateToDate`
 */
export function explainRating(input: {
  readonly price: PeriodPrice;
  readonly quantityToDate: string;
  readonly isFinal: boolean;
}): ExplainedPart[] {
  return ratedParts(input.price, input.quantityToDate, input.isFinal).map(({ what, units, unitAmount }) => ({
    what,
    units: inWords(units),
    unitAmount: inWords(unitAmount),
    amount: inWords(multiplied(units, unitAmount)),
  }));
}
