import { InlineTip, Text } from "@medusajs/ui";
import type { ReactNode } from "react";
import type { Order } from "../../../api/admin/csp/orders/[id]/document";
import { DocumentLinks } from "../documents/document-links";
import { Facts } from "../facts";
import { inWords } from "../format";
import { Instant } from "../instant";
import { PageLink } from "../page-link";
import { SectionHeader } from "../section-header";
import { LineList } from "./line-list";
import { StepList } from "./step-list";
import { medusaNote } from "./words";

type Props = {
  order: Order;
  /** Whether Medusa has the order as cancelled. */
  cancelled: boolean;
};

/** An order at the vendor and in the books: lines with their subscriptions, steps, money. */
export function OrderPanel({ order, cancelled }: Props) {
  const note = medusaNote(order, cancelled);
  return (
    <>
      <SectionHeader level="h2" title="Licences" words={order.company?.name}>
        <div className="flex flex-wrap gap-x-4">
          <PageLink to={`/csp/provisioning?order_id=${encodeURIComponent(order.id)}`}>Provisioning</PageLink>
          {order.billing_account_id === null ? null : (
            <PageLink to={`/csp/billing-accounts/${order.billing_account_id}`}>Billing account</PageLink>
          )}
        </div>
      </SectionHeader>
      {note === null ? null : (
        <div className="px-6 py-4">
          <InlineTip label={note.label} variant="warning">
            {note.words}
          </InlineTip>
        </div>
      )}
      <LineList order={order} />
      <StepList tasks={order.tasks} />
      <div className="flex flex-col gap-3 px-6 py-4">
        {order.checkout === null ? null : <Facts rows={checkoutFacts(order.checkout)} />}
        <Invoices order={order} />
      </div>
    </>
  );
}

function Invoices({ order }: { order: Order }) {
  if (order.invoices.length === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {order.settled ? "Nothing went live, and nothing was invoiced." : "Invoiced as soon as its licences are live."}
      </Text>
    );
  }
  const more = order.invoice_count - order.invoices.length;
  return (
    <>
      <DocumentLinks documents={order.invoices} />
      {more > 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          And {more} older ones on the billing account.
        </Text>
      ) : null}
    </>
  );
}

function checkoutFacts(checkout: NonNullable<Order["checkout"]>): [string, ReactNode][] {
  const { authorised_amount, authorised_at, ordered_at, purchase_order_number: number } = checkout;
  return [
    // By the product's clock, as everywhere else; Medusa stamps its own rows with the machine's.
    ...(ordered_at === null ? [] : [["Ordered", <Instant key="ordered" at={ordered_at} />] as [string, ReactNode]]),
    [
      "Authorised",
      <span key="authorised">
        {inWords(authorised_amount)}
        {authorised_at === null ? null : (
          <>
            , <Instant at={authorised_at} />
          </>
        )}
      </span>,
    ],
    ...(number === null ? [] : [["PO number", number] as [string, string]]),
  ];
}
