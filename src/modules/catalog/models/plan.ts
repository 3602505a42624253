import { model } from "@medusajs/framework/utils";
import { SEGMENTS } from "../segments";

/**
 * A plan of the vendor's catalogue with the Medusa variant it is sold as. Prices are those the variant shows: minor units
 * of `currency` for one seat. What the vendor charges and what is earned are not part of it.
 */
export const CspPlan = model.define(
  { name: "csp_plan", tableName: "csp_read_plan" },
  {
    id: model.id().primaryKey(),
    vendor: model.text(),
    vendor_product_id: model.text(),
    vendor_sku_id: model.text(),
    offer_id: model.text(),
    offer_title: model.text(),
    offer_handle: model.text(),
    publisher: model.text(),
    category: model.text(),
    sku_id: model.text(),
    sku_title: model.text(),
    segment: model.enum([...SEGMENTS]),
    is_trial: model.boolean(),
    min_quantity: model.number(),
    max_quantity: model.number(),
    term: model.enum(["P1M", "P1Y", "P3Y"]),
    billing_plan: model.enum(["monthly", "annual", "triennial", "none"]),
    market: model.text(),
    currency: model.text(),
    /** Null until the plan was published for the first time, like the variant. */
    product_id: model.text().nullable(),
    variant_id: model.text().nullable(),
    is_on_sale: model.boolean(),
    published_at: model.dateTime().nullable(),
    withdrawn_at: model.dateTime().nullable(),
    /** Null, like the three below, while the variant shows no price. */
    unit_term_price: model.number().nullable(),
    price_per_charge: model.number().nullable(),
    last_charge: model.number().nullable(),
    charge_count: model.number().nullable(),
  },
);
