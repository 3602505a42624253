import Stripe from "stripe";
import type { CheckedStripeSettings } from "./config";
import { type HearStripe, heardHttp } from "./heard-http";

/**
 * The SDK's client. Its API version is the one the SDK is built for; nothing overrides it, so that a new SDK is the
 * only way to a new version. With `apiBase` it talks to a simulator instead of api.stripe.com.
 */
export function createStripeClient(settings: CheckedStripeSettings, hear?: HearStripe): Stripe {
  const shared = {
    timeout: settings.timeoutMs,
    maxNetworkRetries: settings.maxNetworkRetries,
    telemetry: false,
    appInfo: { name: "seatline" },
    ...(hear === undefined ? {} : { httpClient: heardHttp(hear) }),
  };
  if (settings.apiBase === undefined) {
    return new Stripe(settings.secretKey, shared);
  }
  const base = new URL(settings.apiBase);
  const protocol = base.protocol === "https:" ? "https" : "http";
  return new Stripe(settings.secretKey, {
    ...shared,
    host: base.hostname,
    port: base.port === "" ? (protocol === "https" ? 443 : 80) : Number(base.port),
    protocol,
  });
}
