import { formatDate, formatInstantLocal, formatInstantUtc, formatMoney, timeUntil } from "./format";

describe("formatMoney", () => {
  it.each([
    [{ amount: "2640.00", currency: "USD" }, "$2,640.00"],
    [{ amount: "0.5", currency: "USD" }, "$0.50"],
    [{ amount: "-49.65", currency: "USD" }, "-$49.65"],
    [{ amount: "1234", currency: "JPY" }, "¥1,234"],
    [{ amount: "12.345", currency: "KWD" }, "KWD\u00a012.345"],
    // More digits than a floating-point number can hold.
    [{ amount: "9007199254740993.01", currency: "USD" }, "$9,007,199,254,740,993.01"],
  ])("writes %j as %s", (money, text) => {
    expect(formatMoney(money)).toBe(text);
  });

  it("can leave out empty cents", () => {
    expect(formatMoney({ amount: "22.00", currency: "USD" }, "short")).toBe("$22");
    expect(formatMoney({ amount: "22.50", currency: "USD" }, "short")).toBe("$22.50");
  });
});

describe("dates and instants", () => {
  it("writes dates without looking at any time zone", () => {
    expect(formatDate("2027-03-01")).toBe("1 Mar 2027");
    expect(formatDate("2026-12-31")).toBe("31 Dec 2026");
  });

  it("writes instants in UTC, and in the machine's zone", () => {
    expect(formatInstantUtc("2027-03-22T10:42:59.999Z")).toBe("22 Mar 2027, 10:42 UTC");
    const at = new Date(2027, 2, 22, 9, 5);
    expect(formatInstantLocal(at.toISOString())).toBe("22 Mar 2027, 09:05");
  });

  it("counts down in two units and ends at the very moment", () => {
    const until = "2027-03-22T10:42:00.000Z";
    expect(timeUntil(until, "2027-03-15T10:42:00.000Z")).toBe("7 days");
    expect(timeUntil(until, "2027-03-15T11:41:00.000Z")).toBe("6 days 23 hours");
    expect(timeUntil(until, "2027-03-21T09:42:00.000Z")).toBe("1 day 1 hour");
    expect(timeUntil(until, "2027-03-22T09:41:00.000Z")).toBe("1 hour 1 minute");
    expect(timeUntil(until, "2027-03-22T10:40:00.000Z")).toBe("2 minutes");
    expect(timeUntil(until, until)).toBeNull();
    expect(timeUntil(until, "2027-03-23T00:00:00.000Z")).toBeNull();
  });
});
