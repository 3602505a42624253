import type Stripe from "stripe";
import type { Decline } from "./declines";
import { inMinorUnits, type Payment, readCard, readPayment, type SavedCard } from "./payment-view";

/**
 * Where a card entry stands:
 * open        the customer has not finished; `lastDecline` tells of refused tries
 * processing  finished, the bank has not answered yet
 * authorised  the money is held and the card is saved
 * paid        the money is taken
 * expired     the page closed unfinished
 * canceled    the payment was released afterwards
 */
export type CheckoutState = "open" | "processing" | "authorised" | "paid" | "expired" | "canceled";

/** One hosted card entry. `amount` is an integer in minor units of `currency` (ISO code, upper case). */
export type CheckoutReading = {
  sessionId: string;
  state: CheckoutState;
  /** The hosted page; null once it is closed. */
  url: string | null;
  paymentIntentId: string | null;
  paymentMethod: SavedCard | null;
  payment: Payment | null;
  amount: number;
  currency: string;
  customerId: string | null;
  /** Our own reference given at the start. */
  reference: string | null;
  metadata: Record<string, string>;
  lastDecline: Decline | null;
  expiresAt: Date;
};

/** Members of the PaymentIntent that must be expanded for `readCheckoutSession`. */
export const CHECKOUT_EXPANSIONS = ["payment_intent.payment_method", "payment_intent.latest_charge"];

/** Reads a session retrieved with `CHECKOUT_EXPANSIONS`. */
export function readCheckoutSession(session: Stripe.Checkout.Session): CheckoutReading {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  const payment = intent === null ? null : readPayment(intent);
  const customer = session.customer;
  return {
    sessionId: session.id,
    state: stateOf(session.status, payment),
    url: session.url,
    paymentIntentId: payment?.id ?? null,
    paymentMethod: readCard(intent?.payment_method),
    payment,
    amount: inMinorUnits(session.amount_total ?? 0, session.currency ?? "usd"),
    currency: (session.currency ?? "").toUpperCase(),
    customerId: typeof customer === "string" ? customer : (customer?.id ?? null),
    reference: session.client_reference_id,
    metadata: { ...session.metadata },
    lastDecline: payment?.lastDecline ?? null,
    expiresAt: new Date(session.expires_at * 1000),
  };
}

/**
 * With manual capture a finished session stays `payment_status: unpaid` until the capture, so the PaymentIntent and not
 * the session tells how the money stands.
 */
function stateOf(status: string | null, payment: Payment | null): CheckoutState {
  if (status === "expired") {
    return "expired";
  }
  switch (payment?.state) {
    case "authorised":
      return "authorised";
    case "succeeded":
      return "paid";
    case "canceled":
      return "canceled";
    case "processing":
      return "processing";
    default:
      return "open";
  }
}
