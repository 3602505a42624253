import { downloadInvoice, readInvoice } from "../server/api/account.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/account.invoices.$id_.pdf";

/** Streams an invoice's PDF to the customer it belongs to; for everybody else the API says that it does not exist. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const invoice = await readInvoice(api, params.id);
    const file = await downloadInvoice(api, params.id);
    const name = invoice.number.replaceAll(/[^A-Za-z0-9._-]/g, "-");
    return new Response(file.body, {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": `attachment; filename="${name}.pdf"`,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, no-store",
      },
    });
  });
}
