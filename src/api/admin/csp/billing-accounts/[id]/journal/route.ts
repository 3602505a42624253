import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { idOf } from "../../../../../http/request-context";
import { pageQuery } from "../../../../../http/validators";
import { journalDocuments } from "../../../billing-journal/answer";
import type { JournalAnswer } from "../../../billing-journal/document";

/** Who did what to the account and its documents, newest first. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<JournalAnswer>): Promise<void> => {
  const { limit, offset } = readInput(pageQuery, req.query);
  const billing = req.scope.resolve(BILLING_MODULE);
  const { id: accountId } = await billing.retrieveAccount(idOf(req));
  const { entries, count } = await billing.journal.list({ accountId, limit, offset });
  res.json({ entries: await journalDocuments(req.scope, entries), count, limit, offset });
});
