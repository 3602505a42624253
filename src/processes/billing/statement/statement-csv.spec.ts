import { parse } from "papaparse";
import { money } from "../../../domain/money";
import type { CompanyStatement, StatementRow } from "./read-statement";
import { statementCsv } from "./statement-csv";

const usd = (amount: number) => money(amount, "USD");
const row = (part: Partial<StatementRow>): StatementRow => ({
  on: "2026-03-15",
  kind: "invoice",
  document: { id: "cspinv_1", number: "INV-2026-000001" },
  orderNumbers: [],
  cardLabel: null,
  amount: usd(24_602),
  balance: usd(24_602),
  ...part,
});

const statement: CompanyStatement = {
  period: { start: "2026-01-01", end: "2027-01-01" },
  currency: "USD",
  timeZone: "UTC",
  asOfOn: "2027-01-01",
  opening: usd(0),
  rows: [
    row({}),
    row({ kind: "payment", cardLabel: 'Visa "4242", business', amount: usd(-24_602), balance: usd(0) }),
    row({
      kind: "credit_note",
      document: { id: "cspinv_2", number: "CN-2026-000001" },
      amount: usd(-5),
      balance: usd(-5),
    }),
    row({ on: "2026-04-01", kind: "adjustment", document: null, amount: usd(1), balance: usd(-4) }),
  ],
  closing: usd(-4),
  creditBalance: usd(4),
};

describe("a statement as a file", () => {
  const text = statementCsv(statement);

  it("has a row for each entry between the two balances, exact to the cent", () => {
    const { data, errors } = parse<string[]>(text, { skipEmptyLines: true });
    expect(errors).toEqual([]);
    expect(data).toEqual([
      ["date", "kind", "document", "order numbers", "card", "amount", "balance", "currency"],
      ["2026-01-01", "opening balance", "", "", "", "", "0.00", "USD"],
      ["2026-03-15", "invoice", "INV-2026-000001", "", "", "246.02", "246.02", "USD"],
      ["2026-03-15", "payment", "INV-2026-000001", "", 'Visa "4242", business', "-246.02", "0.00", "USD"],
      ["2026-03-15", "credit note", "CN-2026-000001", "", "", "-0.05", "-0.05", "USD"],
      ["2026-04-01", "adjustment", "", "", "", "0.01", "-0.04", "USD"],
      ["2026-12-31", "closing balance", "", "", "", "", "-0.04", "USD"],
    ]);
  });

  it.each([
    ["2026-12-31", "2026-12-31", "balance so far"],
    ["2026-04-02", "2026-04-02", "balance so far"],
    ["2027-01-01", "2026-12-31", "closing balance"],
  ])("read on %s ends with %s, %s", (asOfOn, on, kind) => {
    const last = statementCsv({ ...statement, asOfOn })
      .trimEnd()
      .split("\r\n")
      .at(-1);
    expect(last).toBe(`${on},${kind},,,,,-0.04,USD`);
  });

  it("ends every line as the format asks, the last one too", () => {
    expect(text.endsWith("USD\r\n")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  });
});

it.each([
  [["=1+1", "PO-2"], "'=1+1; PO-2"],
  [["PO-1", "@x"], "PO-1; '@x"],
  // A spreadsheet whose list separator is another one begins a cell there.
  [["PO-1;=HYPERLINK(1)"], "PO-1;'=HYPERLINK(1)"],
  [["PO-1; +1"], "PO-1; '+1"],
  [["PO-1-2", "a=b"], "PO-1-2; a=b"],
])("an order number that a spreadsheet would calculate is text: %j", (orderNumbers, text) => {
  const rows = [{ ...statement.rows[0], orderNumbers }] as typeof statement.rows;
  expect(statementCsv({ ...statement, rows })).toContain(text);
});
