import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { addressFault } from "../../../../../../processes/company/check-address";
import { route } from "../../../../../http/define-route";
import { requireCompany } from "../../../../../http/request-context";
import { addressDocument } from "../../answer";
import type { AddressCheckAnswer } from "../../document";

/** Asks Microsoft about the company's address, and which one it would put in its place. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<AddressCheckAnswer>): Promise<void> => {
    const fault = await addressFault(req.scope, (await requireCompany(req)).address);
    const suggestion = fault?.suggestion ?? null;
    res.json({ problem: fault?.problem ?? null, suggestion: suggestion && addressDocument(suggestion) });
  },
);
