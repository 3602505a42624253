import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { EXTENDED_TERM_TITLE } from "../extended-terms";
import { listRules } from "../selling/rules";
import { openVersions, priceAt } from "../selling/sale-prices";
import type { ExtendedTerm } from "../types";

/** The SKU with its title, of the licence's product, segment, market and currency. */
const EXTENDED = `select e.id as "planId", k.title as "skuTitle", e.currency
  from csp_plan own
  join csp_sku licence on licence.id = own.sku_id
  join csp_sku k on k.offer_id = licence.offer_id and k.segment = licence.segment
  join csp_plan e on e.sku_id = k.id and e.market = own.market and e.currency = own.currency
    and e.term = 'P1M' and e.billing_plan = 'monthly'
  where own.id = :planId and k.title ~* :title
    and case when cast(:skuId as text) is null then lower(k.title) = lower(licence.title) || ' - ' || :title
      else lower(k.vendor_sku_id) = lower(:skuId) end
  order by e.id limit 1`;

export type ExtendedTermSearch = {
  /** The plan of the licence whose term ends. */
  readonly planId: string;
  /** The vendor's SKU, where it has said which; null: the one that has the licence's title. */
  readonly vendorSkuId: string | null;
  readonly at: Date;
};

/** The extended service term of a plan with its selling price at an instant; null where no sheet has named it. */
export async function findExtendedTerm(
  db: Knex,
  { planId, vendorSkuId, at }: ExtendedTermSearch,
): Promise<ExtendedTerm | null> {
  const { rows } = await db.raw<{ rows: Omit<ExtendedTerm, "price">[] }>(EXTENDED, {
    planId,
    skuId: vendorSkuId,
    title: EXTENDED_TERM_TITLE,
  });
  const [found] = rows;
  if (found === undefined) {
    return null;
  }
  const [version] = (await openVersions(db, [found.planId], at)).filter((one) => one.valid_from <= at);
  const price = version === undefined ? undefined : priceAt(version, await listRules(db), at);
  return {
    ...found,
    price: price
      ? {
          unitTermPrice: price.unitTermPrice,
          priceVersion: `${found.planId}:${price.priceFrom.toISOString()}:${price.priceRevision}:${price.ruleId}`,
        }
      : null,
  };
}
