import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { LeftPlan } from "../types";
import { MONTH_OF_NOW, STILL_LISTED } from "./on-sale";

/**
 * Plans that a person put on sale and nobody withdrew, which are not sold at `:now` all the same. A plan may have several
 * reasons; the first that a person can do something about is told.
 */
const LEFT = `select * from (
    select b.plan_id as "planId", b.product_id as "productId", o.title as "offerTitle", k.title as "skuTitle", k.segment,
      p.term, p.billing_plan as "billingPlan", s.margin_percent as margin,
      case when b.lost_at is not null then 'no_variant' when not ${STILL_LISTED} then 'not_listed'
        when s.id is null then 'no_price' when s.below_floor then 'below_floor' end as "whyOut",
      coalesce(case when b.lost_at is not null then b.lost_at
        when not ${STILL_LISTED} then (
          select min(cast(later.month || '-01T00:00:00Z' as timestamptz)) from csp_price_sheet own
          join csp_price_sheet later on later.market = own.market and later.currency = own.currency
            and later.kind = own.kind and later.month > own.month and later.undone_at is null
          where own.id = p.last_sheet_id and later.month <= ${MONTH_OF_NOW})
        when s.id is null then (select max(e.valid_to) from csp_sale_price e where e.plan_id = p.id and e.valid_to <= :now)
        else s.valid_from end, b.published_at) as since
    from csp_publication b
    join csp_plan p on p.id = b.plan_id
    join csp_sku k on k.id = p.sku_id
    join csp_offer o on o.id = k.offer_id
    left join csp_sale_price s on s.plan_id = p.id and s.valid_from <= :now and (s.valid_to is null or s.valid_to > :now)
    where b.withdrawn_at is null
  ) left_plans where "whyOut" is not null order by since desc, "planId" limit :limit`;

/** Plans that left the shop by themselves, since when and why, the latest first. One query. */
export async function listLeftPlans(
  db: Knex,
  { now, limit }: { readonly now: Date; readonly limit: number },
): Promise<LeftPlan[]> {
  const { rows } = await db.raw<{ rows: (Omit<LeftPlan, "marginPercent"> & { margin: string | null })[] }>(LEFT, {
    now,
    limit,
  });
  return rows.map(({ margin, ...row }) => ({
    ...row,
    marginPercent: row.whyOut === "below_floor" && margin !== null ? Number(margin).toFixed(2) : null,
  }));
}
