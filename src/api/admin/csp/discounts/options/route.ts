import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { discountOptions } from "../../../../../reads/discount-options";
import { route } from "../../../../http/define-route";
import { readInput } from "../../../../http/read-input";
import { optionsQuery } from "../validators";
import type { OptionsAnswer } from "./document";

/** What a discount can be limited to, by name: products, plans, subscriptions or companies. */
export const GET = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<OptionsAnswer>): Promise<void> => {
  res.json({ options: await discountOptions(req.scope, readInput(optionsQuery, req.query)) });
});
