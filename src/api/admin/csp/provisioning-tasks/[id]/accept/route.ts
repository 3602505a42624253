import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { acceptLines } from "../../../../../../processes/provisioning/decide-lines";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { taskDocument } from "../../answer";
import type { TaskAnswer } from "../../document";

/** Takes what the vendor has begun otherwise than ordered as it is: its facts become the terms. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<TaskAnswer>): Promise<void> => {
  const by = { actor: actorOf(req), now: nowOf(req.scope) };
  res.json({ task: taskDocument(await acceptLines(req.scope, { taskId: idOf(req), by })) });
});
