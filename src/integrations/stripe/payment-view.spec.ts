import type Stripe from "stripe";
import { readCard, readPayment } from "./payment-view";

/** Only the members the code reads. */
const intent = (more: object): Stripe.PaymentIntent => {
  const members: Partial<Stripe.PaymentIntent> = {
    id: "pi_1",
    object: "payment_intent",
    status: "succeeded",
    amount: 5000,
    amount_capturable: 0,
    amount_received: 5000,
    currency: "usd",
    customer: "cus_1",
    payment_method: "pm_1",
    latest_charge: "ch_1",
    last_payment_error: null,
    metadata: { invoice_id: "inv_1" },
    ...more,
  };
  return members as Stripe.PaymentIntent;
};

describe("readPayment", () => {
  it("takes ids from expanded and plain references alike", () => {
    expect(readPayment(intent({ customer: { id: "cus_1" }, latest_charge: { id: "ch_1" } }))).toEqual({
      id: "pi_1",
      state: "succeeded",
      amount: 5000,
      amountCapturable: 0,
      amountReceived: 5000,
      currency: "USD",
      customerId: "cus_1",
      paymentMethodId: "pm_1",
      chargeId: "ch_1",
      lastDecline: null,
      metadata: { invoice_id: "inv_1" },
    });
  });

  it("calls held money authorised", () => {
    expect(readPayment(intent({ status: "requires_capture", latest_charge: null })).state).toBe("authorised");
  });

  it("refuses a status it does not know, rather than guess", () => {
    expect(() => readPayment(intent({ status: "requires_patience" }))).toThrow(/requires_patience/);
  });
});

describe("readCard", () => {
  it.each([[null], [undefined], ["pm_1"], [{ id: "pm_1", type: "sepa_debit" } as Stripe.PaymentMethod]])(
    "has no card in %p",
    (method) => {
      expect(readCard(method)).toBeNull();
    },
  );
});
