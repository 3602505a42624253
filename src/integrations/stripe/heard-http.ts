import Stripe from "stripe";
import { StripeRefusedError, StripeUnavailableError, translate } from "./errors";

type Transport = ReturnType<typeof Stripe.createNodeHttpClient>;
type Answer = Awaited<ReturnType<Transport["makeRequest"]>>;
type RawError = Parameters<typeof Stripe.errors.StripeError.generate>[0];

/**
 * Hears how every request to Stripe ended: null when it was answered well. Must not throw.
 *
 * @param operation the kind of request, without ids: `GET /v1/payment_intents/:id`
 */
export type HearStripe = (error: StripeUnavailableError | null, operation: string) => Promise<void>;

/**
 * The SDK's way to the network, with somebody who hears every answer. It stands below the SDK, so that no call, whatever
 * code makes it, can forget to tell. A refusal that is about the customer or the request was let through: Stripe asks
 * first whether the key may.
 */
export function heardHttp(hear: HearStripe, inner: Transport = Stripe.createNodeHttpClient()): Transport {
  return {
    getClientName: () => inner.getClientName(),
    async makeRequest(...call) {
      const [, , path, method] = call;
      const operation = `${method} ${path.split("?")[0]}`;
      try {
        return heardAnswer(await inner.makeRequest(...call), operation, hear);
      } catch (cause) {
        const detail = cause instanceof Error ? cause : new Error(String(cause));
        await tell(
          hear,
          operation,
          new Stripe.errors.StripeConnectionError({ message: detail.message, detail } as RawError),
        );
        throw cause;
      }
    },
  };
}

function heardAnswer(answer: Answer, operation: string, hear: HearStripe): Answer {
  return {
    getStatusCode: () => answer.getStatusCode(),
    getHeaders: () => answer.getHeaders(),
    getRawResponse: () => answer.getRawResponse(),
    toStream: (done) => answer.toStream(done),
    async toJSON() {
      const body: unknown = await answer.toJSON();
      const said = errorIn(body);
      if (said === null) {
        await hear(null, kindOf(operation));
      } else {
        await tell(
          hear,
          operation,
          Stripe.errors.StripeError.generate({ ...said, statusCode: answer.getStatusCode() }),
        );
      }
      return body;
    },
    ...(answer.dispose === undefined ? {} : { dispose: () => answer.dispose?.() }),
  };
}

/** An id of Stripe's: a short prefix and a long tail, or anything with a digit that is not the version of the API. */
const ID = /\/(?:[a-z]+_(?:test_|live_)?[A-Za-z0-9]{10,}|(?!v\d\b)[^/]*\d[^/]*)(?=\/|$)/g;

const kindOf = (operation: string): string => operation.replace(ID, "/:id");

/** Rights of a restricted key are given by resource: to read it, or to write it as well. */
export function rightOf(operation: string): string {
  const [method, path = ""] = operation.split(" ");
  const [resource = ""] = path.replace(/^\/v1\//, "").split("/");
  return `${method === "GET" ? "read" : "write"} ${resource}`;
}

/** The rights that parts of the work cannot do without. */
export const STRIPE_RIGHTS = {
  charge: ["write payment_intents", "read payment_intents"],
  readEvents: ["read events"],
  compareMoney: ["read charges", "read refunds", "read disputes", "read payment_intents"],
} as const;

function errorIn(body: unknown): RawError | null {
  return typeof body === "object" && body !== null && "error" in body ? (body.error as RawError) : null;
}

async function tell(hear: HearStripe, operation: string, error: unknown): Promise<void> {
  const translated = translate(operation, error);
  if (translated instanceof StripeUnavailableError) {
    await hear(translated, kindOf(operation));
  } else if (translated instanceof StripeRefusedError) {
    await hear(null, kindOf(operation));
  }
}
