import { addDays } from "../../../../domain/calendar";
import { decimalMoney } from "../../../../domain/money";
import type { CompanyStatement } from "../../../../processes/billing/statement/read-statement";
import type { Statement } from "./document";

/** A statement as the store API shows it. Positive balances are owed by the company. */
export function statementDocument(statement: CompanyStatement): Statement {
  const { start, end } = statement.period;
  return {
    period: { start_on: start, end_on: end, last_on: addDays(end, -1) },
    currency: statement.currency,
    time_zone: statement.timeZone,
    as_of_on: statement.asOfOn,
    opening_balance: decimalMoney(statement.opening),
    rows: statement.rows.map((row) => ({
      on: row.on,
      kind: row.kind,
      document: row.document,
      card: row.cardLabel,
      amount: decimalMoney(row.amount),
      balance: decimalMoney(row.balance),
    })),
    closing_balance: decimalMoney(statement.closing),
    credit_balance: decimalMoney(statement.creditBalance),
  };
}
