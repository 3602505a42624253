import { isZero } from "../../components/money-sign";
import { Card, Notice } from "../../components/ui/layout";
import { DateText, Instant, Money } from "../../components/ui/values";
import type { NextInvoice } from "../../server/api/billing.server";
import { InvoiceLines } from "./invoice-lines";
import { InvoiceTotals } from "./invoice-totals";

/** What will be invoiced next as things stand, folded down to its sum. */
export function NextInvoiceCard({ next }: { next: NextInvoice }) {
  const credit = next.kind === "credit_note";
  return (
    <Card title={credit ? "Next credit note" : "Next invoice"}>
      <div className="grid gap-4">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
          <div>
            <p className="text-3xl font-semibold tracking-tight">
              <Money value={credit ? next.total : next.amount_due} />
            </p>
            <p className="text-sm text-soft">{credit ? "added to your credit" : "to be paid, including tax"}</p>
          </div>
          <p className="text-soft sm:text-right">
            on{" "}
            <span className="font-medium text-ink">
              <DateText on={next.run_on} />
            </span>
            <span className="block text-sm">
              made at <Instant at={next.run_at} />
            </span>
          </p>
        </div>
        {!credit && !isZero(next.credit_applied) && (
          <p className="text-sm">
            Your credit of <Money value={next.credit_applied} /> is used up first.
          </p>
        )}
        {next.reviewed && <Notice tone="info">A person at the seller looks at it before it is sent.</Notice>}
        <details>
          <summary className="inline-flex min-h-6 cursor-pointer items-center py-0.5 text-accent underline decoration-accent/40 underline-offset-3 hover:decoration-current">
            What is on it
          </summary>
          <div className="mt-4 grid gap-5">
            <InvoiceLines lines={next.lines} />
            <div className="ml-auto w-full max-w-sm border-t border-line pt-5">
              <InvoiceTotals sums={next} dueLabel="To be paid" />
            </div>
          </div>
        </details>
        <p className="text-sm text-soft">As things stand today. Seats that you add or return before then change it.</p>
      </div>
    </Card>
  );
}
