import type { MedusaContainer } from "@medusajs/framework/types";
import { CATALOG_MODULE } from "../../modules/catalog";
import type { Duty } from "../ticker/duty";
import { showDuePrices } from "./show-due-prices";

/** Shows a price from the instant on which the vendor's new version or a new rule begins to hold. */
export const catalogPriceDuty: Duty = {
  name: "catalog-prices",
  limitMs: 120_000,
  async run(container: MedusaContainer, now: Date) {
    const catalog = container.resolve(CATALOG_MODULE);
    const done = await showDuePrices(container, now);
    return { done, nextDueAt: await catalog.nextPriceChange(now) };
  },
};
