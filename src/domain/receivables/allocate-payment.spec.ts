import fc from "fast-check";
import { addDays } from "../calendar";
import { money } from "../money";
import { allocatePayment, type OpenInvoice, ReceivablesError } from "./index";

const usd = (cents: number) => money(cents, "USD");
const invoice = (id: string, cents: number, dueOn: string, rest: Partial<OpenInvoice> = {}): OpenInvoice => ({
  id,
  number: `INV-${id}`,
  due: usd(cents),
  dueOn,
  issuedOn: "2026-01-01",
  ...rest,
});
const allocated = (payment: number, invoices: readonly OpenInvoice[], named: string | null = null) => {
  const { allocations, credit } = allocatePayment({ payment: usd(payment), invoices, named });
  return [...allocations.map(({ invoiceId, paid, left }) => [invoiceId, paid.amount, left.amount]), credit.amount];
};

describe("a payment", () => {
  const may = invoice("may", 3000, "2026-05-31");
  const april = invoice("april", 2000, "2026-04-30");
  const june = invoice("june", 1000, "2026-06-30");
  const open = [may, april, june];

  it.each<[number, string | null, unknown[]]>([
    [1, null, [["april", 1, 1999], 0]],
    [1999, null, [["april", 1999, 1], 0]],
    [2000, null, [["april", 2000, 0], 0]],
    [2001, null, [["april", 2000, 0], ["may", 1, 2999], 0]],
    [6000, null, [["april", 2000, 0], ["may", 3000, 0], ["june", 1000, 0], 0]],
    [6001, null, [["april", 2000, 0], ["may", 3000, 0], ["june", 1000, 0], 1]],
    [500, "june", [["june", 500, 500], 0]],
    [3500, "june", [["june", 1000, 0], ["april", 2000, 0], ["may", 500, 2500], 0]],
    [3500, "may", [["may", 3000, 0], ["april", 500, 1500], 0]],
  ])("of %i for %s goes to %j", (payment, named, expected) => {
    expect(allocated(payment, open, named)).toEqual(expected);
    expect(allocated(payment, [...open].reverse(), named)).toEqual(expected);
  });

  it("goes by date of issue and number where invoices are due on one day", () => {
    const late = invoice("late", 10, "2026-05-01", { issuedOn: "2026-04-02", number: "INV-1" });
    const ten = invoice("a", 10, "2026-05-01", { issuedOn: "2026-04-01", number: "INV-10" });
    const nine = invoice("b", 10, "2026-05-01", { issuedOn: "2026-04-01", number: "INV-9" });
    for (const order of [
      [late, ten, nine],
      [nine, late, ten],
      [ten, nine, late],
    ]) {
      expect(allocated(25, order)).toEqual([["b", 10, 0], ["a", 10, 0], ["late", 5, 5], 0]);
    }
  });

  it("passes by what is paid already, and is all credit when nothing is open", () => {
    expect(allocated(5, [invoice("paid", 0, "2026-01-01"), invoice("open", 3, "2026-02-01")])).toEqual([
      ["open", 3, 0],
      2,
    ]);
    expect(allocated(5, [])).toEqual([5]);
  });

  it.each<[string, number, OpenInvoice[], string | null, string]>([
    ["a payment of nothing", 0, open, null, "more than nothing, got 0.00"],
    ["a negative payment", -1, open, null, "more than nothing, got -0.01"],
    ["an unknown name", 1, open, "july", "names invoice july, which is not open"],
    ["a negative invoice", 1, [invoice("x", -1, "2026-01-01")], null, "Invoice x cannot owe -0.01 USD"],
    ["an invoice twice", 1, [may, may], null, "Invoice may stands twice"],
  ])("refuses %s", (_, payment, invoices, named, message) => {
    expect(() => allocated(payment, invoices, named)).toThrow(ReceivablesError);
    expect(() => allocated(payment, invoices, named)).toThrow(message);
  });

  it("refuses invoices of another currency", () => {
    const euro = invoice("euro", 0, "2026-01-01", { due: money(5, "EUR") });
    expect(() => allocated(5, [euro])).toThrow("Cannot combine");
  });

  const invoices = fc
    .array(fc.record({ due: fc.nat({ max: 5000 }), day: fc.nat({ max: 20 }), issued: fc.nat({ max: 3 }) }), {
      maxLength: 8,
    })
    .map((list) =>
      list.map(({ due, day, issued }, index) =>
        invoice(String(index), due, addDays("2026-01-01", day), { issuedOn: addDays("2025-12-01", issued) }),
      ),
    );

  it("is conserved, pays no invoice more than it owes, and leaves at most one paid in part", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30_000 }), invoices, fc.nat(), (payment, open, pick) => {
        const named = open.length > 0 && pick % 2 === 0 ? String(pick % open.length) : null;
        const { allocations, credit } = allocatePayment({ payment: usd(payment), invoices: open, named });
        expect(allocations.reduce((total, { paid }) => total + paid.amount, credit.amount)).toBe(payment);
        const owed = new Map(open.map(({ id, due }) => [id, due.amount]));
        for (const { invoiceId, paid, left } of allocations) {
          expect(paid.amount).toBeGreaterThan(0);
          expect(left.amount).toBeGreaterThanOrEqual(0);
          expect(paid.amount + left.amount).toBe(owed.get(invoiceId));
        }
        expect(allocations.slice(0, -1).every(({ left }) => left.amount === 0)).toBe(true);
        if (credit.amount > 0) {
          const all = open.filter(({ due }) => due.amount > 0);
          expect(allocations.filter(({ left }) => left.amount === 0)).toHaveLength(all.length);
        }
      }),
    );
  });

  it("in parts pays the same invoices as in one, when none is named", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 9000 }), { minLength: 1, maxLength: 5 }),
        invoices,
        (parts, open) => {
          const paid = new Map<string, number>();
          let left = open;
          let credit = 0;
          for (const part of parts) {
            const result = allocatePayment({ payment: usd(part), invoices: left, named: null });
            const after = new Map(result.allocations.map((one) => [one.invoiceId, one.left]));
            for (const { invoiceId, paid: amount } of result.allocations) {
              paid.set(invoiceId, (paid.get(invoiceId) ?? 0) + amount.amount);
            }
            left = left.map((one) => ({ ...one, due: after.get(one.id) ?? one.due }));
            credit += result.credit.amount;
          }
          const whole = allocatePayment({
            payment: usd(parts.reduce((total, part) => total + part, 0)),
            invoices: open,
            named: null,
          });
          expect(whole.credit.amount).toBe(credit);
          expect(new Map(whole.allocations.map((one) => [one.invoiceId, one.paid.amount]))).toEqual(paid);
        },
      ),
    );
  });
});
