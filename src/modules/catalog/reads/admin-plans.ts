import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { listRules } from "../selling/rules";
import { salePricesOf } from "../selling/sale-prices";
import type { AdminPlan, BillingPlan, Segment, Term } from "../types";

export type PlanSearch = {
  readonly words: readonly string[];
  readonly segment: Segment | null;
  readonly term: Term | null;
  readonly billingPlan: BillingPlan | null;
  readonly published: boolean | null;
  readonly limit: number;
  readonly offset: number;
  readonly now: Date;
};

type PlanRow = {
  plan_id: string;
  offer_id: string;
  handle: string;
  offer_title: string;
  category: string;
  sku_title: string;
  vendor_product_id: string;
  vendor_sku_id: string;
  segment: Segment;
  is_trial: boolean;
  term: Term;
  billing_plan: BillingPlan;
  market: string;
  currency: string;
  vendor_from: Date | null;
  revision: number | null;
  cost: string | null;
  list: string | null;
  valid_from: Date | null;
  valid_to: Date | null;
  product_id: string | null;
  variant_id: string | null;
  published: boolean;
  listed: boolean;
};

const PLANS = `select p.id as plan_id, o.id as offer_id, o.handle, o.title as offer_title, o.category,
    k.title as sku_title, o.vendor_product_id, k.vendor_sku_id, k.segment, k.is_trial, p.term, p.billing_plan,
    p.market, p.currency, r.vendor_from, r.revision, trim_scale(r.cost)::text as cost, trim_scale(r.list)::text as list,
    r.valid_from, r.valid_to, b.product_id, b.variant_id,
    b.plan_id is not null and b.withdrawn_at is null and b.lost_at is null as published,
    not exists (
      select 1 from csp_price_sheet later where later.market = p.market and later.currency = p.currency
        and later.month > h.month and later.undone_at is null
    ) as listed,
    count(*) over () as total
  from csp_plan p
  join csp_sku k on k.id = p.sku_id
  join csp_offer o on o.id = k.offer_id
  join csp_price_sheet h on h.id = p.last_sheet_id
  left join csp_price r on r.plan_id = p.id and r.superseded_at is null
    and r.valid_from <= :now and (r.valid_to is null or r.valid_to > :now)
  left join csp_publication b on b.plan_id = p.id`;

const SEARCH = `${PLANS}
  where (:segment = '' or k.segment = :segment)
    and (:term = '' or p.term = :term)
    and (:billingPlan = '' or p.billing_plan = :billingPlan)
    and (:published = '' or (b.plan_id is not null and b.withdrawn_at is null and b.lost_at is null) = (:published = 'yes'))
    and lower(concat_ws(' ', o.title, k.title, o.vendor_product_id || ':' || k.vendor_sku_id, p.id)) like all(:patterns)
  order by o.title, k.title, k.segment, p.term, p.billing_plan, p.id
  limit :limit offset :offset`;

const OF_PRODUCT = `${PLANS} where b.product_id = :productId
  order by k.title, k.segment, p.term, p.billing_plan, p.id`;

/** Plans for the partner's own people, WITH cost and margin: never for a customer. Two queries. */
export async function listAdminPlans(db: Knex, search: PlanSearch): Promise<{ plans: AdminPlan[]; count: number }> {
  const rules = await listRules(db);
  const { rows } = await db.raw<{ rows: (PlanRow & { total: string })[] }>(SEARCH, {
    now: search.now,
    segment: search.segment ?? "",
    term: search.term ?? "",
    billingPlan: search.billingPlan ?? "",
    published: search.published === null ? "" : search.published ? "yes" : "no",
    patterns: search.words.map((word) => `%${word.toLowerCase().replaceAll(/[\\%_]/g, "\\$&")}%`),
    limit: search.limit,
    offset: search.offset,
  });
  return { plans: rows.map((row) => adminPlan(row, rules, search.now)), count: Number(rows[0]?.total ?? 0) };
}

/** The plans that a Medusa product stands for, on sale or withdrawn; WITH cost and margin. Two queries. */
export async function listProductPlans(
  db: Knex,
  { productId, now }: { readonly productId: string; readonly now: Date },
): Promise<AdminPlan[]> {
  const rules = await listRules(db);
  const { rows } = await db.raw<{ rows: PlanRow[] }>(OF_PRODUCT, { productId, now });
  return rows.map((row) => adminPlan(row, rules, now));
}

function adminPlan(row: PlanRow, rules: Parameters<typeof salePricesOf>[1], now: Date): AdminPlan {
  return {
    planId: row.plan_id,
    offerId: row.offer_id,
    handle: row.handle,
    offerTitle: row.offer_title,
    category: row.category,
    skuTitle: row.sku_title,
    vendorProductId: row.vendor_product_id,
    vendorSkuId: row.vendor_sku_id,
    segment: row.segment,
    term: row.term,
    billingPlan: row.billing_plan,
    market: row.market,
    currency: row.currency,
    isTrial: row.is_trial,
    isListed: row.listed,
    cost: row.cost,
    list: row.list,
    price: sellingPrice(row, rules, now),
    published: row.published,
    productId: row.product_id,
    variantId: row.variant_id,
  };
}

function sellingPrice(row: PlanRow, rules: Parameters<typeof salePricesOf>[1], now: Date): AdminPlan["price"] {
  const { billing_plan, ...version } = row;
  if (!isPriced(version) || billing_plan === "none") {
    return null;
  }
  const price = salePricesOf({ ...version, billing_plan }, rules).find(
    (one) => one.validFrom <= now && (one.validTo === null || one.validTo > now),
  );
  return price
    ? {
        unitTermPrice: price.unitTermPrice,
        pricePerCharge: price.pricePerCharge,
        chargeCount: price.chargeCount,
        marginPercent: price.marginPercent,
        belowFloor: price.belowFloor,
      }
    : null;
}

function isPriced<T extends Pick<PlanRow, "vendor_from" | "revision" | "cost" | "list" | "valid_from">>(
  row: T,
): row is T & { vendor_from: Date; revision: number; cost: string; list: string; valid_from: Date } {
  return row.cost !== null && row.list !== null;
}
