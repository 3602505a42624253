import type { MedusaContainer } from "@medusajs/framework/types";
import { smallAmountWaitsUntil } from "../../../domain/receivables";
import {
  type CardGateway,
  type ConfirmResult,
  cardAmountProblem,
  type Payment,
  StripeRefusedError,
  stripeKeys,
} from "../../../integrations/stripe";
import {
  BILLING_MODULE,
  type BillingModuleService,
  type ChargeAttempt,
  type ChargePlan,
  type Invoice,
  type NewPaymentCase,
} from "../../../modules/billing";
import { bookPayment } from "./book-payment";
import { cardLabel } from "./card-label";
import { type Answer, type AttemptOutcome, declinedAnswer, toAnswer } from "./charge-answer";
import { paymentsKeepClosing, requestRefused, tooLarge, tooSmall } from "./charge-cases";

/** Stripe replays an answer for 24 hours; an hour of margin keeps us on the safe side of it. */
const REPLAY_MS = 23 * 60 * 60 * 1000;
/** Payments of one invoice that the processor closed by itself before a person is asked. */
const MOST_CLOSED = 5;

/** An invoice that was taken up to be charged, and the lease under which that was done. */
type LeasedInvoice = { readonly invoice: Invoice; readonly leaseToken: string; readonly now: Date };

/**
 * Charges the saved card for an invoice, once. One payment per invoice, one idempotency key per attempt, and no next
 * attempt while the outcome of one is open: whatever is lost between the processor and us, the card pays once. Money that
 * an earlier call took is booked with what went back of it since.
 *
 * @throws StripeUnavailableError when the processor gives no usable answer
 */
export async function chargeCard(
  container: MedusaContainer,
  gateway: CardGateway,
  leased: LeasedInvoice,
): Promise<void> {
  const { leaseToken, now } = leased;
  const billing = container.resolve(BILLING_MODULE);
  const { plan, customerId } = await planOf(billing, leased);
  if (plan.kind !== "attempt") {
    return;
  }
  const { invoice, attempt } = plan;
  const answer = await answerOf(billing, gateway, { invoice, leaseToken, now, attempt, customerId });
  if (!("found" in answer)) {
    await billing.recordOutcome({ invoiceId: invoice.id, attemptId: attempt.id, ...answer, leaseToken, now });
    return;
  }
  if ((await bookPayment(container, gateway, { invoice, payment: answer.found, leaseToken, now })) === "waits") {
    throw new Error(`Payment ${answer.found.id} of invoice ${invoice.number} waits until the end of another is known.`);
  }
}

async function planOf(
  billing: BillingModuleService,
  { invoice, leaseToken, now }: LeasedInvoice,
): Promise<{ plan: ChargePlan; customerId: string | null }> {
  const [account] = await billing.accounts.byIds([invoice.billingAccountId]);
  const card = await billing.defaultPaymentMethod(invoice.billingAccountId);
  const customerId = account?.stripeCustomerId ?? null;
  const plan = await billing.planCharge({
    invoiceId: invoice.id,
    leaseToken,
    card:
      card === null || customerId === null ? null : { paymentMethodId: card.paymentMethodId, label: cardLabel(card) },
    hindrance,
    caseOf: (invoice, hold, amount) => (hold === "too_small" ? tooSmall : tooLarge)(invoice, amount, now),
    now,
  });
  return { plan, customerId };
}

function hindrance(amount: number, currency: string): "too_small" | "person" | null {
  const problem = cardAmountProblem(amount, currency);
  return problem === null ? null : problem.kind === "too_small" ? "too_small" : "person";
}

type Charge = LeasedInvoice & { readonly attempt: ChargeAttempt; readonly customerId: string | null };

/** Money that was there before the card was asked now. */
type Found = { readonly found: Payment };

async function answerOf(billing: BillingModuleService, gateway: CardGateway, charge: Charge): Promise<Answer | Found> {
  const { attempt, invoice, customerId, now } = charge;
  const { paymentMethodId } = attempt;
  if (attempt.state === "succeeded") {
    return toAnswer({ outcome: "known", paymentIntentId: attempt.paymentIntentId, chargeId: attempt.chargeId }, now);
  }
  if (paymentMethodId === null || customerId === null) {
    return declinedAnswer("payment_method_unusable", "There is no saved card to charge.", now);
  }
  try {
    const earlier = await earlierOutcome(gateway, attempt, now);
    if (earlier) {
      return await before(billing, charge, earlier);
    }
    const payment = await paymentOf(billing, gateway, charge, { customerId, paymentMethodId });
    if ("kind" in payment) {
      return held(payment, payment.kind);
    }
    const decided = decidedBy(payment);
    if (decided) {
      return await before(billing, charge, decided);
    }
    await billing.attempts.markSent(attempt.id, payment.id, now);
    const result = await gateway.confirmOffSession({
      paymentIntentId: payment.id,
      paymentMethodId,
      idempotencyKey: attempt.idempotencyKey,
    });
    return await afterCancel(billing, charge, result);
  } catch (error) {
    if (error instanceof StripeRefusedError) {
      return refused(error, invoice, now);
    }
    throw error;
  }
}

/**
 * The processor refuses the request as such: nothing was charged and asking again will not help. Only what is about the
 * card is a failed payment; the rest is ours to mend, and the customer is not told that their card was declined.
 */
function refused(error: StripeRefusedError, invoice: Invoice, now: Date): Answer {
  const code = error.code ?? "request_refused";
  if (error.answer.fault === "customer") {
    return declinedAnswer(code, error.message, now);
  }
  if (code === "resource_missing" && (error.param === "customer" || error.param === "payment_method")) {
    return declinedAnswer("payment_method_unusable", error.message, now);
  }
  if (code === "amount_too_small") {
    const chargeAt = smallAmountWaitsUntil(invoice.issuedAt, now);
    return {
      result: { state: "declined", code, message: error.message },
      effect: {
        kind: "hold",
        hold: "too_small",
        next: chargeAt === null ? { about: tooSmall(invoice, invoice.amountDue, now) } : { chargeAt },
      },
    };
  }
  return held(requestRefused(invoice, error, now), code, error.message);
}

function held(about: NewPaymentCase, code: string, message = about.words): Answer {
  return { result: { state: "declined", code, message }, effect: { kind: "hold", hold: "person", next: { about } } };
}

/**
 * For an attempt whose answer was lost: what became of it. Null when it was never sent, or when sending it again under
 * its own key will bring the answer.
 */
async function earlierOutcome(gateway: CardGateway, attempt: ChargeAttempt, now: Date): Promise<AttemptOutcome | null> {
  if (attempt.state === "planned" || attempt.paymentIntentId === null) {
    return null;
  }
  const payment = await gateway.retrieve(attempt.paymentIntentId);
  const decided = decidedBy(payment);
  if (decided) {
    return decided;
  }
  const sentAt = attempt.sentAt ?? attempt.plannedAt;
  // Money that is held for an order is taken from there; until that has ended no card is asked beside it.
  if (payment.state === "authorised") {
    return { outcome: "unknown", reason: "the money is held and not taken", requestId: null };
  }
  if (attempt.state !== "processing" && now.getTime() - sentAt.getTime() < REPLAY_MS) {
    return null;
  }
  // Too late to ask again, and the processor holds nothing for it: the attempt ended without money.
  return payment.lastDecline
    ? { outcome: "declined", decline: payment.lastDecline, payment }
    : { outcome: "lapsed", payment };
}

function decidedBy(payment: Payment): ConfirmResult | null {
  switch (payment.state) {
    case "succeeded":
      return { outcome: "succeeded", payment };
    case "processing":
      return { outcome: "processing", payment };
    case "canceled":
      return { outcome: "canceled", payment };
    default:
      return null;
  }
}

/**
 * The invoice's one payment at the processor over what is asked for now; a next one only after the last was closed, by
 * the processor or because its amount is no longer right.
 *
 * @returns what a person has to look at when the processor has closed too many
 * @throws Error when another worker has gone on with the invoice: the card is its business
 */
async function paymentOf(
  billing: BillingModuleService,
  gateway: CardGateway,
  { invoice, leaseToken, attempt, now }: Charge,
  card: { readonly customerId: string; readonly paymentMethodId: string },
): Promise<Payment | NewPaymentCase> {
  const amount = attempt.amount + attempt.carried;
  if (invoice.paymentIntentId !== null) {
    const begun = await gateway.retrieve(invoice.paymentIntentId);
    if (begun.amount === amount && begun.state !== "canceled") {
      return begun;
    }
    if (begun.state === "succeeded") {
      // It asked for another amount and has brought it since: that is what the attempt brought.
      return begun;
    }
    if (begun.state !== "canceled") {
      await close(gateway, invoice, begun);
    }
  }
  const attempts = await billing.attempts.list(invoice.id);
  const known = [...attempts.map((one) => one.paymentIntentId), invoice.paymentIntentId];
  const closed = new Set(known.filter((id) => id !== null));
  if (closed.size >= MOST_CLOSED) {
    return paymentsKeepClosing(invoice, now);
  }
  const payment = await gateway.createPaymentIntent({
    ...card,
    amount,
    currency: invoice.currency,
    description: `Invoice ${invoice.number}`,
    metadata: {
      invoice_id: invoice.id,
      invoice_number: invoice.number ?? "",
      billing_account_id: invoice.billingAccountId,
    },
    idempotencyKey: stripeKeys.invoicePayment(invoice.id, closed.size + 1),
  });
  if (!(await billing.invoices.setPaymentIntent({ id: invoice.id, token: leaseToken }, payment.id))) {
    throw new Error(`Another worker has gone on with invoice ${invoice.number}.`);
  }
  return payment;
}

/** Closes a payment whose amount is no longer the invoice's. @throws Error while it cannot be closed */
async function close(gateway: CardGateway, invoice: Invoice, payment: Payment): Promise<void> {
  const idempotencyKey = stripeKeys.invoiceClose(invoice.id, payment.id);
  const closed = await gateway.cancel({ paymentIntentId: payment.id, idempotencyKey });
  if (closed.outcome !== "canceled") {
    throw new Error(`The payment ${payment.id} of ${invoice.number} could not be closed: ${closed.reason}`);
  }
}

/** What had become of the payment before the card was asked now. */
async function before(
  billing: BillingModuleService,
  leased: LeasedInvoice,
  outcome: AttemptOutcome,
): Promise<Answer | Found> {
  return outcome.outcome === "succeeded" ? { found: outcome.payment } : afterCancel(billing, leased, outcome);
}

async function afterCancel(
  billing: BillingModuleService,
  { invoice, leaseToken, now }: LeasedInvoice,
  outcome: AttemptOutcome,
): Promise<Answer> {
  if (outcome.outcome === "canceled") {
    await billing.invoices.setPaymentIntent({ id: invoice.id, token: leaseToken }, null);
  }
  return toAnswer(outcome, now);
}
