import { invalidParameter, refused } from "../http/api-error";
import { newId, newSessionId } from "../state/ids";
import type { CheckoutSession, LineItem, SessionPlan } from "../state/types";
import type { World } from "../state/world";
import { release } from "./holds";

const LONGEST_SECONDS = 86_400;
const SHORTEST_SECONDS = 1_800;

export type NewSession = {
  mode: "payment" | "setup";
  customer: string | null;
  customerEmail: string | null;
  currency: string | null;
  lineItems: LineItem[];
  /** What stands in small print under each line. */
  descriptions: (string | null)[];
  successUrl: string;
  cancelUrl: string | null;
  clientReferenceId: string | null;
  expiresAt: number | undefined;
  metadata: Record<string, string>;
  customText: string | null;
  locale: string | null;
  submitType: "auto" | "book" | "donate" | "pay" | "subscribe" | null;
  billingAddressCollection: "auto" | "required" | null;
  allowedTypes: string[] | null;
  intent: SessionPlan["intent"];
};

/** Opens a hosted page. @throws ApiError when `expires_at` is not 30 minutes to 24 hours ahead */
export function createSession(world: World, input: NewSession): CheckoutSession {
  const now = world.now();
  const expiresAt = input.expiresAt ?? now + LONGEST_SECONDS;
  if (expiresAt < now + SHORTEST_SECONDS || expiresAt > now + LONGEST_SECONDS) {
    const message =
      "The `expires_at` timestamp must be at least 30 minutes and at most 24 hours after Checkout Session creation.";
    throw invalidParameter("expires_at", message);
  }
  const total = input.lineItems.reduce((sum, line) => sum + line.amount_total, 0);
  const id = newSessionId();
  const payment = input.mode === "payment";
  const session: CheckoutSession = {
    id,
    object: "checkout.session",
    adaptive_pricing: null,
    after_expiration: null,
    allow_promotion_codes: null,
    allowed_payment_method_types: input.allowedTypes,
    amount_subtotal: payment ? total : null,
    amount_total: payment ? total : null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: input.billingAddressCollection,
    cancel_url: input.cancelUrl,
    client_reference_id: input.clientReferenceId,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: now,
    currency: input.currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: input.customText === null ? null : { message: input.customText },
      terms_of_service_acceptance: null,
    },
    customer: input.customer,
    customer_account: null,
    customer_creation: payment ? "if_required" : null,
    customer_details: detailsOf(world, input),
    customer_email: input.customerEmail,
    discounts: payment ? [] : null,
    expires_at: expiresAt,
    integration_identifier: null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: input.locale,
    managed_payments: null,
    metadata: input.metadata,
    mode: input.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: "if_required",
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    payment_status: payment ? "unpaid" : "no_payment_required",
    permissions: null,
    recovered_from: null,
    saved_payment_method_options: payment
      ? { allow_redisplay_filters: ["always"], payment_method_remove: "disabled", payment_method_save: null }
      : null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open",
    submit_type: input.submitType,
    subscription: null,
    success_url: input.successUrl,
    total_details: payment ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: "hosted_page",
    url: `${world.address.url}/c/pay/${id}`,
    wallet_options: null,
  };
  world.state.sessions[id] = session;
  world.state.sessionPlans[id] = {
    lineItems: input.lineItems,
    descriptions: input.descriptions,
    intent: input.intent,
  };
  expireInTime(world, session);
  return session;
}

/** Closes the page when its time is over. */
export function expireInTime(world: World, session: CheckoutSession): void {
  world.clock.schedule(new Date(session.expires_at * 1000), () => {
    const current = world.state.sessions[session.id];
    if (current?.status === "open") {
      world.during({ id: null, idempotency_key: null }, () => expireSession(world, current));
    }
  });
}

/** Closes an open page; its payment, if it was tried, is canceled. */
export function expireSession(world: World, session: CheckoutSession): void {
  if (session.status !== "open") {
    const message = `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`;
    throw refused("checkout_session_unexpected_state", message);
  }
  session.status = "expired";
  session.url = null;
  const intent = session.payment_intent === null ? undefined : world.state.paymentIntents[session.payment_intent];
  if (intent !== undefined && intent.status !== "canceled" && intent.status !== "succeeded") {
    release(world, intent, "automatic");
  }
  world.emit("checkout.session.expired", session);
}

/** The customer has finished. */
export function completeSession(world: World, session: CheckoutSession): void {
  session.status = "complete";
  session.url = null;
  const intent = session.payment_intent === null ? undefined : world.state.paymentIntents[session.payment_intent];
  if (intent?.status === "succeeded") {
    session.payment_status = "paid";
  }
  world.emit("checkout.session.completed", session);
}

/** One line of the page, priced on the spot. */
export function createLineItem(
  world: World,
  input: { name: string; quantity: number; unitAmount: number; currency: string },
): LineItem {
  const total = input.quantity * input.unitAmount;
  return {
    id: newId("li"),
    object: "item",
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: total,
    amount_tax: 0,
    amount_total: total,
    currency: input.currency,
    description: input.name,
    metadata: {},
    price: {
      id: newId("price"),
      object: "price",
      active: false,
      billing_scheme: "per_unit",
      created: world.now(),
      currency: input.currency,
      custom_unit_amount: null,
      livemode: false,
      lookup_key: null,
      metadata: {},
      nickname: null,
      product: newId("prod"),
      recurring: null,
      tax_behavior: "unspecified",
      tiers_mode: null,
      transform_quantity: null,
      type: "one_time",
      unit_amount: input.unitAmount,
      unit_amount_decimal: String(input.unitAmount),
    },
    quantity: input.quantity,
  };
}

function detailsOf(world: World, input: NewSession): CheckoutSession["customer_details"] {
  const customer = input.customer === null ? null : world.customer(input.customer);
  const email = customer?.email ?? input.customerEmail;
  if (customer === null && email === null) {
    return null;
  }
  return {
    address: customer?.address ?? null,
    business_name: null,
    email,
    individual_name: null,
    name: customer?.name ?? null,
    phone: customer?.phone ?? null,
    tax_exempt: "none",
    tax_ids: null,
  };
}
