import { Link } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Icon } from "../components/ui/icon";
import { Card, Fact, Facts, Notice, PageTitle } from "../components/ui/layout";
import { DateText, Money } from "../components/ui/values";
import { InvoiceLines } from "../features/account/invoice-lines";
import { InvoicePayments } from "../features/account/invoice-payments";
import { InvoiceStatus } from "../features/account/status";
import { readInvoice } from "../server/api/account.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.invoices.$id";

export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => ({ invoice: await readInvoice(api, params.id) }));
}

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: `Invoice ${loaderData?.invoice.number ?? ""}` }];

export default function InvoicePage({ loaderData }: Route.ComponentProps) {
  const { invoice } = loaderData;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <PageTitle
          title={`Invoice ${invoice.number}`}
          eyebrow={
            <Link className="link" to="/account/invoices">
              All invoices
            </Link>
          }
        >
          <span className="flex flex-wrap items-center gap-3">
            <InvoiceStatus status={invoice.status} />
            <span>
              issued on <DateText on={invoice.issued_on} />, due on <DateText on={invoice.due_on} />
              {invoice.purchase_order_number && `, your order ${invoice.purchase_order_number}`}
            </span>
          </span>
        </PageTitle>
        <ButtonLink to={`/account/invoices/${invoice.id}/pdf`} look="quiet" download>
          <Icon name="download" />
          Download PDF
        </ButtonLink>
      </div>
      {invoice.status === "payment_failed" && (
        <Notice tone="bad" title="Your card was not charged">
          {invoice.payment_failure?.reason ?? "The bank declined the payment."} Your licences stay as they are for now;
          please contact us about another card.
        </Notice>
      )}
      <Card>
        <InvoiceLines lines={invoice.lines} />
        <div className="mt-5 ml-auto max-w-xs border-t border-line pt-5">
          <Facts>
            <Fact name="Net">
              <Money value={invoice.net} />
            </Fact>
            {invoice.tax_summary.length === 0 ? (
              <Fact name="Tax">
                <Money value={invoice.tax} />
              </Fact>
            ) : (
              invoice.tax_summary.map((rate) => (
                <Fact
                  key={`${rate.name} ${rate.rate_percent}`}
                  name={[rate.name ?? "Tax", rate.rate_percent ? `${rate.rate_percent}%` : ""].join(" ").trim()}
                >
                  <Money value={rate.tax} />
                </Fact>
              ))
            )}
            <div className="flex items-baseline justify-between gap-6 border-t border-line pt-3 text-lg font-semibold">
              <dt>Total</dt>
              <dd>
                <Money value={invoice.total} />
              </dd>
            </div>
          </Facts>
        </div>
      </Card>
      {invoice.payments.length > 0 && (
        <Card title="Payments">
          <InvoicePayments payments={invoice.payments} />
        </Card>
      )}
    </div>
  );
}
