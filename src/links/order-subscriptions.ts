import { defineLink } from "@medusajs/framework/utils";
import OrderModule from "@medusajs/medusa/order";
import SubscriptionModule from "../modules/subscription";

/** `order.csp_subscriptions` and `csp_subscription.order`. */
const { cspSubscription } = SubscriptionModule.linkable;
const { order } = OrderModule.linkable;

defineLink(
  { linkable: order, field: "id" },
  { ...cspSubscription.id, primaryKey: "order_id" },
  { readOnly: true, isList: true },
);
defineLink({ linkable: cspSubscription, field: "order_id" }, order, { readOnly: true });
