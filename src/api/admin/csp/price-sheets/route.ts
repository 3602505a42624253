import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { InputError } from "../../../../errors/input-error";
import { CATALOG_MODULE } from "../../../../modules/catalog";
import { importPriceSheetWithHooks } from "../../../../workflows/catalog/import-price-sheet";
import { route } from "../../../http/define-route";
import { readInput } from "../../../http/read-input";
import { actorOf, nowOf } from "../../../http/request-context";
import { pageQuery } from "../../../http/validators";
import { sheetDocument, sheetForecastDocument } from "./answer";
import type { OlderSheetAnswer, RefusedUploadAnswer, SheetsAnswer, TooLargeAnswer, UploadAnswer } from "./document";
import { limited, TooLargeError } from "./limit";
import { uploadQuery } from "./validators";

/** Problems that one answer tells; the count says how many there are. */
const PROBLEMS_TOLD = 200;
const ACCEPTED_TYPES = ["text/csv", "application/octet-stream", "application/vnd.ms-excel"];

/** Imported price sheets, the latest first. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SheetsAnswer>): Promise<void> => {
  const { limit, offset } = readInput(pageQuery, req.query);
  const found = await req.scope.resolve(CATALOG_MODULE).listPriceSheets({ limit, offset });
  const price_sheets = await Promise.all(found.sheets.map((sheet) => sheetDocument(req.scope, sheet)));
  res.json({ price_sheets, count: found.count, limit, offset });
});

/**
 * Imports the CSV file in the body, or says what that would do: 201 imported, 200 known already or looked at only, 409 for
 * an older month that nobody said is meant, 400 with every fault by line and field.
 */
export const POST = route(
  async (
    req: AuthenticatedMedusaRequest,
    res: MedusaResponse<UploadAnswer | RefusedUploadAnswer | OlderSheetAnswer | TooLargeAnswer>,
  ): Promise<void> => {
    const query = readInput(uploadQuery, req.query);
    if (!ACCEPTED_TYPES.includes((req.get("content-type") ?? "").split(";")[0]?.trim() ?? "")) {
      throw InputError.of("content-type", "must be text/csv, with the file itself as body");
    }
    try {
      const answer = await importPriceSheetWithHooks(req.scope, {
        open: () => limited(req),
        source: query.filename,
        now: nowOf(req.scope),
        allowUnknownColumns: query.allow_unknown_columns,
        isForecast: query.dry_run,
        acceptOlder: query.accept_older,
        actor: actorOf(req),
      });
      if (answer.outcome === "refused") {
        const message = `Nothing was imported: ${answer.problemCount} ${answer.problemCount === 1 ? "fault" : "faults"} in the file.`;
        const errors = answer.problems.slice(0, PROBLEMS_TOLD);
        res.status(400).json({ type: "invalid_data", message, errors, error_count: answer.problemCount });
        return;
      }
      if (answer.outcome === "older") {
        const { month, newerMonth } = answer;
        const message = `Nothing was imported: the sheet is of ${month}, and ${newerMonth} was imported before. Its prices would count from today on where the newer sheet does not speak; say that it is meant, or choose the newest sheet.`;
        res.status(409).json({ type: "older_month", message, month, newer_month: newerMonth });
        return;
      }
      if (answer.outcome === "forecast") {
        res.json({ outcome: "forecast", forecast: sheetForecastDocument(answer.forecast) });
        return;
      }
      const price_sheet = await sheetDocument(req.scope, answer.sheet);
      res.status(answer.outcome === "imported" ? 201 : 200).json({ outcome: answer.outcome, price_sheet });
    } catch (error) {
      if (error instanceof TooLargeError) {
        res
          .status(413)
          .json({ type: "invalid_data", message: error.message, errors: [{ field: "body", message: error.message }] });
        return;
      }
      throw error;
    }
  },
);
