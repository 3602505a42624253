import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../modules/billing";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { journalDocuments } from "./answer";
import type { JournalAnswer } from "./document";
import { journalQuery } from "./validators";

/** Who did what in billing, newest first. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<JournalAnswer>): Promise<void> => {
  const query = readInput(journalQuery, withoutEmpty(req.query));
  const { account_id: accountId, invoice_id: invoiceId, run_id: runId, limit, offset } = query;
  const { entries, count } = await req.scope.resolve(BILLING_MODULE).journal.list({
    ...(accountId === undefined ? {} : { accountId }),
    ...(invoiceId === undefined ? {} : { invoiceId }),
    ...(runId === undefined ? {} : { runId }),
    limit,
    offset,
  });
  res.json({ entries: await journalDocuments(req.scope, entries), count, limit, offset });
});
