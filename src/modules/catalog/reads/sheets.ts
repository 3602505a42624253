import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { PriceSheet, PriceSheetCounts } from "../types";

export type SheetRow = {
  id: string;
  source: string;
  sha256: string;
  market: string;
  currency: string;
  month: string;
  /** Each kind has a newest sheet of its own. */
  kind: "licences" | "extended_terms";
  counts: PriceSheetCounts;
  imported_at: Date;
  undone_at: Date | null;
  can_be_undone: boolean;
};

export function readSheet(row: SheetRow): PriceSheet {
  return {
    id: row.id,
    source: row.source,
    sha256: row.sha256,
    market: row.market,
    currency: row.currency,
    month: row.month,
    counts: row.counts,
    importedAt: row.imported_at.toISOString(),
    undoneAt: row.undone_at?.toISOString() ?? null,
    canBeUndone: row.can_be_undone,
  };
}

/** @returns null when there is no such sheet */
export async function findSheet(db: Knex, id: string): Promise<PriceSheet | null> {
  const row = await db<SheetRow>("csp_price_sheet").where({ id }).first();
  return row ? readSheet(row) : null;
}

/** Imported sheets, the latest import first. */
export async function listSheets(
  db: Knex,
  page: { limit: number; offset: number },
): Promise<{ sheets: PriceSheet[]; count: number }> {
  const rows = await db<SheetRow>("csp_price_sheet")
    .orderBy([{ column: "imported_at", order: "desc" }, { column: "id" }])
    .limit(page.limit)
    .offset(page.offset);
  const total = await db("csp_price_sheet").count<{ count: string }[]>("id");
  return { sheets: rows.map(readSheet), count: Number(total[0]?.count ?? 0) };
}
