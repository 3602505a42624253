import type { MedusaContainer } from "@medusajs/framework/types";
import { CATALOG_MODULE, type PricingRuleInput } from "../../modules/catalog";
import { showDuePrices } from "./show-due-prices";

/** Puts a pricing rule in force from `now` on and shows the new prices. What was agreed with customers stays. */
export async function startPricingRule(
  container: MedusaContainer,
  rule: PricingRuleInput,
  now: Date,
  actor?: string,
): Promise<string> {
  const id = await container.resolve(CATALOG_MODULE).startPricingRule(rule, now, actor);
  await showDuePrices(container, now);
  return id;
}
