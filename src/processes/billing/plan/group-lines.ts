import type { LocalDate, ServicePeriod } from "../../../domain/calendar";
import { billingDayOnOrAfter } from "./billing-day";

/** What decides on which document a line goes. */
export type GroupableLine = { readonly kind: string; readonly period: ServicePeriod };

/** Lines that make one document. */
export type LineGroup<Line> = { readonly periodKey: string; readonly lines: readonly Line[] };

/**
 * Shares due lines out to documents: one for each day on which a service period begins, so that a run after an outage
 * makes the invoices the missed days would have made. Changes and corrections go with the next such day, or with
 * today when none is due. On an account with a billing day, each billing day's document holds what came due since the
 * one before it.
 *
 * @param today the day of the run, in the account's zone.
 * @param taken period keys of the account's earlier documents: what comes due after a day's invoice was issued gets a
 * key of its own.
 */
export function groupLines<Line extends GroupableLine>(
  lines: readonly Line[],
  {
    today,
    taken,
    billingDay,
    orderNumberOf = null,
  }: {
    readonly today: LocalDate;
    readonly taken: ReadonlySet<string>;
    readonly billingDay: number | null;
    /** Where each order number has documents of its own. */
    readonly orderNumberOf?: ((line: Line) => string | null) | null;
  },
): LineGroup<Line>[] {
  const dayOf = billingDay === null ? byPeriod(lines, today) : byBillingDay(billingDay, today);
  const byDay = new Map<LocalDate, Line[]>();
  for (const line of lines) {
    const day = dayOf(line);
    const group = byDay.get(day);
    if (group) {
      group.push(line);
    } else {
      byDay.set(day, [line]);
    }
  }
  const known = new Set(taken);
  return [...byDay.keys()].sort().flatMap((day) =>
    byOrderNumber(byDay.get(day) ?? [], orderNumberOf).map((group) => {
      const periodKey = freeKey(day, known);
      known.add(periodKey);
      return { periodKey, lines: group };
    }),
  );
}

function byOrderNumber<Line>(
  lines: readonly Line[],
  orderNumberOf: ((line: Line) => string | null) | null,
): (readonly Line[])[] {
  if (orderNumberOf === null) {
    return [lines];
  }
  const groups = new Map<string, Line[]>();
  for (const line of lines) {
    const number = orderNumberOf(line) ?? "";
    groups.set(number, [...(groups.get(number) ?? []), line]);
  }
  return [...groups.keys()].sort().map((number) => groups.get(number) ?? []);
}

function byPeriod(lines: readonly GroupableLine[], today: LocalDate): (line: GroupableLine) => LocalDate {
  const days = [...new Set(lines.filter((line) => line.kind === "cycle").map((line) => line.period.start))].sort();
  return (line) =>
    line.kind === "cycle" ? line.period.start : (days.find((day) => day >= line.period.start) ?? today);
}

function byBillingDay(billingDay: number, today: LocalDate): (line: GroupableLine) => LocalDate {
  return (line) => {
    const day = billingDayOnOrAfter(billingDay, line.period.start);
    return day <= today ? day : today;
  };
}

function freeKey(day: LocalDate, taken: ReadonlySet<string>): string {
  let key = day;
  for (let n = 2; taken.has(key); n += 1) {
    key = `${day}#${n}`;
  }
  return key;
}
