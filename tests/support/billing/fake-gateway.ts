import Stripe from "stripe";
import type {
  CardGateway,
  ConfirmResult,
  DisputeReading,
  Payment,
  RefundReading,
} from "../../../src/integrations/stripe";
import { translate } from "../../../src/integrations/stripe/errors";

type Scripted =
  | "succeed"
  | "decline"
  | "processing"
  | "lose the answer before"
  | "lose the answer after"
  /** What Stripe answers instead, as its SDK throws it. */
  | { readonly error: Stripe.errors.StripeError };

/**
 * A card rail in memory that keeps Stripe's promises: one key gives one answer, a payment succeeds once, parameters of
 * a repeated key must be the same. What happens next is scripted by the test.
 */
export class FakeGateway
  implements
    Pick<
      CardGateway,
      "createPaymentIntent" | "confirmOffSession" | "retrieve" | "capture" | "cancel" | "refund" | "wentBack"
    >
{
  readonly payments = new Map<string, Payment>();
  readonly taken: { paymentIntentId: string; amount: number }[] = [];
  readonly refunds: RefundReading[] = [];
  readonly disputes: DisputeReading[] = [];
  readonly script: Scripted[] = [];
  readonly calls: string[] = [];
  private readonly answers = new Map<string, { parameters: string; answer: ConfirmResult | Payment }>();
  private readonly captured = new Map<string, number>();
  private readonly refunded = new Map<string, string>();

  get gateway(): CardGateway {
    return this as unknown as CardGateway;
  }

  /** Money held on a card, as a finished checkout leaves it. */
  authorise(id: string, amount: number): void {
    this.payments.set(id, { ...blank(id, amount), state: "authorised", amountCapturable: amount });
  }

  /** Somebody captures a hold, or a part of it, in the processor's dashboard. */
  captureByHand(id: string, amount = this.payment(id).amount): void {
    const held = this.payment(id);
    this.payments.set(id, { ...held, state: "succeeded", amountCapturable: 0, amountReceived: amount });
    this.taken.push({ paymentIntentId: id, amount });
  }

  async createPaymentIntent(input: Parameters<CardGateway["createPaymentIntent"]>[0]): Promise<Payment> {
    this.calls.push(`create ${input.idempotencyKey}`);
    const known = this.replay(input.idempotencyKey, input);
    if (known) {
      return known as Payment;
    }
    const payment = blank(`pi_${this.payments.size + 1}`, input.amount);
    this.payments.set(payment.id, payment);
    this.answers.set(input.idempotencyKey, { parameters: JSON.stringify(input), answer: payment });
    return payment;
  }

  async confirmOffSession(input: Parameters<CardGateway["confirmOffSession"]>[0]): Promise<ConfirmResult> {
    this.calls.push(`confirm ${input.idempotencyKey}`);
    const known = this.replay(input.idempotencyKey, input);
    if (known) {
      return known as ConfirmResult;
    }
    const step = this.script.shift() ?? "succeed";
    if (step === "lose the answer before") {
      return { outcome: "unknown", reason: "connection reset", requestId: null };
    }
    if (typeof step === "object") {
      throw translate("charging the card", step.error);
    }
    const answer = this.charge(input.paymentIntentId, step);
    this.answers.set(input.idempotencyKey, { parameters: JSON.stringify(input), answer });
    return step === "lose the answer after" ? { outcome: "unknown", reason: "timeout", requestId: null } : answer;
  }

  async retrieve(id: string): Promise<Payment> {
    this.calls.push(`retrieve ${id}`);
    return this.payment(id);
  }

  async capture(input: Parameters<CardGateway["capture"]>[0]): ReturnType<CardGateway["capture"]> {
    this.calls.push(`capture ${input.idempotencyKey}`);
    const payment = this.payment(input.paymentIntentId);
    const asked = this.captured.get(input.idempotencyKey) ?? input.amount;
    if (asked !== input.amount) {
      const raw = {
        message: "Keys for idempotent requests can only be used with the same parameters",
        statusCode: 400,
      };
      const type = Stripe.errors.StripeIdempotencyError;
      throw translate("taking the authorised money", new type(raw as ConstructorParameters<typeof type>[0]));
    }
    if (payment.state === "succeeded" && payment.amountReceived === input.amount) {
      return { outcome: "captured", payment };
    }
    if (payment.state !== "authorised" || payment.amountCapturable < input.amount) {
      return { outcome: "refused", code: "payment_intent_unexpected_state", reason: payment.state, payment };
    }
    const step = this.script.shift() ?? "succeed";
    if (step === "lose the answer before") {
      return { outcome: "unknown", reason: "connection reset", requestId: null };
    }
    const captured: Payment = { ...payment, state: "succeeded", amountCapturable: 0, amountReceived: input.amount };
    this.payments.set(payment.id, captured);
    this.taken.push({ paymentIntentId: payment.id, amount: input.amount });
    this.captured.set(input.idempotencyKey, input.amount);
    return step === "lose the answer after"
      ? { outcome: "unknown", reason: "timeout", requestId: null }
      : { outcome: "captured", payment: captured };
  }

  async cancel(input: Parameters<CardGateway["cancel"]>[0]): ReturnType<CardGateway["cancel"]> {
    this.calls.push(`cancel ${input.paymentIntentId}`);
    const payment = this.payment(input.paymentIntentId);
    if (payment.state === "succeeded") {
      return { outcome: "refused", code: "payment_intent_unexpected_state", reason: "succeeded", payment };
    }
    const canceled: Payment = { ...payment, state: "canceled", amountCapturable: 0 };
    this.payments.set(payment.id, canceled);
    return { outcome: "canceled", payment: canceled };
  }

  /** A refund by whomever; one that `stands` counts against what is left of the payment. */
  giveBack(paymentIntentId: string, amount: number, stands = true): RefundReading {
    const id = `re_${this.refunds.length + 1}`;
    const madeAt = new Date("2026-03-15T00:00:00Z");
    const made = { id, paymentIntentId, amount, currency: "USD", stands, isClosed: true, reason: null, madeAt };
    this.refunds.push(made);
    return made;
  }

  /** The bank settles a refund, or a dispute, otherwise than it seemed. */
  comesBack(id: string): void {
    for (const list of [this.refunds, this.disputes]) {
      const at = list.findIndex((one) => one.id === id);
      if (at >= 0) {
        list.splice(at, 1, { ...list[at], stands: false, isClosed: true, status: "won" } as never);
      }
    }
  }

  dispute(paymentIntentId: string, amount: number): DisputeReading {
    const made: DisputeReading = {
      ...this.giveBack(paymentIntentId, amount),
      id: `du_${this.disputes.length + 1}`,
      reason: "fraudulent",
      isInquiry: false,
      isClosed: false,
      status: "needs_response",
      dueBy: null,
    };
    this.refunds.pop();
    this.disputes.push(made);
    return made;
  }

  async refund(input: Parameters<CardGateway["refund"]>[0]): ReturnType<CardGateway["refund"]> {
    this.calls.push(`refund ${input.idempotencyKey}`);
    const { paymentIntentId, amount, idempotencyKey } = input;
    const known = this.refunded.get(idempotencyKey);
    if (known !== undefined) {
      return { outcome: "succeeded", refundId: known, amount, currency: "USD" };
    }
    const step = this.script.shift() ?? "succeed";
    if (step === "lose the answer before") {
      return { outcome: "unknown", reason: "connection reset", requestId: null };
    }
    const gone = this.refunds.filter((one) => one.paymentIntentId === paymentIntentId && one.stands);
    const left = gone.reduce((sum, one) => sum - one.amount, this.payment(paymentIntentId).amountReceived);
    if (step === "decline" || amount > left) {
      return { outcome: "refused", code: "charge_already_refunded", reason: "more than is left" };
    }
    const { id } = this.giveBack(paymentIntentId, amount);
    this.refunded.set(idempotencyKey, id);
    return step === "lose the answer after"
      ? { outcome: "unknown", reason: "timeout", requestId: null }
      : { outcome: "succeeded", refundId: id, amount, currency: "USD" };
  }

  async wentBack(paymentIntentId: string): ReturnType<CardGateway["wentBack"]> {
    const of = (one: { readonly paymentIntentId: string | null }) => one.paymentIntentId === paymentIntentId;
    return { refunds: this.refunds.filter(of), disputes: this.disputes.filter(of) };
  }

  private charge(id: string, step: Scripted): ConfirmResult {
    const payment = this.payment(id);
    if (payment.state === "succeeded") {
      return { outcome: "succeeded", payment };
    }
    if (step === "decline") {
      const decline = {
        code: "card_declined",
        declineCode: "insufficient_funds",
        adviceCode: "try_again_later",
        networkAdviceCode: null,
        networkDeclineCode: null,
        message: "Your card has insufficient funds.",
        chargeId: "ch_declined",
        paymentMethodId: null,
        kind: "soft" as const,
      };
      const refused: Payment = { ...payment, state: "requires_payment_method", lastDecline: decline };
      this.payments.set(id, refused);
      return { outcome: "declined", decline, payment: refused };
    }
    if (step === "processing") {
      const waiting: Payment = { ...payment, state: "processing" };
      this.payments.set(id, waiting);
      return { outcome: "processing", payment: waiting };
    }
    const paid = this.succeed(id);
    return { outcome: "succeeded", payment: paid };
  }

  /** The bank decides in our favour. */
  succeed(id: string): Payment {
    const payment = this.payment(id);
    const paid: Payment = { ...payment, state: "succeeded", amountReceived: payment.amount, chargeId: `ch_${id}` };
    this.payments.set(id, paid);
    this.taken.push({ paymentIntentId: id, amount: payment.amount });
    return paid;
  }

  private replay(key: string, parameters: unknown): ConfirmResult | Payment | null {
    const known = this.answers.get(key);
    if (known && known.parameters !== JSON.stringify(parameters)) {
      throw new Error(`idempotency_error: ${key} was used with other parameters`);
    }
    return known?.answer ?? null;
  }

  private payment(id: string): Payment {
    const payment = this.payments.get(id);
    if (!payment) {
      throw new Error(`No such payment: ${id}`);
    }
    return payment;
  }
}

function blank(id: string, amount: number): Payment {
  return {
    id,
    state: "requires_confirmation",
    amount,
    amountCapturable: 0,
    amountReceived: 0,
    currency: "USD",
    customerId: null,
    paymentMethodId: null,
    chargeId: null,
    lastDecline: null,
    metadata: {},
  };
}
