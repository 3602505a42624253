import { compareDates, dayInWords, type LocalDate } from "../calendar";
import type { Money } from "../money";

/** What one seat costs for a whole term, in force on the days `[validFrom, validUntil)`; null = until further notice. */
export interface PriceVersion {
  readonly id: string;
  readonly validFrom: LocalDate;
  readonly validUntil: LocalDate | null;
  readonly unitTermPrice: Money;
}

/** Price versions that contradict each other, or a day that none of them covers; the message names versions and days. */
export class PriceVersionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PriceVersionError";
  }
}

/**
 * The versions by their start, checked: each begins on the day the one before it ends, all in one currency, so that
 * every day from the first start on has at most one price and no hole.
 * @throws PriceVersionError naming the two versions that overlap, leave a gap or differ in currency
 */
export function checkedVersions(versions: readonly PriceVersion[]): PriceVersion[] {
  const byStart = [...versions].sort((a, b) => compareDates(a.validFrom, b.validFrom));
  byStart.forEach((version, index) => {
    if (version.validUntil !== null && version.validUntil <= version.validFrom) {
      throw new PriceVersionError(
        `Price version ${version.id} ends on ${dayInWords(version.validUntil)}: that is not after its start on ${dayInWords(version.validFrom)}.`,
      );
    }
    const before = byStart[index - 1];
    if (before !== undefined) {
      checkNeighbours(before, version);
    }
  });
  return byStart;
}

/**
 * The version in force on a day. The day on which one version ends belongs to the next.
 * @throws PriceVersionError for versions that contradict each other, and for a day before the first or after the last
 */
export function priceOn(versions: readonly PriceVersion[], on: LocalDate): PriceVersion {
  const found = checkedVersions(versions).find(
    ({ validFrom, validUntil }) => validFrom <= on && (validUntil === null || on < validUntil),
  );
  if (found === undefined) {
    throw new PriceVersionError(`No price version is in force on ${dayInWords(on)}.`);
  }
  return found;
}

function checkNeighbours(before: PriceVersion, after: PriceVersion): void {
  const pair = `Price versions ${before.id} and ${after.id}`;
  if (before.validUntil === null || before.validUntil > after.validFrom) {
    throw new PriceVersionError(`${pair} overlap: the second begins on ${dayInWords(after.validFrom)}.`);
  }
  if (before.validUntil < after.validFrom) {
    throw new PriceVersionError(
      `${pair} leave a gap: there is no price from ${dayInWords(before.validUntil)} to ${dayInWords(after.validFrom)}.`,
    );
  }
  if (before.unitTermPrice.currency !== after.unitTermPrice.currency) {
    throw new PriceVersionError(
      `${pair} differ in currency: ${before.unitTermPrice.currency} and ${after.unitTermPrice.currency}.`,
    );
  }
}
