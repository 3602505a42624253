import type { MedusaContainer } from "@medusajs/framework/types";
import { upsertVariantPricesWorkflow } from "@medusajs/medusa/core-flows";
import { minorUnitDigits } from "../../domain/money";
import { CATALOG_MODULE } from "../../modules/catalog";

const VARIANTS_PER_RUN = 200;

/**
 * Makes Medusa's variants show the price of one charge that holds at `now`; a plan that is withdrawn or has no price
 * loses its variant's price, so that nobody can put it in a cart. Safe to run again: only differences are written.
 *
 * @returns the number of variants that were changed
 */
export async function showDuePrices(container: MedusaContainer, now: Date): Promise<number> {
  const catalog = container.resolve(CATALOG_MODULE);
  let changed = 0;
  for (;;) {
    const stale = await catalog.listStalePrices(now, VARIANTS_PER_RUN);
    if (stale.length === 0) {
      return changed;
    }
    const variantPrices = stale.map((one) => ({
      variant_id: one.variantId,
      product_id: one.productId,
      prices:
        one.pricePerCharge === null
          ? []
          : [{ amount: majorUnits(one.pricePerCharge, one.currency), currency_code: one.currency.toLowerCase() }],
    }));
    await upsertVariantPricesWorkflow(container).run({
      input: { variantPrices, previousVariantIds: stale.map((one) => one.variantId) },
    });
    await catalog.recordShownPrices(stale);
    changed += stale.length;
  }
}

/** Medusa keeps major units; what is charged is always computed from our own minor units. */
function majorUnits(minor: number, currency: string): number {
  return minor / 10 ** minorUnitDigits(currency);
}
