import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What a host reads of plans; see `models`. Columns are a promise to hosts: none goes or changes its meaning without a
 * word in the changelog. Costs, list prices and margins are not among them. An amount is `float8`, which arrives as a
 * number and holds every whole one that the domain counts with.
 */
export class Migration20261128215100 extends Migration {
  override async up(): Promise<void> {
    this.addSql("drop view if exists csp_read_plan");
    this.addSql(`create view csp_read_plan as
      select p.id, o.vendor, o.vendor_product_id, k.vendor_sku_id, o.id as offer_id, o.title as offer_title,
        o.handle as offer_handle, o.publisher, o.category, k.id as sku_id, k.title as sku_title, k.segment, k.is_trial,
        k.min_quantity, k.max_quantity, p.term, p.billing_plan, p.market, p.currency, b.product_id, b.variant_id,
        b.plan_id is not null and b.withdrawn_at is null as is_on_sale, b.published_at, b.withdrawn_at,
        s.unit_term_price::float8 as unit_term_price, s.price_per_charge::float8 as price_per_charge,
        s.last_charge::float8 as last_charge, s.charge_count, p.created_at,
        greatest(p.created_at, k.updated_at, o.updated_at, b.published_at, b.withdrawn_at) as updated_at,
        null::timestamptz as deleted_at
      from csp_plan p
      join csp_sku k on k.id = p.sku_id
      join csp_offer o on o.id = k.offer_id
      left join csp_publication b on b.plan_id = p.id
      left join csp_sale_price s on s.id = b.shown_sale_price_id`);
  }

  override async down(): Promise<void> {
    this.addSql("drop view if exists csp_read_plan");
  }
}
