import type { Knex } from "@medusajs/framework/mikro-orm/knex";
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
    await trx("csp_publication")
      .insert(rows)
      .onConflict("plan_id")
      .merge(["product_id", "variant_id", "published_at", "withdrawn_at"]);
    await refreshSalePrices(
      trx,
      now,
      publications.map((one) => one.planId),
    );
  });
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

/** The price that is to be shown at an instant: none for a withdrawn plan or one below its floor. */
const DUE = `left join csp_sale_price s on s.plan_id = p.plan_id and p.withdrawn_at is null and not s.below_floor
    and s.valid_from <= :now and (s.valid_to is null or s.valid_to > :now)`;

/** Plans whose Medusa variant does not show the price that is due, at most `limit`. */
export async function listStalePrices(db: Knex, now: Date, limit: number): Promise<ShownPrice[]> {
  const { rows } = await db.raw<{ rows: ShownRow[] }>(
    `select p.plan_id, p.product_id, p.variant_id, s.id as sale_price_id, n.currency, s.price_per_charge
     from csp_publication p join csp_plan n on n.id = p.plan_id ${DUE}
     where s.id is distinct from p.shown_sale_price_id order by p.plan_id limit :limit`,
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
    `select product_id as id, bool_or(withdrawn_at is null) as "onSale" from csp_publication
     where product_id in (select product_id from csp_publication where plan_id = any(?)) group by product_id`,
    [[...planIds]],
  );
  return rows;
}

/** The next instant at which the price of a plan on sale begins or ends; null when none is known. */
export async function nextPriceChange(db: Knex, now: Date): Promise<Date | null> {
  const { rows } = await db.raw<{ rows: { at: Date | null }[] }>(
    `select min(x.at) as at
     from csp_publication p
     join csp_sale_price s on s.plan_id = p.plan_id
     cross join lateral (values (s.valid_from), (s.valid_to)) as x (at)
     where p.withdrawn_at is null and x.at > ?`,
    [now],
  );
  return rows[0]?.at ?? null;
}
