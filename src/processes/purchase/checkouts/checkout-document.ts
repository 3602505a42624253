import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { readOrderProgress } from "../../provisioning/progress";
import { type OrderFacts, progressOf } from "./checkout-progress";
import { checkoutServices } from "./services";

/** A checkout as its customer sees it: the truth of this moment, read from the rows that do the work. */
export async function checkoutDocument(container: MedusaContainer, checkoutId: string) {
  const checkout = await checkoutServices(container).checkouts.retrieve(checkoutId);
  const facts = checkout.orderId ? await orderFacts(container, checkout.orderId) : null;
  const { state, steps, refusal } = progressOf(checkout, facts);
  return {
    id: checkout.id,
    state,
    order_id: checkout.orderId,
    display_id: facts?.displayId ?? null,
    steps,
    refusal,
    subscription_ids: facts?.progress.subscriptionIds ?? [],
    invoice: facts?.invoice ?? null,
    redirect_url: checkout.state === "open" ? checkout.redirectUrl : null,
  };
}

async function orderFacts(container: MedusaContainer, orderId: string): Promise<OrderFacts> {
  const orders = container.resolve<IOrderModuleService>(Modules.ORDER);
  const [order, progress, invoice] = await Promise.all([
    orders.retrieveOrder(orderId, { select: ["id", "display_id"], relations: ["items"] }),
    readOrderProgress(container, orderId),
    checkoutServices(container).billing.invoices.findByOrder(orderId),
  ]);
  return {
    displayId: order.display_id ?? 0,
    lineCount: order.items?.length ?? 0,
    progress,
    invoice: invoice?.number ? { id: invoice.id, number: invoice.number } : null,
  };
}
