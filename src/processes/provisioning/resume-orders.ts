import type { MedusaContainer } from "@medusajs/framework/types";
import { vendorAdapter } from "../../connections/vendors";
import { PROVISIONING_MODULE, type ProvisioningTask, WANTS_TENANT } from "../../modules/provisioning";
import { wakeTicker } from "../ticker";
import { orderSnapshotSchema } from "./order/order-snapshot";
import { whyNotThisTenant } from "./order/same-tenant";

const NOBODY = "seatline";
const MOST = 1000;

/** The company names or has proven a tenant: those of its orders go on that stood for this one. */
export async function resumeOrdersOf(container: MedusaContainer, companyId: string, now: Date): Promise<void> {
  await resume(container, companyId, now);
}

/**
 * Lets every order go on that stands for its tenant although the company has it: the process may have died between the
 * two. This is the guarantee; the proof itself only makes it sooner.
 *
 * @returns how many orders go on
 */
export async function resumeOrders(container: MedusaContainer, now: Date): Promise<number> {
  return resume(container, null, now);
}

async function resume(container: MedusaContainer, companyId: string | null, now: Date): Promise<number> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const standing = await provisioning.listStanding({ code: WANTS_TENANT, companyId, limit: MOST });
  let resumed = 0;
  for (const task of standing) {
    if (await canGoOn(container, task)) {
      resumed += (await provisioning.retry(task.id, { actor: NOBODY, now })) === null ? 0 : 1;
    }
  }
  if (resumed > 0) {
    wakeTicker(container);
  }
  return resumed;
}

async function canGoOn(container: MedusaContainer, { payload, kind }: ProvisioningTask): Promise<boolean> {
  const order = orderSnapshotSchema.parse(payload);
  const adapter = vendorAdapter(container, order.vendor);
  return (await whyNotThisTenant(container, { order, kind, adapter })) === null;
}
