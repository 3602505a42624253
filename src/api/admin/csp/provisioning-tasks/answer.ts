import type { ProvisioningTask } from "../../../../modules/provisioning";
import { isCanceled, refusalOf, resultOf } from "../../../../processes/provisioning/order/group-results";
import { orderSnapshotSchema } from "../../../../processes/provisioning/order/order-snapshot";
import type { Task } from "./document";

/** A task as the admin sees it. `can_retry` says whether the retry button has anything to do. */
export function taskDocument(task: ProvisioningTask): Task {
  const order = orderSnapshotSchema.safeParse(task.payload);
  const refusal = refusalOf([task]);
  return {
    id: task.id,
    order_id: task.groupId,
    order_display_id: order.success ? order.data.displayId : null,
    company_id: order.success ? order.data.companyId : null,
    kind: task.kind,
    position: task.position,
    state: task.state,
    attempts: task.attempts,
    failures: task.failures,
    next_at: ["ready", "waiting"].includes(task.state) ? task.nextAt.toISOString() : null,
    last_error: task.lastError,
    settlement: resultOf([task], "settle_order")?.outcome ?? null,
    canceled: isCanceled(refusal),
    refused_by: refusal?.by ?? null,
    can_retry: task.state === "needs_attention" || task.state === "waiting",
    created_at: task.createdAt.toISOString(),
    started_at: task.startedAt?.toISOString() ?? null,
    finished_at: task.finishedAt?.toISOString() ?? null,
  };
}
