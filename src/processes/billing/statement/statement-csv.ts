import { unparse } from "papaparse";
import { addDays } from "../../../domain/calendar";
import { toDecimalString } from "../../../domain/money";
import type { CompanyStatement } from "./read-statement";

const COLUMNS = ["date", "kind", "document", "order numbers", "card", "amount", "balance", "currency"];

/**
 * A statement as comma-separated values (RFC 4180): a row for the opening balance, one for each entry, one for the
 * closing balance, or for the balance so far while the period has not passed. Amounts are decimal texts with a point. Order
 * numbers are a customer's free text: none of them can be a spreadsheet's formula.
 */
export function statementCsv(statement: CompanyStatement): string {
  const { period, currency } = statement;
  const rows = [
    [period.start, "opening balance", "", "", "", "", toDecimalString(statement.opening), currency],
    ...statement.rows.map((row) => [
      row.on,
      row.kind.replace("_", " "),
      row.document?.number ?? "",
      asText(row.orderNumbers.join("; ")),
      row.cardLabel ?? "",
      toDecimalString(row.amount),
      toDecimalString(row.balance),
      currency,
    ]),
    [...ending(statement), "", "", "", "", toDecimalString(statement.closing), currency],
  ];
  return `${unparse({ fields: COLUMNS, data: rows })}\r\n`;
}

/** Day and kind of the last row: nobody knows yet what a day to come will end with. */
function ending({ period, asOfOn }: CompanyStatement): [on: string, kind: string] {
  return asOfOn < period.end ? [asOfOn, "balance so far"] : [addDays(period.end, -1), "closing balance"];
}

/**
 * What a spreadsheet would take for a formula is marked as text, at the beginning and wherever a cell begins for one that
 * parts lists by another sign than the comma.
 */
function asText(free: string): string {
  return free.replaceAll(/(^|[;,|\t])(\s*)(?=[=+\-@\t\r])/g, "$1$2'");
}
