import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { environment } from "../../../../config/environment";
import { BILLING_MODULE, type BillingModuleService } from "../../../../modules/billing";
import { createDiscount, discountDocuments } from "../../../../processes/billing/admin";
import { readInput } from "../../../http/read-input";
import { nowOf } from "../../../http/request-context";
import { actorOf } from "../actor";
import { readDiscount } from "./read-discount";
import { sellerToday } from "./seller-today";
import { discountBody } from "./validators";

/** Discounts that count, will count or have counted, in the order they stack; the seller's day and currency. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const discounts = await req.scope.resolve<BillingModuleService>(BILLING_MODULE).discounts.list();
  const today = sellerToday(req.scope);
  const { currency } = environment().seller;
  res.json({ discounts: await discountDocuments(req.scope, discounts, today), today, currency });
}

/** Agrees a discount; charge periods that begin while it is valid carry it. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const discount = readDiscount(readInput(discountBody, req.body));
  const created = await createDiscount(req.scope, { discount, actor: actorOf(req), now: nowOf(req.scope) });
  const [document] = await discountDocuments(req.scope, [created], sellerToday(req.scope));
  res.status(201).json({ discount: document });
}
