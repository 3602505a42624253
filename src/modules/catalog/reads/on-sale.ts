/** The vendor's month at `:now`, as sheets name theirs. */
export const MONTH_OF_NOW = "to_char(cast(:now as timestamptz) at time zone 'UTC', 'YYYY-MM')";

/** True while no sheet in force at `:now` has left out the plan `p`: what the vendor's list dropped is not sold on. */
export const STILL_LISTED = `not exists (
    select 1 from csp_price_sheet own left join csp_price_sheet later
      on later.market = own.market and later.currency = own.currency and later.kind = own.kind
        and later.month > own.month and later.undone_at is null and later.month <= ${MONTH_OF_NOW}
    where own.id = p.last_sheet_id and (later.id is not null or own.undone_at is not null)
  )`;

/**
 * Plans on sale at `:now` with their selling price: what every customer-facing read begins with. It names no cost and
 * no margin.
 */
export const ON_SALE = `select p.id as plan_id, p.term, p.billing_plan, p.market, p.currency,
    k.id as sku_id, k.vendor_sku_id, k.segment, k.title as sku_title, k.description as sku_description,
    k.min_quantity, k.max_quantity,
    o.id as offer_id, o.handle, o.title as offer_title, o.publisher, o.category, o.vendor_product_id,
    b.product_id, b.variant_id,
    s.id as price_version, s.unit_term_price, s.price_per_charge, s.last_charge, s.charge_count
  from csp_publication b
  join csp_plan p on p.id = b.plan_id
  join csp_sku k on k.id = p.sku_id
  join csp_offer o on o.id = k.offer_id
  join csp_sale_price s on s.plan_id = p.id and s.valid_from <= :now and (s.valid_to is null or s.valid_to > :now)
  where b.withdrawn_at is null and b.lost_at is null and not s.below_floor and ${STILL_LISTED}`;

/** A row of `ON_SALE`; bigint columns arrive as text. */
export type OnSaleRow = {
  plan_id: string;
  term: "P1M" | "P1Y" | "P3Y";
  billing_plan: "monthly" | "annual" | "triennial";
  market: string;
  currency: string;
  sku_id: string;
  vendor_sku_id: string;
  segment: "commercial" | "education" | "government" | "nonprofit";
  sku_title: string;
  sku_description: string;
  min_quantity: number;
  max_quantity: number;
  offer_id: string;
  handle: string;
  offer_title: string;
  publisher: string;
  category: string;
  vendor_product_id: string;
  product_id: string;
  variant_id: string;
  price_version: string;
  unit_term_price: string;
  price_per_charge: string;
  last_charge: string;
  charge_count: number;
};
