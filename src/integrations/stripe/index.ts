import type Stripe from "stripe";
import { type CardEntry, createCardEntry } from "./card-entry";
import { createCardGateway } from "./card-gateway";
import { createStripeClient } from "./client";
import { checkStripeSettings, type StripeSettings } from "./config";
import type { CardGateway } from "./gateway-types";
import type { HearStripe } from "./heard-http";
import { createReadings, type StripeReadings } from "./readings";

export { STRIPE_ANSWERS } from "./answers";
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
  WentBack,
} from "./gateway-types";
export { type HearStripe, rightOf, STRIPE_RIGHTS } from "./heard-http";
export { stripeKeys } from "./keys";
export type { Payment, PaymentState, SavedCard } from "./payment-view";
export type {
  ChargeReading,
  DisputeReading,
  KeptEvent,
  RefundReading,
  Stretch,
  StripeReadings,
} from "./readings";
export { CardAmountError, cardAmountProblem } from "./units";
export { type StripeNotice, verifyWebhook, type WebhookVerdict } from "./webhooks";

/** The connection to Stripe: card entry by the customer, charges of a saved card by us, and what events are about. */
export type StripeConnection = {
  client: Stripe;
  cardEntry: CardEntry;
  cardGateway: CardGateway;
  readings: StripeReadings;
};

/**
 * Connects to Stripe, or to a simulator when `apiBase` is set.
 * @param hear hears how every request ended, whatever code made it
 * @throws Error naming each wrong setting; a simulator with a live key or in production is one.
 */
export function createStripe(settings: StripeSettings, hear?: HearStripe): StripeConnection {
  const client = createStripeClient(checkStripeSettings(settings), hear);
  return {
    client,
    cardEntry: createCardEntry(client),
    cardGateway: createCardGateway(client),
    readings: createReadings(client),
  };
}
