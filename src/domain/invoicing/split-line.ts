import { type ChargeLine, correctedKey, correctionKey, formulaInWords } from "../charging";
import type { DiscountedLine } from "../discounts";
import { allocate, type Money, money, sum } from "../money";

/** A line of a document that is about to be written. */
export type DocumentLine = DiscountedLine<ChargeLine>;

/** Weights of what one line comes apart into; `seats` for those that are moved with it. */
export type Share = { readonly weight: number; readonly seats: number };

/**
 * One line as several that add up to it: seats, amount, each discount and net. The first keeps the key, the others
 * are corrections of it, which is what whoever adds up the lines of a key takes them for.
 */
export function splitLine<Line extends DocumentLine>(line: Line, shares: readonly Share[]): Line[] {
  if (shares.length < 2) {
    return [line];
  }
  const weights = shares.map(({ weight }) => weight);
  const amounts = allocate(line.amount, weights);
  const discounts = line.discounts.map((one) => allocate(one.amount, weights));
  return shares.map(({ seats }, index) => {
    const amount = amounts[index] ?? money(0, line.amount.currency);
    const taken = line.discounts.map((one, at) => ({ ...one, amount: discounts[at]?.[index] ?? one.amount }));
    const discount = sum(
      taken.map((one) => one.amount),
      amount.currency,
    );
    const piece = { ...line, quantity: Math.sign(line.quantity) * seats, amount, discount, discounts: taken };
    return { ...piece, key: keyOf(line.key, index), net: less(amount, discount), formula: formulaInWords(piece) };
  });
}

function less(amount: Money, discount: Money): Money {
  return money(amount.amount - discount.amount, amount.currency);
}

function keyOf(key: string, index: number): string {
  if (index === 0) {
    return key;
  }
  const base = correctedKey(key);
  const own = key === base ? 0 : Number(key.slice(base.length + 1));
  return correctionKey(base, own + index);
}
