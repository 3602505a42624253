import fs from "node:fs";
import path from "node:path";
import Stripe from "stripe";
import { STRIPE_ANSWERS, stripeAnswer } from "./answers";
import { WrongBodyError } from "./wrong-body";

const { errors } = Stripe;
const types = path.resolve(__dirname, "../../../node_modules/stripe/cjs/resources");

/** The codes that the SDK's types list for an error; they are made from Stripe's own specification. */
function codesOf(file: string, namespace: string): string[] {
  const text = fs.readFileSync(path.join(types, file), "utf8");
  const list = new RegExp(`namespace ${namespace} \\{\\s+type Code = ([^;]+);`).exec(text)?.[1] ?? "";
  return [...list.matchAll(/'([a-z0-9_]+)'/g)].map(([, code = ""]) => code);
}

const said = (raw: Record<string, unknown>) =>
  ({ message: "no", ...raw }) as unknown as ConstructorParameters<typeof errors.StripeError>[0];

describe("the list of Stripe's answers", () => {
  const names = STRIPE_ANSWERS.map(({ answer }) => answer);

  it.each([
    ["PaymentIntents.d.ts", "LastPaymentError"],
    ["SetupIntents.d.ts", "LastSetupError"],
    ["SetupAttempts.d.ts", "SetupError"],
  ])("has every code that the SDK documents in %s", (file, namespace) => {
    const codes = codesOf(file, namespace);
    expect(codes.length).toBeGreaterThan(150);
    expect(codes.filter((code) => !names.includes(`code ${code}`))).toEqual([]);
  });

  it.each<[string, Stripe.errors.StripeError | WrongBodyError, string, string]>([
    ["a revoked key", new errors.StripeAuthenticationError(said({ statusCode: 401 })), "HTTP 401", "set_up"],
    ["a key that may too little", new errors.StripePermissionError(said({ statusCode: 403 })), "HTTP 403", "set_up"],
    [
      "an expired key",
      new errors.StripeAuthenticationError(said({ statusCode: 401, code: "api_key_expired" })),
      "HTTP 401",
      "set_up",
    ],
    [
      "live charges switched off",
      new errors.StripeInvalidRequestError(said({ statusCode: 400, code: "testmode_charges_only" })),
      "code testmode_charges_only",
      "set_up",
    ],
    [
      "the same, as a card error",
      new errors.StripeCardError(said({ statusCode: 402, code: "account_invalid" })),
      "code account_invalid",
      "set_up",
    ],
    [
      "the bank's word before the API's",
      new errors.StripeCardError(said({ statusCode: 402, code: "card_declined", decline_code: "lost_card" })),
      "decline code lost_card",
      "customer",
    ],
    [
      "a new code of the bank",
      new errors.StripeCardError(said({ statusCode: 402, code: "card_declined", decline_code: "brand_new" })),
      "code card_declined",
      "customer",
    ],
    [
      "a card error without a code",
      new errors.StripeCardError(said({ statusCode: 402 })),
      "type card_error with unknown codes or none",
      "customer",
    ],
    [
      "a new code of the API",
      new errors.StripeInvalidRequestError(said({ statusCode: 400, code: "brand_new" })),
      "HTTP 400 or 402 with an unknown code or none",
      "request",
    ],
    [
      "an unknown id",
      new errors.StripeInvalidRequestError(said({ statusCode: 404, code: "resource_missing" })),
      "code resource_missing",
      "request",
    ],
    [
      "an unknown URL",
      new errors.StripeInvalidRequestError(said({ statusCode: 404 })),
      "HTTP 404 with an unknown code or none",
      "request",
    ],
    ...[408, 425, 499].map((statusCode): [string, Stripe.errors.StripeError, string, string] => [
      `a proxy's ${statusCode}`,
      new errors.StripeInvalidRequestError(said({ statusCode, code: "brand_new" })),
      "HTTP 408, 425, 499",
      "later",
    ]),
    ["too many requests", new errors.StripeRateLimitError(said({ statusCode: 429 })), "HTTP 429", "later"],
    [
      "an object that is locked",
      new errors.StripeRateLimitError(said({ statusCode: 429, code: "lock_timeout" })),
      "code lock_timeout",
      "later",
    ],
    [
      "a key in use",
      new errors.StripeAPIError(said({ statusCode: 409, code: "idempotency_key_in_use" })),
      "code idempotency_key_in_use",
      "later",
    ],
    [
      "a key used for another request",
      new errors.StripeIdempotencyError(said({ statusCode: 400, type: "idempotency_error" })),
      "type idempotency_error",
      "person",
    ],
    [
      "a fault of theirs",
      new errors.StripeAPIError(said({ statusCode: 503 })),
      "HTTP 500, 502, 503, 504 and other above 499",
      "later",
    ],
    ["a page instead of JSON", new errors.StripeAPIError(said({})), "any status, not JSON", "later"],
    ["a body that is something else", new WrongBodyError("x"), "right status, wrong body", "later"],
    ...(
      [
        ["ECONNREFUSED", "connection refused", "later"],
        ["ECONNRESET", "connection reset", "later"],
        ["EPIPE", "connection reset", "later"],
        ["ETIMEDOUT", "no answer in time", "later"],
        ["ENOTFOUND", "name not found", "later"],
        ["EAI_AGAIN", "name not found", "later"],
        ["DEPTH_ZERO_SELF_SIGNED_CERT", "no trusted TLS connection", "set_up"],
        ["CERT_HAS_EXPIRED", "no trusted TLS connection", "set_up"],
        ["EBRANDNEW", "anything else", "later"],
      ] as const
    ).map(([code, name, fault]): [string, Stripe.errors.StripeError, string, string] => [
      code,
      new errors.StripeConnectionError(said({ detail: Object.assign(new Error("x"), { code }) })),
      `network: ${name}`,
      fault,
    ]),
  ])("%s", (_what, error, answer, fault) => {
    expect(stripeAnswer(error)).toMatchObject({ answer, fault });
  });

  it("tells every customer something of their card, and never why a card is stopped", () => {
    const cards = STRIPE_ANSWERS.filter(({ fault }) => fault === "customer");
    expect(cards.filter(({ customer }) => customer === null)).toEqual([]);
    expect(cards.filter(({ customer }) => /lost|stolen|fraud/i.test(customer ?? ""))).toEqual([]);
  });
});
