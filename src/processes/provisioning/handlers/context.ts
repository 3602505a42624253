import type { MedusaContainer } from "@medusajs/framework/types";
import type { VendorAdapter, VendorOutcome } from "../../../integrations/vendor-port";
import type { LeasedTask, ProvisioningModuleService } from "../../../modules/provisioning";
import type { OrderSnapshot } from "../order-snapshot";

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
