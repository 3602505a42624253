import { Card, Empty, PageTitle } from "../components/ui/layout";
import { InvoiceList } from "../features/account/invoice-list";
import { listInvoices } from "../server/api/account.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.invoices._index";

export async function loader({ context, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => ({ invoices: await listInvoices(api) }));
}

export const meta: Route.MetaFunction = () => [{ title: "Invoices" }];

export default function Invoices({ loaderData }: Route.ComponentProps) {
  const { invoices } = loaderData;
  return (
    <div className="grid gap-6">
      <PageTitle title="Invoices" />
      {invoices.length === 0 ? (
        <Empty icon="download" title="No invoices yet">
          The first one is made when your licences are live. Each comes by mail, too.
        </Empty>
      ) : (
        <Card>
          <InvoiceList invoices={invoices} />
        </Card>
      )}
    </div>
  );
}
