import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CATALOG_MODULE } from "../../../../modules/catalog";
import { route } from "../../../http/define-route";
import { readInput, withoutEmpty } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { offerCardDocument } from "./answer";
import type { OfferListAnswer } from "./document";
import { offersQuery } from "./validators";

/** One page of the shop's catalogue: what is on sale now, best match first. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<OfferListAnswer>): Promise<void> => {
  const { q, segment, category, limit, offset } = readInput(offersQuery, withoutEmpty(req.query));
  const page = await req.scope.resolve(CATALOG_MODULE).searchOffers({
    words: q,
    segment: segment ?? null,
    category: category ?? null,
    limit,
    offset,
    now: nowOf(req.scope),
  });
  const { segments, categories } = page.facets;
  const facets = { segments: [...segments], categories: [...categories] };
  res.json({ offers: page.offers.map(offerCardDocument), count: page.count, limit, offset, facets });
});
