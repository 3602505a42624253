import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CATALOG_MODULE, type CatalogService, type PriceSheet } from "../../../../modules/catalog";
import { importPriceSheet } from "../../../../processes/catalog";
import { InputError } from "../../../../processes/input-error";
import { readInput } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { limited, TooLargeError } from "./limit";
import { sheetsQuery, uploadQuery } from "./validators";

/** Problems that one answer tells; the count says how many there are. */
const PROBLEMS_TOLD = 200;
const ACCEPTED_TYPES = ["text/csv", "application/octet-stream", "application/vnd.ms-excel"];

/** Imported price sheets, the latest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset } = readInput(sheetsQuery, req.query);
  const found = await req.scope.resolve<CatalogService>(CATALOG_MODULE).listPriceSheets({ limit, offset });
  res.json({ price_sheets: found.sheets.map(sheetAnswer), count: found.count, limit, offset });
}

/** Imports the CSV file in the body: 201 imported, 200 known already, 400 with every fault by line and field. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { filename, allow_unknown_columns: allowUnknownColumns } = readInput(uploadQuery, req.query);
  if (!ACCEPTED_TYPES.includes((req.get("content-type") ?? "").split(";")[0]?.trim() ?? "")) {
    throw InputError.of("content-type", "must be text/csv, with the file itself as body");
  }
  try {
    const answer = await importPriceSheet(req.scope, {
      stream: limited(req),
      source: filename,
      now: nowOf(req.scope),
      allowUnknownColumns,
    });
    if (answer.outcome === "refused") {
      const message = `Nothing was imported: ${answer.problemCount} ${answer.problemCount === 1 ? "fault" : "faults"} in the file.`;
      const errors = answer.problems.slice(0, PROBLEMS_TOLD);
      res.status(400).json({ type: "invalid_data", message, errors, error_count: answer.problemCount });
      return;
    }
    res
      .status(answer.outcome === "imported" ? 201 : 200)
      .json({ outcome: answer.outcome, price_sheet: sheetAnswer(answer.sheet) });
  } catch (error) {
    if (error instanceof TooLargeError) {
      res
        .status(413)
        .json({ type: "invalid_data", message: error.message, errors: [{ field: "body", message: error.message }] });
      return;
    }
    throw error;
  }
}

function sheetAnswer(sheet: PriceSheet) {
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
