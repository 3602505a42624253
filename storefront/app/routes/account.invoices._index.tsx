import { ButtonLink } from "../components/ui/button";
import { Card, Empty, PageTitle } from "../components/ui/layout";
import { InvoiceList } from "../features/account/invoice-list";
import { Pager } from "../features/account/pager";
import { listInvoices } from "../server/api/invoices.server";
import { guardedCustomer } from "../server/guards.server";
import { pageOf } from "../server/page-of.server";
import type { Route } from "./+types/account.invoices._index";

const PER_PAGE = 25;

export async function loader({ context, url }: Route.LoaderArgs) {
  const page = pageOf(url.searchParams);
  return guardedCustomer({ context, url }, async (api) => {
    const { invoices, count } = await listInvoices(api, { limit: PER_PAGE, offset: (page - 1) * PER_PAGE });
    return { invoices, page, pages: Math.ceil(count / PER_PAGE) };
  });
}

export const meta: Route.MetaFunction = () => [{ title: "Invoices" }];

export default function Invoices({ loaderData }: Route.ComponentProps) {
  const { invoices, page, pages } = loaderData;
  return (
    <div className="grid gap-6">
      <PageTitle title="Invoices">Invoices and credit notes, the newest first.</PageTitle>
      {pages === 0 ? (
        <Empty icon="download" title="No invoices yet">
          The first one is made when your licences are live. Each comes by mail, too.
        </Empty>
      ) : invoices.length === 0 ? (
        <Empty
          icon="search"
          title="There are not that many"
          action={<ButtonLink to="/account/invoices">See the newest</ButtonLink>}
        >
          The list of your invoices ends before this page.
        </Empty>
      ) : (
        <Card>
          <InvoiceList invoices={invoices} />
          <Pager page={page} pages={pages} label="Pages of invoices" />
        </Card>
      )}
    </div>
  );
}
