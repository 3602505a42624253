import { addDays, lastDayOf } from "../calendar";
import { costTolerance, expectedCost, expectedSeatChange, type VendorRounding, vendorChargeCycles } from "./index";

/** `[first, last]` as the vendor writes it. */
const days = (first: string, last: string) => ({ start: first, end: addDays(last, 1) });

// Figures of the vendor's published examples; "10.08" EUR in June 2021, "12" USD in March 2022.
describe("expected cost of seat changes", () => {
  it.each([
    [2, 10, 12, "2021-06-20", -9408, 11_289],
    [-4, 12, 8, "2021-06-20", -11_289, 7526],
  ])("of %i seats, %i to %i from %s", (_, from, to, first, refund, charge) => {
    const lines = expectedSeatChange({
      unitPrice: "10.08",
      currency: "EUR",
      from,
      to,
      billed: days(first, "2021-07-17"),
      cycle: days("2021-06-18", "2021-07-17"),
    });
    expect([lines.refund.amount, lines.charge.amount]).toEqual([refund, charge]);
  });

  it.each([
    [10, 15, "2022-03-07", -11_225, 16_838],
    [15, 25, "2022-03-10", -15_096, 25_161],
    [25, 23, "2022-03-12", -23_225, 21_367],
    [23, 20, "2022-03-14", -19_587, 17_032],
    [20, 30, "2022-03-25", -8516, 12_774],
  ])("%i to %i from %s", (from, to, first, refund, charge) => {
    const lines = expectedSeatChange({
      unitPrice: "12",
      currency: "USD",
      from,
      to,
      billed: days(first, "2022-04-04"),
      cycle: days("2022-03-05", "2022-04-04"),
    });
    expect([lines.refund.amount, lines.charge.amount]).toEqual([refund, charge]);
  });
});

describe("expected cost of a line", () => {
  const cancellation = {
    unitPrice: "10.08",
    currency: "EUR",
    quantity: 10,
    billed: days("2021-07-17", "2021-08-14"),
    cycle: days("2021-07-15", "2021-08-14"),
    direction: "refund",
  } as const;

  it.each<[VendorRounding, number]>([
    ["truncate-line-1", -9429],
    ["truncate-unit-1", -9420],
  ])("rounds by %s to %i", (rounding, amount) => {
    expect(expectedCost({ ...cancellation, rounding }).amount).toBe(amount);
  });

  it.each([
    ["10.08", -231_600],
    ["6.43", 147_600],
  ])("of an upgrade at %s is %i", (unitPrice, amount) => {
    const upgrade = {
      unitPrice,
      currency: "EUR",
      quantity: 300,
      billed: days("2021-06-25", "2021-07-17"),
      cycle: days("2021-06-18", "2021-07-17"),
      direction: amount < 0 ? "refund" : "charge",
      rounding: "truncate-unit-1",
    } as const;
    expect(expectedCost(upgrade).amount).toBe(amount);
  });

  it("of a whole cycle is price times quantity, in any currency and to the last decimal of the price", () => {
    const whole = { ...cancellation, billed: cancellation.cycle, direction: "charge" } as const;
    expect(expectedCost(whole)).toEqual({ amount: 10_080, currency: "EUR" });
    expect(expectedCost({ ...whole, currency: "JPY", unitPrice: "495.635" })).toEqual({
      amount: 4956,
      currency: "JPY",
    });
    expect(expectedCost({ ...whole, currency: "KWD", unitPrice: "1.0009" })).toEqual({
      amount: 10_009,
      currency: "KWD",
    });
  });

  it.each(["-1", "1e3", "", "1,5"])("refuses the unit price %j", (unitPrice) => {
    expect(() => expectedCost({ ...cancellation, unitPrice })).toThrow(`The unit price "${unitPrice}"`);
  });

  it("is compared within a coin a seat", () => {
    expect(costTolerance("EUR", 10)).toEqual({ amount: 10, currency: "EUR" });
    expect(costTolerance("EUR", -3).amount).toBe(3);
  });
});

describe("the vendor's charge cycles", () => {
  it.each([
    [
      "last day",
      "2021-01-31",
      ["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30", "2021-05-31", "2021-06-30"],
      "2021-07-30",
    ],
    [
      "day before the last",
      "2021-01-30",
      ["2021-01-30", "2021-02-27", "2021-03-30", "2021-04-29", "2021-05-30", "2021-06-29"],
      "2021-07-29",
    ],
    ["last day of a short month", "2021-02-28", ["2021-02-28", "2021-03-31", "2021-04-30"], "2021-05-30"],
    ["last day of a leap February", "2024-02-29", ["2024-02-29", "2024-03-31"], "2024-04-29"],
    ["day before it", "2024-02-28", ["2024-02-28", "2024-03-30"], "2024-04-28"],
    ["29th", "2021-01-29", ["2021-01-29", "2021-02-28", "2021-03-29"], "2021-04-28"],
    ["15th over a year's end", "2021-11-15", ["2021-11-15", "2021-12-15", "2022-01-15"], "2022-02-14"],
  ])("of a purchase on the %s (%s)", (_, purchasedOn, starts, last) => {
    const cycles = vendorChargeCycles(purchasedOn, starts.length);
    expect(cycles.map((cycle) => cycle.start)).toEqual(starts);
    expect(cycles.slice(0, -1).map((cycle) => cycle.end)).toEqual(starts.slice(1));
    expect(lastDayOf(cycles[cycles.length - 1] ?? { start: "", end: "" })).toBe(last);
  });
});
