import { changeMetadata, created, metadata, paging } from "../http/common-fields";
import { flag, group, oneOf, required, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { confirmSetup, createSetupIntent, requireSetupState } from "../objects/setup-intent";
import type { SetupIntent } from "../state/types";
import type { World } from "../state/world";
import { chosenMethod } from "./payment-intent-fields";
import { allowedTypes, noLongerWritable } from "./payment-method-choice";

const UNSUPPORTED = [
  "attach_to_self",
  "customer_account",
  "excluded_payment_method_types",
  "flow_directions",
  "payment_method_configuration",
  "payment_method_data",
  "payment_method_options",
];
const ON_CONFIRM = ["confirmation_token", "mandate_data", "use_stripe_sdk"];

const find = (world: World, id: string): SetupIntent => world.find(world.state.setupIntents, "setupintent", id);

export const setupIntentOperations = [
  operation({
    method: "POST",
    path: "/setup_intents",
    shape: {
      customer: word(),
      payment_method: word(),
      usage: oneOf("off_session", "on_session"),
      confirm: flag(),
      return_url: word(),
      description: text(1000),
      metadata,
      allowed_payment_method_types: allowedTypes,
      payment_method_types: noLongerWritable,
      automatic_payment_methods: group({ enabled: required(flag()), allow_redirects: oneOf("always", "never") }),
    },
    notSimulated: [...UNSUPPORTED, ...ON_CONFIRM, "on_behalf_of", "single_use"],
    returns: "setup_intent",
    run(world, params) {
      const customer = params.customer === undefined ? null : world.customer(params.customer).id;
      const intent = createSetupIntent(world, {
        customer,
        paymentMethod:
          params.payment_method === undefined ? null : chosenMethod(world, params.payment_method, customer),
        usage: params.usage ?? "off_session",
        metadata: changeMetadata({}, params.metadata),
        description: params.description ?? null,
        allowedTypes: params.allowed_payment_method_types ?? null,
        automaticMethods:
          params.automatic_payment_methods ?? (params.allowed_payment_method_types ? null : { enabled: true }),
      });
      if (params.confirm === true) confirmSetup(world, intent, params.return_url ?? null);
      return intent;
    },
  }),
  operation({
    method: "GET",
    path: "/setup_intents",
    shape: { ...paging, created, customer: word(), payment_method: word() },
    notSimulated: ["attach_to_self", "customer_account"],
    returns: "setup_intent",
    list: true,
    run(world, { created: within, customer, payment_method: method, ...page }) {
      const found = Object.values(world.state.setupIntents).filter(
        (one) =>
          createdWithin(one.created, within) &&
          (customer === undefined || one.customer === customer) &&
          (method === undefined || one.payment_method === method),
      );
      return pageOf(found, "/v1/setup_intents", page);
    },
  }),
  operation({
    method: "GET",
    path: "/setup_intents/:id",
    shape: { client_secret: word() },
    returns: "setup_intent",
    publishable: true,
    run: (world, _params, { id = "" }) => find(world, id),
  }),
  operation({
    method: "POST",
    path: "/setup_intents/:id",
    shape: {
      customer: word(),
      payment_method: word(),
      description: text(1000),
      metadata,
      allowed_payment_method_types: allowedTypes,
    },
    notSimulated: UNSUPPORTED,
    returns: "setup_intent",
    run(world, params, { id = "" }) {
      const intent = find(world, id);
      if (params.payment_method !== undefined || params.customer !== undefined) {
        requireSetupState(intent, ["requires_payment_method", "requires_confirmation", "requires_action"], "update");
      }
      if (params.customer !== undefined) intent.customer = world.customer(params.customer).id;
      if (params.payment_method !== undefined) {
        intent.payment_method = chosenMethod(world, params.payment_method, intent.customer);
        intent.status = "requires_confirmation";
      }
      if (params.allowed_payment_method_types !== undefined)
        intent.allowed_payment_method_types = params.allowed_payment_method_types;
      if (params.description !== undefined) intent.description = params.description;
      intent.metadata = changeMetadata(intent.metadata, params.metadata);
      return intent;
    },
  }),
  operation({
    method: "POST",
    path: "/setup_intents/:id/confirm",
    shape: { payment_method: word(), return_url: word(), allowed_payment_method_types: allowedTypes },
    notSimulated: [...ON_CONFIRM, "payment_method_data", "payment_method_options"],
    returns: "setup_intent",
    run(world, params, { id = "" }) {
      const intent = find(world, id);
      if (params.payment_method !== undefined && intent.status !== "succeeded" && intent.status !== "canceled") {
        intent.payment_method = chosenMethod(world, params.payment_method, intent.customer);
      }
      confirmSetup(world, intent, params.return_url ?? null);
      return intent;
    },
  }),
  operation({
    method: "POST",
    path: "/setup_intents/:id/cancel",
    shape: { cancellation_reason: oneOf("abandoned", "duplicate", "requested_by_customer") },
    returns: "setup_intent",
    run(world, params, { id = "" }) {
      const intent = find(world, id);
      requireSetupState(intent, ["requires_payment_method", "requires_confirmation", "requires_action"], "cancel");
      Object.assign(intent, {
        status: "canceled",
        cancellation_reason: params.cancellation_reason ?? null,
        next_action: null,
      });
      world.emit("setup_intent.canceled", intent);
      return intent;
    },
  }),
  operation({
    method: "GET",
    path: "/setup_attempts",
    shape: { ...paging, created, setup_intent: required(word()) },
    returns: "setup_attempt",
    list: true,
    run(world, { created: within, setup_intent: of, ...page }) {
      const found = Object.values(world.state.setupAttempts).filter(
        (one) => one.setup_intent === of && createdWithin(one.created, within),
      );
      return pageOf(found, "/v1/setup_attempts", page);
    },
  }),
];
