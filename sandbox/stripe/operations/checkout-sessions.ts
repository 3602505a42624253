import { invalidParameter, missingParameter } from "../http/api-error";
import { changeMetadata, created, metadata, paging, timestamp } from "../http/common-fields";
import { group, integer, list, oneOf, required, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { createLineItem, createSession, expireSession } from "../objects/checkout-session";
import { checkAmount, checkCurrency } from "../objects/money";
import type { CheckoutSession } from "../state/types";
import type { World } from "../state/world";
import { allowedTypes, noLongerWritable } from "./payment-method-choice";

const usage = oneOf("off_session", "on_session");
const message = group({ message: required(word(1200)) });
const line = group({
  quantity: integer({ min: 1 }),
  price_data: required(
    group({
      currency: required(word(3)),
      unit_amount: required(integer({ min: 0 })),
      product_data: required(group({ name: required(word()), description: text(), metadata })),
    }),
  ),
});

const find = (world: World, id: string): CheckoutSession => world.find(world.state.sessions, "checkout.session", id);

export const checkoutSessionOperations = [
  operation({
    method: "POST",
    path: "/checkout/sessions",
    shape: {
      mode: oneOf("payment", "setup"),
      allowed_payment_method_types: allowedTypes,
      payment_method_types: noLongerWritable,
      billing_address_collection: oneOf("auto", "required"),
      cancel_url: word(),
      client_reference_id: word(200),
      currency: word(3),
      custom_text: group({ submit: message }),
      customer: word(),
      customer_email: word(800),
      expires_at: timestamp,
      line_items: list(line),
      locale: word(10),
      metadata,
      payment_intent_data: group({
        capture_method: oneOf("automatic", "automatic_async", "manual"),
        setup_future_usage: usage,
        description: text(1000),
        metadata,
        statement_descriptor_suffix: text(22),
      }),
      setup_intent_data: group({ description: text(1000), metadata }),
      submit_type: oneOf("auto", "book", "donate", "pay"),
      success_url: word(),
      ui_mode: oneOf("hosted_page"),
    },
    notSimulated: [
      "adaptive_pricing",
      "after_expiration",
      "allow_promotion_codes",
      "automatic_tax",
      "branding_settings",
      "consent_collection",
      "custom_fields",
      "customer_account",
      "customer_creation",
      "customer_update",
      "discounts",
      "excluded_payment_method_types",
      "integration_identifier",
      "invoice_creation",
      "managed_payments",
      "name_collection",
      "optional_items",
      "origin_context",
      "payment_method_collection",
      "payment_method_configuration",
      "payment_method_data",
      "payment_method_options",
      "permissions",
      "phone_number_collection",
      "redirect_on_completion",
      "return_url",
      "saved_payment_method_options",
      "shipping_address_collection",
      "shipping_options",
      "subscription_data",
      "tax_id_collection",
      "wallet_options",
    ],
    returns: "checkout.session",
    run(world, params) {
      const mode = params.mode ?? "payment";
      if (params.success_url === undefined) throw missingParameter("success_url");
      if (params.customer !== undefined && params.customer_email !== undefined) {
        throw invalidParameter(
          "customer_email",
          "You may only specify one of these parameters: customer, customer_email.",
        );
      }
      const lines = params.line_items ?? [];
      const first = lines[0]?.price_data.currency ?? params.currency;
      if (mode === "payment" && lines.length === 0) throw missingParameter("line_items");
      if (mode === "setup" && lines.length > 0) {
        throw invalidParameter("line_items", "`line_items` is not allowed in `setup` mode.");
      }
      if (first === undefined && params.allowed_payment_method_types === undefined) throw missingParameter("currency");
      const currency = first === undefined ? null : checkCurrency(first);
      if (lines.some(({ price_data: price }) => price.currency.toLowerCase() !== currency)) {
        throw invalidParameter("line_items", "All prices of a Checkout Session must use the same currency.");
      }
      const items = lines.map(({ quantity = 1, price_data: price }) =>
        createLineItem(world, {
          name: price.product_data.name,
          quantity,
          unitAmount: price.unit_amount,
          currency: currency ?? "",
        }),
      );
      const total = items.reduce((sum, item) => sum + item.amount_total, 0);
      if (mode === "payment") checkAmount(total, currency ?? "", "line_items");
      const data = params.payment_intent_data;
      return createSession(world, {
        mode,
        customer: params.customer === undefined ? null : world.customer(params.customer).id,
        customerEmail: params.customer_email ?? null,
        currency,
        lineItems: items,
        descriptions: lines.map((one) => one.price_data.product_data.description ?? null),
        successUrl: params.success_url,
        cancelUrl: params.cancel_url ?? null,
        clientReferenceId: params.client_reference_id ?? null,
        expiresAt: params.expires_at,
        metadata: changeMetadata({}, params.metadata),
        customText: params.custom_text?.submit?.message ?? null,
        locale: params.locale ?? null,
        submitType: params.submit_type ?? null,
        billingAddressCollection: params.billing_address_collection ?? null,
        allowedTypes: params.allowed_payment_method_types ?? null,
        intent: {
          captureMethod: data?.capture_method === "manual" ? "manual" : "automatic",
          setupFutureUsage: data?.setup_future_usage ?? null,
          metadata: changeMetadata({}, mode === "payment" ? data?.metadata : params.setup_intent_data?.metadata),
          description: (mode === "payment" ? data?.description : params.setup_intent_data?.description) ?? null,
          statementDescriptorSuffix: data?.statement_descriptor_suffix ?? null,
        },
      });
    },
  }),
  operation({
    method: "GET",
    path: "/checkout/sessions",
    shape: {
      ...paging,
      created,
      customer: word(),
      payment_intent: word(),
      status: oneOf("complete", "expired", "open"),
    },
    notSimulated: ["customer_account", "customer_details", "payment_link", "subscription"],
    returns: "checkout.session",
    list: true,
    run(world, { created: within, customer, payment_intent: intent, status, ...page }) {
      const found = Object.values(world.state.sessions).filter(
        (one) =>
          createdWithin(one.created, within) &&
          (customer === undefined || one.customer === customer) &&
          (intent === undefined || one.payment_intent === intent) &&
          (status === undefined || one.status === status),
      );
      return pageOf(found, "/v1/checkout/sessions", page);
    },
  }),
  operation({
    method: "GET",
    path: "/checkout/sessions/:id",
    shape: {},
    returns: "checkout.session",
    run: (world, _params, { id = "" }) => find(world, id),
  }),
  operation({
    method: "POST",
    path: "/checkout/sessions/:id",
    shape: { metadata },
    notSimulated: ["collected_information", "line_items", "payment_intent_data", "shipping_options"],
    returns: "checkout.session",
    run(world, params, { id = "" }) {
      const session = find(world, id);
      session.metadata = changeMetadata(session.metadata, params.metadata);
      return session;
    },
  }),
  operation({
    method: "POST",
    path: "/checkout/sessions/:id/expire",
    shape: {},
    returns: "checkout.session",
    run(world, _params, { id = "" }) {
      const session = find(world, id);
      expireSession(world, session);
      return session;
    },
  }),
  operation({
    method: "GET",
    path: "/checkout/sessions/:id/line_items",
    shape: paging,
    returns: "item",
    list: true,
    run(world, page, { id = "" }) {
      find(world, id);
      // Lines come in the order they were given, unlike all other lists.
      const lines = world.state.sessionPlans[id]?.lineItems ?? [];
      return pageOf([...lines].reverse(), `/v1/checkout/sessions/${id}/line_items`, page);
    },
  }),
];
