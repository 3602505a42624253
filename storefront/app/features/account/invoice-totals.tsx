import { isZero, negated } from "../../components/money-sign";
import { Fact, Facts } from "../../components/ui/layout";
import { Money } from "../../components/ui/values";
import type { PlannedInvoice } from "../../server/api/billing.server";
import type { Invoice, TaxSummary } from "../../server/api/invoices.server";

type Sums = Pick<PlannedInvoice, "kind" | "discount" | "net" | "tax" | "total" | "credit_applied" | "amount_due"> & {
  readonly tax_summary: TaxSummary;
} & Partial<Pick<Invoice, "amount_credited" | "amount_paid" | "amount_reversed">>;

type InvoiceTotalsProps = { sums: Sums; dueLabel: string };

/** The sums of a document: tax by rate, and how its total is met: by credit, by payment, or still due. */
export function InvoiceTotals({ sums, dueLabel }: InvoiceTotalsProps) {
  const met = [
    { name: "Credit balance used", value: sums.credit_applied },
    { name: "Credited since", value: sums.amount_credited },
    { name: "Paid", value: sums.amount_paid },
  ].flatMap(({ name, value }) => (value === undefined || isZero(value) ? [] : [{ name, value }]));
  return (
    <div className="grid gap-3">
      <Facts>
        {!isZero(sums.discount) && (
          <Fact name="Discounts, already taken off">
            <Money value={negated(sums.discount)} />
          </Fact>
        )}
        <Fact name="Net">
          <Money value={sums.net} />
        </Fact>
        {sums.tax_summary.map((rate) => (
          <Fact key={`${rate.name} ${rate.rate_percent} ${rate.base.amount}`} name={<TaxName rate={rate} />}>
            <Money value={rate.tax} />
          </Fact>
        ))}
        {sums.tax_summary.length === 0 && (
          <Fact name="Tax">
            <Money value={sums.tax} />
          </Fact>
        )}
        <Strong name="Total">
          <Money value={sums.total} />
        </Strong>
        {met.map(({ name, value }) => (
          <Fact key={name} name={name}>
            <Money value={negated(value)} />
          </Fact>
        ))}
        {sums.amount_reversed !== undefined && !isZero(sums.amount_reversed) && (
          <Fact name="Paid back to you since">
            <Money value={sums.amount_reversed} />
          </Fact>
        )}
        {sums.kind !== "credit_note" && (
          <Strong name={dueLabel}>
            <Money value={sums.amount_due} />
          </Strong>
        )}
      </Facts>
      {sums.tax_summary
        .flatMap((rate) => (rate.note === null ? [] : [rate.note]))
        .map((note) => (
          <p key={note} className="text-sm text-soft">
            {note}
          </p>
        ))}
    </div>
  );
}

function TaxName({ rate }: { rate: TaxSummary[number] }) {
  return (
    <>
      {rate.name} {rate.rate_percent}%{" "}
      <span className="text-sm">
        on <Money value={rate.base} />
      </span>
    </>
  );
}

function Strong({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-6 border-t border-line pt-3 text-lg font-semibold">
      <dt>{name}</dt>
      <dd className="figures">{children}</dd>
    </div>
  );
}
