import { add, compare, isNegative, type Money, negate, subtract, toDecimalString } from "../money";
import { ReceivablesError } from "./receivables-error";

/** How much of an invoice a customer's credit pays. */
export type AppliedCredit = {
  /** Taken from the balance. */
  readonly applied: Money;
  /** What remains to be paid otherwise. */
  readonly due: Money;
  /** What remains of the balance. */
  readonly left: Money;
};

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

/** How an issued document meets the customer's credit balance. */
export type SettledDocument = {
  /** What an invoice used of the balance; 0 for a credit note. */
  readonly applied: Money;
  /** What a credit note added to the balance; 0 for an invoice. */
  readonly earned: Money;
  /** What remains to be paid of an invoice; 0 for a credit note. */
  readonly due: Money;
  /** The balance after it. */
  readonly balance: Money;
};

/**
 * What issuing a document does to the balance: an invoice uses up what there is, a credit note that stands for itself
 * adds all it gives.
 * @param document `gross` with tax: at least 0 on an invoice, at most 0 on a credit note
 * @throws ReceivablesError for a gross or a balance of the wrong sign; CurrencyMismatchError
 */
export function settleDocument(
  document: { readonly isCreditNote: boolean; readonly gross: Money },
  balance: Money,
): SettledDocument {
  const nothing = subtract(balance, balance);
  if (!document.isCreditNote) {
    const { applied, due, left } = applyCreditBalance({ gross: document.gross, balance });
    return { applied, earned: nothing, due, balance: left };
  }
  const earned = givenBy(document.gross);
  return { applied: nothing, earned, due: nothing, balance: add(balance, earned) };
}

/** Where the amount of a credit note against an invoice goes: `reduces + earned` is all it gives. */
export type SplitCredit = {
  /** Taken off what is still to be paid of the invoice. */
  readonly reduces: Money;
  /** Added to the balance. */
  readonly earned: Money;
};

/**
 * A credit note against an invoice first makes smaller what is still to be paid of it; the rest is the customer's.
 * @param gross of the note with tax, at most 0
 * @param unpaid what is still to be paid of the invoice, at least 0; 0 for one that asks for nothing any more
 * @throws ReceivablesError for an amount of the wrong sign; CurrencyMismatchError
 */
export function splitCreditNote({ gross, unpaid }: { readonly gross: Money; readonly unpaid: Money }): SplitCredit {
  const { applied, left } = applyCreditBalance({ gross: unpaid, balance: givenBy(gross) });
  return { reduces: applied, earned: left };
}

function givenBy(gross: Money): Money {
  if (gross.amount > 0) {
    throw new ReceivablesError(`A credit note cannot be ${toDecimalString(gross)} ${gross.currency}.`);
  }
  return negate(gross);
}
