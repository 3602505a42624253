import type { LocalDate } from "../calendar";
import { add, compare, isNegative, type Money, money, negate, subtract, toDecimalString } from "../money";
import { ReceivablesError } from "./receivables-error";

/** Why the balance of a customer's credit changed. */
export type CreditEntryKind =
  /** A credit note's total that was not paid back. */
  | "credit_note"
  /** What a payment brought beyond the open invoices. */
  | "overpayment"
  /** Used on an invoice. */
  | "applied"
  /** Paid back to the customer. */
  | "refunded"
  /** Made by hand with a reason, in either direction. */
  | "adjustment";

/** One entry of the ledger. Entries are added, never changed: a correction is an entry of its own. */
export interface CreditEntry {
  readonly id: string;
  readonly on: LocalDate;
  readonly kind: CreditEntryKind;
  /** The credit note, payment or invoice that it comes from. */
  readonly document: string;
  /** Positive when the customer's credit grows, negative when it is used; never zero. */
  readonly amount: Money;
}

/** The sign of an entry's amount by its kind; null for either. */
const SIGNS: Readonly<Record<CreditEntryKind, 1 | -1 | null>> = {
  credit_note: 1,
  overpayment: 1,
  applied: -1,
  refunded: -1,
  adjustment: null,
};

/**
 * The customer's credit after all entries, in the order in which they were written.
 * @param currency of the ledger; an empty one is worth nothing in it
 * @throws ReceivablesError naming the entry that is of another currency, has the wrong sign for its kind, was written
 * twice, or takes more than there was
 */
export function balanceOf(entries: readonly CreditEntry[], currency: string): Money {
  const seen = new Set<string>();
  let balance = money(0, currency);
  for (const { id, kind, amount } of entries) {
    if (amount.currency !== currency) {
      throw new ReceivablesError(`Credit entry ${id} is in ${amount.currency}, the ledger in ${currency}.`);
    }
    if (seen.has(id)) {
      throw new ReceivablesError(`Credit entry ${id} was written twice.`);
    }
    const sign = Math.sign(amount.amount);
    if (sign === 0 || sign === -(SIGNS[kind] ?? 0)) {
      throw new ReceivablesError(`Credit entry ${id}, ${kind}, cannot be ${toDecimalString(amount)} ${currency}.`);
    }
    const after = add(balance, amount);
    if (isNegative(after)) {
      const taken = toDecimalString(negate(amount));
      throw new ReceivablesError(
        `Credit entry ${id} takes ${taken} ${currency}, there is ${toDecimalString(balance)}.`,
      );
    }
    seen.add(id);
    balance = after;
  }
  return balance;
}

/** How much of an invoice a customer's credit pays. */
export interface AppliedCredit {
  /** Taken from the balance. */
  readonly applied: Money;
  /** What remains to be paid otherwise. */
  readonly due: Money;
  /** What remains of the balance. */
  readonly left: Money;
}

/**
 * Pays an invoice from the credit balance, as far as that reaches: `applied + due = gross`, `applied + left = balance`.
 * @param gross total of the invoice with tax, at least 0: a negative total is a credit and goes to the balance
 * @throws ReceivablesError for a negative amount; CurrencyMismatchError
 */
export function applyCreditBalance({
  gross,
  balance,
}: {
  readonly gross: Money;
  readonly balance: Money;
}): AppliedCredit {
  if (isNegative(gross)) {
    throw new ReceivablesError(`An invoice of ${toDecimalString(gross)} is a credit: add it to the balance instead.`);
  }
  if (isNegative(balance)) {
    throw new ReceivablesError(`A credit balance cannot be ${toDecimalString(balance)} ${balance.currency}.`);
  }
  const applied = compare(gross, balance) <= 0 ? gross : balance;
  return { applied, due: subtract(gross, applied), left: subtract(balance, applied) };
}
