import { isZero } from "../../components/money-sign";
import { Fact, Facts } from "../../components/ui/layout";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { ChangePreview } from "../../server/api/changes.server";
import { Calculation } from "../account/calculation";
import { InvoiceTotals } from "../account/invoice-totals";

const EACH = { month: "Then each month, net", year: "Then each year, net", three_years: "Then every 3 years, net" };

/** What a change of seats would cost or give back: now, by the document that brings it, and over the term. */
export function ChangeCost({ preview, title }: { preview: ChangePreview; title: string }) {
  const { change, charge, later } = preview;
  return (
    <div className="grid gap-5">
      <div>
        <p className="text-soft">
          {title}, from <DateText on={preview.from_on} />
        </p>
        {charge !== null && <Headline charge={charge} net={change.net} />}
      </div>
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
      {charge?.at_once && <InvoiceTotals sums={charge} dueLabel="Due now" />}
      <Facts>
        {later !== null && (
          <Fact name={EACH[later.period]}>
            <Money value={later.net} />, from <DateText on={later.from_on} />
          </Fact>
        )}
        {!preview.rest_of_term.amount.startsWith("-") && (
          <Fact name="Still to be billed in this term, net">
            <Money value={preview.rest_of_term} />
          </Fact>
        )}
        {preview.undo_until_at !== null && (
          <Fact name="The added seats can be returned until">
            <Instant at={preview.undo_until_at} />
          </Fact>
        )}
      </Facts>
    </div>
  );
}

type Charge = NonNullable<ChangePreview["charge"]>;

/** The one figure that a customer looks for, and how it is paid. */
function Headline({ charge, net }: { charge: Charge; net: Charge["net"] }) {
  const isCredit = charge.kind === "credit_note";
  const figure = !charge.at_once ? net : isCredit ? charge.credit_earned : charge.amount_due;
  return (
    <>
      <p className="text-3xl font-semibold tracking-tight">
        <Money value={figure} />
      </p>
      <p className="text-sm text-soft">
        {!charge.at_once ? (
          <>
            before tax, on your invoice of <DateText on={charge.on} />
          </>
        ) : isCredit ? (
          "given back once Microsoft has confirmed it, including tax: as credit for your next invoices"
        ) : isZero(charge.amount_due) ? (
          `nothing to pay now${isZero(charge.credit_applied) ? "" : ": your credit covers it"}`
        ) : (
          "due now, including tax. It is held on your saved card first and taken when Microsoft has confirmed the seats; if Microsoft refuses, it is released."
        )}
      </p>
    </>
  );
}
