import { redirect } from "react-router";
import { downloadInvoice, readInvoice } from "../server/api/invoices.server";
import { guardedCustomer } from "../server/guards.server";
import { sendFile } from "../server/send-file.server";
import type { Route } from "./+types/account.invoices.$id_.xml";

/** Streams a document as an e-invoice. Where it cannot be one, the document's own page says why. */
export async function loader({ context, params, url }: Route.LoaderArgs) {
  return guardedCustomer({ context, url }, async (api) => {
    const invoice = await readInvoice(api, params.id);
    if (!invoice.e_invoice.available) {
      throw redirect(`/account/invoices/${encodeURIComponent(invoice.id)}`);
    }
    const file = await downloadInvoice(api, params.id, "xml");
    return sendFile(file, { type: "application/xml", name: `${invoice.number}.xml` });
  });
}
