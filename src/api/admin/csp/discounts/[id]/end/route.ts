import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { discountDocuments, endDiscount } from "../../../../../../processes/billing/admin";
import { InputError } from "../../../../../../processes/input-error";
import { readInput } from "../../../../../http/read-input";
import { nowOf } from "../../../../../http/request-context";
import { actorOf } from "../../../actor";
import { sellerToday } from "../../seller-today";
import { endBody } from "../../validators";

/** Ends a discount, today unless told otherwise; one that has not begun by then is withdrawn. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const today = sellerToday(req.scope);
  const { end_on: on = today } = readInput(endBody, req.body);
  if (on < today) {
    throw InputError.of("end_on", `must be today (${today}) or later: what was billed stays as it was billed`);
  }
  const { outcome, discount } = await endDiscount(req.scope, {
    id: req.params.id ?? "",
    on,
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  const [document] = await discountDocuments(req.scope, [discount], today);
  res.json({ outcome, discount: document });
}
