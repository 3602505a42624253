import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ignoreFinding } from "../../../../../../processes/drift/decide-finding";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { findingDocument } from "../../answer";
import type { FindingAnswer } from "../../document";
import { ignoreBody } from "../../validators";

/** Leaves a difference as it is, for the reason that is said. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<FindingAnswer>): Promise<void> => {
    const { reason } = readInput(ignoreBody, req.body ?? {});
    const decision = { id: idOf(req), actor: actorOf(req), now: nowOf(req.scope), reason };
    res.json({ finding: await findingDocument(req.scope, await ignoreFinding(req.scope, decision)) });
  },
);
