import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import type { Clock } from "../../../../modules/clock/clock";
import { PROVISIONING_MODULE, type ProvisioningModuleService } from "../../../../modules/provisioning";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { taskDocument } from "./answer";
import { listTasksSchema } from "./validators";

/** The provisioning queue, newest order first. Filters: `state` (comma separated), `order_id`. */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const { state, order_id, limit, offset } = readInput(listTasksSchema, withoutEmpty(req.query));
  const provisioning: ProvisioningModuleService = req.scope.resolve(PROVISIONING_MODULE);
  const { tasks, count } = await provisioning.listTasks({
    limit,
    offset,
    ...(state === undefined ? {} : { states: state }),
    ...(order_id === undefined ? {} : { groupId: order_id }),
  });
  const now = req.scope.resolve<Clock>("clock").now().toISOString();
  res.json({ tasks: tasks.map(taskDocument), count, limit, offset, now });
}
