import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { PARTNER_CENTER } from "../types";

/** The sheet being imported, and the instant of the import. */
export type ImportStamp = {
  readonly sheetId: string;
  readonly now: Date;
  /** False for a sheet older than one already imported: it adds history and leaves titles as they are. */
  readonly newest: boolean;
};

/**
 * An offer's address is made of its title once and then stays; of two products with one title, the second also carries
 * its product id.
 */
const UPSERT_OFFERS = `with incoming as (
    select s.*, row_number() over (partition by handle order by product_id) > 1 or exists (
      select 1 from csp_offer o where o.handle = s.handle and o.id <> s.offer_id
    ) as taken
    from csp_sheet_stage s where product_title is not null
  ), saved as (
    insert into csp_offer (id, vendor, vendor_product_id, handle, title, publisher, category, created_at, updated_at)
    select offer_id, :vendor, product_id, case when taken then handle || '-' || lower(product_id) else handle end,
      product_title, publisher, category, :now, :now
    from incoming
    on conflict (id) do update
      set title = excluded.title, publisher = excluded.publisher, category = excluded.category, updated_at = :now
      where :newest and (csp_offer.title, csp_offer.publisher, csp_offer.category)
        is distinct from (excluded.title, excluded.publisher, excluded.category)
    returning xmax = 0 as added
  ) select count(*) filter (where added) as added from saved`;

const UPSERT_SKUS = `with saved as (
    insert into csp_sku (id, offer_id, vendor_sku_id, segment, title, description, is_trial, min_quantity, max_quantity,
      created_at, updated_at)
    select own_sku_id, offer_id, sku_id, segment, sku_title, sku_description, is_trial, min_quantity, max_quantity,
      :now, :now
    from csp_sheet_stage where sku_title is not null
    on conflict (id) do update
      set title = excluded.title, description = excluded.description, is_trial = excluded.is_trial, updated_at = :now
      where :newest and (csp_sku.title, csp_sku.description, csp_sku.is_trial)
        is distinct from (excluded.title, excluded.description, excluded.is_trial)
    returning xmax = 0 as added
  ) select count(*) filter (where added) as added from saved`;

/** Imports wait for each other, so no plan can appear between the look and the insert. */
const INSERT_PLANS = `insert into csp_plan (id, sku_id, term, billing_plan, market, currency, last_sheet_id, created_at)
  select plan_id, own_sku_id, term, billing_plan, market, currency, :sheetId, :now from csp_sheet_stage s
  where not exists (select 1 from csp_plan p where p.id = s.plan_id)`;

const MARK_LISTED = `update csp_plan p set last_sheet_id = :sheetId, previous_sheet_id = p.last_sheet_id from csp_sheet_stage s
  where p.id = s.plan_id and p.last_sheet_id <> :sheetId`;

/** Writes the staged sheet's offers, SKUs and plans; what is known keeps its id. */
export async function saveOffersAndPlans(trx: Knex.Transaction, stamp: ImportStamp) {
  const { sheetId, now, newest } = stamp;
  const upsert = async (statement: string, values: Record<string, string | Date | boolean>) => {
    const { rows } = await trx.raw<{ rows: { added: string }[] }>(statement, values);
    return Number(rows[0]?.added ?? 0);
  };
  const offersAdded = await upsert(UPSERT_OFFERS, { vendor: PARTNER_CENTER, now, newest });
  const skusAdded = await upsert(UPSERT_SKUS, { now, newest });
  const inserted = await trx.raw<{ rowCount: number }>(INSERT_PLANS, { sheetId, now });
  if (newest) {
    await trx.raw(MARK_LISTED, { sheetId });
  }
  return { offersAdded, skusAdded, plansAdded: inserted.rowCount };
}
