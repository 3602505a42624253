import type { Plan } from "../../server/api/offers.server";
import { comparePlans } from "./comparison.server";

const usd = (amount: string) => ({ amount, currency: "USD" });

function plan(
  term: Plan["term"],
  billing_plan: Plan["billing_plan"],
  month: string,
  term_: string,
  year: string,
): Plan {
  return {
    id: `${term}/${billing_plan}`,
    variant_id: "v",
    term,
    billing_plan,
    charge_count: 1,
    price_per_charge: usd(billing_plan === "monthly" ? month : term_),
    price_per_month: usd(month),
    price_per_term: usd(term_),
    price_per_year: usd(year),
    min_quantity: 1,
    max_quantity: 300,
  };
}

const monthly = plan("P1M", "monthly", "26.40", "26.40", "316.80");
const instalments = plan("P1Y", "monthly", "23.10", "277.20", "277.20");
const upfront = plan("P1Y", "annual", "22.00", "264.00", "264.00");

describe("comparePlans", () => {
  it("puts each plan's year beside the cheapest, for the chosen seats", () => {
    const { rows } = comparePlans([monthly, instalments, upfront], 10);
    expect(rows.map((row) => [row.plan.id, row.perYear.amount, row.abovePercent])).toEqual([
      ["P1M/monthly", "3168", "20"],
      ["P1Y/monthly", "2772", "5"],
      ["P1Y/annual", "2640", null],
    ]);
  });

  it("tells the surcharge of instalments and the month from which a year is cheaper", () => {
    const comparison = comparePlans([monthly, instalments, upfront], 1);
    expect(comparison.instalmentSurchargePercent).toBe("5");
    expect(comparison.breakEvenMonths).toBe(11);
  });

  it("says nothing of what cannot be compared", () => {
    const alone = comparePlans([upfront], 1);
    expect(alone.instalmentSurchargePercent).toBeNull();
    expect(alone.breakEvenMonths).toBeNull();
    // Where single months are never dearer, there is no month to break even in.
    const cheapMonths = plan("P1M", "monthly", "20.00", "20.00", "240.00");
    expect(comparePlans([cheapMonths, upfront], 1).breakEvenMonths).toBeNull();
  });
});
