import { DateText, Money } from "../../components/ui/values";
import type { PlannedLine } from "../../server/api/invoices.server";
import { Calculation } from "./calculation";

/** The lines of a document: what, for which days, and how the sum comes about. */
export function InvoiceLines({ lines }: { lines: readonly PlannedLine[] }) {
  return (
    <ul className="grid gap-5">
      {lines.map((line) => (
        <li
          key={`${line.subscription_id} ${line.kind} ${line.period.start_on} ${line.formula} ${line.net.amount}`}
          className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 sm:gap-x-8"
        >
          <div className="grid gap-0.5">
            <p className="font-semibold">{line.description}</p>
            {line.detail && <p className="text-soft">{line.detail}</p>}
            {line.purchase_order_number && <p className="text-soft">Your order {line.purchase_order_number}</p>}
            <p className="text-soft">
              <DateText on={line.period.start_on} /> to <DateText on={line.period.last_on} />
            </p>
            {line.discounts.map((discount) => (
              <p key={discount.name} className="text-sm text-good">
                {discount.name}: {discount.in_words} off
              </p>
            ))}
          </div>
          <p className="text-right font-semibold">
            <Money value={line.net} />
          </p>
          <div className="col-span-2">
            <Calculation line={line} />
          </div>
        </li>
      ))}
    </ul>
  );
}
