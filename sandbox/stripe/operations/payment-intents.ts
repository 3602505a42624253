import { invalidParameter } from "../http/api-error";
import { changeMetadata, created, metadata, paging } from "../http/common-fields";
import { flag, group, integer, oneOf, required, text, word } from "../http/fields";
import { createdWithin, pageOf } from "../http/lists";
import { operation } from "../http/operation";
import { confirm } from "../objects/confirm";
import { checkAmount, checkCurrency } from "../objects/money";
import { createPaymentIntent, unexpectedState } from "../objects/payment-intent";
import { chosenMethod, findIntent, statementSuffix, usage } from "./payment-intent-fields";
import { allowedTypes, noLongerWritable } from "./payment-method-choice";

const ON_CREATE_AND_UPDATE = [
  "amount_details",
  "application_fee_amount",
  "customer_account",
  "excluded_payment_method_types",
  "hooks",
  "payment_details",
  "payment_method_configuration",
  "payment_method_data",
  "payment_method_options",
  "shipping",
  "statement_descriptor",
  "transfer_data",
  "transfer_group",
];

export const paymentIntentOperations = [
  operation({
    method: "POST",
    path: "/payment_intents",
    shape: {
      amount: required(integer()),
      currency: required(word(3)),
      customer: word(),
      payment_method: word(),
      allowed_payment_method_types: allowedTypes,
      payment_method_types: noLongerWritable,
      automatic_payment_methods: group({ enabled: required(flag()), allow_redirects: oneOf("always", "never") }),
      capture_method: oneOf("automatic", "automatic_async", "manual"),
      confirm: flag(),
      confirmation_method: oneOf("automatic"),
      description: text(1000),
      metadata,
      off_session: flag(),
      receipt_email: text(800),
      return_url: word(),
      setup_future_usage: usage,
      statement_descriptor_suffix: statementSuffix,
    },
    notSimulated: [
      ...ON_CREATE_AND_UPDATE,
      "confirmation_token",
      "error_on_requires_action",
      "mandate",
      "mandate_data",
      "on_behalf_of",
      "radar_options",
      "use_stripe_sdk",
    ],
    returns: "payment_intent",
    run(world, params) {
      const currency = checkCurrency(params.currency);
      checkAmount(params.amount, currency);
      if (params.off_session === true && params.confirm !== true) {
        throw invalidParameter("off_session", "You must also pass `confirm=true` when you pass `off_session=true`.");
      }
      if (params.allowed_payment_method_types !== undefined && params.automatic_payment_methods !== undefined) {
        const message =
          "You may only specify one of these parameters: allowed_payment_method_types, automatic_payment_methods.";
        throw invalidParameter("automatic_payment_methods", message);
      }
      const customer = params.customer === undefined ? null : world.customer(params.customer).id;
      const intent = createPaymentIntent(world, {
        amount: params.amount,
        currency,
        customer,
        paymentMethod:
          params.payment_method === undefined ? null : chosenMethod(world, params.payment_method, customer),
        captureMethod: params.capture_method ?? "automatic_async",
        setupFutureUsage: params.setup_future_usage ?? null,
        allowedTypes: params.allowed_payment_method_types ?? null,
        automaticMethods:
          params.automatic_payment_methods ??
          (params.allowed_payment_method_types ? null : { enabled: true, allow_redirects: "always" }),
        metadata: changeMetadata({}, params.metadata),
        description: params.description ?? null,
        receiptEmail: params.receipt_email ?? null,
        statementDescriptorSuffix: params.statement_descriptor_suffix ?? null,
      });
      if (params.confirm === true) {
        confirm(world, intent, { offSession: params.off_session ?? false, returnUrl: params.return_url ?? null });
      }
      return intent;
    },
  }),
  operation({
    method: "GET",
    path: "/payment_intents",
    shape: { ...paging, created, customer: word() },
    notSimulated: ["customer_account"],
    returns: "payment_intent",
    list: true,
    run(world, { created: within, customer, ...page }) {
      const found = Object.values(world.state.paymentIntents).filter(
        (one) => createdWithin(one.created, within) && (customer === undefined || one.customer === customer),
      );
      return pageOf(found, "/v1/payment_intents", page);
    },
  }),
  operation({
    method: "GET",
    path: "/payment_intents/:id",
    shape: { client_secret: word() },
    returns: "payment_intent",
    publishable: true,
    run(world, params, { id = "" }) {
      const intent = findIntent(world, id);
      if (params.client_secret !== undefined && params.client_secret !== intent.client_secret) {
        throw invalidParameter(
          "client_secret",
          "The client_secret provided does not match the PaymentIntent.",
          "payment_intent_invalid_parameter",
        );
      }
      return intent;
    },
  }),
  operation({
    method: "POST",
    path: "/payment_intents/:id",
    shape: {
      amount: integer(),
      currency: word(3),
      customer: word(),
      description: text(1000),
      metadata,
      payment_method: text(),
      receipt_email: text(800),
      setup_future_usage: usage,
      statement_descriptor_suffix: statementSuffix,
      allowed_payment_method_types: allowedTypes,
      payment_method_types: noLongerWritable,
    },
    notSimulated: [...ON_CREATE_AND_UPDATE, "capture_method"],
    returns: "payment_intent",
    run(world, params, { id = "" }) {
      const intent = findIntent(world, id);
      const open: string[] = ["requires_payment_method", "requires_confirmation", "requires_action"];
      const { metadata: change, description, ...money } = params;
      if (Object.keys(money).length > 0 && !open.includes(intent.status)) {
        const names = Object.keys(money).join(", ");
        throw unexpectedState(
          intent,
          `This PaymentIntent's ${names} could not be updated because it has a status of ${intent.status}.`,
        );
      }
      const currency = money.currency === undefined ? intent.currency : checkCurrency(money.currency);
      if (money.amount !== undefined) checkAmount(money.amount, currency);
      const customer = money.customer === undefined ? intent.customer : world.customer(money.customer).id;
      if (money.payment_method !== undefined) {
        const method = money.payment_method === null ? null : chosenMethod(world, money.payment_method, customer);
        intent.payment_method = method;
        intent.status = method === null ? "requires_payment_method" : "requires_confirmation";
        intent.next_action = null;
      }
      intent.customer = customer;
      intent.currency = currency;
      intent.amount = money.amount ?? intent.amount;
      if (money.receipt_email !== undefined) intent.receipt_email = money.receipt_email;
      if (money.setup_future_usage !== undefined) intent.setup_future_usage = money.setup_future_usage;
      if (money.statement_descriptor_suffix !== undefined)
        intent.statement_descriptor_suffix = money.statement_descriptor_suffix;
      if (money.allowed_payment_method_types !== undefined)
        intent.allowed_payment_method_types = money.allowed_payment_method_types;
      if (description !== undefined) intent.description = description;
      intent.metadata = changeMetadata(intent.metadata, change);
      return intent;
    },
  }),
];
