import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CATALOG_MODULE } from "../../../../../modules/catalog";
import { route } from "../../../../http/define-route";
import { nowOf } from "../../../../http/request-context";
import { forecastDocument } from "../../offers/answer";
import type { ForecastAnswer } from "../../offers/document";
import { readRule } from "../read-rule";

/** What a rule would do to the plans on sale if it took effect now. Nothing is changed. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<ForecastAnswer>): Promise<void> => {
    const rule = readRule(req);
    const forecast = await req.scope.resolve(CATALOG_MODULE).forecastPricingRule(rule, nowOf(req.scope));
    res.json({ forecast: forecastDocument(forecast) });
  },
);
