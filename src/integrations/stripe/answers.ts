import Stripe from "stripe";
import type { OutsideAnswer } from "../../errors/outside-answer";
import { API_CODES, NOT_NOW } from "./answer-codes";
import { CARD_ANSWERS, cardAnswer } from "./card-answers";
import { WrongBodyError } from "./wrong-body";

const AGAIN = "The request is sent again by itself, with its key; nothing is charged twice.";

const later = (answer: string, what: string): OutsideAnswer => ({
  answer,
  fault: "later",
  repeat: "same_key",
  customer: NOT_NOW,
  partner: `${what} ${AGAIN}`,
});

const setUp = (answer: string, partner: string): OutsideAnswer => ({
  answer,
  fault: "set_up",
  repeat: "same_key",
  customer: NOT_NOW,
  partner,
});

const access = (answer: string, partner: string): OutsideAnswer => ({ ...setUp(answer, partner), reach: "access" });

/** No answer at all, by what broke. */
const NETWORK = {
  refused: later("network: connection refused", "Nobody listens at Stripe's address."),
  reset: later("network: connection reset", "The connection to Stripe broke."),
  timeout: later("network: no answer in time", "Stripe did not answer in time."),
  dns: later("network: name not found", "Stripe's name cannot be looked up: see to this server's DNS."),
  tls: access(
    "network: no trusted TLS connection",
    "Stripe's certificate is not trusted here: see to this server's clock, its proxy and its list of authorities.",
  ),
  other: later("network: anything else", "Stripe could not be reached."),
} as const;

/** Answers that carry no code that would say more. */
const HTTP = {
  400: {
    answer: "HTTP 400 or 402 with an unknown code or none",
    fault: "request",
    repeat: "never",
    customer: null,
    partner:
      "Stripe refuses the request for a reason that Seatline does not know. Nothing was charged; a person must look.",
  },
  401: access("HTTP 401", "Stripe does not take the secret key: it was revoked or rolled. Set a valid one."),
  403: setUp(
    "HTTP 403",
    "The secret key may too little. Give it the rights, or set another; charging goes on by itself.",
  ),
  404: {
    answer: "HTTP 404 with an unknown code or none",
    fault: "request",
    repeat: "never",
    customer: null,
    partner: "What the request names does not exist at Stripe: deleted there, or the key is of another account.",
  },
  408: later("HTTP 408, 425, 499", "Something gave up waiting; Stripe may have carried out what was asked."),
  409: later("HTTP 409", "Another request about the same thing is under way."),
  424: later("HTTP 424", "A system behind Stripe failed."),
  429: later("HTTP 429", "Stripe is asked too often."),
  500: later("HTTP 500, 502, 503, 504 and other above 499", "Stripe has a fault of its own."),
} as const satisfies Record<number, OutsideAnswer>;

const IDEMPOTENCY: OutsideAnswer = {
  answer: "type idempotency_error",
  fault: "person",
  repeat: "never",
  customer: null,
  partner:
    "A key was used for two different requests. What the first did must be looked up at Stripe before anything else.",
};
const NOT_JSON = later("any status, not JSON", "Something between here and Stripe answered in its place.");
const WRONG_BODY = later(
  "right status, wrong body",
  "Stripe's answer does not look as documented, so it is not believed.",
);
const UNKNOWN_CARD = cardAnswer("type card_error with unknown codes or none", {});

/** Every documented answer of Stripe and every way to get none: whose fault it is, and what follows. */
export const STRIPE_ANSWERS: readonly OutsideAnswer[] = [
  ...Object.values(NETWORK),
  ...Object.values(HTTP),
  NOT_JSON,
  WRONG_BODY,
  IDEMPOTENCY,
  UNKNOWN_CARD,
  ...CARD_ANSWERS,
  ...API_CODES.flatMap(({ codes, ...group }) =>
    codes.split(/\s+/).map((code): OutsideAnswer => ({ answer: `code ${code}`, ...group })),
  ),
];

const BY_NAME = new Map(STRIPE_ANSWERS.map((row) => [row.answer, row]));

/**
 * The row of an error of the SDK. What was said about the key comes first, as no request gets past it; then the bank's
 * word, the API's code, and last what the HTTP status says when nothing else does.
 */
export function stripeAnswer(error: Stripe.errors.StripeError | WrongBodyError): OutsideAnswer {
  if (error instanceof WrongBodyError) {
    return WRONG_BODY;
  }
  if (error instanceof Stripe.errors.StripeConnectionError) {
    return NETWORK[networkFailure(error.detail)];
  }
  if (error.statusCode === 401 || error instanceof Stripe.errors.StripeAuthenticationError) {
    return HTTP[401];
  }
  if (error.statusCode === 403 || error instanceof Stripe.errors.StripePermissionError) {
    return HTTP[403];
  }
  const byCode = BY_NAME.get(`decline code ${error.decline_code}`) ?? BY_NAME.get(`code ${error.code}`);
  if (byCode !== undefined) {
    return byCode;
  }
  if (error instanceof Stripe.errors.StripeCardError) {
    return UNKNOWN_CARD;
  }
  if (error instanceof Stripe.errors.StripeIdempotencyError) {
    return error.statusCode === 409 ? HTTP[409] : IDEMPOTENCY;
  }
  return withoutCode(error);
}

function withoutCode(error: Stripe.errors.StripeError): OutsideAnswer {
  const { statusCode } = error;
  if (error instanceof Stripe.errors.StripeRateLimitError) {
    return HTTP[429];
  }
  if (statusCode === undefined) {
    return error instanceof Stripe.errors.StripeInvalidRequestError ? HTTP[400] : NOT_JSON;
  }
  switch (statusCode) {
    case 408:
    case 425:
    case 499:
      return HTTP[408];
    case 404:
    case 409:
    case 424:
    case 429:
      return HTTP[statusCode];
    default:
      return statusCode >= 400 && statusCode < 500 ? HTTP[400] : HTTP[500];
  }
}

const CODES_OF_NODE: readonly (readonly [RegExp, keyof typeof NETWORK])[] = [
  [/^ECONNREFUSED$|^EHOSTUNREACH$|^ENETUNREACH$/, "refused"],
  [/^ECONNRESET$|^EPIPE$|^ECONNABORTED$|^UND_ERR_SOCKET$/, "reset"],
  [/TIMEDOUT$|TIMEOUT$/, "timeout"],
  [/^ENOTFOUND$|^EAI_/, "dns"],
  [/^ERR_TLS|^ERR_SSL|^EPROTO$|CERT|SELF_SIGNED|UNABLE_TO_/, "tls"],
];

function networkFailure(detail: unknown): keyof typeof NETWORK {
  const code = typeof detail === "object" && detail !== null && "code" in detail ? String(detail.code) : "";
  return CODES_OF_NODE.find(([pattern]) => pattern.test(code))?.[1] ?? "other";
}
