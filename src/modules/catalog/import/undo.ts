import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { CLOSE, IMPORT_LOCK } from "./prices";

/** The sheet's own versions end; they stay as history, since an offer may have been made with one. */
const END_OWN = `update csp_price set superseded_at = :now, valid_to = least(valid_to, greatest(:now, valid_from))
  where price_sheet_id = :id and superseded_at is null`;
const REINSTATE = "update csp_price set superseded_at = null, superseded_by = null where superseded_by = :id";
const REOPEN = "update csp_price set vendor_to = null, valid_to = null, ended_by = null where ended_by = :id";
const TOUCHED = `create temporary table csp_sheet_change on commit drop as
  select distinct plan_id, 'corrected'::text as change from csp_price
  where price_sheet_id = :id or superseded_by = :id or ended_by = :id`;
const LIST_AS_BEFORE = `update csp_plan set last_sheet_id = previous_sheet_id, previous_sheet_id = null
  where last_sheet_id = :id and previous_sheet_id is not null`;
const MARK = `update csp_price_sheet set undone_at = :now, can_be_undone = false
  where id = :id and can_be_undone and undone_at is null`;

/**
 * Takes the latest import back: the prices that were in force before it are so again from `now` on. Titles and new plans
 * stay; a new plan has no price then.
 *
 * @returns false when it is not the latest import, or was taken back before
 */
export async function undoImport(trx: Knex.Transaction, id: string, now: Date): Promise<boolean> {
  await trx.raw("select pg_advisory_xact_lock(?)", [IMPORT_LOCK]);
  const { rowCount } = await trx.raw<{ rowCount: number }>(MARK, { id, now });
  if (rowCount === 0) {
    return false;
  }
  await trx.raw(TOUCHED, { id });
  await trx.raw(END_OWN, { id, now });
  await trx.raw(REINSTATE, { id });
  await trx.raw(REOPEN, { id });
  await trx.raw(CLOSE);
  await trx.raw(LIST_AS_BEFORE, { id });
  return true;
}
