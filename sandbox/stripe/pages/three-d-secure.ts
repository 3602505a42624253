import type { Request, Response } from "express";
import { ApiError } from "../http/api-error";
import { finishAuthentication } from "../objects/confirm";
import { formatAmount } from "../objects/money";
import { finishSetupAuthentication } from "../objects/setup-intent";
import type { PaymentIntent, SetupIntent } from "../state/types";
import type { World } from "../state/world";
import { finishIfDone, nextUrl, sessionOf } from "./checkout";
import { boxPage, escapeHtml } from "./layout";

const BY_CUSTOMER = { id: null, idempotency_key: null };

/** GET /3ds/:id: the bank asks the customer to confirm. */
export function showThreeDSecure(world: World, request: Request, response: Response): void {
  const intent = find(world, request.params.id ?? "");
  if (intent === null || intent.status !== "requires_action") {
    response
      .status(intent === null ? 404 : 410)
      .type("html")
      .send(boxPage("Nothing to confirm", "<p>This payment is not waiting for you.</p>"));
    return;
  }
  const what =
    intent.object === "payment_intent"
      ? `<p>${escapeHtml(world.businessName)} asks for <strong>${formatAmount(intent.amount, intent.currency)}</strong>.</p>`
      : `<p>${escapeHtml(world.businessName)} wants to save this card for later payments.</p>`;
  const form = `<form method="post" action="/3ds/${escapeHtml(intent.id)}">
<button name="outcome" value="complete">Complete authentication</button>
<button class="quiet" name="outcome" value="fail">Fail authentication</button></form>`;
  response
    .type("html")
    .send(boxPage("Your bank asks you to confirm", `${what}<p class="what">3-D Secure test page</p>${form}`));
}

/** POST /3ds/:id: the customer has answered, and goes back to where they came from. */
export function answerThreeDSecure(world: World, request: Request, response: Response): void {
  const intent = find(world, request.params.id ?? "");
  if (intent === null || intent.status !== "requires_action") {
    showThreeDSecure(world, request, response);
    return;
  }
  const passed = request.body?.outcome === "complete";
  try {
    world.during(BY_CUSTOMER, () => {
      if (intent.object === "payment_intent") finishAuthentication(world, intent, passed);
      else finishSetupAuthentication(world, intent, passed);
      const session = sessionOf(world, intent.id);
      if (session !== null) finishIfDone(world, session);
    });
  } catch (error) {
    // A refusal stands on the intent; whoever sent the customer here reads it there.
    if (!(error instanceof ApiError)) throw error;
  }
  response.redirect(303, returnUrl(world, intent));
}

function returnUrl(world: World, intent: PaymentIntent | SetupIntent): string {
  const session = sessionOf(world, intent.id);
  if (session !== null && session.status !== "expired") {
    return nextUrl(world, session);
  }
  const url = new URL(world.state.returnUrls[intent.id] ?? world.address.url);
  url.searchParams.set(intent.object, intent.id);
  url.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? "");
  const good = ["succeeded", "requires_capture", "processing"].includes(intent.status);
  url.searchParams.set("redirect_status", good ? "succeeded" : "failed");
  return url.toString();
}

function find(world: World, id: string): PaymentIntent | SetupIntent | null {
  return world.state.paymentIntents[id] ?? world.state.setupIntents[id] ?? null;
}
