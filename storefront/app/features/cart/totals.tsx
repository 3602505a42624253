import { Fact, Facts } from "../../components/ui/layout";
import { Money } from "../../components/ui/values";
import type { Quote } from "../../server/api/quotes.server";

/** A quote's sums: now with tax, later, and in all. */
export function Totals({ quote }: { quote: Quote }) {
  const { due_now, each_month, each_year, whole_term } = quote.totals;
  const taxed = quote.tax.status === "included";
  return (
    <div className="grid gap-3">
      <Facts>
        {taxed && (
          <>
            <Fact name="Net">
              <Money value={due_now.net} />
            </Fact>
            {due_now.tax !== null && (
              <Fact name={taxName(quote)}>
                <Money value={due_now.tax} />
              </Fact>
            )}
          </>
        )}
        <div className={`flex items-baseline justify-between gap-4 ${taxed ? "border-t border-line pt-3" : ""}`}>
          <dt className="font-semibold">Due now</dt>
          <dd className="text-2xl font-semibold tracking-tight">
            <Money value={taxed ? due_now.gross : due_now.net} />
          </dd>
        </div>
      </Facts>
      {!taxed && (
        <p className="-mt-2 text-sm text-soft">Before tax. Tax is added once we know your company&rsquo;s address.</p>
      )}
      <div className="border-t border-line pt-3">
        <Facts>
          {each_month && !isZero(each_month.net) && (
            <Fact name="Then each month, net">
              <Money value={each_month.net} />
            </Fact>
          )}
          {each_year && !isZero(each_year.net) && (
            <Fact name="Then each year, net">
              <Money value={each_year.net} />
            </Fact>
          )}
          <Fact name="Whole commitment, net">
            <Money value={whole_term.net} />
          </Fact>
        </Facts>
      </div>
    </div>
  );
}

function isZero(money: { amount: string }): boolean {
  return /^-?0+(\.0+)?$/.test(money.amount);
}

function taxName(quote: Quote): string {
  const names = quote.tax.rates.map((rate) => `${rate.name} ${rate.rate_percent}%`);
  return names.length === 0 ? "Tax" : names.join(", ");
}
