import { Migration } from "@medusajs/framework/mikro-orm/migrations";

/**
 * What a host reads of subscriptions; see `models`. Columns are a promise to hosts: none goes or changes its meaning
 * without a word in the changelog. Leases and the texts of failed readings are not among them. An amount is `float8`,
 * which arrives as a number and holds every whole one that the domain counts with.
 */
export class Migration20261128215102 extends Migration {
  override async up(): Promise<void> {
    this.addSql("drop view if exists csp_read_subscription");
    this.addSql(`create view csp_read_subscription as
      select id, company_id, order_id, order_line_id, plan_id, product_id, variant_id, title, sku_title, vendor,
        vendor_tenant_id, vendor_product_id, vendor_sku_id, vendor_order_id, vendor_subscription_id, segment, domain,
        status, quantity, term, billing_plan, currency, unit_term_price::float8 as unit_term_price,
        started_on::text as started_on, term_started_on::text as term_started_on, term_ends_on::text as term_ends_on,
        auto_renew, cancel_at_end, cancellation_allowed_until, activated_at, synced_at, activated_at as created_at,
        synced_at as updated_at, null::timestamptz as deleted_at
      from csp_subscription`);
    // From a plan to those who have it.
    this.addSql("create index if not exists csp_subscription_plan on csp_subscription (plan_id)");
  }

  override async down(): Promise<void> {
    this.addSql("drop index if exists csp_subscription_plan");
    this.addSql("drop view if exists csp_read_subscription");
  }
}
