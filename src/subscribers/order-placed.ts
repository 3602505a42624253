import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework";
import { CLOCK_MODULE } from "../modules/clock";
import { enqueueOrder } from "../processes/provisioning/enqueue-order";
import { wakeTicker } from "../processes/ticker";

/** Starts provisioning as soon as an order is placed. The event can be lost; the order sweep finds the order then. */
export default async function provisionPlacedOrder({
  event,
  container,
}: SubscriberArgs<{ id: string }>): Promise<void> {
  await enqueueOrder(container, { orderId: event.data.id, now: container.resolve(CLOCK_MODULE).now() });
  wakeTicker(container);
}

export const config: SubscriberConfig = { event: "order.placed", context: { subscriberId: "csp-order-placed" } };
