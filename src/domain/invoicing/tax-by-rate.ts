import { divideRounded } from "../money";
import type { LineTax } from "../tax";

/**
 * Part of a line's tax by rate. Each rate takes its share of what those before it left, so that the parts of any two
 * amounts differ in the direction the amounts do, and the whole tax comes apart as it was put together.
 */
export function byRate(taxes: readonly LineTax[], amount: number): number[] {
  let left = amount;
  let rest = taxes.reduce((total, { tax }) => total + tax.amount, 0);
  return taxes.map(({ tax }, index) => {
    const isLast = index === taxes.length - 1;
    const part = isLast ? left : rest === 0 ? 0 : shareOf(left, tax.amount, rest);
    left -= part;
    rest -= tax.amount;
    return part;
  });
}

/** `amount x part / whole`, where the whole and its part have the same sign. */
function shareOf(amount: number, part: number, whole: number): number {
  const product = BigInt(amount) * BigInt(Math.abs(part));
  return Number(divideRounded(product, BigInt(Math.abs(whole)), "half_up"));
}
