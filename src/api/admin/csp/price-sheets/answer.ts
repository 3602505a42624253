import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import type { PriceSheet, PriceSheetCounts, SheetForecast } from "../../../../modules/catalog";
import { isSheetOrdered } from "../../../../reads/sheet-orders";
import { forecastDocument } from "../offers/answer";
import type * as document from "./document";

/** An imported sheet with its counts, and whether it may still be taken back: not once somebody orders at its prices. */
export async function sheetDocument(container: MedusaContainer, sheet: PriceSheet): Promise<document.Sheet> {
  const db = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  return {
    id: sheet.id,
    source: sheet.source,
    market: sheet.market,
    currency: sheet.currency,
    month: sheet.month,
    imported_at: sheet.importedAt,
    undone_at: sheet.undoneAt,
    can_be_undone: sheet.canBeUndone && !(await isSheetOrdered(db, sheet.id)),
    counts: countsDocument(sheet.counts),
  };
}

/** What an import would do. */
export function sheetForecastDocument(sheet: SheetForecast): document.SheetForecast {
  return {
    market: sheet.market,
    currency: sheet.currency,
    month: sheet.month,
    newer_month: sheet.newerMonth,
    counts: countsDocument(sheet.counts),
    sales: forecastDocument(sheet.sales),
  };
}

function countsDocument(counts: PriceSheetCounts): document.Sheet["counts"] {
  return {
    rows: counts.rows,
    offers_added: counts.offersAdded,
    skus_added: counts.skusAdded,
    plans_added: counts.plansAdded,
    prices_added: counts.pricesAdded,
    cost_up: counts.costUp,
    cost_down: counts.costDown,
    unchanged: counts.unchanged,
    corrected: counts.corrected,
    missing: counts.missing,
    trials: counts.trials,
    free: counts.free,
    cost_above_list: counts.costAboveList,
  };
}
