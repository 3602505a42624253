import { cardGateway } from "../../../connections/stripe";
import { classifyDecline } from "../../../domain/receivables";
import {
  type CardGateway,
  type Decline,
  type Payment,
  StripeRefusedError,
  stripeKeys,
} from "../../../integrations/stripe";
import { done, notPossible, pending, type VendorFailure } from "../../../integrations/vendor-port";
import { BILLING_MODULE } from "../../../modules/billing";
import { changeInWords } from "../telling/words";
import type { StepContext, StepOutcome } from "./step";

/** How long the customer has to confirm a payment at their bank. */
const AWAITED_MS = 23 * 3_600_000;
const POLL_MS = 60_000;

/** The saved card, and whose it is. */
type Card = { readonly customerId: string; readonly paymentMethodId: string };

/** Holds what the change costs at once on the saved card, before the vendor hears of it. */
export async function holdStep(context: StepContext): Promise<StepOutcome> {
  const { change } = context;
  if (change.holdAmount === null) {
    return done({ to: "at_vendor", facts: {} });
  }
  const card = await savedCard(context);
  if (card === null) {
    return notPossible("no_card", "There is no saved card to hold the amount on.", "The company has no saved card.");
  }
  const gateway = context.gateway ?? cardGateway(context.container);
  try {
    return await held(context, gateway, card, change.holdAmount);
  } catch (error) {
    if (error instanceof StripeRefusedError && error.answer.fault === "customer") {
      return declined({ code: error.code, declineCode: null, adviceCode: null }, error.message);
    }
    throw error;
  }
}

async function held(context: StepContext, gateway: CardGateway, card: Card, amount: number): Promise<StepOutcome> {
  const { change, now } = context;
  const payment = await paymentOf(context, gateway, card, amount);
  const before = decidedBy(context, payment);
  if (before !== null) {
    return before === "ask" ? ask(context, gateway, payment) : before;
  }
  const result = await gateway.confirmOffSession({
    paymentIntentId: payment.id,
    paymentMethodId: card.paymentMethodId,
    idempotencyKey: stripeKeys.changeConfirm(change.id),
  });
  switch (result.outcome) {
    case "succeeded":
      return done({ to: "at_vendor", facts: { heldAt: now } });
    case "needs_action":
      return ask(context, gateway, payment);
    case "declined":
      return declined(result.decline, result.decline.message);
    case "processing":
      return pending("The bank has not decided yet", POLL_MS);
    case "canceled":
      return closed(payment.id);
    case "unknown":
      return { kind: "unknown", detail: result.reason };
  }
}

/** The change's one payment, made once. */
async function paymentOf(
  { change, subscription, note }: StepContext,
  gateway: CardGateway,
  card: Card,
  amount: number,
): Promise<Payment> {
  if (change.holdPaymentIntentId !== null) {
    return gateway.retrieve(change.holdPaymentIntentId);
  }
  const payment = await gateway.createPaymentIntent({
    ...card,
    amount,
    currency: change.shown.currency,
    description: changeInWords(change, subscription),
    metadata: { subscription_change_id: change.id, subscription_id: change.subscriptionId },
    hold: true,
    idempotencyKey: stripeKeys.changeHold(change.id),
  });
  await note({ holdPaymentIntentId: payment.id });
  return payment;
}

/** What had become of the payment before the card was asked now; null: nothing yet. */
function decidedBy({ change, now }: StepContext, payment: Payment): StepOutcome | "ask" | null {
  switch (payment.state) {
    case "authorised":
    case "succeeded":
      return done({ to: "at_vendor", facts: { heldAt: now } });
    case "processing":
      return pending("The bank has not decided yet", POLL_MS);
    case "canceled":
      return change.awaitsUntil === null ? closed(payment.id) : "ask";
    case "requires_action":
      return "ask";
    default:
      return payment.lastDecline === null ? null : afterDecline(payment.lastDecline);
  }
}

const afterDecline = (decline: Decline): StepOutcome | "ask" =>
  decline.kind === "needs_customer" ? "ask" : declined(decline, decline.message);

/**
 * The bank wants the customer: what was begun without them is closed, and they confirm on a page of the processor's. That
 * it is for them is written first, so that a payment found closed after a crash is known to have been closed here.
 */
async function ask({ change, note, now }: StepContext, gateway: CardGateway, payment: Payment): Promise<StepOutcome> {
  const awaitsUntil = change.awaitsUntil ?? new Date(now.getTime() + AWAITED_MS);
  if (change.awaitsUntil === null) {
    await note({ awaitsUntil });
  }
  if (payment.state !== "canceled") {
    const idempotencyKey = stripeKeys.changeRelease(change.id, payment.id);
    const result = await gateway.cancel({ paymentIntentId: payment.id, idempotencyKey });
    if (result.outcome !== "canceled") {
      throw new Error(`Payment ${payment.id}, which its bank wants confirmed, could not be closed: ${result.reason}`);
    }
  }
  return done({ to: "awaiting_customer", facts: { holdPaymentIntentId: null, awaitsUntil } });
}

const closed = (id: string): VendorFailure =>
  notPossible(
    "payment_closed",
    "The payment was closed before it went through.",
    `Payment ${id} was closed at Stripe.`,
  );

function declined(codes: Parameters<typeof classifyDecline>[0], detail: string): StepOutcome {
  const { customerMessage } = classifyDecline(codes);
  const code = codes.declineCode ?? codes.code ?? "card_declined";
  return { kind: "refused", code, reason: customerMessage, detail: `The card was declined (${code}): ${detail}` };
}

async function savedCard({ container, change }: StepContext): Promise<Card | null> {
  const billing = container.resolve(BILLING_MODULE);
  const account = await billing.findAccount(change.companyId);
  const card = account === null ? null : await billing.defaultPaymentMethod(account.id);
  return account?.stripeCustomerId && card
    ? { customerId: account.stripeCustomerId, paymentMethodId: card.paymentMethodId }
    : null;
}
