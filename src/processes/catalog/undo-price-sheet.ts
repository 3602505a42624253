import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";
import { CATALOG_MODULE } from "../../modules/catalog";
import { isSheetOrdered } from "../../reads/sheet-orders";
import { showDuePrices } from "./show-due-prices";

/**
 * Takes the latest import back and shows the prices that were in force before it.
 *
 * @throws MedusaError not_allowed when somebody has ordered, or is paying, at one of its prices
 * @returns false when it is not the latest import, or was taken back before
 */
export async function undoPriceSheet(
  container: MedusaContainer,
  id: string,
  { actor, now }: { readonly actor: string; readonly now: Date },
): Promise<boolean> {
  const refuse = async (trx: Knex) => {
    if (await isSheetOrdered(trx, id)) {
      const message = "Somebody has ordered at a price of this sheet: import a corrected sheet, or withdraw plans.";
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
    }
  };
  const isUndone = await container.resolve(CATALOG_MODULE).undoPriceSheet(id, now, { actor, refuse });
  await showDuePrices(container, now);
  return isUndone;
}
