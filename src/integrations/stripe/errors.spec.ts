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
