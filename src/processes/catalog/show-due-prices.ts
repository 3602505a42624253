import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { upsertVariantPricesWorkflow } from "@medusajs/medusa/core-flows";
import { minorUnitDigits } from "../../domain/money";
import { CATALOG_MODULE, type ShownPrice } from "../../modules/catalog";
import { eachRow } from "../ticker/each-row";

const VARIANTS_PER_RUN = 200;

/**
 * Makes Medusa's variants show the price of one charge that holds at `now`; a plan that is withdrawn or has no price
 * loses its variant's price, so that nobody can put it in a cart. A plan whose variant was deleted leaves the shop. Safe to
 * run again: only differences are written.
 *
 * @returns the number of variants that were changed
 */
export async function showDuePrices(container: MedusaContainer, now: Date): Promise<number> {
  const catalog = container.resolve(CATALOG_MODULE);
  let changed = 0;
  const passedOver = new Set<string>();
  for (;;) {
    const listed = await catalog.listStalePrices(now, VARIANTS_PER_RUN + passedOver.size);
    const stale = listed.filter(({ planId }) => !passedOver.has(planId));
    if (stale.length === 0) {
      return changed;
    }
    const lost = await withoutVariant(container, stale);
    await catalog.recordLostVariants(
      lost.map(({ planId }) => planId),
      now,
    );
    const there = stale.filter((one) => !lost.includes(one));
    for (const { planId } of await show(container, there)) {
      passedOver.add(planId);
    }
    changed += there.filter(({ planId }) => !passedOver.has(planId)).length;
  }
}

/** All at once; where Medusa refuses that, one by one, so that one variant stops none of the others. @returns the refused */
async function show(container: MedusaContainer, prices: readonly ShownPrice[]): Promise<readonly ShownPrice[]> {
  try {
    await showTogether(container, prices);
    return [];
  } catch {
    return eachRow(container, prices, (one) => showTogether(container, [one]), {
      duty: "catalog-prices",
      failed: "A variant's price could not be shown",
      about: ({ planId }) => ({ plan_id: planId }),
    });
  }
}

async function showTogether(container: MedusaContainer, shown: readonly ShownPrice[]): Promise<void> {
  if (shown.length === 0) {
    return;
  }
  const variantPrices = shown.map((one) => ({
    variant_id: one.variantId,
    product_id: one.productId,
    prices:
      one.pricePerCharge === null
        ? []
        : [{ amount: majorUnits(one.pricePerCharge, one.currency), currency_code: one.currency.toLowerCase() }],
  }));
  await upsertVariantPricesWorkflow(container).run({
    input: { variantPrices, previousVariantIds: shown.map((one) => one.variantId) },
  });
  await container.resolve(CATALOG_MODULE).recordShownPrices(shown);
}

/** Those whose variant somebody deleted: a price for one of them would make Medusa refuse all the others. */
async function withoutVariant(container: MedusaContainer, stale: readonly ShownPrice[]): Promise<ShownPrice[]> {
  const ids = stale.map(({ variantId }) => variantId);
  const variants = container.resolve(Modules.PRODUCT);
  const found = await variants.listProductVariants({ id: ids }, { select: ["id"], take: ids.length });
  const there = new Set(found.map(({ id }) => id));
  return stale.filter(({ variantId }) => !there.has(variantId));
}

/** Medusa keeps major units; what is charged is always computed from our own minor units. */
function majorUnits(minor: number, currency: string): number {
  return minor / 10 ** minorUnitDigits(currency);
}
