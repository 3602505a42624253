import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../../connections/settings";
import type { Checkout } from "../../../modules/checkout";
import { logOf } from "../../../telemetry/log";
import { notify } from "../../notify";
import { orderUrlOf } from "../../notify/order-url";
import { checkoutServices } from "./services";

/** How soon a mail that could not be asked for is tried again. */
const AGAIN_MS = 60_000;
/** What one look reads at most: orders whose mail cannot be written now hold up no others. */
const LOOKED_AT = 1_000;

/**
 * Has the mail sent to customers whose order came in and for whom it was not asked: the process died between the two, or
 * it could not be written then.
 *
 * @param limit how many mails are asked for at most
 * @returns when to look again; null when everybody was told
 */
export async function mailOutstandingOrders(
  container: MedusaContainer,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<Date | null> {
  let done = 0;
  let left = 0;
  for (const checkout of await checkoutServices(container).checkouts.listUnmailed(LOOKED_AT)) {
    const isAsked = await mailOrderReceived(container, checkout);
    done += isAsked ? 1 : 0;
    left += isAsked ? 0 : 1;
    if (done === limit) {
      return now;
    }
  }
  return left > 0 ? new Date(now.getTime() + AGAIN_MS) : null;
}

/**
 * Asks for the mail that tells the company that its order has come in, and notes that; from then on `notify` keeps it until
 * it went out. The order stands by now, so a mail that cannot be written is logged and nothing else.
 *
 * @returns whether nothing is left to do: it was asked for, or can never be written
 */
export async function mailOrderReceived(container: MedusaContainer, checkout: Checkout): Promise<boolean> {
  try {
    await ask(container, checkout);
  } catch (error) {
    const isForGood = error instanceof MedusaError && error.type === MedusaError.Types.NOT_FOUND;
    logOf(container).error("The mail about an order could not be written", { order_id: checkout.orderId ?? "", error });
    if (!isForGood) {
      return false;
    }
  }
  await checkoutServices(container).checkouts.markMailed(checkout.id);
  return true;
}

async function ask(container: MedusaContainer, { id, companyId, orderId }: Checkout): Promise<void> {
  if (orderId === null) {
    return;
  }
  const company = await checkoutServices(container).companies.retrieve(companyId);
  const orders = container.resolve(Modules.ORDER);
  const order = await orders.retrieveOrder(orderId, { select: ["id", "display_id", "status"], relations: ["items"] });
  if (order.status === "canceled") {
    // Its end was told already, and must not be followed by its beginning.
    return;
  }
  await notify(container, {
    to: company.email,
    template: "order_received",
    key: `order_received:${orderId}`,
    data: {
      companyName: company.legalName,
      orderDisplayId: String(order.display_id ?? ""),
      lines: (order.items ?? []).map((item) => ({ title: item.title, quantity: Number(item.quantity) })),
      orderUrl: orderUrlOf(settingsOf(container).shopUrl, id),
    },
  });
}
