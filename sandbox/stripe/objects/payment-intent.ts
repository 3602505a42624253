import { refused } from "../http/api-error";
import { clientSecret, newId } from "../state/ids";
import type { PaymentIntent } from "../state/types";
import type { World } from "../state/world";

export type NewPaymentIntent = {
  amount: number;
  currency: string;
  customer: string | null;
  paymentMethod: string | null;
  captureMethod: "automatic" | "automatic_async" | "manual";
  setupFutureUsage: "off_session" | "on_session" | null;
  allowedTypes: string[] | null;
  automaticMethods: { enabled: boolean; allow_redirects?: "always" | "never" } | null;
  metadata: Record<string, string>;
  description: string | null;
  receiptEmail: string | null;
  statementDescriptorSuffix: string | null;
};

export function createPaymentIntent(world: World, input: NewPaymentIntent): PaymentIntent {
  const id = newId("pi");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: input.allowedTypes,
    amount: input.amount,
    amount_capturable: 0,
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: input.automaticMethods,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: input.captureMethod,
    client_secret: clientSecret(id),
    confirmation_method: "automatic",
    created: world.now(),
    currency: input.currency,
    customer: input.customer,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: input.receiptEmail,
    review: null,
    setup_future_usage: input.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: input.statementDescriptorSuffix,
    status: input.paymentMethod === null ? "requires_payment_method" : "requires_confirmation",
    transfer_group: null,
  };
  world.state.paymentIntents[id] = intent;
  world.emit("payment_intent.created", intent);
  return intent;
}

/** @throws ApiError payment_intent_unexpected_state, with the PaymentIntent inside, unless it is in one of `states` */
export function requireState(intent: PaymentIntent, states: PaymentIntent["status"][], doing: string): void {
  if (!states.includes(intent.status)) {
    throw unexpectedState(
      intent,
      `You cannot ${doing} this PaymentIntent because it has a status of ${intent.status}.`,
    );
  }
}

export const unexpectedState = (intent: PaymentIntent, message: string) =>
  refused("payment_intent_unexpected_state", message, { payment_intent: structuredClone(intent) });
