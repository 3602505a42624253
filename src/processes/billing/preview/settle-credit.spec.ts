import fc from "fast-check";
import type { NewInvoice } from "../../../modules/billing";
import { settleCredit } from "./settle-credit";

function invoiceOf(id: number, gross: number): NewInvoice {
  const kind = gross < 0 ? "credit_note" : "recurring";
  return {
    id: `doc${id}`,
    currency: "USD",
    kind,
    gross,
  } as NewInvoice;
}

const settle = (balance: number, ...grosses: number[]) =>
  settleCredit(
    grosses.map((gross, index) => invoiceOf(index, gross)),
    { creditBalance: balance },
  ).map(({ creditApplied, creditEarned, amountDue }) => [creditApplied, creditEarned, amountDue]);

describe("credit in a preview", () => {
  it.each([
    [0, [100], [[0, 0, 100]]],
    [99, [100], [[99, 0, 1]]],
    [100, [100], [[100, 0, 0]]],
    [101, [100], [[100, 0, 0]]],
    [0, [0], [[0, 0, 0]]],
    [0, [-30], [[0, 30, 0]]],
    [
      10,
      [-30, 50],
      [
        [0, 30, 0],
        [40, 0, 10],
      ],
    ],
    [
      10,
      [5, -30, 50],
      [
        [5, 0, 0],
        [0, 30, 0],
        [35, 0, 15],
      ],
    ],
  ])("of %d over %p", (balance, grosses, expected) => {
    expect(settle(balance, ...grosses)).toEqual(expected);
  });

  it("is neither made nor lost: what is due less what remains is what was asked for less what there was", () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.array(fc.integer({ min: -500, max: 500 }), { maxLength: 6 }), (balance, grosses) => {
        let left = balance;
        for (const [index, [applied = 0, earned = 0, due = 0]] of settle(balance, ...grosses).entries()) {
          const gross = grosses[index] ?? 0;
          expect(due).toBe(Math.max(gross, 0) - applied);
          expect(earned).toBe(Math.max(-gross, 0));
          left += earned - applied;
          expect(left).toBeGreaterThanOrEqual(0);
          // Credit is used up before anything is to be paid.
          expect(due === 0 || left === 0).toBe(true);
        }
      }),
    );
  });
});
