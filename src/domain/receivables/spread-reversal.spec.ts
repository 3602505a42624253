import fc from "fast-check";
import { spreadReversal } from "./index";

const invoice = (id: string, left: number, credit = 0) => ({ id, left, credit });

describe("spreadReversal", () => {
  it.each([
    ["the first before the second", 100, [invoice("a", 80), invoice("b", 30)], { a: 80, b: 20 }],
    ["nothing of what has gone back already", 20, [invoice("a", 0), invoice("b", 30)], { b: 20 }],
    ["what was given as credit before all else", 30, [invoice("a", 80), invoice("b", 30, 25)], { b: 25, a: 5 }],
    ["no more of it than was paid", 40, [invoice("a", 80), invoice("b", 30, 50)], { b: 30, a: 10 }],
    ["more than was paid on the first", 120, [invoice("a", 80), invoice("b", 30)], { a: 90, b: 30 }],
    ["also when it has less than nothing left", 10, [invoice("a", -5), invoice("b", 3)], { a: 7, b: 3 }],
  ])("takes %s", (_what, amount, invoices, parts) => {
    expect(Object.fromEntries(spreadReversal(amount, invoices).map((part) => [part.id, part.amount]))).toEqual(parts);
  });

  it("comes to the amount, to the cent", () => {
    const amounts = fc.record({ left: fc.integer({ min: 0, max: 99 }), credit: fc.integer({ min: 0, max: 99 }) });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.array(amounts, { minLength: 1, maxLength: 4 }),
        (amount, all) => {
          const invoices = all.map((one, index) => ({ ...one, id: `${index}` }));
          const parts = spreadReversal(amount, invoices);
          expect(parts.reduce((sum, part) => sum + part.amount, 0)).toBe(amount);
          const beyond = parts.filter((part) => part.amount > (invoices[Number(part.id)]?.left ?? 0));
          const brought = invoices.reduce((sum, { left }) => sum + left, 0);
          expect(beyond.length).toBe(amount > brought ? 1 : 0);
        },
      ),
    );
  });

  it("needs an invoice", () => {
    expect(() => spreadReversal(1, [])).toThrow(RangeError);
  });
});
