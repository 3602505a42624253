import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../connections/settings";
import { CHECKOUT_MODULE } from "../../modules/checkout";
import { COMPANY_MODULE } from "../../modules/company";
import {
  PATIENCE_MS,
  PROVISIONING_MODULE,
  type ProvisioningTask,
  standingWords,
  waitWords,
} from "../../modules/provisioning";
import { notify } from "../notify";
import { orderUrlOf } from "../notify/order-url";
import { refusalOf } from "../provisioning/order/group-results";
import { orderSnapshotSchema } from "../provisioning/order/order-snapshot";
import { eachRow } from "../ticker/each-row";

/** A person may set it going again before the customer needs to hear of it. */
const QUIET_MS = 10 * 60_000;
const MOST = 1000;

/**
 * Mails customers whose orders stand for a person, or have waited for a day for our own set-up or a system that is away, what the
 * order's page says, once for each time it comes to stand.
 */
export async function tellCustomers(container: MedusaContainer, now: Date): Promise<void> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const page = { limit: MOST, offset: 0 };
  const waitsSince = new Date(now.getTime() - PATIENCE_MS);
  const { tasks: standing } = await provisioning.listTasks({ ...page, states: ["needs_attention"] });
  const { tasks: waiting } = await provisioning.listTasks({ ...page, waitsSince });
  const passingOver = {
    duty: "attention",
    failed: "A customer whose order stands could not be told",
    about: ({ id, groupId }: ProvisioningTask) => ({ task_id: id, order_id: groupId }),
  };
  const tellStanding = async (task: ProvisioningTask) => {
    if (task.standingSince !== null && now.getTime() - task.standingSince.getTime() >= QUIET_MS) {
      await tellOne(container, task, task.standingSince, standingWords);
    }
  };
  const tellWaiting = async (task: ProvisioningTask) => {
    const since = task.setUpSince ?? task.absentSince;
    if (since !== null) {
      await tellOne(container, task, since, waitWords);
    }
  };
  await eachRow(container, standing, tellStanding, passingOver);
  await eachRow(container, waiting, tellWaiting, passingOver);
}

async function tellOne(
  container: MedusaContainer,
  task: ProvisioningTask,
  since: Date,
  wordsOf: (task: ProvisioningTask, order: { readonly refused: boolean }) => string | null,
): Promise<void> {
  const order = orderSnapshotSchema.parse(task.payload);
  const tasks = await container.resolve(PROVISIONING_MODULE).listOrderTasks(order.orderId);
  const isOver = refusalOf(tasks) !== null;
  const words = wordsOf(task, { refused: isOver });
  if (words === null) {
    return;
  }
  const company = await container.resolve(COMPANY_MODULE).retrieve(order.companyId);
  const checkout = await container.resolve(CHECKOUT_MODULE).findByOrder(order.orderId);
  const { shopUrl, seller } = settingsOf(container);
  await notify(container, {
    to: order.email || company.email,
    template: "order_waits",
    key: `order_waits:${task.id}:${since.toISOString()}`,
    data: {
      companyName: company.legalName,
      orderDisplayId: order.displayId,
      isOver,
      words,
      supportEmail: seller.supportEmail,
      orderUrl: orderUrlOf(shopUrl, checkout?.id ?? null),
    },
  });
}
