import { money } from "../../../domain/money";
import { sellablePlan } from "../quotes/testing/sellable-plan";
import type { QuotedLine } from "../quotes/types";
import { pageLines } from "./page-lines";

const usd = (amount: number) => money(amount, "USD");
const TITLE = "Microsoft 365 Business Premium";

const line: QuotedLine = {
  plan: sellablePlan({ offerTitle: TITLE, skuTitle: TITLE }),
  quantity: 10,
  unitPrice: usd(2_310),
  dueNow: usd(23_100),
  discount: usd(0),
  discounts: [],
  promisedDiscounts: [],
  dueNowTax: usd(1_502),
  eachPeriod: usd(23_100),
  period: "month",
  wholeTerm: usd(277_200),
  wholeTermBefore: usd(277_200),
  firstPeriod: { start: "2026-11-28", end: "2026-12-28" },
  termEndsOn: "2027-11-28",
  formula: "",
};
const dueNow = { net: usd(23_100), tax: usd(1_502), gross: usd(24_602) };
const sales = { code: "wa", name: "Sales tax", ratePercent: "6.5", countryCode: "US", provinceCode: "WA" };

describe("what the customer reads on the card page", () => {
  it("is said as in the shop: the name once, both days included, the rate", () => {
    const tax = { status: "included" as const, rates: [sales], party: null, buyer: null };
    expect(pageLines({ lines: [line], dueNow, tax })).toEqual([
      { title: TITLE, description: "10 seats, 28 Nov 2026 to 27 Dec 2026", quantity: 1, unitAmount: 23_100 },
      { title: "Sales tax 6.5%", quantity: 1, unitAmount: 1_502 },
    ]);
  });

  it("has no line for tax where there is none", () => {
    const none = { net: usd(2_310), tax: usd(0), gross: usd(2_310) };
    const one = { ...line, quantity: 1, dueNow: usd(2_310) };
    const lines = pageLines({
      lines: [one],
      dueNow: none,
      tax: { status: "included", rates: [], party: null, buyer: null },
    });
    expect(lines.map(({ description }) => description)).toEqual(["1 seat, 28 Nov 2026 to 27 Dec 2026"]);
  });
});
