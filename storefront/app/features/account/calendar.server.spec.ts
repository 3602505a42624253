import type { Subscription } from "../../server/api/account.server";
import { deadlinesCalendar } from "./calendar.server";

const subscription: Subscription = {
  id: "sub_1",
  offer_title: "Microsoft 365 Business Premium",
  sku_title: "Microsoft 365; Business, Premium",
  quantity: 10,
  term: "P1Y",
  billing_plan: "monthly",
  status: "active",
  started_on: "2027-03-15",
  term_last_on: "2028-03-14",
  renewal: "renew",
  next_charge: null,
  whole_term: { amount: "2640.00", currency: "USD" },
  whole_term_before_discounts: { amount: "2640.00", currency: "USD" },
  return_windows: [{ quantity: 10, until_at: "2027-03-22T10:42:00.000Z" }],
  end_wish: null,
};

describe("deadlinesCalendar", () => {
  const file = deadlinesCalendar(subscription, "shop.example.com", new Date("2027-03-15T10:42:00.000Z"));

  it("holds the return deadline as an instant and the last day as a date", () => {
    expect(file).toContain("DTSTART:20270322T104200Z");
    expect(file).toContain("DTSTART;VALUE=DATE:20280314");
    expect(file.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  });

  it("escapes, folds and ends lines as the format asks", () => {
    expect(file.replaceAll("\r\n ", "")).toContain("Microsoft 365\\; Business\\, Premium");
    expect(file.split("\r\n").every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(file.replaceAll("\r\n", "")).not.toContain("\n");
  });
});
