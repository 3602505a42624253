import type { MedusaContainer } from "@medusajs/framework/types";
import { vendorAdapter } from "../../connections/vendors";
import { PROVISIONING_MODULE, type WithdrawalOutcome } from "../../modules/provisioning";
import { logOf } from "../../telemetry/log";
import { giveBackOrder, readOrderPayments } from "../billing/collect/order-payment";
import { wakeTicker } from "../ticker";
import { enqueueOrder } from "./enqueue-order";
import { orderSnapshotSchema } from "./order/order-snapshot";
import { ORDER_CANCELED } from "./order/still-wanted";

/**
 * Takes an order back before the vendor gets it. The decision is written to the rows by which workers order, so that the
 * two cannot cross: either the vendor is not asked any more, or the answer says why the order stands. What somebody had
 * taken of its money is given back.
 *
 * @returns `nothing_ordered` also for an order that is none of ours, or that was never paid
 */
export async function withdrawOrder(
  container: MedusaContainer,
  { orderId, actor, now }: { readonly orderId: string; readonly actor: string | null; readonly now: Date },
): Promise<Exclude<WithdrawalOutcome, "not_enqueued">> {
  const provisioning = container.resolve(PROVISIONING_MODULE);
  // An order whose event is still on its way gets its rows here: without them there is nothing to write the decision to.
  await enqueueOrder(container, { orderId, now });
  const [task] = await provisioning.listOrderTasks(orderId);
  if (task === undefined) {
    return "nothing_ordered";
  }
  const { vendor } = orderSnapshotSchema.parse(task.payload);
  const adapter = vendorAdapter(container, vendor);
  const { code, reason, detail } = ORDER_CANCELED;
  const outcome = await provisioning.withdraw(
    orderId,
    {
      result: { code, reason, by: "nobody" },
      error: `${code}: ${detail}`,
      mayHaveOrdered: (notes) => adapter.mayHaveOrdered(notes),
    },
    { actor, now },
  );
  wakeTicker(container);
  if (outcome === "withdrawn") {
    await giveBackTaken(container, orderId, now);
  }
  return outcome === "not_enqueued" ? "nothing_ordered" : outcome;
}

/** Medusa releases what is held, and cannot where somebody has taken it: without an answer now the settlement does it. */
async function giveBackTaken(container: MedusaContainer, orderId: string, now: Date): Promise<void> {
  try {
    await giveBackOrder(container, { orderId, order: await readOrderPayments(container, orderId), now });
  } catch (error) {
    logOf(container).warn("What was taken for a withdrawn order waits to be given back", { order_id: orderId, error });
  }
}
