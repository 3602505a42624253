import { compareDates, type LocalDate } from "../calendar";
import { add, type Money, sum, toDecimalString } from "../money";
import { ReceivablesError } from "./receivables-error";

/** What moves the account between seller and customer. */
export type AccountEntryKind =
  | "invoice"
  /** Money given back to the customer. */
  | "refund"
  /** A payment that the customer's bank took back. */
  | "chargeback"
  | "credit_note"
  | "payment"
  /** An amount that is no longer asked for. */
  | "write_off"
  /** Made by hand with a reason, in either direction. */
  | "adjustment";

export type AccountEntry = {
  readonly on: LocalDate;
  readonly kind: AccountEntryKind;
  /** Number of the document or reference of the payment. */
  readonly document: string;
  /** Signed: positive what the customer owes more, negative what they owe less. */
  readonly amount: Money;
};

export type StatementRow = AccountEntry & {
  /** What the customer owes after this row; negative when the seller owes. */
  readonly balance: Money;
};

export type AccountStatement = {
  /** Owed when the first day began. */
  readonly opening: Money;
  readonly rows: readonly StatementRow[];
  /** Owed when the last day ended. */
  readonly closing: Money;
};

/** Whether an entry makes the customer owe more or less (null: either), and its place among the entries of a day. */
const KINDS: Readonly<Record<AccountEntryKind, { readonly sign: 1 | -1 | null; readonly place: number }>> = {
  invoice: { sign: 1, place: 0 },
  refund: { sign: 1, place: 1 },
  chargeback: { sign: 1, place: 2 },
  credit_note: { sign: -1, place: 3 },
  payment: { sign: -1, place: 4 },
  write_off: { sign: -1, place: 5 },
  adjustment: { sign: null, place: 6 },
};

/**
 * The account over the days `[from, to)`: what was owed before, each entry with the balance after it, what is owed at
 * the end. Entries of a day stand in the order invoice, refund, chargeback, credit note, payment, write-off,
 * adjustment, and by document, so that statements of any split of a period put together are the statement of the whole.
 * @throws ReceivablesError when `to` is before `from`, or naming a document whose sign does not fit its kind;
 * CurrencyMismatchError
 */
export function statement(input: {
  readonly currency: string;
  readonly entries: readonly AccountEntry[];
  readonly from: LocalDate;
  readonly to: LocalDate;
}): AccountStatement {
  const { currency, from, to } = input;
  if (to < from) {
    throw new ReceivablesError(`A statement from ${from} cannot end before, on ${to}.`);
  }
  const entries = inOrder(input.entries);
  const before = entries.filter((entry) => entry.on < from);
  const opening = sum(
    before.map((entry) => entry.amount),
    currency,
  );
  let balance = opening;
  const rows = entries
    .filter((entry) => from <= entry.on && entry.on < to)
    .map((entry) => {
      balance = add(balance, entry.amount);
      return { ...entry, balance };
    });
  return { opening, rows, closing: balance };
}

function inOrder(entries: readonly AccountEntry[]): AccountEntry[] {
  for (const { kind, document, amount } of entries) {
    if (amount.amount * (KINDS[kind].sign ?? 0) < 0) {
      throw new ReceivablesError(`${document}, ${kind}, cannot be ${toDecimalString(amount)} ${amount.currency}.`);
    }
  }
  return [...entries].sort(
    (a, b) =>
      compareDates(a.on, b.on) ||
      KINDS[a.kind].place - KINDS[b.kind].place ||
      (a.document < b.document ? -1 : a.document > b.document ? 1 : 0),
  );
}
