import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { BILLING_MODULE } from "../../../../../../modules/billing";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { idOf } from "../../../../../http/request-context";
import { pageQuery } from "../../../../../http/validators";
import { creditEntryDocuments } from "./answer";
import type { CreditEntriesAnswer } from "./document";

/** Movements of the account's credit balance, newest first. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<CreditEntriesAnswer>): Promise<void> => {
    const { limit, offset } = readInput(pageQuery, req.query);
    const billing = req.scope.resolve(BILLING_MODULE);
    const account = await billing.retrieveAccount(idOf(req));
    const { entries, count } = await billing.credits.list(account.id, limit, offset);
    res.json({
      credit_entries: await creditEntryDocuments(req.scope, entries, account.currency),
      count,
      limit,
      offset,
    });
  },
);
