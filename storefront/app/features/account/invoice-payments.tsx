import { Badge } from "../../components/ui/layout";
import { Instant, Money } from "../../components/ui/values";
import type { InvoiceDetail } from "../../server/api/invoices.server";

const GOOD = new Set(["succeeded", "captured", "paid"]);
const BAD = new Set(["declined", "failed", "needs_action"]);

/** Every attempt to collect an invoice, with the bank's reason where one was refused. */
export function InvoicePayments({ payments }: { payments: InvoiceDetail["payments"] }) {
  return (
    <ul className="grid gap-4">
      {payments.map((payment) => (
        <li
          key={`${payment.at} ${payment.state}`}
          className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1"
        >
          <div>
            <p className="font-medium">
              <Money value={payment.amount} />
              {payment.card && <span className="font-normal text-soft"> with {payment.card}</span>}
            </p>
            <p className="text-sm text-soft">
              <Instant at={payment.at} />
            </p>
            {payment.decline_reason && <p className="text-sm text-bad">{payment.decline_reason}</p>}
          </div>
          <PaymentState state={payment.state} />
        </li>
      ))}
    </ul>
  );
}

function PaymentState({ state }: { state: string }) {
  if (GOOD.has(state)) {
    return <Badge tone="good">Paid</Badge>;
  }
  return BAD.has(state) ? <Badge tone="bad">Declined</Badge> : <Badge tone="info">In progress</Badge>;
}
