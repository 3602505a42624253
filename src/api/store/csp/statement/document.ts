import { z } from "zod";
import { day, money, span } from "../../../http/document";

/** What a company owed, what changed it and what it owes. Positive amounts and balances are owed by the company. */
export const statement = z.strictObject({
  period: span,
  currency: z.string(),
  /** IANA name; decides the day of payments. */
  time_zone: z.string(),
  /** Today in that zone. Until the period has passed, the closing balance is the balance so far, as of this day. */
  as_of_on: day,
  opening_balance: money,
  rows: z.array(
    z.strictObject({
      on: day,
      kind: z.enum(["invoice", "credit_note", "payment", "refund", "chargeback", "adjustment"]),
      /** The invoice or credit note itself, or the invoice that was paid, or whose money went back. */
      document: z.strictObject({ id: z.string(), number: z.string() }).nullable(),
      card: z.string().nullable(),
      amount: money,
      balance: money,
    }),
  ),
  closing_balance: money,
  /** What the seller owes the company now, whatever the period. */
  credit_balance: money,
});

/** Null before the company's first purchase. */
export const statementAnswer = z.strictObject({ statement: statement.nullable() });

export type Statement = z.output<typeof statement>;
export type StatementAnswer = z.output<typeof statementAnswer>;
