import type Stripe from "stripe";
import { confirmOffSession } from "./confirm";
import { ensureCustomer } from "./customers";
import { callStripe } from "./errors";
import type { CardGateway } from "./gateway-types";
import { readPayment } from "./payment-view";
import { readDisputesOf, readRefundsOf } from "./readings";
import { cancel, capture, refund } from "./settlement";
import { toStripeUnits } from "./units";

/** The gateway over one Stripe client. */
export function createCardGateway(stripe: Stripe): CardGateway {
  return {
    ensureCustomer: (particulars, existingCustomerId) =>
      ensureCustomer(stripe, particulars, existingCustomerId ?? null),

    async createPaymentIntent(input) {
      return callStripe("creating the payment", async () =>
        readPayment(
          await stripe.paymentIntents.create(
            {
              amount: toStripeUnits(input.amount, input.currency),
              currency: input.currency.toLowerCase(),
              customer: input.customerId,
              payment_method: input.paymentMethodId,
              allowed_payment_method_types: ["card"],
              metadata: input.metadata,
              ...(input.hold ? { capture_method: "manual" as const } : {}),
              ...(input.description === undefined ? {} : { description: input.description }),
              ...(input.statementSuffix === undefined ? {} : { statement_descriptor_suffix: input.statementSuffix }),
            },
            { idempotencyKey: input.idempotencyKey },
          ),
        ),
      );
    },

    confirmOffSession: (input) => confirmOffSession(stripe, input),

    async retrieve(paymentIntentId) {
      const expand = ["latest_charge"];
      return callStripe("reading the payment", async () =>
        readPayment(await stripe.paymentIntents.retrieve(paymentIntentId, { expand })),
      );
    },

    capture: (input) => capture(stripe, input),
    cancel: (input) => cancel(stripe, input),
    refund: (input) => refund(stripe, input),

    async wentBack(paymentIntentId) {
      const refunds = await readRefundsOf(stripe, paymentIntentId);
      return { refunds, disputes: await readDisputesOf(stripe, paymentIntentId) };
    },
  };
}
