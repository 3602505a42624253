import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { ATTENTION_MODULE } from "../../../modules/attention";
import type { Checkout } from "../../../modules/checkout";
import { readOrderProgress, type StandingStep } from "../../provisioning/progress";
import { type OrderFacts, type Progress, progressOf } from "./checkout-progress";
import { checkoutServices } from "./services";

export type CheckoutProgress = Progress & {
  readonly checkout: Checkout;
  /** Null until there is an order. */
  readonly order: OrderFacts | null;
  /** The order stands for a person: what the customer reads. `told`: a mail about it has gone out to the seller. */
  readonly waits: (StandingStep & { readonly told: boolean }) | null;
};

/** How far a purchase has come: the truth of this moment, read from the rows that do the work. */
export async function readCheckoutProgress(container: MedusaContainer, checkoutId: string): Promise<CheckoutProgress> {
  const checkout = await checkoutServices(container).checkouts.retrieve(checkoutId);
  const order = checkout.orderId ? await orderFacts(container, checkout.orderId) : null;
  const standing = order?.progress.standing ?? null;
  const waits = standing && { ...standing, told: await wasTold(container, standing) };
  return { checkout, order, waits, ...progressOf(checkout, order) };
}

function wasTold(container: MedusaContainer, { taskId, since }: StandingStep): Promise<boolean> {
  return container.resolve(ATTENTION_MODULE).wasMailed({ kind: "provisioning_task", ref: taskId, since });
}

async function orderFacts(container: MedusaContainer, orderId: string): Promise<OrderFacts> {
  const orders = container.resolve(Modules.ORDER);
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
