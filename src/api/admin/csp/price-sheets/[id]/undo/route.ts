import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { CATALOG_MODULE } from "../../../../../../modules/catalog";
import { undoPriceSheet } from "../../../../../../processes/catalog";
import { route } from "../../../../../http/define-route";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { sheetDocument } from "../../answer";
import type { SheetAnswer } from "../../document";

/** Takes the latest import back, as long as nobody has ordered at one of its prices. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<SheetAnswer>): Promise<void> => {
  const id = idOf(req);
  const catalog = req.scope.resolve(CATALOG_MODULE);
  if ((await catalog.findPriceSheet(id)) === null) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such price sheet.");
  }
  if (!(await undoPriceSheet(req.scope, id, { actor: actorOf(req), now: nowOf(req.scope) }))) {
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "Only the latest import can be taken back, and only once.");
  }
  const sheet = await catalog.findPriceSheet(id);
  if (sheet === null) {
    throw new Error(`The price sheet ${id} is gone.`);
  }
  res.json({ price_sheet: await sheetDocument(req.scope, sheet) });
});
