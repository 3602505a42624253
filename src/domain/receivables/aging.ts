import { daysBetween, type LocalDate } from "../calendar";
import { add, isNegative, type Money, money, toDecimalString } from "../money";
import type { OpenInvoice } from "./allocate-payment";
import { ReceivablesError } from "./receivables-error";

/** What is open, by days since it was due. */
export interface Aging {
  /** Not overdue; the due date itself is still in time. */
  readonly current: Money;
  readonly days1To30: Money;
  readonly days31To60: Money;
  readonly days61To90: Money;
  readonly over90Days: Money;
  readonly total: Money;
}

/**
 * Open amounts by age on a day. Credit is no part of it: it stands in the credit balance.
 * @throws ReceivablesError naming an invoice that owes less than nothing; CurrencyMismatchError
 */
export function aging(input: {
  readonly currency: string;
  readonly invoices: readonly Pick<OpenInvoice, "id" | "due" | "dueOn">[];
  readonly on: LocalDate;
}): Aging {
  const nothing = money(0, input.currency);
  const sums: Record<keyof Aging, Money> = {
    current: nothing,
    days1To30: nothing,
    days31To60: nothing,
    days61To90: nothing,
    over90Days: nothing,
    total: nothing,
  };
  for (const { id, due, dueOn } of input.invoices) {
    if (isNegative(due)) {
      throw new ReceivablesError(`Invoice ${id} cannot owe ${toDecimalString(due)} ${due.currency}.`);
    }
    const bucket = bucketOf(daysBetween(dueOn, input.on));
    sums[bucket] = add(sums[bucket], due);
    sums.total = add(sums.total, due);
  }
  return sums;
}

function bucketOf(daysOverdue: number): Exclude<keyof Aging, "total"> {
  if (daysOverdue <= 0) {
    return "current";
  }
  if (daysOverdue <= 30) {
    return "days1To30";
  }
  if (daysOverdue <= 60) {
    return "days31To60";
  }
  return daysOverdue <= 90 ? "days61To90" : "over90Days";
}
