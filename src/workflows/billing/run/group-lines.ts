import type { LocalDate } from "../../domain/calendar";
import type { DueLine } from "./plan-account";

/** Lines that make one invoice. */
export type LineGroup = { readonly periodKey: string; readonly lines: readonly DueLine[] };

/**
 * Shares due lines out to invoices: one for each day on which a service period begins, so that a run after an outage
 * makes the invoices the missed days would have made. Changes and corrections go with the next such day, or with
 * today when none is due. A group that would owe the company money is carried into the next one; when there is none,
 * its lines stay unbilled and are found again by the next run, so that a credit is never lost and never an invoice.
 *
 * @param today the day of the run, in the account's zone.
 * @param taken period keys of the account's earlier recurring invoices: what comes due after a day's invoice was
 * issued gets a key of its own.
 */
export function groupLines(lines: readonly DueLine[], today: LocalDate, taken: ReadonlySet<string>): LineGroup[] {
  const days = [...new Set(lines.filter((line) => line.kind === "cycle").map((line) => line.period.start))].sort();
  const byDay = new Map<LocalDate, DueLine[]>();
  for (const line of lines) {
    const day = line.kind === "cycle" ? line.period.start : (days.find((one) => one >= line.period.start) ?? today);
    const group = byDay.get(day) ?? [];
    group.push(line);
    byDay.set(day, group);
  }
  const groups: LineGroup[] = [];
  let carried: DueLine[] = [];
  for (const day of [...byDay.keys()].sort()) {
    const group = [...carried, ...(byDay.get(day) ?? [])];
    if (netOf(group) < 0) {
      carried = group;
    } else {
      groups.push({ periodKey: freeKey(day, taken), lines: group });
      carried = [];
    }
  }
  return groups;
}

function netOf(lines: readonly DueLine[]): number {
  return lines.reduce((total, line) => total + line.amount.amount, 0);
}

function freeKey(day: LocalDate, taken: ReadonlySet<string>): string {
  let key = day;
  for (let n = 2; taken.has(key); n += 1) {
    key = `${day}#${n}`;
  }
  return key;
}
