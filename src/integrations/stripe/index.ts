import type Stripe from "stripe";
import { type CardEntry, createCardEntry } from "./card-entry";
import { createCardGateway } from "./card-gateway";
import { createStripeClient } from "./client";
import { checkStripeSettings, type StripeSettings } from "./config";
import type { CardGateway } from "./gateway-types";

export type { CardEntry, StartCheckout, StartedCheckout } from "./card-entry";
export type { CheckoutReading, CheckoutState } from "./checkout-view";
export type { StripeSettings } from "./config";
export type { Decline, DeclineKind } from "./declines";
export { StripeRefusedError, StripeUnavailableError } from "./errors";
export type {
  CancelPayment,
  CancelResult,
  CapturePayment,
  CaptureResult,
  CardGateway,
  ConfirmPayment,
  ConfirmResult,
  CreatePayment,
  CustomerParticulars,
  RefundPayment,
  RefundResult,
} from "./gateway-types";
export { stripeKeys } from "./keys";
export type { Payment, PaymentState, SavedCard } from "./payment-view";
export { type StripeNotice, verifyWebhook, type WebhookVerdict } from "./webhooks";

/** The connection to Stripe: card entry by the customer, and charges of a saved card by us. */
export type StripeConnection = { client: Stripe; cardEntry: CardEntry; cardGateway: CardGateway };

/**
 * Connects to Stripe, or to a simulator when `apiBase` is set.
 * @throws Error naming each wrong setting; a simulator with a live key or in production is one.
 */
export function createStripe(settings: StripeSettings): StripeConnection {
  const client = createStripeClient(checkStripeSettings(settings));
  return { client, cardEntry: createCardEntry(client), cardGateway: createCardGateway(client) };
}
