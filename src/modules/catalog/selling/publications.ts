import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { MONTH_OF_NOW, STILL_LISTED } from "../reads/on-sale";
import type { ShownPrice } from "../types";
import { refreshSalePrices } from "./sale-prices";

/** A plan's Medusa product and variant. */
export type Publication = {
  readonly planId: string;
  readonly productId: string;
  readonly variantId: string;
};

/** Puts plans on sale with their selling prices. A plan that was withdrawn returns to its variant. */
export async function recordPublications(db: Knex, publications: readonly Publication[], now: Date): Promise<void> {
  if (publications.length === 0) {
    return;
  }
  await db.transaction(async (trx) => {
    const sorted = publications.toSorted((a, b) => (a.planId < b.planId ? -1 : 1));
    const rows = sorted.map((one) => ({
      plan_id: one.planId,
      product_id: one.productId,
      variant_id: one.variantId,
      published_at: now,
      withdrawn_at: null,
    }));
    // A variant made anew shows no price yet.
    const shown =
      "case when csp_publication.variant_id = excluded.variant_id then csp_publication.shown_sale_price_id end";
    await trx("csp_publication")
      .insert(rows)
      .onConflict("plan_id")
      .merge({
        product_id: trx.raw("excluded.product_id"),
        variant_id: trx.raw("excluded.variant_id"),
        published_at: trx.raw("excluded.published_at"),
        withdrawn_at: null,
        lost_at: null,
        shown_sale_price_id: trx.raw(shown),
      });
    await refreshSalePrices(
      trx,
      now,
      publications.map((one) => one.planId),
    );
  });
}

/** What stands in Medusa for the plans of these offers, on sale or not, the latest last. */
export async function listPublications(
  db: Knex,
  offerIds: readonly string[],
): Promise<(Publication & { readonly offerId: string })[]> {
  const { rows } = await db.raw<{ rows: (Publication & { offerId: string })[] }>(
    `select b.plan_id as "planId", b.product_id as "productId", b.variant_id as "variantId", k.offer_id as "offerId"
     from csp_publication b join csp_plan p on p.id = b.plan_id join csp_sku k on k.id = p.sku_id
     where k.offer_id = any(?) order by b.published_at, b.plan_id`,
    [[...new Set(offerIds)]],
  );
  return rows;
}

/** Notes that Medusa no longer has the variants of these plans: nobody can put them into a cart. */
export async function recordLostVariants(db: Knex, planIds: readonly string[], now: Date): Promise<void> {
  await db("csp_publication")
    .whereIn("plan_id", [...planIds])
    .whereNull("lost_at")
    .update({ lost_at: now, shown_sale_price_id: null });
}

/** True when one of the Medusa variants stands for a plan, on sale or not. */
export async function anyPublished(db: Knex, variantIds: readonly string[]): Promise<boolean> {
  const row = await db("csp_publication")
    .whereIn("variant_id", [...variantIds])
    .first("plan_id");
  return row !== undefined;
}

/** Takes plans off sale; unknown and withdrawn ones are left alone. Returns the plans it withdrew. */
export async function recordWithdrawals(db: Knex, planIds: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await db.raw<{ rows: { plan_id: string }[] }>(
    `with held as (
       select plan_id from csp_publication where plan_id = any(:planIds) and withdrawn_at is null
       order by plan_id for update
     )
     update csp_publication p set withdrawn_at = :now from held where p.plan_id = held.plan_id returning p.plan_id`,
    { planIds: [...planIds], now },
  );
  return rows.map((row) => row.plan_id);
}

type ShownRow = {
  plan_id: string;
  product_id: string;
  variant_id: string;
  sale_price_id: string | null;
  currency: string;
  price_per_charge: string | null;
};

/**
 * The price that is to be shown at an instant: none for a plan that was withdrawn, has left the vendor's list, or is below
 * its floor.
 */
const DUE = `left join csp_sale_price s on s.plan_id = b.plan_id and b.withdrawn_at is null and not s.below_floor
    and ${STILL_LISTED} and s.valid_from <= :now and (s.valid_to is null or s.valid_to > :now)`;

/** Plans whose Medusa variant does not show the price that is due, at most `limit`. */
export async function listStalePrices(db: Knex, now: Date, limit: number): Promise<ShownPrice[]> {
  const { rows } = await db.raw<{ rows: ShownRow[] }>(
    `select b.plan_id, b.product_id, b.variant_id, s.id as sale_price_id, p.currency, s.price_per_charge
     from csp_publication b join csp_plan p on p.id = b.plan_id ${DUE}
     where b.lost_at is null and s.id is distinct from b.shown_sale_price_id order by b.plan_id limit :limit`,
    { now, limit },
  );
  return rows.map((row) => ({
    planId: row.plan_id,
    productId: row.product_id,
    variantId: row.variant_id,
    salePriceId: row.sale_price_id,
    currency: row.currency,
    pricePerCharge: row.price_per_charge === null ? null : Number(row.price_per_charge),
  }));
}

/** Notes what the variants show now. Rows are locked in one order everywhere, so that two callers wait for each other. */
export async function recordShownPrices(db: Knex, shown: readonly ShownPrice[]): Promise<void> {
  const rows = shown.map((one) => ({ plan_id: one.planId, sale_price_id: one.salePriceId }));
  await db.raw(
    `with x as (
       select * from jsonb_to_recordset(cast(:rows as jsonb)) as r (plan_id text, sale_price_id text)
     ), held as (
       select plan_id from csp_publication where plan_id in (select plan_id from x) order by plan_id for update
     )
     update csp_publication p set shown_sale_price_id = x.sale_price_id
     from x join held using (plan_id) where p.plan_id = x.plan_id`,
    { rows: JSON.stringify(rows) },
  );
}

/** Products of these plans, and whether anything of each is on sale. */
export async function listProductStates(
  db: Knex,
  planIds: readonly string[],
): Promise<{ id: string; onSale: boolean }[]> {
  const { rows } = await db.raw<{ rows: { id: string; onSale: boolean }[] }>(
    `select product_id as id, bool_or(withdrawn_at is null and lost_at is null) as "onSale" from csp_publication
     where product_id in (select product_id from csp_publication where plan_id = any(?)) group by product_id`,
    [[...planIds]],
  );
  return rows;
}

/**
 * The next instant at which the price of a plan on sale begins or ends, or a newer list begins to hold; null when none is
 * known.
 */
export async function nextPriceChange(db: Knex, now: Date): Promise<Date | null> {
  const { rows } = await db.raw<{ rows: { at: Date | null }[] }>(
    `select min(x.at) as at from csp_publication p
     join csp_sale_price s on s.plan_id = p.plan_id
     cross join lateral (values (s.valid_from), (s.valid_to)) as x (at)
     where p.withdrawn_at is null and x.at > :now
     union all
     select min(cast(month || '-01T00:00:00Z' as timestamptz)) from csp_price_sheet
     where undone_at is null and month > ${MONTH_OF_NOW}`,
    { now },
  );
  const times = rows.flatMap(({ at }) => (at === null ? [] : [at.getTime()]));
  return times.length === 0 ? null : new Date(Math.min(...times));
}
