import { Badge, Button, Drawer, Skeleton, Text, toast } from "@medusajs/ui";
import { type InvoiceDetail, useChargeInvoice, useInvoice } from "./api";
import { InvoiceLineRow } from "./invoice-line";
import { Problem } from "./problem";
import { attemptWords, day, instant, inWords, statusLooks } from "./words";

/** One invoice beside the list. */
export function InvoiceDrawer({ id, onClose }: { id: string | null; onClose: () => void }) {
  return (
    <Drawer open={id !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>{id === null ? null : <Content key={id} id={id} />}</Drawer.Content>
    </Drawer>
  );
}

function Content({ id }: { id: string }) {
  const invoice = useInvoice(id);
  if (invoice.isPending) {
    return (
      <>
        <Drawer.Header>
          <Drawer.Title>Invoice</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body aria-busy="true" aria-label="Loading" className="flex flex-col gap-3">
          <Skeleton className="h-6 w-1/2" />
          <Skeleton className="h-24 w-full" />
          <Skeleton className="h-24 w-full" />
        </Drawer.Body>
      </>
    );
  }
  if (invoice.isError) {
    return (
      <>
        <Drawer.Header>
          <Drawer.Title>Invoice</Drawer.Title>
        </Drawer.Header>
        <Drawer.Body>
          <Problem title="The invoice could not be read." error={invoice.error} onRetry={() => invoice.refetch()} />
        </Drawer.Body>
      </>
    );
  }
  return <Invoice invoice={invoice.data} />;
}

function Invoice({ invoice }: { invoice: InvoiceDetail }) {
  const { word, color } = statusLooks[invoice.status];
  return (
    <>
      <Drawer.Header>
        <Drawer.Title className="flex items-center gap-2">
          {invoice.number}
          <Badge size="2xsmall" color={color}>
            {word}
          </Badge>
        </Drawer.Title>
        <Drawer.Description>
          {invoice.buyer.name}, issued on {day(invoice.issued_on)}, due on {day(invoice.due_on)}
        </Drawer.Description>
      </Drawer.Header>
      <Drawer.Body className="flex flex-col gap-6 overflow-y-auto">
        <ul className="flex flex-col divide-y">
          {invoice.lines.map((line) => (
            <InvoiceLineRow key={line.id} line={line} taxPolicy={invoice.tax_policy} />
          ))}
        </ul>
        <Totals invoice={invoice} />
        <Payments invoice={invoice} />
      </Drawer.Body>
      <Footer invoice={invoice} />
    </>
  );
}

function Totals({ invoice }: { invoice: InvoiceDetail }) {
  const rows = [
    ["Net", inWords(invoice.net)],
    ...invoice.tax_summary.map((row) => [`${row.name} ${row.rate_percent}% of ${inWords(row.base)}`, inWords(row.tax)]),
  ];
  return (
    <dl className="flex flex-col gap-1 border-t pt-3">
      {rows.map(([label, value]) => (
        <div key={label} className="flex justify-between gap-4">
          <dt className="txt-small text-ui-fg-subtle">{label}</dt>
          <dd className="txt-small tabular-nums">{value}</dd>
        </div>
      ))}
      <div className="flex justify-between gap-4">
        <dt className="txt-medium-plus">Total</dt>
        <dd className="txt-medium-plus tabular-nums">{inWords(invoice.total)}</dd>
      </div>
    </dl>
  );
}

function Payments({ invoice }: { invoice: InvoiceDetail }) {
  return (
    <section className="flex flex-col gap-2">
      <Text weight="plus" size="small">
        Payment
      </Text>
      {invoice.attempts.length === 0 ? (
        <Text size="small" className="text-ui-fg-subtle">
          No attempt yet.
        </Text>
      ) : null}
      {invoice.attempts.map((attempt) => {
        const codes = [attempt.code, attempt.decline_code].filter(Boolean).join(", ");
        return (
          <div key={attempt.attempt_no}>
            <Text size="small">
              {attempt.attempt_no}. {attemptWords[attempt.state] ?? attempt.state}, {attempt.card},{" "}
              {instant(attempt.finished_at ?? attempt.planned_at)}
            </Text>
            {codes === "" && attempt.message === null ? null : (
              <Text size="small" className="text-ui-fg-subtle">
                {[attempt.message, codes].filter(Boolean).join(" · ")}
              </Text>
            )}
          </div>
        );
      })}
    </section>
  );
}

function Footer({ invoice }: { invoice: InvoiceDetail }) {
  const charge = useChargeInvoice();
  const chargeable = invoice.status === "open" || invoice.status === "payment_failed";
  const onCharge = () =>
    charge.mutate(invoice.id, {
      onSuccess: () => toast.success("The card is charged now."),
      onError: (error) => toast.error("The card was not charged", { description: error.message }),
    });
  return (
    <Drawer.Footer>
      {chargeable ? (
        <Button size="small" variant="secondary" isLoading={charge.isPending} onClick={onCharge}>
          Charge the card
        </Button>
      ) : null}
      <Button size="small" variant="secondary" asChild>
        <a href={`/admin/csp/invoices/${encodeURIComponent(invoice.id)}/pdf`} target="_blank" rel="noreferrer">
          Open PDF
        </a>
      </Button>
      <Drawer.Close asChild>
        <Button size="small">Close</Button>
      </Drawer.Close>
    </Drawer.Footer>
  );
}
