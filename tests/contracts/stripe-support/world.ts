import Stripe from "stripe";
import { createManualClock, type ManualClock } from "../../../sandbox/clock/manual-clock";
import { createStripeSimulator, type StripeSimulator, type StripeSimulatorOptions } from "../../../sandbox/stripe";
import {
  createStripe,
  type HearStripe,
  type StripeConnection,
  type StripeSettings,
} from "../../../src/integrations/stripe";

export const START = new Date("2026-11-22T08:00:00Z");
export const TEST_KEY = "sk_test_contract";

/** One API call as it went over the wire. */
export type Exchange = { method: string; path: string; sent: string; status: number; headers: Headers; body: unknown };

/** A simulator on a free port, the real SDK in front of it, and a record of every call. */
export type StripeWorld = {
  clock: ManualClock;
  simulator: StripeSimulator;
  url: string;
  sdk: Stripe;
  exchanges: Exchange[];
  /** The product's own connection. */
  product(settings?: Partial<StripeSettings>, hear?: HearStripe): StripeConnection;
  stop(): Promise<void>;
};

export async function startStripeWorld(options: Partial<StripeSimulatorOptions> = {}): Promise<StripeWorld> {
  const clock = createManualClock(START);
  const simulator = createStripeSimulator({ clock, ...options });
  const running = await simulator.start(0);
  const exchanges: Exchange[] = [];
  const { hostname, port } = new URL(running.url);
  const sdk = new Stripe(TEST_KEY, {
    host: hostname,
    port: Number(port),
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 0,
    httpClient: Stripe.createFetchHttpClient(recordingFetch(exchanges)),
  });
  return {
    clock,
    simulator,
    url: running.url,
    sdk,
    exchanges,
    product: (settings, hear) =>
      createStripe({ secretKey: TEST_KEY, apiBase: running.url, maxNetworkRetries: 0, ...settings }, hear),
    stop: running.stop,
  };
}

function recordingFetch(exchanges: Exchange[]): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init);
    const copy = response.clone();
    const url = new URL(String(input));
    exchanges.push({
      method: init?.method ?? "GET",
      path: url.pathname,
      sent: typeof init?.body === "string" ? init.body : url.search.slice(1),
      status: copy.status,
      headers: copy.headers,
      body: await copy.json(),
    });
    return response;
  };
}

/** A raw call, for what the SDK would not send. */
export function call(world: { url: string }, method: string, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (!headers.has("authorization")) {
    headers.set("authorization", `Bearer ${TEST_KEY}`);
  }
  return fetch(`${world.url}${path}`, { ...init, method, headers });
}

/** What the customer types on the hosted page. */
export function enterCard(pageUrl: string, number: string, more: Record<string, string> = {}): Promise<Response> {
  const body = new URLSearchParams({ number, expiry: "12 / 34", cvc: "123", name: "Ada Buyer", ...more });
  return fetch(pageUrl, { method: "POST", redirect: "manual", body });
}

/** The customer's answer on the 3-D Secure page. */
export function answerBank(pageUrl: string, outcome: "complete" | "fail"): Promise<Response> {
  return fetch(pageUrl, { method: "POST", redirect: "manual", body: new URLSearchParams({ outcome }) });
}

/** The error a call ends with. */
export async function failure(call: Promise<unknown>): Promise<Stripe.errors.StripeError> {
  const outcome = await call.then(
    () => null,
    (error: unknown) => error,
  );
  if (!(outcome instanceof Stripe.errors.StripeError)) {
    throw new Error(`Expected Stripe to refuse; got ${JSON.stringify(outcome)}`);
  }
  return outcome;
}

/** A customer with a saved card. */
export async function customerWithCard(sdk: Stripe, card = "pm_card_visa") {
  const customer = await sdk.customers.create({ name: "Contoso", email: "pay@contoso.example" });
  const method = await sdk.paymentMethods.attach(card, { customer: customer.id });
  return { customer: customer.id, card: method.id };
}
