import { randomUUID } from "node:crypto";
import { createManualClock, type ManualClock } from "../../../sandbox/clock/manual-clock";
import {
  createPartnerCenterSimulator,
  type PartnerCenterOptions,
  type PartnerCenterSimulator,
  type RunningSimulator,
} from "../../../sandbox/partner-center";
import { defaultCredentials } from "../../../sandbox/partner-center/options";

// biome-ignore format: one line reads better
export type Json = string | number | boolean | null | undefined | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: JsonObject;
}

export interface CallOptions {
  body?: unknown;
  headers?: Record<string, string>;
  /** `user` (default), `app`, or null for no token at all. */
  as?: "user" | "app" | null;
}

/** A running simulator on a clock that stands still, with a plain HTTP client. */
export interface Harness {
  clock: ManualClock;
  simulator: PartnerCenterSimulator;
  running: RunningSimulator;
  url: string;
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  token(kind: "user" | "app"): Promise<string>;
}

export const startOfTime = new Date("2026-03-10T09:00:00.000Z");

export async function postForm(url: string, form: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, { method: "POST", body: new URLSearchParams(form) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

export const tokenForm = (fields: Record<string, string>): Record<string, string> => ({
  client_id: defaultCredentials.clientId,
  client_secret: defaultCredentials.clientSecret,
  resource: "https://api.partnercenter.microsoft.com",
  ...fields,
});

export async function startHarness(
  options: Partial<PartnerCenterOptions> = {},
  clock = createManualClock(startOfTime),
): Promise<Harness> {
  const simulator = createPartnerCenterSimulator({ clock, provisioningDelayMs: 0, ...options });
  const running = await simulator.start(0);
  const tokens = new Map<string, string>();
  const token = async (kind: "user" | "app") => {
    const grant: Record<string, string> =
      kind === "app"
        ? { grant_type: "client_credentials" }
        : { grant_type: "refresh_token", refresh_token: defaultCredentials.refreshToken };
    const { body } = await postForm(
      `${running.url}/${defaultCredentials.tenantId}/oauth2/token`,
      tokenForm({ scope: "openid", ...grant }),
    );
    return String(body.access_token);
  };
  const currentToken = async (kind: "user" | "app") => {
    const key = `${kind} ${clock.now().toISOString()}`;
    const known = tokens.get(key) ?? (await token(kind));
    tokens.set(key, known);
    return known;
  };
  const call = async (method: string, path: string, { body, headers = {}, as = "user" }: CallOptions = {}) => {
    const response = await fetch(`${running.url}${path}`, {
      method,
      redirect: "manual",
      headers: {
        Accept: "application/json",
        ...(as ? { Authorization: `Bearer ${await currentToken(as)}` } : {}),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        "MS-RequestId": randomUUID(),
        "MS-CorrelationId": randomUUID(),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
    return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : {} };
  };
  return { clock, simulator, running, url: running.url, call, token };
}

/** Follows keys and indexes into a JSON value. */
export function at(value: Json, ...path: (string | number)[]): Json {
  let current: Json = value;
  for (const step of path) {
    current = current !== null && typeof current === "object" ? (current as JsonObject)[step] : undefined;
  }
  return current;
}

export const objectAt = (value: Json, ...path: (string | number)[]): JsonObject => {
  const found = at(value, ...path);
  if (found === null || typeof found !== "object" || Array.isArray(found)) {
    throw new Error(`There is no object at ${path.join(".")} in ${JSON.stringify(value)}.`);
  }
  return found;
};

export const listAt = (value: Json, ...path: (string | number)[]): Json[] => {
  const found = at(value, ...path);
  if (!Array.isArray(found)) {
    throw new Error(`There is no list at ${path.join(".")} in ${JSON.stringify(value)}.`);
  }
  return found;
};

export const textAt = (value: Json, ...path: (string | number)[]): string => String(at(value, ...path));

let domains = 0;

export function customerBody(name = "Northwind Bikes", domain?: string): JsonObject {
  domains += 1;
  return {
    CompanyProfile: { Domain: domain ?? `northwind${domains}.onmicrosoft.com` },
    BillingProfile: {
      Culture: "EN-US",
      Email: "office@northwind.example",
      Language: "en",
      CompanyName: name,
      DefaultAddress: {
        FirstName: "Ada",
        LastName: "Brook",
        AddressLine1: "12 Pine Street",
        City: "Seattle",
        State: "WA",
        PostalCode: "98101",
        Country: "US",
      },
    },
  };
}

export async function createCustomer(harness: Harness, name?: string): Promise<string> {
  const { status, body, text } = await harness.call("POST", "/v1/customers", { body: customerBody(name) });
  if (status !== 201) {
    throw new Error(`The customer was not created: ${status} ${text}`);
  }
  return String(body.id);
}

export const templateId = "117a77b0-9360-443b-8795-c6dedc750cf9";

export const consentBody = (now: Date): JsonObject => ({
  primaryContact: { firstName: "Ada", lastName: "Brook", email: "ada@northwind.example", phoneNumber: "2065550100" },
  templateId,
  dateAgreed: now.toISOString(),
  type: "MicrosoftCustomerAgreement",
});

export async function confirmAgreement(harness: Harness, customerId: string): Promise<Answer> {
  return harness.call("POST", `/v1/customers/${customerId}/agreements`, { body: consentBody(harness.clock.now()) });
}

/** A customer that may buy. */
export async function readyCustomer(harness: Harness, name?: string): Promise<string> {
  const customerId = await createCustomer(harness, name);
  await confirmAgreement(harness, customerId);
  return customerId;
}

export const businessBasic = "CFQ7TTC0LH18:0001";
export const businessPremium = "CFQ7TTC0LCHC:0002";

/** The catalogue item id of a `P:S`, resolved at this moment as a client must. */
export async function catalogItemId(harness: Harness, productAndSku: string): Promise<string> {
  const [product, sku] = productAndSku.split(":");
  const { body } = await harness.call("GET", `/v1/products/${product}/skus/${sku}/availabilities?country=US`);
  return textAt(body, "items", 0, "catalogItemId");
}

export interface Wanted {
  sku?: string;
  quantity?: number;
  term?: string;
  cycle?: string;
  more?: JsonObject;
}

export async function cartLine(harness: Harness, { sku, quantity, term, cycle, more }: Wanted): Promise<JsonObject> {
  return {
    catalogItemId: await catalogItemId(harness, sku ?? businessBasic),
    quantity: quantity ?? 5,
    termDuration: term ?? "P1Y",
    billingCycle: cycle ?? "Monthly",
    ...more,
  };
}

export async function createCart(harness: Harness, customerId: string, ...wanted: Wanted[]): Promise<Answer> {
  const lineItems: JsonObject[] = [];
  for (const [id, one] of (wanted.length > 0 ? wanted : [{}]).entries()) {
    lineItems.push({ id, ...(await cartLine(harness, one)) });
  }
  return harness.call("POST", `/v1/customers/${customerId}/carts`, { body: { lineItems } });
}

export async function checkout(harness: Harness, customerId: string, cart: Answer): Promise<Answer> {
  return harness.call("POST", `/v1/customers/${customerId}/carts/${textAt(cart.body, "id")}/checkout`);
}

/** Buys and returns the live subscription as the vendor shows it. */
export async function buy(harness: Harness, customerId: string, wanted: Wanted = {}): Promise<JsonObject> {
  const ordered = await checkout(harness, customerId, await createCart(harness, customerId, wanted));
  const order = textAt(ordered.body, "orders", 0, "id");
  const { body } = await harness.call("GET", `/v1/customers/${customerId}/subscriptions?order_id=${order}`);
  return objectAt(body, "items", 0);
}

export async function readSubscription(harness: Harness, customerId: string, id: Json): Promise<JsonObject> {
  return (await harness.call("GET", `/v1/customers/${customerId}/subscriptions/${id}`)).body;
}

/** Reads, changes and sends the complete resource, as the vendor asks. */
export async function patchSubscription(
  harness: Harness,
  customerId: string,
  id: Json,
  change: JsonObject,
): Promise<Answer> {
  const current = await readSubscription(harness, customerId, id);
  return harness.call("PATCH", `/v1/customers/${customerId}/subscriptions/${id}`, { body: { ...current, ...change } });
}
