import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { vendorAdapter } from "../../connections/vendors";
import { UnavailableError } from "../../errors/unavailable-error";
import {
  ADDRESS_REFUSED,
  type By,
  isAddressRefused,
  isTenantWanted,
  PROVISIONING_MODULE,
  type ProvisioningTask,
  REFUSED_BY_SELLER,
  type StandingRefusal,
  WANTS_TENANT,
} from "../../modules/provisioning";
import { wakeTicker } from "../ticker";
import { eachRow } from "../ticker/each-row";
import { refuseLines } from "./decide-lines";
import { orderNotes } from "./handlers/order-notes";
import { resultOf } from "./order/group-results";
import { type OrderSnapshot, orderSnapshotSchema } from "./order/order-snapshot";

/** A card's authorisation lapses after about seven days: a customer who mends nothing for five keeps his money. */
const CORRECTION_PATIENCE_MS = 5 * 24 * 3_600_000;
const NOBODY = "seatline";

/**
 * Ends an order that stands: it is refused in the seller's name, its money released, and the customer told the reason.
 * The vendor comes first: unless it is certain that nothing was sold, nothing is refused. Of an order that the vendor has
 * accepted, lines that began otherwise than ordered are ended there first.
 *
 * @param reason for the customer, in whole sentences
 * @throws MedusaError not_found; not_allowed with the reason why it cannot be refused (now); UnavailableError when the
 * vendor cannot be asked
 */
export async function refuseTask(
  container: MedusaContainer,
  { taskId, reason, by }: { readonly taskId: string; readonly reason: string; readonly by: By },
): Promise<ProvisioningTask> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const task = await provisioning.findTask(taskId);
  if (task === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `Provisioning task ${taskId} was not found.`);
  }
  if (task.state !== "needs_attention") {
    throw notAllowed(`A task that is ${task.state} cannot be refused; only one that stands can.`);
  }
  if (task.kind === "await_vendor") {
    return refuseLines(container, task, { reason, by });
  }
  await assertNothingSold(container, task, by.now);
  const refusal = {
    code: REFUSED_BY_SELLER,
    reason,
    detail: `refused by a person; it stood because: ${task.lastError}`,
    by: "seller",
  } as const;
  if (!(await provisioning.refuse(task, refusal, by))) {
    throw notAllowed("The task has moved meanwhile: somebody has retried it. Look at it again.");
  }
  wakeTicker(container);
  return (await provisioning.findTask(taskId)) ?? task;
}

/**
 * Gives the money of orders back whose customers were asked to correct their address, or to prove the tenant they ordered
 * for, and did not; those that stand for longest first.
 *
 * @param limit how many of each are looked at
 * @returns how many orders were ended
 */
export async function refuseUncorrected(container: MedusaContainer, now: Date, limit = 1000): Promise<number> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const standing = (code: string) => provisioning.listStanding({ code, companyId: null, limit });
  const tasks = [...(await standing(ADDRESS_REFUSED)), ...(await standing(WANTS_TENANT))];
  let ended = 0;
  const endOne = async (task: ProvisioningTask) => {
    const order = orderSnapshotSchema.parse(task.payload);
    const refusal = uncorrected(task, order);
    if (refusal !== null && now.getTime() - Date.parse(order.placedAt) >= CORRECTION_PATIENCE_MS) {
      ended += (await provisioning.refuse(task, refusal, { actor: NOBODY, now })) ? 1 : 0;
    }
  };
  await eachRow(container, tasks, endOne, {
    duty: "attention",
    failed: "An order whose address or tenant was not put right could not be ended",
    about: ({ id, groupId }) => ({ task_id: id, order_id: groupId }),
  });
  if (ended > 0) {
    wakeTicker(container);
  }
  return ended;
}

/** What is told a customer who has left it at that; null while the task does not wait for him. */
function uncorrected(task: ProvisioningTask, { tenant }: OrderSnapshot): StandingRefusal | null {
  const detail = task.lastError ?? "";
  if (isAddressRefused(task)) {
    const reason = "Microsoft does not know the address of your company, and it was not corrected within five days.";
    return { code: "address_not_corrected", reason, detail, by: "nobody" };
  }
  if (isTenantWanted(task)) {
    const reason = `${tenant?.domain} was not chosen again and proven to be your organisation at Microsoft within five days.`;
    return { code: "tenant_not_proven", reason, detail, by: "nobody" };
  }
  return null;
}

async function assertNothingSold(container: MedusaContainer, task: ProvisioningTask, now: Date): Promise<void> {
  switch (task.kind) {
    case "ensure_tenant":
    case "attest_agreement":
      // The order is placed after these, and never was.
      return;
    case "place_order":
      return askVendor(container, task, orderSnapshotSchema.parse(task.payload), now);
    case "await_vendor":
    case "settle_order":
      throw notAllowed(
        "What was sold is live, or the order was refused already: only the invoice and the money are open.",
      );
  }
}

async function askVendor(
  container: MedusaContainer,
  task: ProvisioningTask,
  order: OrderSnapshot,
  now: Date,
): Promise<void> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  const tenant = resultOf(await provisioning.listOrderTasks(order.orderId), "ensure_tenant");
  if (tenant === null) {
    throw notAllowed("The order's tenant is not known, so the vendor cannot be asked whether it sold anything.");
  }
  const answer = await vendorAdapter(container, order.vendor).findPlaced({
    vendorTenantId: tenant.vendorTenantId,
    notes: orderNotes(provisioning, order),
    lastAskedAt: task.standingSince ?? task.nextAt,
    now,
  });
  switch (answer.kind) {
    case "done":
      if (answer.value.placed === "something") {
        throw notAllowed(`The vendor has sold it: ${answer.value.detail}. Retry the step, and it goes on from there.`);
      }
      return;
    case "pending": {
      const minutes = Math.ceil((answer.afterMs ?? 0) / 60_000);
      throw notAllowed(`It is not certain yet: ${answer.detail}. Try again in ${minutes} minutes.`);
    }
    default:
      throw new UnavailableError(
        `The vendor could not be asked whether it sold anything, so nothing was refused: ${answer.detail}`,
      );
  }
}

const notAllowed = (words: string) => new MedusaError(MedusaError.Types.NOT_ALLOWED, words);
