import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { ImportStamp } from "./offers-and-plans";

/** Two imports at once would both find a plan missing: they wait for each other. Any fixed number does. */
export const IMPORT_LOCK = 7_302_611;

/**
 * Compares each price of a known plan with what we hold. The vendor's own change flag is not asked: it also marks new
 * titles, and it is right only for those who imported the month before.
 *
 * added      no price of this plan before that start
 * up, down   differs from the version in effect before its start
 * corrected  the vendor says another price for a start we hold already
 * unchanged  the same, or only another start date for the same price
 */
const COMPARE = `create temporary table csp_sheet_change on commit drop as
  select s.plan_id, s.cost, s.list, s.vendor_from, s.vendor_to,
    same.valid_to as held_until,
    case
      when s.is_deleted then 'deleted'
      when (same.cost, same.list) = (s.cost, s.list) then 'unchanged'
      when same.plan_id is not null then 'corrected'
      when (before.cost, before.list) = (s.cost, s.list) and coalesce(before.vendor_to >= s.vendor_from, true)
        then 'unchanged'
      when before.cost is null then 'added'
      when (s.cost, s.list) > (before.cost, before.list) then 'up'
      else 'down'
    end as change
  from csp_sheet_stage s
  left join csp_price same
    on same.plan_id = s.plan_id and same.vendor_from = s.vendor_from and same.superseded_at is null
  left join lateral (
    select x.cost, x.list, x.vendor_to from csp_price x
    where x.plan_id = s.plan_id and x.vendor_from < s.vendor_from and x.superseded_at is null
    order by x.vendor_from desc limit 1
  ) before on true
  where exists (select 1 from csp_price p where p.plan_id = s.plan_id)`;

/** A plan that has no price yet has nothing to be compared with. */
const INSERT_FIRST = `insert into csp_price (plan_id, cost, list, vendor_from, vendor_to, revision, valid_from, valid_to,
    price_sheet_id, recorded_at)
  select plan_id, cost, list, vendor_from, vendor_to, 1, vendor_from, vendor_to, :sheetId, :now
  from csp_sheet_stage s
  where not is_deleted and not exists (select 1 from csp_price p where p.plan_id = s.plan_id)`;

/** A price that was offered stays as it was offered: its correction begins now, not in the past. */
const SUPERSEDE = `update csp_price p set superseded_at = :now, superseded_by = :sheetId, valid_to = least(p.valid_to, greatest(:now, p.valid_from))
  from csp_sheet_change c
  where c.change = 'corrected' and p.plan_id = c.plan_id and p.vendor_from = c.vendor_from and p.superseded_at is null`;

const INSERT = `insert into csp_price (plan_id, cost, list, vendor_from, vendor_to, revision, valid_from, valid_to,
    price_sheet_id, recorded_at)
  select plan_id, cost, list, vendor_from, vendor_to, (
      select coalesce(max(x.revision), 0) + 1 from csp_price x
      where x.plan_id = csp_sheet_change.plan_id and x.vendor_from = csp_sheet_change.vendor_from),
    case when change = 'corrected' then least(greatest(vendor_from, :now), held_until) else vendor_from end,
    vendor_to, :sheetId, :now
  from csp_sheet_change where change in ('added', 'up', 'down', 'corrected')`;

/** A version ends where the next one begins, or where the vendor ends it. */
export const CLOSE = `update csp_price p set valid_to = v.ends
  from (
    select plan_id, vendor_from, least(vendor_to, lead(valid_from) over (partition by plan_id order by vendor_from)) as ends
    from csp_price
    where superseded_at is null and plan_id in (
      select plan_id from csp_sheet_change where change in ('added', 'up', 'down', 'corrected')
    )
  ) v
  where p.plan_id = v.plan_id and p.vendor_from = v.vendor_from and p.superseded_at is null
    and p.valid_to is distinct from v.ends`;

const END_DELETED = `update csp_price p
  set ended_by = :sheetId, vendor_to = greatest(p.vendor_from, coalesce(c.vendor_to, :monthStart)),
    valid_to = greatest(p.valid_from, coalesce(c.vendor_to, :monthStart))
  from csp_sheet_change c
  where c.change = 'deleted' and p.plan_id = c.plan_id and p.superseded_at is null and p.valid_to is null`;

export type PriceChanges = {
  readonly pricesAdded: number;
  readonly costUp: number;
  readonly costDown: number;
  readonly unchanged: number;
  readonly corrected: number;
};

/**
 * Versions the staged sheet's prices by their dates.
 *
 * @param stamp.monthStart the instant at which plans end that the sheet takes out of the list without a date
 */
export async function savePrices(
  trx: Knex.Transaction,
  stamp: ImportStamp & { readonly monthStart: Date },
): Promise<PriceChanges> {
  const { sheetId, now, monthStart } = stamp;
  await trx.raw(COMPARE);
  const first = await trx.raw<{ rowCount: number }>(INSERT_FIRST, { sheetId, now });
  const { rows } = await trx.raw<{ rows: { change: string; count: string }[] }>(
    "select change, count(*) as count from csp_sheet_change group by change",
  );
  const count = (change: string) => Number(rows.find((row) => row.change === change)?.count ?? 0);
  const changes = {
    pricesAdded: first.rowCount + count("added"),
    costUp: count("up"),
    costDown: count("down"),
    unchanged: count("unchanged"),
    corrected: count("corrected"),
  };
  if (changes.corrected > 0) {
    await trx.raw(SUPERSEDE, { now, sheetId });
  }
  if (count("added") + changes.costUp + changes.costDown + changes.corrected > 0) {
    await trx.raw(INSERT, { sheetId, now });
    await trx.raw(CLOSE);
  }
  if (count("deleted") > 0) {
    await trx.raw(END_DELETED, { monthStart, sheetId });
  }
  return changes;
}
