/**
 * Reads a `bigint` column, which PostgreSQL's driver hands over as text.
 *
 * @throws RangeError when the value does not fit a JavaScript integer exactly.
 */
export function toInteger(value: string | number): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) {
    throw new RangeError(`The stored amount ${value} is outside the range of exact integers.`);
  }
  return number;
}
