import { useEffect, useRef } from "react";
import type { Money } from "../../../../src/api/http/document";
import { formatMoney } from "../../components/format";
import type { Quote } from "../../server/api/quotes.server";

export type SeenFigures = Readonly<Record<"due_now" | "each_month" | "whole_term", string>>;

const ROWS = [
  ["due_now", "Due now"],
  ["each_month", "Then each month, net"],
  ["whole_term", "Whole commitment, net"],
] as const;

/** The figures of a quote as the page writes them; they travel with the form to be compared if the price moved. */
export function figuresOf(quote: Quote): SeenFigures {
  const { due_now, each_month, whole_term } = quote.totals;
  const write = (money: Money | undefined) => (money === undefined ? "" : formatMoney(money));
  return { due_now: write(due_now.gross), each_month: write(each_month?.net), whole_term: write(whole_term.net) };
}

type ChangedQuoteProps = { seen: SeenFigures; seenTenant: string; quote: Quote };

/** Says what moved since the page was opened: the tenant, or the price with old beside new. Nothing was charged. */
export function ChangedQuote({ seen, seenTenant, quote }: ChangedQuoteProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const now = figuresOf(quote);
  const tenant = quote.tenant?.domain ?? "";
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="grid gap-3 rounded-xl border border-warn/40 bg-warn-wash p-4 sm:p-5"
    >
      {tenant === seenTenant ? (
        <p className="font-semibold text-warn">The price has changed since you opened this page</p>
      ) : (
        <p className="font-semibold text-warn">
          The licences would go to {tenant || "no tenant"} now. When you opened this page they were to go to{" "}
          {seenTenant || "none"}.
        </p>
      )}
      <p>Nothing was charged. Please look at the offer once more; if it suits you, agree again below.</p>
      <div className="overflow-x-auto">
        <table className="figures w-full max-w-lg text-left">
          <thead>
            <tr className="text-sm text-soft">
              <th scope="col" className="py-1.5 font-medium">
                <span className="sr-only">Sum</span>
              </th>
              <th scope="col" className="py-1.5 text-right font-medium">
                Before
              </th>
              <th scope="col" className="py-1.5 pl-4 text-right font-medium">
                Now
              </th>
            </tr>
          </thead>
          <tbody>
            {ROWS.filter(([key]) => seen[key] !== "" || now[key] !== "").map(([key, name]) => (
              <tr key={key} className="border-t border-warn/20">
                <th scope="row" className="py-2 pr-3 font-normal">
                  {name}
                </th>
                <td className="py-2 text-right text-soft">{seen[key] || "none"}</td>
                <td className="py-2 pl-4 text-right font-semibold">{now[key] || "none"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
