import { invalidParameter, refused } from "../http/api-error";
import { changeMetadata, metadata } from "../http/common-fields";
import { flag, integer, oneOf, text, word } from "../http/fields";
import { operation } from "../http/operation";
import { confirm } from "../objects/confirm";
import { cancel, capture } from "../objects/holds";
import { chosenMethod, findIntent, statementSuffix, usage } from "./payment-intent-fields";
import { allowedTypes, noLongerWritable } from "./payment-method-choice";

/** The calls that move a PaymentIntent from state to state. */
export const paymentIntentSteps = [
  operation({
    method: "POST",
    path: "/payment_intents/:id/confirm",
    shape: {
      payment_method: word(),
      off_session: flag(),
      return_url: word(),
      receipt_email: text(800),
      setup_future_usage: usage,
      allowed_payment_method_types: allowedTypes,
      payment_method_types: noLongerWritable,
    },
    notSimulated: [
      "amount_details",
      "amount_to_confirm",
      "capture_method",
      "confirmation_token",
      "error_on_requires_action",
      "excluded_payment_method_types",
      "hooks",
      "mandate",
      "mandate_data",
      "payment_details",
      "payment_method_data",
      "payment_method_options",
      "radar_options",
      "shipping",
      "use_stripe_sdk",
    ],
    returns: "payment_intent",
    run(world, params, { id = "" }) {
      const intent = findIntent(world, id);
      if (Object.values(world.state.sessions).some((s) => s.payment_intent === id && s.status === "open")) {
        throw refused(
          "payment_intent_unexpected_state",
          "You cannot confirm the PaymentIntent of an open Checkout Session.",
        );
      }
      const open: string[] = ["requires_payment_method", "requires_confirmation", "requires_action"];
      if (params.payment_method !== undefined && open.includes(intent.status)) {
        intent.payment_method = chosenMethod(world, params.payment_method, intent.customer);
      }
      if (params.setup_future_usage !== undefined) intent.setup_future_usage = params.setup_future_usage;
      if (params.receipt_email !== undefined) intent.receipt_email = params.receipt_email;
      confirm(world, intent, { offSession: params.off_session ?? false, returnUrl: params.return_url ?? null });
      return intent;
    },
  }),
  operation({
    method: "POST",
    path: "/payment_intents/:id/capture",
    shape: {
      amount_to_capture: integer(),
      metadata,
      statement_descriptor_suffix: statementSuffix,
      final_capture: flag(),
    },
    notSimulated: [
      "amount_details",
      "application_fee_amount",
      "hooks",
      "payment_details",
      "statement_descriptor",
      "transfer_data",
    ],
    returns: "payment_intent",
    run(world, params, { id = "" }) {
      const intent = findIntent(world, id);
      if (params.final_capture === false) {
        throw invalidParameter("final_capture", "This payment does not support several captures.");
      }
      if (params.amount_to_capture !== undefined && params.amount_to_capture < 1) {
        throw invalidParameter(
          "amount_to_capture",
          "This value must be greater than or equal to 1.",
          "parameter_invalid_integer",
        );
      }
      capture(world, intent, params.amount_to_capture);
      intent.metadata = changeMetadata(intent.metadata, params.metadata);
      return intent;
    },
  }),
  operation({
    method: "POST",
    path: "/payment_intents/:id/cancel",
    shape: {
      cancellation_reason: oneOf("abandoned", "duplicate", "fraudulent", "requested_by_customer", "void_invoice"),
    },
    returns: "payment_intent",
    run(world, params, { id = "" }) {
      const intent = findIntent(world, id);
      cancel(world, intent, params.cancellation_reason ?? null);
      return intent;
    },
  }),
];
