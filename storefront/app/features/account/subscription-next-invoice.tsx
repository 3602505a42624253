import { Link } from "react-router";
import { Card } from "../../components/ui/layout";
import { DateText, Money } from "../../components/ui/values";
import type { NextInvoice } from "../../server/api/billing.server";
import { InvoiceLines } from "./invoice-lines";

type SubscriptionNextInvoiceProps = { next: NextInvoice; subscriptionId: string };

/** This subscription's part of the next invoice; nothing when that one is for others only. */
export function SubscriptionNextInvoice({ next, subscriptionId }: SubscriptionNextInvoiceProps) {
  const own = next.lines.filter((line) => line.subscription_id === subscriptionId);
  if (own.length === 0) {
    return null;
  }
  const whole = own.length === next.lines.length;
  return (
    <Card title="On the next invoice">
      <div className="grid gap-5">
        <InvoiceLines lines={own} />
        <p className="border-t border-line pt-4 text-soft">
          Invoiced on <DateText on={next.run_on} />
          {!whole && ", together with your other subscriptions"}:{" "}
          <span className="font-medium text-ink">
            <Money value={next.amount_due} />
          </span>{" "}
          to be paid, including tax.{" "}
          <Link className="link" to="/account">
            See all of it
          </Link>
        </p>
      </div>
    </Card>
  );
}
