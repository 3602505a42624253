/**
 * The part of a term's price that falls on one charge: the whole coins of an equal split, the remainder on the last
 * charge, so that all charges add up to the term's price.
 * @param termPriceMinor price of one seat for the whole term, minor units, at least 0
 * @param chargeCount number of charges in the term, at least 1
 * @param index 0 for the first charge
 */
export function installment(termPriceMinor: number, chargeCount: number, index: number): number {
  if (!Number.isSafeInteger(termPriceMinor) || termPriceMinor < 0) {
    throw new RangeError(`The price of a term must be whole minor units of at least 0, got ${termPriceMinor}.`);
  }
  if (!Number.isSafeInteger(chargeCount) || chargeCount < 1) {
    throw new RangeError(`A term has a whole number of charges of at least 1, got ${chargeCount}.`);
  }
  if (!Number.isSafeInteger(index) || index < 0 || index >= chargeCount) {
    throw new RangeError(`Charge ${index} does not exist in a term of ${chargeCount} charges.`);
  }
  const remainder = termPriceMinor % chargeCount;
  const each = (termPriceMinor - remainder) / chargeCount;
  return index === chargeCount - 1 ? each + remainder : each;
}
