import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../../connections/settings";
import type { Checkout } from "../../../modules/checkout";
import { logOf } from "../../../telemetry/log";
import { notify } from "../../notify";
import { checkoutServices } from "./services";

/**
 * Tells the company that its order has come in. The order stands by now, so a mail that cannot be written is logged and
 * nothing else. Asked for again it is mailed once. Without effect before there is an order.
 */
export async function mailOrderReceived(container: MedusaContainer, checkout: Checkout): Promise<void> {
  const { orderId } = checkout;
  if (orderId === null) {
    return;
  }
  try {
    const company = await checkoutServices(container).companies.retrieve(checkout.companyId);
    const orders = container.resolve(Modules.ORDER);
    const order = await orders.retrieveOrder(orderId, { select: ["id", "display_id"], relations: ["items"] });
    await notify(container, {
      to: company.email,
      template: "order_received",
      key: `order_received:${orderId}`,
      data: {
        companyName: company.legalName,
        orderDisplayId: String(order.display_id ?? ""),
        lines: (order.items ?? []).map((item) => ({ title: item.title, quantity: Number(item.quantity) })),
        shopUrl: settingsOf(container).shopUrl,
      },
    });
  } catch (error) {
    logOf(container).error("The mail about an order could not be written", { order_id: orderId, error });
  }
}
