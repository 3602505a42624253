import { rightOf } from "./heard-http";

describe("the right of a key that a call needs", () => {
  it.each([
    ["GET /v1/payment_intents/pi_1", "read payment_intents"],
    ["POST /v1/payment_intents/pi_1/capture", "write payment_intents"],
    ["GET /v1/events", "read events"],
    ["DELETE /v1/customers/cus_1", "write customers"],
    ["POST /v1/checkout/sessions", "write checkout"],
  ])("%s: %s", (operation, right) => expect(rightOf(operation)).toBe(right));
});
