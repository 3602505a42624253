import fc from "fast-check";
import { add, money, negate } from "../money";
import { applyCreditBalance, ReceivablesError, settleDocument, splitCreditNote } from "./index";

const usd = (cents: number) => money(cents, "USD");

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

describe("a document that is issued", () => {
  it.each([
    // credit note, gross, balance before, applied, earned, due, balance after
    [false, 100, 30, 30, 0, 70, 0],
    [false, 100, 130, 100, 0, 0, 30],
    [false, 0, 30, 0, 0, 0, 30],
    [true, -40, 30, 0, 40, 0, 70],
    [true, 0, 30, 0, 0, 0, 30],
  ])("(credit note: %s) of %i meets a balance of %i", (isCreditNote, gross, before, applied, earned, due, balance) => {
    expect(settleDocument({ isCreditNote, gross: usd(gross) }, usd(before))).toEqual({
      applied: usd(applied),
      earned: usd(earned),
      due: usd(due),
      balance: usd(balance),
    });
  });

  it("is refused with the wrong sign, in either direction", () => {
    expect(() => settleDocument({ isCreditNote: true, gross: usd(1) }, usd(0))).toThrow("cannot be 0.01 USD");
    expect(() => settleDocument({ isCreditNote: false, gross: usd(-1) }, usd(0))).toThrow("is a credit");
  });
});

describe("a credit note against an invoice", () => {
  it.each([
    // gross of the note, unpaid, reduces, earned
    [-100, 100, 100, 0],
    [-100, 101, 100, 0],
    [-100, 99, 99, 1],
    [-100, 0, 0, 100],
  ])("of %i with %i unpaid makes the invoice smaller by %i and adds %i", (gross, unpaid, reduces, earned) => {
    expect(splitCreditNote({ gross: usd(gross), unpaid: usd(unpaid) })).toEqual({
      reduces: usd(reduces),
      earned: usd(earned),
    });
  });

  it("gives all it says, and never takes an invoice below nothing", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (given, unpaid) => {
        const { reduces, earned } = splitCreditNote({ gross: negate(usd(given)), unpaid: usd(unpaid) });
        expect(add(reduces, earned)).toEqual(usd(given));
        expect(reduces.amount).toBeLessThanOrEqual(unpaid);
      }),
    );
  });
});
