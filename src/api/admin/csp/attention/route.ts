import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { actorOf, nowOf } from "../../../http/request-context";
import { attentionAnswer } from "./answer";
import type { AttentionAnswer } from "./document";
import { attentionQuery } from "./validators";

/** What waits for a person, the oldest first. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AttentionAnswer>): Promise<void> => {
    const query = readInput(attentionQuery, withoutEmpty(req.query));
    res.json(await attentionAnswer(req.scope, query, { me: actorOf(req), now: nowOf(req.scope) }));
  },
);
