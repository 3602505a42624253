import { type BilledLine, correctedKey } from "./charge-line";

/** A billed line together with its corrections: what has been billed for one target line. */
export interface BilledGroup {
  /** The line itself; when only corrections of it are at hand, the first of these. */
  readonly base: BilledLine;
  readonly amountMinor: number;
  readonly quantity: number;
  /** Number of corrections so far. */
  readonly corrections: number;
}

/** Groups billed lines by the key they stand for, in an order that does not depend on the list's. */
export function groupBilled(billed: readonly BilledLine[]): Map<string, BilledGroup> {
  const groups = new Map<string, BilledGroup>();
  for (const line of [...billed].sort((a, b) => (a.key < b.key ? -1 : 1))) {
    const key = correctedKey(line.key);
    const group = groups.get(key);
    groups.set(key, {
      // "sub:cycle:..." sorts before its corrections "sub:cycle:...#1", so the first of a group is the line itself.
      base: group?.base ?? line,
      amountMinor: (group?.amountMinor ?? 0) + line.amount.amount,
      quantity: (group?.quantity ?? 0) + line.quantity,
      corrections: (group?.corrections ?? 0) + (line.key === key ? 0 : 1),
    });
  }
  return groups;
}
