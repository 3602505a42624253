import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../../../connections/settings";
import { BILLING_MODULE } from "../../../../modules/billing";
import { createDiscount } from "../../../../processes/billing/discounts/keep-discounts";
import { route } from "../../../http/define-route";
import { readInput } from "../../../http/read-input";
import { actorOf, nowOf } from "../../../http/request-context";
import { discountDocuments, oneDiscountDocument } from "./answer";
import { type DiscountAnswer, type DiscountsAnswer, discountBody } from "./document";
import { readDiscount } from "./read-discount";
import { sellerToday } from "./seller-today";

/** Discounts that count, will count or have counted, in the order they stack; the seller's day and currency. */
export const GET = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<DiscountsAnswer>): Promise<void> => {
    const discounts = await req.scope.resolve(BILLING_MODULE).discounts.list();
    const today = sellerToday(req.scope);
    const { currency } = settingsOf(req.scope).seller;
    res.json({ discounts: await discountDocuments(req.scope, discounts, today), today, currency });
  },
);

/** Agrees a discount; charge periods that begin while it is valid carry it. */
export const POST = route(
  async (req: AuthenticatedMedusaRequest, res: MedusaResponse<DiscountAnswer>): Promise<void> => {
    const discount = readDiscount(readInput(discountBody, req.body), settingsOf(req.scope).seller.currency);
    const created = await createDiscount(req.scope, { discount, actor: actorOf(req), now: nowOf(req.scope) });
    res.status(201).json({ discount: await oneDiscountDocument(req.scope, created, sellerToday(req.scope)) });
  },
);
