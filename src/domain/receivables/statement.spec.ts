import fc from "fast-check";
import { addDays } from "../calendar";
import { money } from "../money";
import { type AccountEntry, type AccountEntryKind, ReceivablesError, statement } from "./index";

const entry = (on: string, kind: AccountEntryKind, document: string, cents: number): AccountEntry => ({
  on,
  kind,
  document,
  amount: money(cents, "USD"),
});

describe("statement of account", () => {
  const entries = [
    entry("2026-03-15", "payment", "P1", -5000),
    entry("2026-03-01", "invoice", "A1", 22_000),
    entry("2026-04-01", "invoice", "A2", 24_000),
    entry("2026-03-31", "payment", "P2", -20_000),
    entry("2026-04-20", "credit_note", "C1", -1000),
    entry("2026-05-01", "invoice", "A3", 24_000),
  ];
  const over = (from: string, to: string) => statement({ currency: "USD", entries, from, to });

  it("opens with what was owed, runs the balance, closes with what is owed", () => {
    const april = over("2026-04-01", "2026-05-01");
    expect(april.opening.amount).toBe(-3000);
    expect(april.rows.map((row) => [row.document, row.amount.amount, row.balance.amount])).toEqual([
      ["A2", 24_000, 21_000],
      ["C1", -1000, 20_000],
    ]);
    expect(april.closing.amount).toBe(20_000);
  });

  it("takes the first day in and leaves the last out", () => {
    const documents = (from: string, to: string) => over(from, to).rows.map((row) => row.document);
    expect(documents("2026-03-15", "2026-03-31")).toEqual(["P1"]);
    expect(documents("2026-03-16", "2026-04-01")).toEqual(["P2"]);
    expect(documents("2026-03-15", "2026-03-15")).toEqual([]);
    expect(over("2026-03-15", "2026-03-15").closing.amount).toBe(22_000);
    expect(over("2026-06-01", "2026-07-01")).toEqual({
      opening: money(44_000, "USD"),
      rows: [],
      closing: money(44_000, "USD"),
    });
  });

  it("orders a day by kind, then by document", () => {
    const day = "2026-03-01";
    const mixed = [
      entry(day, "adjustment", "a", -1),
      entry(day, "write_off", "b", -1),
      entry(day, "payment", "c", -1),
      entry(day, "credit_note", "d", -1),
      entry(day, "chargeback", "e", 1),
      entry(day, "refund", "f", 1),
      entry(day, "invoice", "h", 5),
      entry(day, "invoice", "g", 5),
      entry(day, "adjustment", "0", 1),
    ];
    const { rows } = statement({ currency: "USD", entries: mixed, from: day, to: "2026-03-02" });
    expect(rows.map((row) => row.document).join("")).toBe("ghfedcb0a");
    expect(rows.map((row) => row.balance.amount)).toEqual([5, 10, 11, 12, 11, 10, 9, 10, 9]);
  });

  it("orders many documents of a day whatever their order was", () => {
    const of = (documents: string) =>
      statement({
        currency: "USD",
        entries: [...documents].map((document) => entry("2026-03-01", "invoice", document, 5)),
        from: "2026-03-01",
        to: "2026-03-02",
      })
        .rows.map((row) => row.document)
        .join("");
    expect(["dbca", "abcd", "cadb", "bdac", "dcba"].map(of)).toEqual(Array(5).fill("abcd"));
  });

  it.each<[AccountEntryKind, number]>([
    ["invoice", -1],
    ["refund", -1],
    ["chargeback", -1],
    ["credit_note", 1],
    ["payment", 1],
    ["write_off", 1],
  ])("refuses %s of %i, wherever it stands, and takes one of nothing", (kind, cents) => {
    const of = (amount: number) => () =>
      statement({
        currency: "USD",
        entries: [entry("2030-01-01", kind, "D9", amount)],
        from: "2026-01-01",
        to: "2026-01-02",
      });
    expect(of(cents)).toThrow(ReceivablesError);
    expect(of(cents)).toThrow(`D9, ${kind}, cannot be `);
    expect(of(0)).not.toThrow();
    expect(of(-cents)).not.toThrow();
  });

  it("refuses an end before the start, and another currency", () => {
    expect(() => over("2026-04-02", "2026-04-01")).toThrow("A statement from 2026-04-02 cannot end before");
    expect(() => statement({ currency: "EUR", entries, from: "2026-03-01", to: "2026-04-01" })).toThrow(
      "Cannot combine",
    );
  });

  it("put together from any split is the statement of the whole", () => {
    const kinds = fc.constantFrom<AccountEntryKind>("invoice", "payment", "credit_note", "refund", "adjustment");
    const days = fc.nat({ max: 60 }).map((day) => addDays("2026-01-01", day));
    const account = fc
      .array(fc.record({ on: days, kind: kinds, cents: fc.nat({ max: 9000 }), document: fc.string() }))
      .map((list) =>
        list.map(({ on, kind, cents, document }) =>
          entry(on, kind, document, kind === "payment" || kind === "credit_note" ? -cents : cents),
        ),
      );
    fc.assert(
      fc.property(account, fc.array(days, { minLength: 2, maxLength: 6 }), (list, cuts) => {
        const edges = [...cuts].sort();
        const parts = edges
          .slice(1)
          .map((to, index) => statement({ currency: "USD", entries: list, from: edges[index] ?? to, to }));
        const whole = statement({
          currency: "USD",
          entries: list,
          from: edges[0] ?? "",
          to: edges[edges.length - 1] ?? "",
        });
        parts.slice(1).forEach((part, index) => {
          expect(part.opening).toEqual(parts[index]?.closing);
        });
        expect(parts.flatMap((part) => part.rows)).toEqual(whole.rows);
        expect(parts.at(-1)?.closing).toEqual(whole.closing);
      }),
    );
  });
});
