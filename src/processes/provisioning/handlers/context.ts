import type { MedusaContainer } from "@medusajs/framework/types";
import type { VendorAdapter, VendorOutcome } from "../../../integrations/vendor-port";
import type { LeasedTask, ProvisioningModuleService } from "../../../modules/provisioning";
import { resultOf } from "../order/group-results";
import type { OrderSnapshot } from "../order/order-snapshot";

/** What a task's handler works with. Nothing here holds a database transaction. */
export type TaskContext = {
  readonly container: MedusaContainer;
  readonly provisioning: ProvisioningModuleService;
  readonly adapter: VendorAdapter;
  readonly task: LeasedTask;
  readonly order: OrderSnapshot;
  readonly now: Date;
};

/** The value of a done outcome is stored as the task's result. */
export type TaskHandler = (context: TaskContext) => Promise<VendorOutcome<unknown>>;

/** The tenant that the order's first task has made sure of. @throws Error before it has. */
export async function tenantOf(context: TaskContext): Promise<string> {
  const tasks = await context.provisioning.listOrderTasks(context.order.orderId);
  const tenant = resultOf(tasks, "ensure_tenant");
  if (tenant === null) {
    throw new Error(`Order ${context.order.orderId} has no tenant yet.`);
  }
  return tenant.vendorTenantId;
}
