import { orderUrlOf } from "./order-url";
import type { MailTemplate } from "./templates";

/** A mail as it was kept, perhaps by the version before: mails about orders then named the shop, and not the order's page. */
export function asToday<M extends MailTemplate>(kept: M): M {
  if (kept.template !== "order_received" && kept.template !== "order_waits") {
    return kept;
  }
  const { shopUrl, ...data } = kept.data as typeof kept.data & { readonly shopUrl?: string };
  return shopUrl === undefined ? kept : { ...kept, data: { ...data, orderUrl: orderUrlOf(shopUrl, null) } };
}
