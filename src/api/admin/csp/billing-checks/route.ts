import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { checkBooks } from "../../../../processes/billing";
import { route } from "../../../http/define-route";
import { nowOf } from "../../../http/request-context";
import type { ChecksAnswer } from "./document";

/** The rules of the books, each with what breaks it now; empty lists are good news. */
export const GET = route(answerChecks);

/** Looks through the books once more, for Attention. */
export const POST = route(answerChecks);

async function answerChecks(req: AuthenticatedMedusaRequest, res: MedusaResponse<ChecksAnswer>): Promise<void> {
  const now = nowOf(req.scope);
  res.json({ checks: await checkBooks(req.scope, now), checked_at: now.toISOString() });
}
