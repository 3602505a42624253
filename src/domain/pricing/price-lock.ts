import { contains, dayInWords, type LocalDate, periodInWords, type ServicePeriod } from "../calendar";
import type { Money } from "../money";
import { type PriceVersion, priceOn } from "./price-versions";

/** The price that holds for a term `[start, end)`, whatever the price list does meanwhile. */
export interface PriceLock {
  readonly versionId: string;
  /** One seat, whole term. */
  readonly unitTermPrice: Money;
  readonly term: ServicePeriod;
}

/**
 * Locks the version of the term's first day to the term's end. A renewal is a new term and takes the version of its own
 * first day.
 * @throws PriceVersionError
 */
export function lockedPrice(input: {
  readonly term: ServicePeriod;
  readonly versions: readonly PriceVersion[];
}): PriceLock {
  const { id, unitTermPrice } = priceOn(input.versions, input.term.start);
  return { versionId: id, unitTermPrice, term: input.term };
}

/**
 * The price for a whole term of seats added on a day of it: the locked one, never that day's.
 * @throws RangeError for a day outside the term, whose price another lock holds
 */
export function addedSeatPrice(lock: PriceLock, on: LocalDate): Money {
  if (!contains(lock.term, on)) {
    throw new RangeError(`${dayInWords(on)} is not a day of the term ${periodInWords(lock.term)}.`);
  }
  return lock.unitTermPrice;
}
