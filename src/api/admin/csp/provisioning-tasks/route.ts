import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { PROVISIONING_MODULE } from "../../../../modules/provisioning";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { taskDocument } from "./answer";
import type { TasksAnswer } from "./document";
import { tasksQuery } from "./validators";

/** The provisioning queue, newest order first. Filters: `state` (comma separated), `order_id` (or its number). */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<TasksAnswer>): Promise<void> => {
  const { state, order_id, limit, offset } = readInput(tasksQuery, withoutEmpty(req.query));
  const provisioning = req.scope.resolve(PROVISIONING_MODULE);
  const { tasks, count } = await provisioning.listTasks({
    limit,
    offset,
    ...(state === undefined ? {} : { states: state }),
    ...(order_id === undefined ? {} : { order: order_id }),
  });
  const now = nowOf(req.scope).toISOString();
  res.json({ tasks: tasks.map(taskDocument), count, limit, offset, now });
});
