import fc from "fast-check";
import { add, money, negate } from "../money";
import { applyCreditBalance, balanceOf, type CreditEntry, type CreditEntryKind, ReceivablesError } from "./index";

const usd = (cents: number) => money(cents, "USD");
const entry = (id: string, kind: CreditEntryKind, cents: number, currency = "USD"): CreditEntry => ({
  id,
  on: "2026-05-01",
  kind,
  document: `doc-${id}`,
  amount: money(cents, currency),
});

describe("credit on an invoice", () => {
  it.each([
    // gross, balance, applied, due, left
    [10_000, 0, 0, 10_000, 0],
    [10_000, 2500, 2500, 7500, 0],
    [10_000, 9999, 9999, 1, 0],
    [10_000, 10_000, 10_000, 0, 0],
    [10_000, 10_001, 10_000, 0, 1],
    [0, 500, 0, 0, 500],
  ])("of %i from a balance of %i: %i applied, %i due, %i left", (gross, balance, applied, due, left) => {
    expect(applyCreditBalance({ gross: usd(gross), balance: usd(balance) })).toEqual({
      applied: usd(applied),
      due: usd(due),
      left: usd(left),
    });
  });

  it("conserves both amounts and uses all it can", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (gross, balance) => {
        const { applied, due, left } = applyCreditBalance({ gross: usd(gross), balance: usd(balance) });
        expect(add(applied, due)).toEqual(usd(gross));
        expect(add(applied, left)).toEqual(usd(balance));
        expect(due.amount === 0 || left.amount === 0).toBe(true);
      }),
    );
  });

  it("is refused for negative amounts and two currencies", () => {
    expect(new ReceivablesError("x").name).toBe("ReceivablesError");
    expect(() => applyCreditBalance({ gross: usd(-1), balance: usd(5) })).toThrow("An invoice of -0.01 is a credit");
    expect(() => applyCreditBalance({ gross: usd(1), balance: usd(-5) })).toThrow("cannot be -0.05 USD");
    expect(() => applyCreditBalance({ gross: usd(1), balance: money(5, "EUR") })).toThrow("Cannot combine");
  });
});

describe("the credit ledger", () => {
  it("adds up", () => {
    expect(balanceOf([], "JPY")).toEqual(money(0, "JPY"));
    const entries = [
      entry("1", "credit_note", 5000),
      entry("2", "applied", -3000),
      entry("3", "overpayment", 100),
      entry("4", "adjustment", 50),
      entry("5", "adjustment", -150),
      entry("6", "refunded", -2000),
    ];
    expect(entries.map((_, index) => balanceOf(entries.slice(0, index + 1), "USD").amount)).toEqual([
      5000, 2000, 2100, 2150, 2000, 0,
    ]);
  });

  it.each<[string, CreditEntry[], string]>([
    ["another currency", [entry("1", "credit_note", 5, "EUR")], "Credit entry 1 is in EUR, the ledger in USD."],
    [
      "an entry written twice",
      [entry("1", "credit_note", 5), entry("1", "credit_note", 5)],
      "Credit entry 1 was written twice.",
    ],
    [
      "more taken than there was",
      [entry("1", "credit_note", 500), entry("2", "applied", -501)],
      "Credit entry 2 takes 5.01 USD, there is 5.00.",
    ],
    [
      "taken before it came",
      [entry("2", "applied", -500), entry("1", "credit_note", 500)],
      "Credit entry 2 takes 5.00 USD, there is 0.00.",
    ],
    ["nothing", [entry("1", "adjustment", 0)], "Credit entry 1, adjustment, cannot be 0.00 USD."],
    ["a credit note of nothing", [entry("1", "credit_note", 0)], "Credit entry 1, credit_note, cannot be 0.00 USD."],
    ["a use of nothing", [entry("1", "applied", 0)], "Credit entry 1, applied, cannot be 0.00 USD."],
    ["a negative credit note", [entry("1", "credit_note", -5)], "Credit entry 1, credit_note, cannot be -0.05 USD."],
    ["a negative overpayment", [entry("1", "overpayment", -5)], "Credit entry 1, overpayment, cannot be -0.05 USD."],
    ["a positive use", [entry("1", "applied", 5)], "Credit entry 1, applied, cannot be 0.05 USD."],
    ["a positive refund", [entry("1", "refunded", 5)], "Credit entry 1, refunded, cannot be 0.05 USD."],
  ])("refuses %s by name", (_, entries, message) => {
    expect(() => balanceOf(entries, "USD")).toThrow(ReceivablesError);
    expect(() => balanceOf(entries, "USD")).toThrow(message);
  });

  it("follows invoices that use it and never goes below nothing", () => {
    const moves = fc.array(fc.record({ credit: fc.nat({ max: 50_000 }), gross: fc.nat({ max: 50_000 }) }));
    fc.assert(
      fc.property(moves, (list) => {
        const entries: CreditEntry[] = [];
        list.forEach(({ credit, gross }, index) => {
          if (credit > 0) {
            entries.push(entry(`c${index}`, "credit_note", credit));
          }
          const { applied, left } = applyCreditBalance({ gross: usd(gross), balance: balanceOf(entries, "USD") });
          if (applied.amount > 0) {
            entries.push({ ...entry(`a${index}`, "applied", 0), amount: negate(applied) });
          }
          expect(balanceOf(entries, "USD")).toEqual(left);
        });
      }),
    );
  });
});
