import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { billFinding } from "../../../../../../processes/drift/decide-finding";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { findingDocument } from "../../answer";
import type { FindingAnswer } from "../../document";
import { billBody } from "../../validators";

/** Takes the vendor's change into our books from its day: the next run bills it, or gives it back. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<FindingAnswer>): Promise<void> => {
    const { on } = readInput(billBody, req.body ?? {});
    const decision = { id: idOf(req), actor: actorOf(req), now: nowOf(req.scope), on };
    res.json({ finding: await findingDocument(req.scope, await billFinding(req.scope, decision)) });
  },
);
