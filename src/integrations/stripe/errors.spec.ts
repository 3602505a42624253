import Stripe from "stripe";
import { StripeRefusedError, StripeUnavailableError, translate } from "./errors";

const { errors } = Stripe;
const said = (type: string) => ({ type, message: "no" }) as ConstructorParameters<typeof errors.StripeCardError>[0];

describe("what an error of Stripe's says", () => {
  it.each([
    ["wrong parameters", new errors.StripeInvalidRequestError(said("invalid_request_error"))],
    ["a card it will not take", new errors.StripeCardError(said("card_error"))],
  ])("%s: the request is refused", (_what, error) => {
    expect(translate("charging", error)).toBeInstanceOf(StripeRefusedError);
  });

  it.each([
    ["a key that was revoked", new errors.StripeAuthenticationError(said("authentication_error"))],
    ["a key that may too little", new errors.StripePermissionError(said("invalid_request_error"))],
    ["a key used for another request", new errors.StripeIdempotencyError(said("idempotency_error"))],
    ["a fault of theirs", new errors.StripeAPIError(said("api_error"))],
    ["silence", new errors.StripeConnectionError(said("api_error"))],
    ["too many requests", new errors.StripeRateLimitError(said("invalid_request_error"))],
  ])("%s: no answer about the customer", (_what, error) => {
    expect(translate("charging", error)).toBeInstanceOf(StripeUnavailableError);
  });

  it("what is not Stripe's stays as it is", () => {
    const own = new Error("ours");
    expect(translate("charging", own)).toBe(own);
  });
});

describe("whether only this kind of request is refused to the key", () => {
  const raw = (statusCode: number | undefined, code?: string) =>
    ({ message: "no", statusCode, code }) as unknown as ConstructorParameters<typeof errors.StripeCardError>[0];

  it.each([
    [true, "a right that the key lacks", new errors.StripePermissionError(raw(403))],
    [true, "live charges switched off", new errors.StripeInvalidRequestError(raw(400, "testmode_charges_only"))],
    [true, "a closed account", new errors.StripeInvalidRequestError(raw(400, "account_closed"))],
    [false, "a key that was revoked", new errors.StripeAuthenticationError(raw(401))],
    [false, "a key that has expired", new errors.StripeAuthenticationError(raw(401, "api_key_expired"))],
    [false, "no trusted connection", new errors.StripeConnectionError(raw(undefined))],
    [false, "a fault of theirs", new errors.StripeAPIError(raw(500))],
  ] as const)("%s: %s", (missing, _what, error) => {
    const heard = translate("charging", error);
    const answer = heard instanceof StripeUnavailableError ? heard.answer : null;
    expect(answer?.fault === "set_up" && answer.reach === undefined).toBe(missing);
  });
});
