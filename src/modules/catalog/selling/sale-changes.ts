import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { STILL_LISTED } from "../reads/on-sale";
import type { SaleChange, SaleForecast, SaleState, WhyOut } from "../types";

/** Changes that are told one by one; more are only counted. */
const MOST_TOLD = 500;

type Row = Omit<SaleChange, "before" | "after"> & {
  cost: string | null;
  price: string | null;
  margin: string | null;
  below_floor: boolean | null;
  listed: boolean;
};

/** Every plan that a person put on sale, with what it is sold at at `:now`, or why it is not. */
const STATES = `select b.plan_id as "planId", o.title as "offerTitle", k.title as "skuTitle",
    o.vendor_product_id as "vendorProductId", k.vendor_sku_id as "vendorSkuId", k.segment, p.term,
    p.billing_plan as "billingPlan", p.currency, trim_scale(r.cost)::text as cost, s.price_per_charge as price,
    s.margin_percent as margin, s.below_floor, ${STILL_LISTED} as listed
  from csp_publication b
  join csp_plan p on p.id = b.plan_id
  join csp_sku k on k.id = p.sku_id
  join csp_offer o on o.id = k.offer_id
  left join csp_sale_price s on s.plan_id = p.id and s.valid_from <= :now and (s.valid_to is null or s.valid_to > :now)
  left join csp_price r on r.plan_id = s.plan_id and r.vendor_from = s.price_from and r.revision = s.price_revision
  where b.withdrawn_at is null and b.lost_at is null
  order by o.title, k.title, k.segment, p.term, p.billing_plan, b.plan_id`;

/** What is sold at an instant, by plan. */
export type SaleStates = ReadonlyMap<string, { readonly plan: Row; readonly state: SaleState }>;

/** What every plan that a person put on sale is sold at at `at`, as far as it is known now. One query. */
export async function readSaleStates(db: Knex, at: Date): Promise<SaleStates> {
  const { rows } = await db.raw<{ rows: Row[] }>(STATES, { now: at });
  return new Map(rows.map((row) => [row.planId, { plan: row, state: stateOf(row) }]));
}

/** What differs between two states of the shop, plans that leave it first. */
export function forecast(at: Date, before: SaleStates, after: SaleStates): SaleForecast {
  const changes = [...after.values()].flatMap(({ plan, state }) => {
    const old = before.get(plan.planId)?.state;
    return old === undefined || isSame(old, state) ? [] : [change(plan, old, state)];
  });
  const count = (is: (one: SaleChange) => boolean) => changes.filter(is).length;
  return {
    at,
    changes: changes.toSorted((a, b) => weight(a) - weight(b)).slice(0, MOST_TOLD),
    changed: changes.length,
    dearer: count((one) => moved(one) > 0),
    cheaper: count((one) => moved(one) < 0),
    leaving: count(isLeaving),
    returning: count((one) => one.before.whyOut !== null && one.after.whyOut === null),
  };
}

function change(plan: Row, before: SaleState, after: SaleState): SaleChange {
  const { cost: _cost, price: _price, margin: _margin, below_floor: _floor, listed: _listed, ...named } = plan;
  return { ...named, before, after };
}

function stateOf(row: Row): SaleState {
  return {
    cost: row.cost,
    pricePerCharge: row.price === null ? null : Number(row.price),
    marginPercent: row.margin === null ? null : Number(row.margin).toFixed(2),
    whyOut: whyOut(row),
  };
}

function whyOut({ listed, price, below_floor }: Row): WhyOut | null {
  if (!listed) {
    return "not_listed";
  }
  if (price === null) {
    return "no_price";
  }
  return below_floor ? "below_floor" : null;
}

function isSame(a: SaleState, b: SaleState): boolean {
  return (
    a.cost === b.cost &&
    a.pricePerCharge === b.pricePerCharge &&
    a.marginPercent === b.marginPercent &&
    a.whyOut === b.whyOut
  );
}

const isLeaving = ({ before, after }: SaleChange) => before.whyOut === null && after.whyOut !== null;
const moved = ({ before, after }: SaleChange) => (after.pricePerCharge ?? 0) - (before.pricePerCharge ?? 0);

function weight(one: SaleChange): number {
  return isLeaving(one) ? 0 : moved(one) !== 0 ? 1 : 2;
}
