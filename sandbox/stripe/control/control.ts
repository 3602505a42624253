import { z } from "zod";
import type { Faults } from "../http/faults";
import { closeDispute, openDispute } from "../objects/dispute";
import { secretOf } from "../objects/payment-method";
import { createRefund, settleRefund } from "../objects/refund";
import { emptyState } from "../state/state";
import type { Delivery, Dispute, PaymentIntent, PaymentMethod, Refund, StripeEvent } from "../state/types";
import type { World } from "../state/world";
import type { WebhookSender } from "../webhooks/sender";

/** How a stored card answers from now on; null lets it behave as its number says. */
export const cardBehaviour = z.object({
  code: z.string().default("card_declined"),
  decline_code: z.string().nullable().default("generic_decline"),
  advice_code: z.string().nullable().default("try_again_later"),
});

export const cardChange = z.object({
  exp_month: z.number().int().min(1).max(12).optional(),
  exp_year: z.number().int().min(2000).max(2100).optional(),
});

const BY_ITSELF = { id: null, idempotency_key: null };

/** What tests and the sandbox's user may do to the simulator besides the API. */
export class Control {
  constructor(
    private readonly world: World,
    readonly faults: Faults,
    private readonly sender: WebhookSender,
    private readonly configureEndpoint: () => void,
  ) {}

  /** Forgets everything but the endpoint given at the start. */
  reset(): void {
    this.faults.clear();
    this.sender.forget();
    this.world.state = emptyState();
    this.configureEndpoint();
    this.world.changed();
  }

  /** Switches that make webhook deliveries misbehave. */
  get deliverySwitches(): WebhookSender["switches"] {
    return this.sender.switches;
  }

  deliveries(): Delivery[] {
    return Object.values(this.world.state.deliveries);
  }

  events(): StripeEvent[] {
    return Object.values(this.world.state.events);
  }

  paymentIntents(): PaymentIntent[] {
    return Object.values(this.world.state.paymentIntents);
  }

  /** Refunds that did not fail and disputes that have not been won, with what went back by each in minor units. */
  moneyGivenBack(): Pick<Refund | Dispute, "id" | "amount">[] {
    const { refunds, disputes } = this.world.state;
    return [
      ...Object.values(refunds).filter(({ status }) => status !== "failed" && status !== "canceled"),
      ...Object.values(disputes).filter((one) => one.status !== "won" && one.balance_transactions.length > 0),
    ];
  }

  /** Delivers an event once more, now. */
  replay(deliveryId: string): Delivery {
    return this.sender.replay(deliveryId);
  }

  /** Waits until no delivery is on its way. */
  deliveriesDone(): Promise<void> {
    return this.sender.idle();
  }

  /** Makes a stored card decline every charge from now on, or (null) behave again. */
  setCard(paymentMethodId: string, behaviour: z.input<typeof cardBehaviour> | null): void {
    this.act(() => {
      this.method(paymentMethodId);
      secretOf(this.world, paymentMethodId).forced = behaviour === null ? null : cardBehaviour.parse(behaviour);
    });
  }

  /** The bank has issued a new card for this account, or changes its date: Stripe tells by webhook. */
  updateCard(paymentMethodId: string, change: z.input<typeof cardChange>): PaymentMethod {
    return this.act(() => {
      const method = this.method(paymentMethodId);
      Object.assign(method.card, cardChange.parse(change));
      this.world.emit("payment_method.automatically_updated", method);
      return method;
    });
  }

  openDispute(chargeId: string, reason: string, inquiry: boolean): Dispute {
    return this.act(() =>
      openDispute(this.world, this.world.find(this.world.state.charges, "charge", chargeId), reason, inquiry),
    );
  }

  closeDispute(disputeId: string, outcome: "won" | "lost"): Dispute {
    return this.act(() => {
      const dispute = this.world.find(this.world.state.disputes, "dispute", disputeId);
      closeDispute(this.world, dispute, outcome);
      return dispute;
    });
  }

  /** Gives money back as a person does on Stripe's own pages. @param amount minor units */
  refund(chargeId: string, amount: number): Refund {
    return this.act(() => {
      const charge = this.world.find(this.world.state.charges, "charge", chargeId);
      return createRefund(this.world, charge, { amount, reason: null, metadata: {} });
    });
  }

  settleRefund(refundId: string, outcome: "succeeded" | "failed"): Refund {
    return this.act(() => {
      const refund = this.world.find(this.world.state.refunds, "refund", refundId);
      settleRefund(this.world, refund, outcome);
      return refund;
    });
  }

  private method(id: string): PaymentMethod {
    return this.world.find(this.world.state.paymentMethods, "PaymentMethod", id);
  }

  private act<T>(run: () => T): T {
    return this.world.during(BY_ITSELF, run);
  }
}
