import { createStripe } from ".";
import { checkStripeSettings } from "./config";

describe("checkStripeSettings", () => {
  it("accepts a live key in production and a simulator outside of it", () => {
    expect(checkStripeSettings({ secretKey: "sk_live_1", production: true })).toMatchObject({ maxNetworkRetries: 2 });
    expect(checkStripeSettings({ secretKey: "sk_test_1", apiBase: "http://127.0.0.1:12111" }).production).toBe(false);
  });

  it.each([
    [{ secretKey: "sk_live_1", apiBase: "http://127.0.0.1:1" }, /live key/],
    [{ secretKey: "rk_live_1", apiBase: "http://127.0.0.1:1" }, /live key/],
    [{ secretKey: "sk_test_1", apiBase: "http://127.0.0.1:1", production: true }, /production/],
    [{ secretKey: "pk_test_1" }, /secretKey: must be/],
    [{ secretKey: "" }, /secretKey: must be/],
    [{ secretKey: "sk_test_1", apiBase: "127.0.0.1:1" }, /apiBase: must be/],
  ])("refuses %p", (settings, message) => {
    expect(() => createStripe(settings)).toThrow(message);
  });
});

describe("the client", () => {
  it("goes to Stripe unless it is given a simulator", () => {
    const host = (settings: Parameters<typeof createStripe>[0]) => {
      const { client } = createStripe(settings);
      return [client.getApiField("protocol"), client.getApiField("host"), Number(client.getApiField("port"))];
    };
    expect(host({ secretKey: "sk_test_1" })).toEqual(["https", "api.stripe.com", 443]);
    expect(host({ secretKey: "sk_test_1", apiBase: "http://localhost:12111/" })).toEqual(["http", "localhost", 12_111]);
    expect(host({ secretKey: "sk_test_1", apiBase: "https://stripe.test" })).toEqual(["https", "stripe.test", 443]);
  });
});
