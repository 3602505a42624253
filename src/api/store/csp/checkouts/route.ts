import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { CARD_CONSENT } from "../../../../processes/purchase/card-consent";
import type { Quote } from "../../../../processes/purchase/quotes/types";
import { startCheckoutWithHooks } from "../../../../workflows/purchase/start-checkout";
import { route } from "../../../http/define-route";
import { nowOf, originOf, requireCompany } from "../../../http/request-context";
import { quoteDocument } from "../quotes/answer";
import type { PostCheckout } from "../validators";
import type { QuoteChangedAnswer, StartedCheckoutAnswer } from "./document";

const CHANGED = {
  changed: () => "The price has changed since you saw it. Please look at the new offer and order again.",
  expired: () => "The offer has expired. Please look at it once more and order again.",
  tenant_changed: ({ tenant }: Quote) =>
    `Your licences would go to ${tenant?.domain ?? "no organisation"} now, which is not the organisation at Microsoft that ` +
    "you were shown. Please look at the new offer and order again.",
};

/** Opens the card page for a cart whose price the customer has just agreed to. */
export const POST = route(
  async (
    req: AuthenticatedMedusaRequest<PostCheckout>,
    res: MedusaResponse<StartedCheckoutAnswer | QuoteChangedAnswer>,
  ): Promise<void> => {
    const company = await requireCompany(req);
    const now = nowOf(req.scope);
    const form = req.validatedBody;
    const result = await startCheckoutWithHooks(req.scope, {
      customerId: req.auth_context.actor_id,
      company,
      cartId: form.cart_id,
      quoteHash: form.quote_hash,
      consent: { textVersion: CARD_CONSENT.version, agreedAt: now, ...originOf(req) },
      poNumber: form.po_number,
      shownAs: quoteDocument,
      now,
    });
    if (result.outcome === "quote_changed") {
      const quote = quoteDocument(result.quote);
      res.status(409).json({ type: "quote_changed", message: CHANGED[result.reason](result.quote), quote });
      return;
    }
    res.status(201).json({ checkout: { id: result.checkout.id, redirect_url: result.redirectUrl } });
  },
);
