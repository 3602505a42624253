import type { Knex } from "@medusajs/framework/mikro-orm/knex";

/** Purchases, begun ones included, whose quote names a selling price that follows from a sheet. */
const ORDERED = `select 1 from csp_checkout c
  join csp_quote q on q.id = c.quote_id
  cross join lateral jsonb_array_elements(q.facts -> 'lines') line
  join csp_sale_price s on s.id = line.value -> 'price' ->> 'priceVersion'
  join csp_price r on r.plan_id = s.plan_id and r.vendor_from = s.price_from and r.revision = s.price_revision
  where r.price_sheet_id = :sheetId and c.state in ('open', 'authorised', 'ordered') limit 1`;

/** Whether somebody has ordered, or is paying, at a price that a sheet brought, as the caller's transaction sees it. */
export async function isSheetOrdered(db: Knex, sheetId: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(ORDERED, { sheetId });
  return rows.length > 0;
}
