import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { PROVISIONING_MODULE } from "../../../../../../modules/provisioning";
import { wakeTicker } from "../../../../../../processes/ticker";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { taskDocument } from "../../answer";
import type { TaskAnswer } from "../../document";

/** Makes a standing or waiting task due now. A task that is running or final cannot be retried. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<TaskAnswer>): Promise<void> => {
  const id = idOf(req);
  const provisioning = req.scope.resolve(PROVISIONING_MODULE);
  const present = await provisioning.findTask(id);
  if (present === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Provisioning task ${id} was not found.`);
  }
  const task = await provisioning.retry(id, { actor: actorOf(req), now: nowOf(req.scope) });
  if (task === null) {
    const message = `A task that is ${present.state} cannot be retried; only a waiting or standing one can.`;
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }
  wakeTicker(req.scope);
  res.json({ task: taskDocument(task) });
});
