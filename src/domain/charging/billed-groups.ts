import type { LocalDate } from "../calendar";
import { type BilledLine, correctedKey } from "./charge-line";

/** A billed line together with its corrections: what has been billed for one target line. */
export type BilledGroup = {
  /** The line itself; when only corrections of it are at hand, the first of these. */
  readonly base: BilledLine;
  readonly amountMinor: number;
  readonly quantity: number;
  /** Number of corrections so far. */
  readonly corrections: number;
};

/** Billed lines whose period ends after the day; all of them without a day. */
export function stillOpen(billed: readonly BilledLine[], closedBefore: LocalDate | undefined): readonly BilledLine[] {
  return closedBefore === undefined ? billed : billed.filter((line) => line.period.end > closedBefore);
}

/** Groups billed lines by the key they stand for. What a group holds does not depend on the order of the list. */
export function groupBilled(billed: readonly BilledLine[]): Map<string, BilledGroup> {
  const groups = new Map<string, BilledGroup>();
  for (const line of billed) {
    const key = correctedKey(line.key);
    const corrections = line.key === key ? 0 : 1;
    const group = groups.get(key);
    groups.set(
      key,
      group === undefined
        ? { base: line, amountMinor: line.amount.amount, quantity: line.quantity, corrections }
        : {
            // "sub:cycle:..." sorts before its corrections "sub:cycle:...#1", so the line itself wins.
            base: line.key < group.base.key ? line : group.base,
            amountMinor: group.amountMinor + line.amount.amount,
            quantity: group.quantity + line.quantity,
            corrections: group.corrections + corrections,
          },
    );
  }
  return groups;
}
