import Stripe from "stripe";
import { z } from "zod";
import { fieldProblems, inOneLine } from "../../input";

/** What a webhook tells. The object's state is only a hint: re-read the object by its id before acting. */
export type StripeNotice = {
  id: string;
  /** For example `checkout.session.completed`. */
  type: string;
  createdAt: Date;
  livemode: boolean;
  apiVersion: string | null;
  object: { id: string | null; type: string | null; metadata: Record<string, string> };
  /** The event as Stripe sent it, parsed. */
  payload: Record<string, unknown>;
};

export type WebhookVerdict = { outcome: "verified"; event: StripeNotice } | { outcome: "refused"; reason: string };

/** A signature older than this is refused, so that a recorded delivery cannot be played again later. */
const TOLERANCE_SECONDS = 300;

const eventSchema = z.looseObject({
  id: z.string().startsWith("evt_"),
  object: z.literal("event"),
  type: z.string().min(1),
  created: z.number().int(),
  livemode: z.boolean(),
  api_version: z.string().nullable(),
  data: z.looseObject({
    object: z.looseObject({
      id: z.string().optional(),
      object: z.string().optional(),
      metadata: z.record(z.string(), z.string()).nullish(),
    }),
  }),
});

/**
 * Checks a webhook delivery and reads it.
 * @param rawBody the request's bytes exactly as received; a parsed and re-written body does not verify
 * @param header the `Stripe-Signature` header
 * @param secrets the endpoint's signing secrets, several while one is being replaced
 * @param now the present instant, against which the signature's age is judged (at most 300 s)
 * @returns the event, or why it was refused; never throws for a bad delivery
 */
export function verifyWebhook(
  rawBody: Buffer | string,
  header: string | string[] | undefined,
  secrets: readonly string[],
  now: Date,
): WebhookVerdict {
  if (typeof header !== "string" || header === "") {
    return { outcome: "refused", reason: "the Stripe-Signature header is missing" };
  }
  let reason = "no webhook secret is configured";
  for (const secret of secrets) {
    try {
      const payload = Stripe.webhooks.constructEvent(
        rawBody,
        header,
        secret,
        TOLERANCE_SECONDS,
        undefined,
        now.getTime(),
      );
      return readEvent(payload);
    } catch (error) {
      // A wrong signature, no JSON, a notification of another kind (v2): whatever the SDK does not take is refused.
      reason = (error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)).trim();
    }
  }
  return { outcome: "refused", reason };
}

function readEvent(payload: unknown): WebhookVerdict {
  const parsed = eventSchema.safeParse(payload);
  if (!parsed.success) {
    return { outcome: "refused", reason: `not a Stripe event: ${inOneLine(fieldProblems(parsed.error))}` };
  }
  const { id, type, created, livemode, api_version, data } = parsed.data;
  return {
    outcome: "verified",
    event: {
      id,
      type,
      createdAt: new Date(created * 1000),
      livemode,
      apiVersion: api_version,
      object: { id: data.object.id ?? null, type: data.object.object ?? null, metadata: data.object.metadata ?? {} },
      payload: parsed.data,
    },
  };
}
