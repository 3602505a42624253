import { DateText, Money } from "../../components/ui/values";
import type { InvoiceDetail } from "../../server/api/account.server";

/** The lines of an invoice: what, for which days, and how the sum comes about. */
export function InvoiceLines({ lines }: { lines: InvoiceDetail["lines"] }) {
  return (
    <ul className="grid gap-5">
      {lines.map((line) => (
        <li
          key={`${line.description} ${line.period?.start_on ?? ""} ${line.formula ?? ""} ${line.net.amount}`}
          className="grid gap-1 sm:grid-cols-[1fr_auto] sm:gap-x-8"
        >
          <div className="grid gap-0.5">
            <p className="font-semibold">{line.description}</p>
            {line.detail && <p className="text-soft">{line.detail}</p>}
            {line.period && (
              <p className="text-soft">
                <DateText on={line.period.start_on} /> to <DateText on={line.period.last_on} />
              </p>
            )}
            {line.formula && <p className="text-sm text-soft">{line.formula}</p>}
          </div>
          <p className="font-semibold sm:text-right">
            <Money value={line.net} />
          </p>
        </li>
      ))}
    </ul>
  );
}
