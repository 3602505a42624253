import { model } from "@medusajs/framework/utils";

/**
 * A subscription in its latest state, as hosts read it. `unit_term_price` is minor units of `currency` for one seat and
 * the whole term; `..._on` are local dates as text (YYYY-MM-DD), `..._at` instants.
 */
export const CspSubscription = model.define(
  { name: "csp_subscription", tableName: "csp_read_subscription" },
  {
    id: model.id().primaryKey(),
    company_id: model.text(),
    order_id: model.text(),
    order_line_id: model.text(),
    plan_id: model.text(),
    product_id: model.text(),
    variant_id: model.text(),
    title: model.text(),
    sku_title: model.text(),
    vendor: model.text(),
    vendor_tenant_id: model.text(),
    vendor_product_id: model.text(),
    vendor_sku_id: model.text(),
    vendor_order_id: model.text().nullable(),
    vendor_subscription_id: model.text(),
    segment: model.text(),
    domain: model.text(),
    status: model.enum(["active", "suspended", "cancelled", "ended"]),
    quantity: model.number(),
    term: model.enum(["P1M", "P1Y", "P3Y"]),
    billing_plan: model.enum(["monthly", "annual", "triennial"]),
    currency: model.text(),
    unit_term_price: model.number(),
    started_on: model.text(),
    term_started_on: model.text(),
    term_ends_on: model.text(),
    auto_renew: model.boolean(),
    cancel_at_end: model.boolean(),
    cancellation_allowed_until: model.dateTime().nullable(),
    activated_at: model.dateTime(),
    /** When the vendor's state was read last. */
    synced_at: model.dateTime(),
  },
);
