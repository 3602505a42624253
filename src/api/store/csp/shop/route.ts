import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { settingsOf } from "../../../../connections/settings";
import { CARD_CONSENT } from "../../../../processes/purchase/card-consent";
import { taxedCountries } from "../../../../processes/purchase/quotes/tax";
import { route } from "../../../http/define-route";
import { nowOf } from "../../../http/request-context";
import type { ShopAnswer } from "./document";

/** What every page of the shop needs to know about the seller. */
export const GET = route(async (req: MedusaRequest, res: MedusaResponse<ShopAnswer>): Promise<void> => {
  const { seller } = settingsOf(req.scope);
  res.json({
    seller: {
      name: seller.legalName,
      support_email: seller.supportEmail,
      support_phone: seller.supportPhone,
      time_zone: seller.timeZone,
    },
    currency: seller.currency,
    market: seller.market,
    countries: await taxedCountries(req.scope),
    card_consent: { version: CARD_CONSENT.version, text: CARD_CONSENT.text },
    now: nowOf(req.scope).toISOString(),
  });
});
