import type Stripe from "stripe";

/** Objects are stored as Stripe sends them, with plain ids where Stripe could expand another object. */
type Id = string | null;

export type Customer = Stripe.Customer;
export type DeletedCustomer = Stripe.DeletedCustomer;
export type PaymentMethod = Stripe.PaymentMethod & { customer: Id; card: Stripe.PaymentMethod.Card };
export type PaymentIntent = Stripe.PaymentIntent & { customer: Id; payment_method: Id; latest_charge: Id };
export type SetupIntent = Stripe.SetupIntent & { customer: Id; payment_method: Id; latest_attempt: Id };
export type SetupAttempt = Stripe.SetupAttempt;
export type Charge = Stripe.Charge & {
  customer: Id;
  payment_intent: Id;
  payment_method: Id;
  balance_transaction: Id;
  billing_details: Stripe.Charge.BillingDetails;
};
export type Refund = Stripe.Refund & { charge: Id; payment_intent: Id; balance_transaction: Id; customer: Id };
export type Dispute = Stripe.Dispute & { charge: string; payment_intent: Id };
export type BalanceTransaction = Stripe.BalanceTransaction & { source: Id };
export type WebhookEndpoint = Omit<Stripe.WebhookEndpoint, "secret">;
export type CheckoutSession = Stripe.Checkout.Session & { customer: Id; payment_intent: Id; setup_intent: Id };
export type LineItem = Omit<Stripe.LineItem, "price"> & {
  price: (Omit<Stripe.Price, "unit_amount_decimal"> & { unit_amount_decimal: string }) | null;
};

export type StripeEvent = {
  id: string;
  object: "event";
  api_version: string;
  created: number;
  data: { object: unknown; previous_attributes?: Record<string, unknown> };
  livemode: false;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
};

/** A refusal that a card gives from now on, set by the control API. */
export type ForcedDecline = { code: string; decline_code: string | null; advice_code: string | null };

/** What the card network knows about a stored card and Stripe never shows. */
export type CardSecret = {
  number: string;
  /** The customer has authenticated for later off-session charges. */
  setUp: boolean;
  used: boolean;
  forced: ForcedDecline | null;
};

/** What was agreed at the creation of a Checkout session and is not part of the object. */
export type SessionPlan = {
  lineItems: LineItem[];
  /** What stands in small print under each line. */
  descriptions: (string | null)[];
  intent: {
    captureMethod: "automatic" | "manual";
    setupFutureUsage: "off_session" | "on_session" | null;
    metadata: Record<string, string>;
    description: string | null;
    statementDescriptorSuffix: string | null;
  };
};

/** A webhook delivery: one event to one endpoint. */
export type Delivery = {
  id: string;
  eventId: string;
  eventType: string;
  endpointId: string;
  url: string;
  state: "waiting" | "delivered" | "failed" | "dropped";
  attempts: { at: string; status: number | null; error: string | null }[];
  nextAttemptAt: string | null;
};

/** The first answer to a request with an idempotency key. `status` is null while it is being worked on. */
export type IdempotencyRecord = {
  key: string;
  method: string;
  path: string;
  form: string;
  requestId: string;
  createdAt: number;
  status: number | null;
  body: string;
};

export type State = {
  version: 1;
  customers: Record<string, Customer | DeletedCustomer>;
  paymentMethods: Record<string, PaymentMethod>;
  paymentIntents: Record<string, PaymentIntent>;
  setupIntents: Record<string, SetupIntent>;
  setupAttempts: Record<string, SetupAttempt>;
  charges: Record<string, Charge>;
  refunds: Record<string, Refund>;
  disputes: Record<string, Dispute>;
  balanceTransactions: Record<string, BalanceTransaction>;
  sessions: Record<string, CheckoutSession>;
  events: Record<string, StripeEvent>;
  endpoints: Record<string, WebhookEndpoint>;
  endpointSecrets: Record<string, string>;
  cardSecrets: Record<string, CardSecret>;
  sessionPlans: Record<string, SessionPlan>;
  deliveries: Record<string, Delivery>;
  idempotency: Record<string, IdempotencyRecord>;
  /** Where the customer returns to from the 3-D Secure page, by intent. */
  returnUrls: Record<string, string>;
  /** How often a PaymentIntent was confirmed. */
  confirms: Record<string, number>;
};
