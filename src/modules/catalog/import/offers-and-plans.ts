import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { PARTNER_CENTER } from "../types";

/** The sheet being imported, and the instant of the import. */
export interface ImportStamp {
  readonly sheetId: string;
  readonly now: Date;
  /** False for a sheet older than one already imported: it adds history and leaves titles as they are. */
  readonly newest: boolean;
}

const NEW_ID = "replace(gen_random_uuid()::text, '-', '')";

/**
 * An offer's address is made of its title once and then stays; of two products with one title, the second also carries
 * its product id.
 */
const UPSERT_OFFERS = `with incoming as (
    select distinct on (product_id) product_id, product_title, publisher, category, handle
    from csp_sheet_stage order by product_id, line
  ), named as (
    select i.*, row_number() over (partition by handle order by product_id) > 1 or exists (
      select 1 from csp_offer o where o.handle = i.handle and o.vendor_product_id <> i.product_id
    ) as taken from incoming i
  ), saved as (
    insert into csp_offer (id, vendor, vendor_product_id, handle, title, publisher, category, created_at, updated_at)
    select 'coff_' || ${NEW_ID}, :vendor, product_id,
      case when taken then handle || '-' || lower(product_id) else handle end,
      product_title, publisher, category, :now, :now
    from named
    on conflict (vendor_product_id, vendor) do update
      set title = excluded.title, publisher = excluded.publisher, category = excluded.category, updated_at = :now
      where :newest and (csp_offer.title, csp_offer.publisher, csp_offer.category)
        is distinct from (excluded.title, excluded.publisher, excluded.category)
    returning xmax = 0 as added
  ) select count(*) filter (where added) as added from saved`;

const UPSERT_SKUS = `with saved as (
    insert into csp_sku (id, offer_id, vendor_sku_id, segment, title, description, is_trial, min_quantity, max_quantity,
      created_at, updated_at)
    select 'csku_' || ${NEW_ID}, o.id, s.sku_id, s.segment, s.sku_title, s.sku_description, s.is_trial,
      s.min_quantity, s.max_quantity, :now, :now
    from (
      select distinct on (product_id, sku_id, segment) * from csp_sheet_stage order by product_id, sku_id, segment, line
    ) s
    join csp_offer o on o.vendor = :vendor and o.vendor_product_id = s.product_id
    on conflict (offer_id, vendor_sku_id, segment) do update
      set title = excluded.title, description = excluded.description, is_trial = excluded.is_trial, updated_at = :now
      where :newest and (csp_sku.title, csp_sku.description, csp_sku.is_trial)
        is distinct from (excluded.title, excluded.description, excluded.is_trial)
    returning xmax = 0 as added
  ) select count(*) filter (where added) as added from saved`;

/** Every row of the sheet with its plan: one we know, or the id of one to be made. Imports wait for each other. */
const MATCH_PLANS = `create temporary table csp_sheet_plan on commit drop as
  select coalesce(p.id, 'cplan_' || ${NEW_ID}) collate "C" as plan_id, p.id is null as is_new, k.id as sku_id,
    s.term, s.billing_plan, s.market, s.currency, s.cost, s.list, s.vendor_from, s.vendor_to, s.is_deleted
  from csp_sheet_stage s
  join csp_offer o on o.vendor = :vendor and o.vendor_product_id = s.product_id
  join csp_sku k on k.offer_id = o.id and k.vendor_sku_id = s.sku_id and k.segment = s.segment
  left join csp_plan p on p.sku_id = k.id and p.term = s.term and p.billing_plan = s.billing_plan
    and p.market = s.market and p.currency = s.currency`;

const INSERT_PLANS = `insert into csp_plan (id, sku_id, term, billing_plan, market, currency, last_sheet_id, created_at)
  select plan_id, sku_id, term, billing_plan, market, currency, :sheetId, :now from csp_sheet_plan where is_new`;

const MARK_LISTED = `update csp_plan p set last_sheet_id = :sheetId from csp_sheet_plan s
  where p.id = s.plan_id and not s.is_new`;

/**
 * Writes the staged sheet's offers, SKUs and plans; what is known keeps its id. Leaves `csp_sheet_plan` behind, each
 * row of the sheet with its plan.
 */
export async function saveOffersAndPlans(trx: Knex.Transaction, stamp: ImportStamp) {
  const { sheetId, now, newest } = stamp;
  const upsert = async (statement: string) => {
    const { rows } = await trx.raw<{ rows: { added: string }[] }>(statement, { vendor: PARTNER_CENTER, now, newest });
    return Number(rows[0]?.added ?? 0);
  };
  const offersAdded = await upsert(UPSERT_OFFERS);
  const skusAdded = await upsert(UPSERT_SKUS);
  await trx.raw(MATCH_PLANS, { vendor: PARTNER_CENTER });
  const inserted = await trx.raw<{ rowCount: number }>(INSERT_PLANS, { sheetId, now });
  if (newest) {
    await trx.raw(MARK_LISTED, { sheetId });
  }
  return { offersAdded, skusAdded, plansAdded: inserted.rowCount };
}
