import { container as application } from "@medusajs/framework";
import type {
  AuthorizePaymentInput,
  AuthorizePaymentOutput,
  CancelPaymentInput,
  CancelPaymentOutput,
  CapturePaymentInput,
  CapturePaymentOutput,
  ConfigModule,
  DeletePaymentInput,
  DeletePaymentOutput,
  GetPaymentStatusInput,
  GetPaymentStatusOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  RefundPaymentInput,
  RefundPaymentOutput,
  RetrievePaymentInput,
  RetrievePaymentOutput,
  UpdatePaymentInput,
  UpdatePaymentOutput,
  WebhookActionResult,
} from "@medusajs/framework/types";
import {
  AbstractPaymentProvider,
  ContainerRegistrationKeys,
  MedusaError,
  PaymentActions,
  PaymentSessionStatus,
} from "@medusajs/framework/utils";
import { settingsInConfig } from "../../connections/settings";
import { connectionFor } from "../../connections/stripe";
import { type CheckoutReading, type Payment, type StripeConnection, stripeKeys } from "../../integrations/stripe";
import { BillingModuleService } from "../../modules/billing";
import { CheckoutService, isVerifiedPayment } from "../../modules/checkout";
import { toMinorUnits } from "./amounts";
import { type CaptureRecords, captureAmount } from "./capture-amount";
import { asMedusaErrors, uncertain } from "./errors";
import { NOT_OURS, readHandle, readStoredData } from "./session-data";
import { statusOf } from "./status";
import { withReading } from "./stored-copy";

type Cradle = {
  readonly captureService: CaptureRecords;
  readonly [ContainerRegistrationKeys.CONFIG_MODULE]: Pick<ConfigModule, "modules">;
};

/** With these Medusa makes an order of the cart. */
const HOLDS_MONEY: ReadonlySet<PaymentSessionStatus> = new Set([
  PaymentSessionStatus.PENDING_AUTHORIZATION,
  PaymentSessionStatus.AUTHORIZED,
  PaymentSessionStatus.CAPTURED,
]);

/**
 * The first payment of a customer: Stripe's hosted Checkout page authorises the amount and saves the card; the money is
 * taken later, when it is known what was delivered. Renewals do not come through here (they have no cart).
 */
export class StripeCheckoutProvider extends AbstractPaymentProvider {
  static override identifier = "stripe-checkout";
  private readonly cradle: Cradle & Record<string, unknown>;
  private connection: StripeConnection | undefined;

  /** It has no options of its own: Stripe's key is written once, in Seatline's options. */
  constructor(cradle: Cradle & Record<string, unknown>) {
    super(cradle);
    this.cradle = cradle;
  }

  /** Made at the first use: what is wrong with the options is told once, by the settings. */
  private get stripe(): StripeConnection {
    this.connection ??= connectionFor(
      settingsInConfig(this.cradle[ContainerRegistrationKeys.CONFIG_MODULE]),
      // Not the provider's own container, which knows neither the clock nor where faults are kept.
      () => application,
    );
    return this.connection;
  }

  /**
   * Opens the hosted page that the shop's own checkout has asked for; a request only names it. The key is the attempt's
   * (checkout id and number), so that a repeated call finds the same page; a page that was closed meanwhile needs the next
   * attempt.
   *
   * @throws MedusaError not_allowed for everybody else, and for another amount than the checkout's
   */
  override async initiatePayment({
    amount,
    currency_code,
    data,
  }: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    const requested = await new CheckoutService(this.cradle).findRequestedPage(readHandle(data));
    if (
      requested === null ||
      requested.checkout.currency !== currency_code.toUpperCase() ||
      requested.checkout.amount !== toMinorUnits(amount, currency_code)
    ) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, NOT_OURS);
    }
    const { checkout, page } = requested;
    const idempotencyKey = stripeKeys.checkout(checkout.id, checkout.attempt);
    const { cardEntry } = this.stripe;
    const started = await asMedusaErrors(() =>
      cardEntry.startCheckout({
        customerId: page.stripeCustomerId,
        currency: currency_code,
        amount: checkout.amount,
        lines: [...page.lines],
        successUrl: page.successUrl,
        cancelUrl: page.cancelUrl,
        reference: checkout.id,
        metadata: { checkout_id: checkout.id },
        expiresAt: checkout.expiresAt,
        consentText: page.consentText,
        idempotencyKey,
      }),
    );
    if (started.replayed) {
      const { state } = await asMedusaErrors(() => cardEntry.readCheckout(started.sessionId));
      if (state === "expired" || state === "canceled") {
        throw new MedusaError(
          MedusaError.Types.CONFLICT,
          `The card page of attempt ${idempotencyKey} is closed; open a new one with the next attempt's key.`,
        );
      }
    }
    return {
      id: started.sessionId,
      status: PaymentSessionStatus.PENDING,
      data: { checkout_session_id: started.sessionId, url: started.url },
    };
  }

  /**
   * Reads how the page ended. Nothing is authorised here: the customer did that at Stripe. A payment that this shop's own
   * checkout did not make and verify authorises nothing, however its cart came to be completed.
   *
   * @throws MedusaError not_allowed for such a payment
   */
  override async authorizePayment({ data, context }: AuthorizePaymentInput): Promise<AuthorizePaymentOutput> {
    const reading = await this.read(data);
    const status = statusOf(reading.state);
    if (HOLDS_MONEY.has(status)) {
      const checkout = await new CheckoutService(this.cradle).findByStripeSession(reading.sessionId);
      // Medusa names the payment session as the key of its own call.
      if (!isVerifiedPayment(checkout, context?.idempotency_key)) {
        const message = "This payment was not made by the shop's own checkout, so nothing can be ordered with it.";
        throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
      }
    }
    return { status, data: withReading(data, reading) };
  }

  override async getPaymentStatus({ data }: GetPaymentStatusInput): Promise<GetPaymentStatusOutput> {
    const reading = await this.read(data);
    return { status: statusOf(reading.state), data: withReading(data, reading) };
  }

  override async retrievePayment({ data }: RetrievePaymentInput): Promise<RetrievePaymentOutput> {
    return { data: withReading(data, await this.read(data)) };
  }

  /**
   * Notes a capture in Medusa's books. The money is taken by the settlement of the order, for exactly what was delivered,
   * before Medusa is told; whoever captures without it would take money for which there is no invoice.
   *
   * @throws MedusaError not_allowed when nothing was taken, or another amount
   */
  override async capturePayment({ data, context }: CapturePaymentInput): Promise<CapturePaymentOutput> {
    const captureId = recordOf(context, "A capture needs Medusa's capture record.");
    const wanted = await captureAmount(this.cradle.captureService, captureId);
    const payment = await this.payment(data);
    if (payment.state !== "succeeded") {
      const message = "This payment is for licences: it is taken by itself when they are live, for what was delivered.";
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
    }
    const result = await asMedusaErrors(() =>
      this.stripe.cardGateway.capture({
        paymentIntentId: payment.id,
        amount: toMinorUnits(wanted, payment.currency),
        currency: payment.currency,
        idempotencyKey: stripeKeys.medusaCapture(captureId),
      }),
    );
    switch (result.outcome) {
      case "captured":
        return { data: { ...data, captured_amount: result.payment.amountReceived } };
      case "refused":
        throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `The payment was not taken: ${result.reason}`);
      case "unknown":
        throw uncertain("The payment may have been taken", result.reason);
    }
  }

  /**
   * Releases what is held. What somebody took at Stripe for an order of which nothing was delivered counts as released
   * once the settlement has taken it up: it was given back, or a person was asked to.
   *
   * @throws MedusaError not_allowed when the money is taken otherwise: refund it instead
   */
  override async cancelPayment({ data }: CancelPaymentInput): Promise<CancelPaymentOutput> {
    const reading = await this.read(data);
    if (reading.state === "expired" || reading.state === "canceled") {
      return { data: withReading(data, reading) };
    }
    if (reading.state === "open") {
      const closed = await asMedusaErrors(() =>
        this.stripe.cardEntry.expireCheckout(reading.sessionId, stripeKeys.pageExpiry(reading.sessionId)),
      );
      // The customer may have finished between the two calls.
      return closed.state === "open" || closed.state === "expired"
        ? { data: withReading(data, closed) }
        : this.release(data, closed);
    }
    return this.release(data, reading);
  }

  override async deletePayment({ data }: DeletePaymentInput): Promise<DeletePaymentOutput> {
    return readStoredData(data).checkout_session_id === undefined ? { data } : this.cancelPayment({ data });
  }

  /** @throws MedusaError not_allowed for another amount: what the customer sees on the open page cannot change */
  override async updatePayment({ amount, currency_code, data }: UpdatePaymentInput): Promise<UpdatePaymentOutput> {
    const reading = await this.read(data);
    if (reading.amount !== toMinorUnits(amount, currency_code) || reading.currency !== currency_code.toUpperCase()) {
      const message = "An open card page cannot get another amount; delete this payment session and open a new one.";
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
    }
    return { status: statusOf(reading.state), data: withReading(data, reading) };
  }

  /**
   * Notes in Medusa's books what the settlement of an order gave back of which nothing was delivered.
   *
   * @throws MedusaError not_allowed for all else: money goes back by a document, which Medusa's refund does not write
   */
  override async refundPayment({ data }: RefundPaymentInput): Promise<RefundPaymentOutput> {
    if (await this.isTakenUp(readStoredData(data).payment_intent_id ?? null)) {
      return { data };
    }
    const message = "This payment is for licences: to give money back make a credit note (Licences, Invoices).";
    throw new MedusaError(MedusaError.Types.NOT_ALLOWED, message);
  }

  /** Stripe's webhooks have a route of their own, which stores them before it answers. */
  override async getWebhookActionAndData(): Promise<WebhookActionResult> {
    return { action: PaymentActions.NOT_SUPPORTED };
  }

  private async release(
    data: Record<string, unknown> | undefined,
    reading: CheckoutReading,
  ): Promise<CancelPaymentOutput> {
    const paymentIntentId = reading.paymentIntentId ?? "";
    if (reading.state === "paid" && (await this.isTakenUp(paymentIntentId))) {
      return { data: withReading(data, reading) };
    }
    const result = await asMedusaErrors(() =>
      this.stripe.cardGateway.cancel({ paymentIntentId, idempotencyKey: stripeKeys.medusaCancel(paymentIntentId) }),
    );
    switch (result.outcome) {
      case "canceled":
        return { data: withReading(data, { ...reading, state: "canceled" }) };
      case "refused":
        throw new MedusaError(MedusaError.Types.NOT_ALLOWED, `The payment was not released: ${result.reason}`);
      case "unknown":
        throw uncertain("The payment may have been released", result.reason);
    }
  }

  /** Whether the money is in the books as taken for nothing, which goes back. */
  private async isTakenUp(paymentIntentId: string | null): Promise<boolean> {
    return (
      paymentIntentId !== null && (await new BillingModuleService(this.cradle).unbilled.find(paymentIntentId)) !== null
    );
  }

  private async read(data: Record<string, unknown> | undefined): Promise<CheckoutReading> {
    const sessionId = readStoredData(data).checkout_session_id;
    if (sessionId === undefined) {
      throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "The payment has no Stripe Checkout session.");
    }
    return asMedusaErrors(() => this.stripe.cardEntry.readCheckout(sessionId));
  }

  private async payment(data: Record<string, unknown> | undefined): Promise<Payment> {
    const { payment_intent_id: known } = readStoredData(data);
    if (known !== undefined) {
      return asMedusaErrors(() => this.stripe.cardGateway.retrieve(known));
    }
    const { payment } = await this.read(data);
    if (payment === null) {
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, "No card was entered for this payment yet.");
    }
    return payment;
  }
}

/** Medusa writes a row before it asks for money to move, and passes the row's id as idempotency key. */
function recordOf(context: { readonly idempotency_key?: string } | undefined, missing: string): string {
  if (context?.idempotency_key === undefined) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, missing);
  }
  return context.idempotency_key;
}
