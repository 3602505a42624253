import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { InputError } from "../../../../../../errors/input-error";
import { endDiscount } from "../../../../../../processes/billing/discounts/keep-discounts";
import { route } from "../../../../../http/define-route";
import { readInput } from "../../../../../http/read-input";
import { actorOf, idOf, nowOf } from "../../../../../http/request-context";
import { oneDiscountDocument } from "../../answer";
import { type EndAnswer, endBody } from "../../document";
import { sellerToday } from "../../seller-today";

/** Ends a discount, today unless told otherwise; one that has not begun by then is withdrawn. */
export const POST = route(async (req: AuthenticatedMedusaRequest, res: MedusaResponse<EndAnswer>): Promise<void> => {
  const today = sellerToday(req.scope);
  const { end_on: on = today } = readInput(endBody, req.body);
  if (on < today) {
    throw InputError.of("end_on", `must be today (${today}) or later: what was billed stays as it was billed`);
  }
  const { outcome, discount } = await endDiscount(req.scope, {
    id: idOf(req),
    on,
    actor: actorOf(req),
    now: nowOf(req.scope),
  });
  res.json({ outcome, discount: await oneDiscountDocument(req.scope, discount, today) });
});
