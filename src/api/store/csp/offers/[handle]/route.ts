import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { MedusaError } from "@medusajs/framework/utils";
import { CATALOG_MODULE } from "../../../../../modules/catalog";
import { route } from "../../../../http/define-route";
import { nowOf } from "../../../../http/request-context";
import { offerDocument } from "../answer";
import type { OfferAnswer } from "../document";

/** One offer with every plan of it that is on sale now. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<OfferAnswer>): Promise<void> => {
  const handle = req.params.handle ?? "";
  const offer = await req.scope.resolve(CATALOG_MODULE).findOffer({ handle, now: nowOf(req.scope) });
  if (!offer) {
    throw new MedusaError(MedusaError.Types.NOT_FOUND, `There is no offer "${handle}" on sale.`);
  }
  res.json({ offer: offerDocument(offer) });
});
