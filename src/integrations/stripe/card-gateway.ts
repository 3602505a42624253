import type Stripe from "stripe";
import { confirmOffSession } from "./confirm";
import { ensureCustomer } from "./customers";
import { callStripe } from "./errors";
import type { CardGateway } from "./gateway-types";
import { readPayment } from "./payment-view";
import { cancel, capture, refund } from "./settlement";

/** The gateway over one Stripe client. */
export function createCardGateway(stripe: Stripe): CardGateway {
  return {
    ensureCustomer: (particulars, existingCustomerId) =>
      ensureCustomer(stripe, particulars, existingCustomerId ?? null),

    async createPaymentIntent(input) {
      const intent = await callStripe("creating the payment", () =>
        stripe.paymentIntents.create(
          {
            amount: input.amount,
            currency: input.currency.toLowerCase(),
            customer: input.customerId,
            payment_method: input.paymentMethodId,
            allowed_payment_method_types: ["card"],
            metadata: input.metadata,
            ...(input.description === undefined ? {} : { description: input.description }),
            ...(input.statementSuffix === undefined ? {} : { statement_descriptor_suffix: input.statementSuffix }),
          },
          { idempotencyKey: input.idempotencyKey },
        ),
      );
      return readPayment(intent);
    },

    confirmOffSession: (input) => confirmOffSession(stripe, input),

    async retrieve(paymentIntentId) {
      const expand = ["latest_charge"];
      return readPayment(
        await callStripe("reading the payment", () => stripe.paymentIntents.retrieve(paymentIntentId, { expand })),
      );
    },

    capture: (input) => capture(stripe, input),
    cancel: (input) => cancel(stripe, input),
    refund: (input) => refund(stripe, input),
  };
}
