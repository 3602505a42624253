import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { refuseTask } from "../../../../../../processes/provisioning/refuse-task";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { taskDocument } from "../../answer";
import { refuseBody, type TaskAnswer } from "../../document";

/** Ends an order that stands, when it is certain that the vendor has sold nothing: its money is released. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<TaskAnswer>): Promise<void> => {
  const { reason } = readInput(refuseBody, req.body);
  const by = { actor: actorOf(req), now: nowOf(req.scope) };
  const task = await refuseTask(req.scope, { taskId: idOf(req), reason, by });
  res.json({ task: taskDocument(task) });
});
