import { PROVISIONING_MODULE } from "../../../src/modules/provisioning";
import type { OrderProgress } from "../../../src/processes/provisioning/progress";
import { readOrderProgress } from "../../../src/processes/provisioning/progress";
import { runDueTasks } from "../../../src/processes/provisioning/run-due-tasks";
import { aCompany } from "./companies";
import type { Process, ProvisioningWorld } from "./world";

/** A company with a new tenant and its paid order: 10 seats of Premium, 3 of Basic. */
export async function paidOrder(world: ProvisioningWorld, name: string, paymentStatus = "authorized"): Promise<string> {
  const companyId = `comp_${name}`;
  if (!world.companies.has(companyId)) {
    world.companies.add(aCompany(companyId));
  }
  return world.orders.place({
    id: `order_${name}`,
    companyId,
    paymentStatus,
    placedAt: world.clock.now(),
    lines: [
      { id: `line_${name}_1`, planId: "plan_premium", quantity: 10 },
      { id: `line_${name}_2`, planId: "plan_basic", quantity: 3 },
    ],
  });
}

/** Runs until nothing is due any more, moving the clock to the next due instant as the ticker does. */
export async function runToTheEnd(world: ProvisioningWorld, process: Process, rounds = 50): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    await runDueTasks(process.container, world.clock.now());
    const next = await process.container.resolve(PROVISIONING_MODULE).nextDueAt();
    if (next === null) {
      return;
    }
    world.clock.advanceTo(next);
  }
  throw new Error(`Still not at its end after ${rounds} rounds.`);
}

export const progressOf = (process: Process, orderId: string): Promise<OrderProgress> =>
  readOrderProgress(process.container, orderId);
