import { askBankToSave } from "../cards/network";
import { ApiError, refused } from "../http/api-error";
import { clientSecret, newId } from "../state/ids";
import type { PaymentMethod, SetupAttempt, SetupIntent } from "../state/types";
import type { World } from "../state/world";
import { attach, checkOwner, resolvePaymentMethod, secretOf } from "./payment-method";

export type NewSetupIntent = {
  customer: string | null;
  paymentMethod: string | null;
  usage: "off_session" | "on_session";
  metadata: Record<string, string>;
  description: string | null;
  allowedTypes: string[] | null;
  automaticMethods: { enabled: boolean } | null;
};

export function createSetupIntent(world: World, input: NewSetupIntent): SetupIntent {
  const id = newId("seti");
  const intent: SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: input.allowedTypes,
    application: null,
    automatic_payment_methods: input.automaticMethods,
    cancellation_reason: null,
    client_secret: clientSecret(id),
    created: world.now(),
    customer: input.customer,
    customer_account: null,
    description: input.description,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: input.metadata,
    next_action: null,
    on_behalf_of: null,
    payment_method: input.paymentMethod,
    payment_method_configuration_details: null,
    payment_method_options: { card: { mandate_options: null, network: null, request_three_d_secure: "automatic" } },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: input.paymentMethod === null ? "requires_payment_method" : "requires_confirmation",
    usage: input.usage,
  };
  world.state.setupIntents[id] = intent;
  world.emit("setup_intent.created", intent);
  return intent;
}

/** @throws ApiError setup_intent_unexpected_state unless it is in one of `states` */
export function requireSetupState(intent: SetupIntent, states: SetupIntent["status"][], doing: string): void {
  if (!states.includes(intent.status)) {
    throw unexpected(intent, `You cannot ${doing} this SetupIntent because it has a status of ${intent.status}.`);
  }
}

const unexpected = (intent: SetupIntent, message: string) =>
  refused("setup_intent_unexpected_state", message, { setup_intent: structuredClone(intent) });

/** Saves the card for later. @throws ApiError 402 when the bank refuses */
export function confirmSetup(world: World, intent: SetupIntent, returnUrl: string | null): void {
  requireSetupState(intent, ["requires_payment_method", "requires_confirmation", "requires_action"], "confirm");
  if (intent.payment_method === null) {
    throw unexpected(intent, "You cannot confirm this SetupIntent because it's missing a payment method.");
  }
  const method = resolvePaymentMethod(world, intent.payment_method);
  checkOwner(world, method, intent.customer);
  if (returnUrl !== null) {
    world.state.returnUrls[intent.id] = returnUrl;
  }
  intent.last_setup_error = null;
  attemptSetup(world, intent, method, false);
}

/** The customer came back from 3-D Secure. @throws ApiError 402 */
export function finishSetupAuthentication(world: World, intent: SetupIntent, passed: boolean): void {
  requireSetupState(intent, ["requires_action"], "authenticate");
  const method = resolvePaymentMethod(world, intent.payment_method ?? "");
  intent.next_action = null;
  if (passed) {
    attemptSetup(world, intent, method, true);
    return;
  }
  const message =
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
  failSetup(world, intent, method, {
    type: "invalid_request_error",
    code: "setup_intent_authentication_failure",
    message,
  });
}

function attemptSetup(world: World, intent: SetupIntent, method: PaymentMethod, authenticated: boolean): void {
  const answer = askBankToSave(world, method, authenticated);
  if (answer.kind === "authenticate") {
    const returnUrl = world.state.returnUrls[intent.id] ?? null;
    intent.status = "requires_action";
    intent.next_action = {
      type: "redirect_to_url",
      redirect_to_url: { return_url: returnUrl, url: `${world.address.url}/3ds/${intent.id}` },
    };
    world.emit("setup_intent.requires_action", intent);
    return;
  }
  if (answer.kind === "refused") {
    const { code, declineCode, adviceCode, message } = answer.refusal;
    failSetup(world, intent, method, {
      type: "card_error",
      code,
      message,
      ...(declineCode === null ? {} : { decline_code: declineCode }),
      ...(adviceCode === null ? {} : { advice_code: adviceCode }),
    });
  }
  intent.latest_attempt = recordAttempt(world, intent, method, "succeeded").id;
  intent.status = "succeeded";
  secretOf(world, method.id).setUp = true;
  if (intent.customer !== null) {
    attach(world, method, intent.customer);
  }
  world.emit("setup_intent.succeeded", intent);
}

type Failure = {
  type: "card_error" | "invalid_request_error";
  code: string;
  message: string;
  decline_code?: string;
  advice_code?: string;
};

function failSetup(world: World, intent: SetupIntent, method: PaymentMethod, failure: Failure): never {
  const error = new ApiError(402, { ...failure, payment_method: structuredClone(method) });
  intent.latest_attempt = recordAttempt(world, intent, method, "failed", error.body).id;
  Object.assign(intent, { status: "requires_payment_method", payment_method: null, next_action: null });
  intent.last_setup_error = structuredClone(error.body);
  world.emit("setup_intent.setup_failed", intent);
  throw new ApiError(402, { ...error.body, setup_intent: structuredClone(intent) });
}

function recordAttempt(
  world: World,
  intent: SetupIntent,
  method: PaymentMethod,
  status: "succeeded" | "failed",
  error: SetupAttempt["setup_error"] = null,
): SetupAttempt {
  const { card } = method;
  const attempt: SetupAttempt = {
    id: newId("setatt"),
    object: "setup_attempt",
    application: null,
    created: world.now(),
    customer: intent.customer,
    customer_account: null,
    flow_directions: null,
    livemode: false,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_details: {
      type: "card",
      card: {
        brand: card.brand,
        checks: card.checks === null ? null : { ...card.checks },
        country: card.country,
        exp_month: card.exp_month,
        exp_year: card.exp_year,
        fingerprint: card.fingerprint ?? null,
        funding: card.funding,
        last4: card.last4,
        network: card.brand,
        three_d_secure: null,
        wallet: null,
      },
    },
    setup_error: error === null ? null : structuredClone(error),
    setup_intent: intent.id,
    status,
    usage: intent.usage,
  };
  world.state.setupAttempts[attempt.id] = attempt;
  return attempt;
}
