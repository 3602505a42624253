import { downloadInvoice, readInvoice } from "../server/api/invoices.server";
import { guardedCustomer } from "../server/guards.server";
import { sendFile } from "../server/send-file.server";
import type { Route } from "./+types/account.invoices.$id_.pdf";

/** Streams a document's PDF to the customer it belongs to; for everybody else the API says that it does not exist. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const invoice = await readInvoice(api, params.id);
    const file = await downloadInvoice(api, params.id, "pdf");
    return sendFile(file, { type: "application/pdf", name: `${invoice.number}.pdf` });
  });
}
