import { Money } from "../../components/ui/values";
import { planName, seats } from "../plans/labels";
import type { PlanComparison } from "./comparison.server";

/** All plans side by side for the chosen number of seats, with what instalments and flexibility cost. */
export function ComparisonTable({ comparison, selectedId }: { comparison: PlanComparison; selectedId: string }) {
  const { rows, quantity, breakEvenMonths, instalmentSurchargePercent } = comparison;
  return (
    <section aria-labelledby="compare" className="grid gap-4">
      <h2 id="compare" className="text-lg font-semibold">
        What {seats(quantity)} {quantity === 1 ? "costs" : "cost"} in a year
      </h2>
      <div className="card overflow-hidden">
        <table className="figures w-full text-left">
          <thead className="text-sm text-soft">
            <tr className="border-b border-line">
              <th scope="col" className="px-4 py-3 font-medium sm:px-5">
                Plan
              </th>
              <th scope="col" className="hidden px-3 py-3 text-right font-medium sm:table-cell">
                Seat and month
              </th>
              <th scope="col" className="px-3 py-3 text-right font-medium">
                Year
              </th>
              <th scope="col" className="px-4 py-3 text-right font-medium sm:px-5">
                Against lowest
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr
                key={row.plan.id}
                className={`border-b border-line last:border-0 ${row.plan.id === selectedId ? "bg-accent-wash font-semibold" : ""}`}
              >
                <th scope="row" className="px-4 py-3 font-[inherit] sm:px-5">
                  {planName(row.plan)}
                </th>
                <td className="hidden px-3 py-3 text-right sm:table-cell">
                  <Money value={row.perSeatAndMonth} />
                </td>
                <td className="px-3 py-3 text-right">
                  <Money value={row.perYear} />
                </td>
                <td className="px-4 py-3 text-right whitespace-nowrap sm:px-5">
                  {row.abovePercent === null ? "lowest" : `+${row.abovePercent}%`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ul className="grid list-disc gap-1.5 pl-5 text-soft">
        {instalmentSurchargePercent !== null && (
          <li>Paying a year in monthly instalments costs {instalmentSurchargePercent}% more than paying it upfront.</li>
        )}
        {breakEvenMonths !== null && (
          <li>
            If you need the seats for {breakEvenMonths} months or longer, a yearly commitment costs less than paying
            month by month.
          </li>
        )}
        <li>Prices are before tax and stay fixed until the end of the term, also for seats you add later.</li>
      </ul>
    </section>
  );
}
