import { compareDates, type LocalDate } from "../calendar";
import { compare, isNegative, isZero, type Money, subtract, toDecimalString } from "../money";
import { ReceivablesError } from "./receivables-error";

export interface OpenInvoice {
  readonly id: string;
  /** The invoice's number: digits in it count as numbers, so that INV-9 comes before INV-10. */
  readonly number: string;
  /** What is still to be paid of it, at least 0. */
  readonly due: Money;
  readonly dueOn: LocalDate;
  readonly issuedOn: LocalDate;
}

export interface PaymentAllocation {
  readonly invoiceId: string;
  readonly paid: Money;
  /** What is still to be paid after that. */
  readonly left: Money;
}

export interface AllocatedPayment {
  /** Invoices that get something, in the order in which they get it. */
  readonly allocations: readonly PaymentAllocation[];
  /** What no invoice needs: it grows the credit balance. */
  readonly credit: Money;
}

/**
 * Divides a payment among open invoices: the one it names first, then by due date, date of issue and number. What is
 * paid and what becomes credit always add up to the payment.
 * @param named id of the invoice that the customer paid for; null when unknown
 * @throws ReceivablesError for a payment that is not positive, an unknown name, an invoice that owes less than nothing or
 * stands twice; CurrencyMismatchError
 */
export function allocatePayment(input: {
  readonly payment: Money;
  readonly invoices: readonly OpenInvoice[];
  readonly named: string | null;
}): AllocatedPayment {
  const { payment, named } = input;
  if (payment.amount <= 0) {
    throw new ReceivablesError(`A payment must be more than nothing, got ${toDecimalString(payment)}.`);
  }
  const invoices = inOrder(checked(input.invoices, named), named);
  const allocations: PaymentAllocation[] = [];
  let rest = payment;
  for (const { id, due } of invoices) {
    const paid = compare(due, rest) <= 0 ? due : rest;
    if (!isZero(paid)) {
      allocations.push({ invoiceId: id, paid, left: subtract(due, paid) });
      rest = subtract(rest, paid);
    }
  }
  return { allocations, credit: rest };
}

function checked(invoices: readonly OpenInvoice[], named: string | null): readonly OpenInvoice[] {
  const seen = new Set<string>();
  for (const { id, due } of invoices) {
    if (seen.has(id)) {
      throw new ReceivablesError(`Invoice ${id} stands twice among the open ones.`);
    }
    if (isNegative(due)) {
      throw new ReceivablesError(`Invoice ${id} cannot owe ${toDecimalString(due)} ${due.currency}.`);
    }
    seen.add(id);
  }
  if (named !== null && !seen.has(named)) {
    throw new ReceivablesError(`The payment names invoice ${named}, which is not open.`);
  }
  return invoices;
}

const byNumber = new Intl.Collator("en", { numeric: true });

function inOrder(invoices: readonly OpenInvoice[], named: string | null): OpenInvoice[] {
  return [...invoices].sort((a, b) => {
    if (a.id === named || b.id === named) {
      return a.id === named ? -1 : 1;
    }
    return (
      compareDates(a.dueOn, b.dueOn) || compareDates(a.issuedOn, b.issuedOn) || byNumber.compare(a.number, b.number)
    );
  });
}
