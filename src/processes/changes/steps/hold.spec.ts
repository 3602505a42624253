import type { CardGateway, Payment, PaymentState } from "../../../integrations/stripe";
import type { ChangeFacts, LeasedChange, Subscription } from "../../../modules/subscription";
import { holdStep } from "./hold";
import type { StepContext, StepOutcome } from "./step";

const NOW = new Date("2026-03-15T10:42:00Z");
const CARD = { customerId: "cus_1", paymentMethodId: "pm_1" };

/** A change whose bank wants the customer, and a worker that may die at any of the writes and calls it makes. */
class Crashing {
  change = {
    id: "cspchg_1",
    companyId: "cspcom_1",
    subscriptionId: "cspsub_1",
    holdAmount: 4_321,
    holdPaymentIntentId: null,
    awaitsUntil: null,
    kind: "add_seats",
    fromQuantity: 10,
    wanted: { kind: "seats", quantity: 12 },
    shown: { currency: "USD" },
  } as unknown as LeasedChange;
  state: PaymentState = "requires_confirmation";
  private effects = 0;
  private diesAfter = Number.POSITIVE_INFINITY;

  run(diesAfter = Number.POSITIVE_INFINITY): Promise<StepOutcome> {
    this.effects = 0;
    this.diesAfter = diesAfter;
    const billing = {
      findAccount: async () => ({ id: "cspacc_1", stripeCustomerId: CARD.customerId }),
      defaultPaymentMethod: async () => ({ paymentMethodId: CARD.paymentMethodId }),
    };
    const context = {
      container: { resolve: () => billing },
      change: this.change,
      subscription: { title: "Premium", skuTitle: "Premium" } as Subscription,
      now: NOW,
      gateway: this.gateway as CardGateway,
      note: async (facts: ChangeFacts) => {
        this.change = { ...this.change, ...facts };
        this.die();
      },
    } as unknown as StepContext;
    return holdStep(context);
  }

  closeElsewhere(): void {
    this.state = "canceled";
  }

  private readonly gateway: Partial<CardGateway> = {
    createPaymentIntent: async () => {
      this.die();
      return this.payment();
    },
    retrieve: async () => this.payment(),
    confirmOffSession: async () => {
      this.state = "requires_action";
      this.die();
      return { outcome: "needs_action", decline: null, payment: this.payment() };
    },
    cancel: async () => {
      this.state = "canceled";
      this.die();
      return { outcome: "canceled", payment: this.payment() };
    },
  };

  private payment(): Payment {
    return { id: "pi_1", state: this.state, lastDecline: null } as Payment;
  }

  private die(): void {
    this.effects += 1;
    if (this.effects === this.diesAfter) {
      throw new Error("The process was killed.");
    }
  }
}

const asked = {
  kind: "done",
  value: {
    to: "awaiting_customer",
    facts: { holdPaymentIntentId: null, awaitsUntil: new Date("2026-03-16T09:42:00Z") },
  },
};

describe("the hold of a change whose bank wants the customer", () => {
  it.each([1, 2, 3, 4, 5])("asks the customer, also when the process dies after its effect %i", async (n) => {
    const world = new Crashing();
    await expect(world.run(n)).rejects.toThrow("killed");
    expect(await world.run()).toEqual(asked);
    expect(world.state).toBe("canceled");
  });

  it("makes five effects", async () => {
    expect(await new Crashing().run(6)).toEqual(asked);
  });

  it("is refused where somebody else closed the payment", async () => {
    const world = new Crashing();
    await expect(world.run(2)).rejects.toThrow("killed");
    world.closeElsewhere();
    expect(await world.run()).toMatchObject({ kind: "refused", code: "payment_closed" });
  });
});
