import type { PriceSheet } from "../../../../modules/catalog";
import type { Sheet } from "./document";

/** An imported sheet with its counts. */
export function sheetDocument(sheet: PriceSheet): Sheet {
  const { counts } = sheet;
  return {
    id: sheet.id,
    source: sheet.source,
    market: sheet.market,
    currency: sheet.currency,
    month: sheet.month,
    imported_at: sheet.importedAt,
    counts: {
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
    },
  };
}
