import type { Request, Response } from "express";
import { ApiError } from "../http/api-error";
import { completeSession } from "../objects/checkout-session";
import { confirm } from "../objects/confirm";
import { createPaymentIntent } from "../objects/payment-intent";
import { createPaymentMethod } from "../objects/payment-method";
import { confirmSetup, createSetupIntent } from "../objects/setup-intent";
import type { CheckoutSession, PaymentIntent, PaymentMethod, SessionPlan, SetupIntent } from "../state/types";
import type { World } from "../state/world";
import { type CardForm, fieldOfParam, parseCardForm, readCardForm } from "./card-form";
import { checkoutView } from "./checkout-view";
import { boxPage, escapeHtml } from "./layout";

const BY_CUSTOMER = { id: null, idempotency_key: null };
const NOTHING_TYPED: CardForm = { number: "", expiry: "", cvc: "", name: "" };

/** GET /c/pay/:id */
export function showCheckout(world: World, request: Request, response: Response): void {
  const session = openSession(world, request, response);
  if (session !== null) {
    const message = lastError(world, session);
    const view = { ...pageOf(world, session), form: NOTHING_TYPED, errors: {}, message };
    response.type("html").send(checkoutView(view));
  }
}

/** POST /c/pay/:id: the customer has entered a card. */
export function submitCheckout(world: World, request: Request, response: Response): void {
  const session = openSession(world, request, response);
  if (session === null) {
    return;
  }
  const form = readCardForm(request.body);
  const page = pageOf(world, session);
  const parsed = parseCardForm(form);
  if ("errors" in parsed) {
    response
      .status(400)
      .type("html")
      .send(checkoutView({ ...page, form, errors: parsed.errors, message: null }));
    return;
  }
  try {
    world.during(BY_CUSTOMER, () => {
      const billing = { name: form.name, email: session.customer_details?.email ?? null };
      const method = createPaymentMethod(world, parsed.card, billing);
      if (session.mode === "payment") pay(world, session, page.plan, method);
      else save(world, session, page.plan, method);
    });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const field = fieldOfParam(error.body.param);
    const errors = field === null ? {} : { [field]: error.message };
    const view = {
      ...page,
      form: { ...form, number: "", cvc: "" },
      errors,
      message: field === null ? error.message : null,
    };
    response.status(402).type("html").send(checkoutView(view));
    return;
  }
  response.redirect(303, nextUrl(world, session));
}

/** Where the customer goes now: to the bank, to the shop, or back to this page. */
export function nextUrl(world: World, session: CheckoutSession): string {
  const intent = intentOf(world, session);
  if (intent?.status === "requires_action") {
    return `${world.address.url}/3ds/${intent.id}`;
  }
  if (session.status !== "complete") {
    return `${world.address.url}/c/pay/${session.id}`;
  }
  return (session.success_url ?? "").replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

/** Finishes the session when its intent has got what it needs. */
export function finishIfDone(world: World, session: CheckoutSession): void {
  const intent = intentOf(world, session);
  if (session.status === "open" && intent !== null && ["requires_capture", "succeeded"].includes(intent.status)) {
    completeSession(world, session);
  }
}

/** The session an intent belongs to. */
export function sessionOf(world: World, intentId: string): CheckoutSession | null {
  const sessions = Object.values(world.state.sessions);
  return sessions.find((one) => one.payment_intent === intentId || one.setup_intent === intentId) ?? null;
}

function pay(world: World, session: CheckoutSession, plan: SessionPlan, method: PaymentMethod): void {
  const intent =
    session.payment_intent === null
      ? createPaymentIntent(world, {
          amount: session.amount_total ?? 0,
          currency: session.currency ?? "usd",
          customer: session.customer,
          paymentMethod: null,
          captureMethod: plan.intent.captureMethod === "manual" ? "manual" : "automatic_async",
          setupFutureUsage: plan.intent.setupFutureUsage,
          allowedTypes: session.allowed_payment_method_types,
          automaticMethods: null,
          metadata: plan.intent.metadata,
          description: plan.intent.description,
          receiptEmail: null,
          statementDescriptorSuffix: plan.intent.statementDescriptorSuffix,
        })
      : world.find(world.state.paymentIntents, "payment_intent", session.payment_intent);
  session.payment_intent = intent.id;
  method.allow_redisplay = plan.intent.setupFutureUsage === null ? "unspecified" : "limited";
  intent.payment_method = method.id;
  confirm(world, intent, { offSession: false, returnUrl: `${world.address.url}/c/pay/${session.id}/return` });
  finishIfDone(world, session);
}

function save(world: World, session: CheckoutSession, plan: SessionPlan, method: PaymentMethod): void {
  const intent =
    session.setup_intent === null
      ? createSetupIntent(world, {
          customer: session.customer,
          paymentMethod: null,
          usage: "off_session",
          metadata: plan.intent.metadata,
          description: plan.intent.description,
          allowedTypes: session.allowed_payment_method_types,
          automaticMethods: null,
        })
      : world.find(world.state.setupIntents, "setupintent", session.setup_intent);
  session.setup_intent = intent.id;
  intent.payment_method = method.id;
  confirmSetup(world, intent, `${world.address.url}/c/pay/${session.id}/return`);
  finishIfDone(world, session);
}

function intentOf(world: World, session: CheckoutSession): PaymentIntent | SetupIntent | null {
  if (session.payment_intent !== null) {
    return world.find(world.state.paymentIntents, "payment_intent", session.payment_intent);
  }
  return session.setup_intent === null
    ? null
    : world.find(world.state.setupIntents, "setupintent", session.setup_intent);
}

function lastError(world: World, session: CheckoutSession): string | null {
  const intent = intentOf(world, session);
  const error =
    intent === null ? null : intent.object === "payment_intent" ? intent.last_payment_error : intent.last_setup_error;
  return error?.message ?? null;
}

function pageOf(world: World, session: CheckoutSession) {
  const plan: SessionPlan = world.find(world.state.sessionPlans, "checkout.session", session.id);
  return { businessName: world.businessName, session, plan };
}

/** The open session of the URL; otherwise the customer is told what has become of it. */
function openSession(world: World, request: Request, response: Response): CheckoutSession | null {
  const session = world.state.sessions[request.params.id ?? ""];
  if (session === undefined) {
    response
      .status(404)
      .type("html")
      .send(boxPage("This page does not exist", "<p>Go back to the shop and start again.</p>"));
    return null;
  }
  if (session.status === "open") {
    return session;
  }
  const [title, text, url] =
    session.status === "complete"
      ? ["You are all done here", "This payment is finished.", nextUrl(world, session)]
      : ["This page has expired", "Nothing was charged. Go back to the shop to start again.", session.cancel_url];
  const link = url ? `<p><a href="${escapeHtml(url)}">Back to the shop</a></p>` : "";
  response
    .status(session.status === "complete" ? 200 : 410)
    .type("html")
    .send(boxPage(title ?? "", `<p>${text}</p>${link}`));
  return null;
}
