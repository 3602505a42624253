import { RatingError } from "./price";
import { inWords, plus, type Rational, rational, ZERO } from "./rational";

/**
 * The sum of a period's usage records, exact: what `quantityToDate` wants. A record with a minus withdraws usage that was
 * reported before.
 * @param records decimal text with any number of decimals, in any order
 * @throws RatingError naming the record that is no decimal, or when more was withdrawn than was ever used
 */
export function totalQuantity(records: readonly string[]): string {
  const total = records.reduce((sum, text, index) => plus(sum, signed(`records.${index}`, text)), ZERO);
  if (total.n < 0n) {
    throw new RatingError("records", `withdraw more than was used: ${inWords(total)}.`);
  }
  return inWords(total);
}

function signed(field: string, text: string): Rational {
  if (!text.startsWith("-")) {
    return rational(field, text);
  }
  const { n, d } = rational(field, text.slice(1));
  return { n: -n, d };
}
