import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { InputError } from "../../../../errors/input-error";
import { CATALOG_MODULE } from "../../../../modules/catalog";
import { importPriceSheetWithHooks } from "../../../../workflows/catalog/import-price-sheet";
import { route } from "../../../http/define-route";
import { readInput } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { pageQuery } from "../../../http/validators";
import { sheetDocument } from "./answer";
import type { RefusedUploadAnswer, SheetsAnswer, TooLargeAnswer, UploadAnswer } from "./document";
import { limited, TooLargeError } from "./limit";
import { uploadQuery } from "./validators";

/** Problems that one answer tells; the count says how many there are. */
const PROBLEMS_TOLD = 200;
const ACCEPTED_TYPES = ["text/csv", "application/octet-stream", "application/vnd.ms-excel"];

/** Imported price sheets, the latest first. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SheetsAnswer>): Promise<void> => {
  const { limit, offset } = readInput(pageQuery, req.query);
  const found = await req.scope.resolve(CATALOG_MODULE).listPriceSheets({ limit, offset });
  res.json({ price_sheets: found.sheets.map(sheetDocument), count: found.count, limit, offset });
});

/** Imports the CSV file in the body: 201 imported, 200 known already, 400 with every fault by line and field. */
export const POST = route(
  async (
    req: AuthenticatedMedusaRequest,
    res: MedusaResponse<UploadAnswer | RefusedUploadAnswer | TooLargeAnswer>,
  ): Promise<void> => {
    const { filename, allow_unknown_columns: allowUnknownColumns } = readInput(uploadQuery, req.query);
    if (!ACCEPTED_TYPES.includes((req.get("content-type") ?? "").split(";")[0]?.trim() ?? "")) {
      throw InputError.of("content-type", "must be text/csv, with the file itself as body");
    }
    try {
      const answer = await importPriceSheetWithHooks(req.scope, {
        open: () => limited(req),
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
        .json({ outcome: answer.outcome, price_sheet: sheetDocument(answer.sheet) });
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
