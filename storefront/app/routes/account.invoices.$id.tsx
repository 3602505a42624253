import { Link } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Icon } from "../components/ui/icon";
import { Card, PageTitle } from "../components/ui/layout";
import { DateText } from "../components/ui/values";
import { DocumentNotices } from "../features/account/document-notices";
import { InvoiceLines } from "../features/account/invoice-lines";
import { InvoicePayments } from "../features/account/invoice-payments";
import { InvoiceTotals } from "../features/account/invoice-totals";
import { documentName, InvoiceStatus } from "../features/account/status";
import { readInvoice } from "../server/api/invoices.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.invoices.$id";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => ({ invoice: await readInvoice(api, params.id) }));
}

export const meta: Route.MetaFunction = ({ loaderData }) => [
  { title: loaderData ? documentName(loaderData.invoice) : "Invoice" },
];

export default function InvoicePage({ loaderData }: Route.ComponentProps) {
  const { invoice } = loaderData;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageTitle
          title={documentName(invoice)}
          eyebrow={
            <Link className="link" to="/account/invoices">
              All invoices
            </Link>
          }
        >
          <span className="flex flex-wrap items-center gap-3">
            <InvoiceStatus status={invoice.status} />
            <span>
              issued on <DateText on={invoice.issued_on} />
              {invoice.kind !== "credit_note" && (
                <>
                  , due on <DateText on={invoice.due_on} />
                </>
              )}
              {invoice.purchase_order_number && `, your order ${invoice.purchase_order_number}`}
            </span>
          </span>
        </PageTitle>
        <div className="no-print flex flex-wrap gap-3">
          <ButtonLink to={`/account/invoices/${invoice.id}/pdf`} look="quiet" download>
            <Icon name="download" />
            Download PDF
          </ButtonLink>
          {invoice.e_invoice.available && (
            <ButtonLink to={`/account/invoices/${invoice.id}/xml`} look="quiet" download>
              <Icon name="download" />
              E-invoice (XML)
            </ButtonLink>
          )}
        </div>
      </div>
      <DocumentNotices invoice={invoice} />
      <Card>
        <InvoiceLines lines={invoice.lines} />
        <div className="mt-5 ml-auto max-w-sm border-t border-line pt-5">
          <InvoiceTotals sums={invoice} dueLabel="To be paid" />
        </div>
      </Card>
      {invoice.payments.length > 0 && (
        <Card title="Payments">
          <InvoicePayments payments={invoice.payments} />
        </Card>
      )}
      {/* A seller outside the VAT area has no e-invoices at all; only an exception is worth a word. */}
      {!invoice.e_invoice.available && invoice.e_invoice.obstacle !== "no_vat" && (
        <p className="text-sm text-soft">There is no e-invoice of this document: {invoice.e_invoice.reason}</p>
      )}
    </div>
  );
}
