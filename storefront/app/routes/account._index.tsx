import { Link } from "react-router";
import { ButtonLink } from "../components/ui/button";
import { Card, Empty, Fact, Facts, Notice, PageTitle } from "../components/ui/layout";
import { InvoiceList } from "../features/account/invoice-list";
import { NextInvoiceCard } from "../features/account/next-invoice";
import { SubscriptionRow } from "../features/account/subscription-row";
import { listSubscriptions } from "../server/api/account.server";
import { readNextInvoice } from "../server/api/billing.server";
import { readCompany } from "../server/api/company.server";
import { listInvoices } from "../server/api/invoices.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account._index";

const SHOWN = 3;

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api, session) => {
    const firstName = session.data.customer?.firstName ?? "";
    const company = await readCompany(api);
    if (company === null) {
      return { company, subscriptions: [], invoices: [], invoiceCount: 0, next: null, heldUp: false, firstName };
    }
    const [subscriptions, { invoices, count }, { next_invoice, held_up }] = await Promise.all([
      listSubscriptions(api),
      listInvoices(api),
      readNextInvoice(api),
    ]);
    return { company, subscriptions, invoices, invoiceCount: count, next: next_invoice, heldUp: held_up, firstName };
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Account" }];

export default function Overview({ loaderData }: Route.ComponentProps) {
  const { company, subscriptions, invoices, invoiceCount, next, heldUp, firstName } = loaderData;
  const failed = invoices.filter((invoice) => invoice.status === "payment_failed");
  return (
    <div className="grid gap-6">
      <PageTitle title={firstName === "" ? "Your account" : `Hello, ${firstName}`}>{company?.legal_name}</PageTitle>
      {failed.map((invoice) => (
        <Notice key={invoice.id} tone="bad" title={`We could not charge invoice ${invoice.number}`}>
          <Link className="link" to={`/account/invoices/${invoice.id}`}>
            See what happened
          </Link>
        </Notice>
      ))}
      {company?.tenant?.first_sign_in_waits && (
        <Notice tone="info" title="The first sign-in of your new tenant is waiting">
          <Link className="link" to="/account/first-sign-in">
            See the first administrator&rsquo;s name and password
          </Link>
        </Notice>
      )}
      {subscriptions.length === 0 ? (
        <Empty icon="apps" title="No subscriptions yet" action={<ButtonLink to="/">See the products</ButtonLink>}>
          Licences that you buy appear here, with their renewal and the next charge.
        </Empty>
      ) : (
        <Card title="Subscriptions" action={<More to="/account/subscriptions" count={subscriptions.length} />}>
          <ul>
            {subscriptions.slice(0, SHOWN).map((subscription) => (
              <SubscriptionRow key={subscription.id} subscription={subscription} />
            ))}
          </ul>
        </Card>
      )}
      {heldUp && (
        <Notice tone="warn" title="Your next invoice waits for us">
          Something about it needs a person on our side. You need not do anything; your licences are not affected.
        </Notice>
      )}
      {next !== null && <NextInvoiceCard next={next} />}
      {invoices.length > 0 && (
        <Card title="Latest invoices" action={<More to="/account/invoices" count={invoiceCount} />}>
          <InvoiceList invoices={invoices.slice(0, SHOWN)} />
        </Card>
      )}
      {company !== null && (
        <Card
          title="Company"
          action={
            <Link className="link py-0.5" to="/account/company">
              Change
            </Link>
          }
        >
          <Facts>
            <Fact name="Invoices to">{company.email}</Fact>
            <Fact name="Tenant">{company.tenant?.domain ?? "not chosen yet"}</Fact>
            <Fact name="Card for monthly charges">{company.card?.label ?? "none yet"}</Fact>
          </Facts>
        </Card>
      )}
    </div>
  );
}

function More({ to, count }: { to: string; count: number }) {
  return count > SHOWN ? (
    <Link className="link py-0.5" to={to}>
      All {count}
    </Link>
  ) : null;
}
