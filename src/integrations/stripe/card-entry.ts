import type Stripe from "stripe";
import { z } from "zod";
import { fieldProblems, inOneLine } from "../../input";
import { CHECKOUT_EXPANSIONS, type CheckoutReading, readCheckoutSession } from "./checkout-view";
import { callStripe } from "./errors";
import { toStripeUnits } from "./units";

const minorUnits = z.number().int().nonnegative();

const startSchema = z
  .object({
    customerId: z.string().startsWith("cus_", "must be a Stripe customer id"),
    currency: z.string().regex(/^[A-Za-z]{3}$/, "must be an ISO currency code"),
    amount: minorUnits.positive(),
    lines: z
      .array(
        z.object({
          title: z.string().min(1).max(250),
          description: z.string().min(1).max(500).optional(),
          quantity: z.number().int().positive().default(1),
          unitAmount: minorUnits,
        }),
      )
      .min(1)
      .max(100),
    successUrl: z.string().refine(isHttpUrl, "must be an absolute http(s) URL"),
    cancelUrl: z.string().refine(isHttpUrl, "must be an absolute http(s) URL"),
    reference: z.string().min(1).max(200).optional(),
    metadata: z.record(z.string().max(40), z.string().max(500)).default({}),
    expiresAt: z.date().optional(),
    consentText: z.string().min(1).max(1200).optional(),
    savesCard: z.boolean().default(true),
    description: z.string().max(1000).optional(),
    idempotencyKey: z.string().min(1).max(255),
  })
  .refine((c) => c.lines.reduce((total, l) => total + l.quantity * l.unitAmount, 0) === c.amount, {
    message: "must be the sum of quantity x unitAmount over all lines",
    path: ["amount"],
  });

/**
 * A card entry to start. Amounts are integers in minor units; `lines` are what the customer reads on the hosted page
 * and must add up to `amount` (give tax its own line). `successUrl` may contain `{CHECKOUT_SESSION_ID}`.
 * `savesCard`: whether the card is kept for later charges, which takes the customer's consent; by default it is.
 * `expiresAt` lies 30 minutes to 24 hours ahead. The same `idempotencyKey` gives the same session for 24 hours.
 */
export type StartCheckout = z.input<typeof startSchema>;

/** `replayed`: an earlier call with the same key made this session; it may be finished by now. */
export type StartedCheckout = { sessionId: string; url: string; replayed: boolean };

/** Card entry on Stripe's hosted page, so that no card number ever reaches the shop. */
export type CardEntry = {
  /**
   * Opens a page that authorises `amount` without taking it; see `StartCheckout` on the card.
   * @throws Error naming the wrong field; StripeRefusedError; StripeUnavailableError (repeat with the same key)
   */
  startCheckout(input: StartCheckout): Promise<StartedCheckout>;
  /** @throws StripeRefusedError (code `resource_missing` for an unknown session); StripeUnavailableError */
  readCheckout(sessionId: string): Promise<CheckoutReading>;
  /** Closes an open page; a page that is already closed stays as it is. Returns the state after it. */
  expireCheckout(sessionId: string, idempotencyKey: string): Promise<CheckoutReading>;
};

function isHttpUrl(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

export function createCardEntry(stripe: Stripe): CardEntry {
  async function readCheckout(sessionId: string): Promise<CheckoutReading> {
    return readCheckoutSession(
      await callStripe("reading the card entry", () =>
        stripe.checkout.sessions.retrieve(sessionId, { expand: CHECKOUT_EXPANSIONS }),
      ),
    );
  }

  return {
    readCheckout,

    async startCheckout(input) {
      const parsed = startSchema.safeParse(input);
      if (!parsed.success) {
        throw new Error(`The card entry cannot be started; ${inOneLine(fieldProblems(parsed.error))}`);
      }
      const { idempotencyKey } = parsed.data;
      const session = await callStripe("starting the card entry", () =>
        stripe.checkout.sessions.create(sessionParams(parsed.data), { idempotencyKey }),
      );
      const { headers } = session.lastResponse;
      return {
        sessionId: session.id,
        url: session.url ?? "",
        replayed: headers["idempotent-replayed"] === "true",
      };
    },

    async expireCheckout(sessionId, idempotencyKey) {
      const before = await readCheckout(sessionId);
      if (before.state === "open") {
        await callStripe("closing the card entry", () =>
          stripe.checkout.sessions.expire(sessionId, {}, { idempotencyKey }),
        );
        return readCheckout(sessionId);
      }
      return before;
    },
  };
}

function sessionParams(c: z.output<typeof startSchema>): Stripe.Checkout.SessionCreateParams {
  const metadata = c.metadata;
  return {
    mode: "payment",
    customer: c.customerId,
    allowed_payment_method_types: ["card"],
    line_items: c.lines.map((line) => ({
      quantity: line.quantity,
      price_data: {
        currency: c.currency.toLowerCase(),
        unit_amount: toStripeUnits(line.unitAmount, c.currency),
        product_data: {
          name: line.title,
          ...(line.description === undefined ? {} : { description: line.description }),
        },
      },
    })),
    payment_intent_data: {
      capture_method: "manual",
      ...(c.savesCard ? { setup_future_usage: "off_session" as const } : {}),
      metadata,
      ...(c.description === undefined ? {} : { description: c.description }),
    },
    success_url: c.successUrl,
    cancel_url: c.cancelUrl,
    metadata,
    ...(c.reference === undefined ? {} : { client_reference_id: c.reference }),
    ...(c.expiresAt === undefined ? {} : { expires_at: Math.floor(c.expiresAt.getTime() / 1000) }),
    ...(c.consentText === undefined ? {} : { custom_text: { submit: { message: c.consentText } } }),
  };
}
