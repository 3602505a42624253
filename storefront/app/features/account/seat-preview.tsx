import { isZero } from "../../components/money-sign";
import { Fact, Facts, Notice } from "../../components/ui/layout";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { SeatPreview } from "../../server/api/billing.server";
import { seats } from "../plans/labels";
import { Calculation } from "./calculation";
import { InvoiceTotals } from "./invoice-totals";

const EACH = { month: "Then each month, net", year: "Then each year, net", three_years: "Then every 3 years, net" };

/** What another number of seats would cost: the change itself, the document that brings it, and the time after. */
export function SeatPreviewResult({ preview }: { preview: SeatPreview }) {
  const { change, charge, later } = preview;
  return (
    <div role="status" className="grid gap-5 border-t border-line pt-5">
      <Headline preview={preview} />
      <ul className="grid gap-4">
        {change.lines.map((line) => (
          <li key={`${line.period.start_on} ${line.formula}`} className="grid gap-1">
            <div className="flex items-baseline justify-between gap-4">
              <span>
                <DateText on={line.period.start_on} /> to <DateText on={line.period.last_on} />, net
              </span>
              <span className="font-semibold">
                <Money value={line.net} />
              </span>
            </div>
            <Calculation line={line} />
          </li>
        ))}
      </ul>
      {charge.at_once && <InvoiceTotals sums={charge} dueLabel="Due now" />}
      {charge.at_once && !isZero(charge.credit_applied) && (
        <Notice tone="good">
          <Money value={charge.credit_applied} /> of your credit would be used for it.
        </Notice>
      )}
      {later !== null && (
        <Facts>
          <Fact name={EACH[later.period]}>
            <Money value={later.net} />
          </Fact>
          <Fact name="From">
            <DateText on={later.from_on} />
          </Fact>
        </Facts>
      )}
      <p className="text-sm text-soft">
        Counted by the day: these figures hold until <Instant at={preview.valid_until_at} />.
      </p>
    </div>
  );
}

/** The one figure that a customer looks for. */
function Headline({ preview }: { preview: SeatPreview }) {
  const { change, charge } = preview;
  const credit = charge.kind === "credit_note";
  return (
    <div>
      <p className="text-soft">
        {seats(preview.quantity)} instead of {preview.current_quantity}, from <DateText on={preview.from_on} />
      </p>
      <p className="text-3xl font-semibold tracking-tight">
        <Money value={charge.at_once ? (credit ? charge.credit_earned : charge.amount_due) : change.net} />
      </p>
      <p className="text-sm text-soft">
        {!charge.at_once ? (
          <>
            before tax, on your invoice of <DateText on={charge.on} />
          </>
        ) : credit ? (
          "given back as credit for the next invoices, including tax"
        ) : (
          "due now, including tax"
        )}
      </p>
    </div>
  );
}
