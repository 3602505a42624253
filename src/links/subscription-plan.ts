import { defineLink } from "@medusajs/framework/utils";
import CatalogModule from "../modules/catalog";
import SubscriptionModule from "../modules/subscription";

/** `csp_subscription.plan` and `csp_plan.subscriptions`. */
const { cspPlan } = CatalogModule.linkable;
const { cspSubscription } = SubscriptionModule.linkable;

defineLink(
  { linkable: cspPlan, field: "id" },
  { ...cspSubscription.id, primaryKey: "plan_id", alias: "subscription" },
  { readOnly: true, isList: true },
);
defineLink({ linkable: cspSubscription, field: "plan_id" }, { ...cspPlan.id, alias: "plan" }, { readOnly: true });
