import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { vendorAdapter } from "../../connections/vendors";
import { refused } from "../../integrations/vendor-port";
import { type LeasedTask, PROVISIONING_MODULE, type ProvisioningModuleService } from "../../modules/provisioning";
import { taskHandlers } from "./handlers";
import { orderSnapshotSchema } from "./order-snapshot";
import { endOf, endOfException } from "./task-end";

/** Tasks of different orders run side by side: nearly all their time is waiting for the vendor. */
const sideBySide = 8;
const tasksPerRun = 200;

/**
 * Runs every task due at `now`, and the tasks that become due by it, until none is left or the batch is full. A task is
 * leased, carried out with no transaction open, and its end is written under the lease.
 *
 * @returns how many tasks ran.
 */
export async function runDueTasks(container: MedusaContainer, now: Date): Promise<number> {
  const provisioning: ProvisioningModuleService = container.resolve(PROVISIONING_MODULE);
  let ran = 0;
  while (ran < tasksPerRun) {
    const batch: LeasedTask[] = [];
    while (batch.length < sideBySide) {
      const task = await provisioning.lease(now);
      if (task === null) {
        break;
      }
      batch.push(task);
    }
    if (batch.length === 0) {
      return ran;
    }
    await Promise.all(batch.map((task) => runTask(container, provisioning, task, now)));
    ran += batch.length;
  }
  return ran;
}

async function runTask(
  container: MedusaContainer,
  provisioning: ProvisioningModuleService,
  task: LeasedTask,
  now: Date,
): Promise<void> {
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  try {
    const order = orderSnapshotSchema.parse(task.payload);
    const adapter = vendorAdapter(container, order.vendor);
    const { refusal } = order;
    const outcome =
      refusal !== null && task.kind !== "settle_order"
        ? refused(refusal.code, refusal.reason, refusal.detail)
        : await taskHandlers[task.kind]({ container, provisioning, adapter, task, order, now });
    const end = endOf(outcome, task, now, Math.random());
    if (!(await provisioning.end(task, end, now))) {
      logger.warn(`Provisioning task ${task.id} (${task.kind}) was taken over by another worker.`);
    } else if (end.kind === "needs_attention") {
      logger.error(`Provisioning task ${task.id} (${task.kind}, order ${task.groupId}) needs attention: ${end.error}`);
    }
  } catch (error) {
    const end = endOfException(error, task, now, Math.random());
    logger.error(`Provisioning task ${task.id} (${task.kind}) failed: ${error instanceof Error ? error.stack : error}`);
    await provisioning.end(task, end, now);
  }
}
