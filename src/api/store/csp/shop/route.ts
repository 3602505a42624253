import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { environment } from "../../../../config/environment";
import { CARD_CONSENT } from "../../../../processes/purchase/card-consent";
import { nowOf } from "../../../http/request-context";
import type { ShopAnswer } from "./document";

/** What every page of the shop needs to know about the seller. */
export async function GET(req: MedusaRequest, res: MedusaResponse<ShopAnswer>): Promise<void> {
  const { seller } = environment();
  res.json({
    seller: {
      name: seller.legalName,
      support_email: seller.supportEmail,
      support_phone: seller.supportPhone,
      time_zone: seller.timeZone,
    },
    currency: seller.currency,
    market: seller.market,
    card_consent: { version: CARD_CONSENT.version, text: CARD_CONSENT.text },
    now: nowOf(req.scope).toISOString(),
  });
}
