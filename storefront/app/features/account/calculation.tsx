import { isZero, negated } from "../../components/money-sign";
import { DateText, Money } from "../../components/ui/values";
import type { PlannedLine } from "../../server/api/invoices.server";

/** How a line's amount comes about, folded away. Opens without scripts. */
export function Calculation({ line }: { line: PlannedLine }) {
  const whole = line.days === line.reference_days;
  return (
    <details className="group text-sm">
      <summary className="inline-flex min-h-6 cursor-pointer items-center py-0.5 text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-current">
        How was this calculated?
      </summary>
      <dl className="mt-2 grid gap-1.5 rounded-lg bg-sunken p-3">
        <Step name="Calculation">{line.formula}</Step>
        {line.kind !== "goodwill" && (
          <>
            <Step name="Seats">{line.quantity}</Step>
            <Step name="Price of a seat">
              <Money value={line.unit_price} />, for <DateText on={line.reference_period.start_on} /> to{" "}
              <DateText on={line.reference_period.last_on} />
            </Step>
            <Step name="Days">
              {whole ? `all ${line.reference_days}` : `${line.days} of ${line.reference_days}`}, from{" "}
              <DateText on={line.period.start_on} /> to <DateText on={line.period.last_on} />
            </Step>
          </>
        )}
        {line.discounts.length > 0 && (
          <Step name="Before discount">
            <Money value={line.before_discount} />
          </Step>
        )}
        {line.discounts.map((discount) => (
          <Step key={discount.name} name={`Discount: ${discount.name}, ${discount.in_words}`}>
            <Money value={negated(discount.amount)} />
          </Step>
        ))}
        <Step name="Net">
          <Money value={line.net} />
        </Step>
        {!isZero(line.tax) && (
          <Step name="Tax on it">
            <Money value={line.tax} />
          </Step>
        )}
      </dl>
    </details>
  );
}

function Step({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="grid gap-x-4 sm:grid-cols-[11rem_1fr]">
      <dt className="text-soft">{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
