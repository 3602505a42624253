import type { MedusaContainer } from "@medusajs/framework/types";
import { vendorAdapter } from "../../connections/vendors";
import {
  notPossible,
  type VendorAdapter,
  type VendorFailure,
  type VendorOutcome,
} from "../../integrations/vendor-port";
import {
  type LeasedTask,
  PROVISIONING_MODULE,
  type ProvisioningModuleService,
  type TaskKind,
} from "../../modules/provisioning";
import { logOf } from "../../telemetry/log";
import { carryOut } from "../vendor-work/carry-out";
import { taskHandlers } from "./handlers";
import { type OrderSnapshot, orderSnapshotSchema } from "./order/order-snapshot";
import { whyNotThisTenant } from "./order/same-tenant";
import { whyNotAnyMore } from "./order/still-wanted";

const TASKS_A_TURN = 20;

/** Which tasks to run, and who wants to know that one was found: another worker may look for the next at once. */
export type TaskTurn = { readonly kinds?: readonly TaskKind[]; readonly onLeased?: () => void };

/**
 * Runs tasks due at `now`, one after another, and those that become due by it, until none is left or the turn is full.
 * A task is leased, carried out with no transaction open, and its end is written under the lease.
 *
 * @returns how many tasks ran.
 */
export async function runDueTasks(container: MedusaContainer, now: Date, turn: TaskTurn = {}): Promise<number> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  for (let ran = 0; ran < TASKS_A_TURN; ran += 1) {
    const task = await provisioning.lease(now, turn.kinds);
    if (task === null) {
      return ran;
    }
    turn.onLeased?.();
    await runTask(container, provisioning, task, now);
  }
  return TASKS_A_TURN;
}

async function runTask(
  container: MedusaContainer,
  provisioning: ProvisioningModuleService,
  task: LeasedTask,
  now: Date,
): Promise<void> {
  const about = { task_id: task.id, task_kind: task.kind, order_id: task.groupId };
  const end = await carryOut(container, {
    work: task,
    now,
    failed: "Provisioning task failed",
    about,
    outcome: () => outcomeOf(container, provisioning, task, now),
  });
  if (!(await provisioning.end(task, end, now))) {
    logOf(container).warn("Provisioning task was taken over by another worker", about);
  } else if (end.kind === "needs_attention") {
    logOf(container).error("Provisioning task needs attention", { ...about, error: end.error });
  } else if (end.kind !== "waiting") {
    logOf(container).info("Provisioning task ended", { ...about, state: end.kind });
  }
}

async function outcomeOf(
  container: MedusaContainer,
  provisioning: ProvisioningModuleService,
  task: LeasedTask,
  now: Date,
): Promise<VendorOutcome<unknown>> {
  const order = orderSnapshotSchema.parse(task.payload);
  const adapter = vendorAdapter(container, order.vendor);
  return (
    (await whyNot(container, task, order, { adapter, now })) ??
    taskHandlers[task.kind]({ container, provisioning, adapter, task, order, now })
  );
}

/** Null when the task's handler is to run. */
async function whyNot(
  container: MedusaContainer,
  { kind }: LeasedTask,
  order: OrderSnapshot,
  { adapter, now }: { readonly adapter: VendorAdapter; readonly now: Date },
): Promise<VendorFailure | null> {
  const { orderId, refusal } = order;
  const placedAt = new Date(order.placedAt);
  if (kind === "settle_order") {
    return null;
  }
  if (refusal !== null) {
    return notPossible(refusal.code, refusal.reason, refusal.detail);
  }
  return (
    (await whyNotAnyMore(container, { orderId, kind, adapter, placedAt, now })) ??
    (await whyNotThisTenant(container, { order, kind, adapter }))
  );
}
