import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createPartnerCenter, createPartnerCenterAdapter } from "../../src/integrations/partner-center";
import type { VendorAdapter, VendorOutcome } from "../../src/integrations/vendor-port";

type Odd = { readonly status: number; readonly type: string; readonly body: string };

const JSON_TYPE = "application/json";
const HTML = "<html><body>Forbidden</body></html>";

/** What stands between, or is broken, may answer so to any call. */
const ODD_ANSWERS: readonly (readonly [string, Odd])[] = [
  ...[200, 201, 400, 401, 403, 404, 405, 407, 408, 409, 412, 418, 451, 500, 502, 503].map(
    (status) => [`HTML ${status}`, { status, type: "text/html", body: HTML }] as const,
  ),
  ["an empty 200", { status: 200, type: JSON_TYPE, body: "" }],
  ["an empty 403", { status: 403, type: JSON_TYPE, body: "" }],
  ["202 without a body", { status: 202, type: JSON_TYPE, body: "" }],
  ["a redirect", { status: 302, type: "text/html", body: HTML }],
  ["JSON that breaks off", { status: 200, type: JSON_TYPE, body: '{"id":"1","items":[{"id"' }],
  ["JSON of another kind", { status: 200, type: JSON_TYPE, body: '{"hello":"world"}' }],
  ["a bare text in JSON", { status: 200, type: JSON_TYPE, body: '"success"' }],
  ["null", { status: 200, type: JSON_TYPE, body: "null" }],
  ["an unknown code", { status: 403, type: JSON_TYPE, body: '{"code":"987654","description":"No."}' }],
  ["a status for a code", { status: 403, type: JSON_TYPE, body: '{"code":403,"message":"Forbidden"}' }],
  ["a gateway's JSON", { status: 403, type: JSON_TYPE, body: '{"error":{"code":"AuthorizationFailed"}}' }],
  ["a refusal of a server out of order", { status: 500, type: JSON_TYPE, body: '{"code":"800069"}' }],
];

let server: Server;
let odd: Odd;
let adapter: VendorAdapter;
let requests: { call: string; requestId: string }[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? "";
    if (path.includes("/oauth2/")) {
      response.setHeader("content-type", JSON_TYPE).end('{"access_token":"t","expires_in":"3600"}');
      return;
    }
    requests.push({ call: `${request.method} ${path}`, requestId: String(request.headers["ms-requestid"]) });
    response.writeHead(odd.status, { "content-type": odd.type, location: "/elsewhere" }).end(odd.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const config = { apiBase: url, loginBase: url, tenantId: "t", clientId: "c", clientSecret: "s", timeoutMs: 500 };
  const client = createPartnerCenter(
    { ...config, retry: { maxRetries: 2, initialDelayMs: 1, maxDelayMs: 1, longestWaitMs: 5 } },
    { refreshTokens: { load: async () => "r", save: async () => {} }, now: () => new Date("2026-03-15T10:00:00Z") },
  );
  adapter = createPartnerCenterAdapter(client, []);
});
beforeEach(() => {
  requests = [];
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const company = {
  legalName: "Birch",
  registrationNumber: null,
  email: "a@b.example",
  phone: "+12065550111",
  firstName: "Ada",
  lastName: "Lane",
  address: { line1: "1", line2: null, city: "Redmond", province: "WA", postalCode: "98052", countryCode: "us" },
};
const line = {
  orderLineId: "l",
  vendorProductId: "P",
  vendorSkuId: "1",
  term: "P1Y",
  billingPlan: "monthly",
  segment: "commercial",
  quantity: 1,
  title: "x",
};
const requestId = "11111111-1111-4111-8111-111111111111";
const notes = {
  load: async () => ({ notes: null, revision: 0 }),
  save: async (_notes: unknown, revision: number) => revision + 1,
  knownVendorOrders: async () => new Set<string>(),
};
/** A cart that is recorded and stands before its checkout. */
const cartNotes = {
  ...notes,
  load: async () => ({
    revision: 1,
    notes: {
      version: 1,
      generation: 1,
      cartRequestId: requestId,
      checkoutBegun: false,
      abandoned: [],
      cart: {
        cartId: "cart",
        createdAt: "2026-03-15T10:00:00Z",
        refused: [],
        checkoutRequestId: requestId,
        lines: [{ orderLineId: "l", cartLineId: 0, catalogItemId: "P:1:A", quantity: 1, term: "P1Y", orderGroup: "0" }],
      },
    },
  }),
};

const operations: Record<string, () => Promise<VendorOutcome<unknown>>> = {
  "a look for the tenant": () =>
    adapter.ensureTenant({
      kind: "new",
      domain: "birch.onmicrosoft.com",
      company,
      requestId,
      begun: false,
      begin: async () => {},
    }),
  "the agreement": () =>
    adapter.attestAgreement({
      vendorTenantId: "t",
      templateId: "x",
      firstName: "Ada",
      lastName: "Lane",
      email: "a@b.example",
      phone: "",
      agreedAt: new Date(0),
      requestId,
    }),
  "the catalogue before the cart": () =>
    adapter.placeOrder({ orderId: "o", vendorTenantId: "t", market: "US", lines: [line], notes }),
  "the checkout": () =>
    adapter.placeOrder({ orderId: "o", vendorTenantId: "t", market: "US", lines: [line], notes: cartNotes }),
  "the reading of the order": () => adapter.readOrder({ vendorTenantId: "t", vendorOrderId: "v", lines: [line] }),
  "the cancelling of a subscription": () =>
    adapter.cancelSubscription({ vendorTenantId: "t", vendorSubscriptionId: "s", requestId }),
  "the list of a tenant's subscriptions": () => adapter.listSubscriptions({ vendorTenantId: "t" }),
  "the reading of a subscription": () => adapter.readSubscription({ vendorTenantId: "t", vendorSubscriptionId: "s" }),
};

describe.each(Object.keys(operations))("answers that are none of Partner Center's to %s", (name) => {
  test.each(ODD_ANSWERS)("%s: nobody is refused, and nothing counts as done", async (_odd, answer) => {
    odd = answer;
    const outcome = await operations[name]?.();
    expect(["retry_later", "unknown", "set_up", "pending"]).toContain(outcome?.kind);
  });
});

test.each<[string, Odd]>([
  ["HTML in place of an answer", { status: 200, type: "text/html", body: HTML }],
  ["408 with a gateway's code", { status: 408, type: JSON_TYPE, body: '{"code":"RequestTimeout"}' }],
  ["408 with the status for a code", { status: 408, type: JSON_TYPE, body: '{"code":408,"message":"Timeout"}' }],
  ["408 with a documented refusal", { status: 408, type: JSON_TYPE, body: '{"code":"800069"}' }],
  ["409 with an unknown code", { status: 409, type: JSON_TYPE, body: '{"code":"Conflict"}' }],
  ["425 with an unknown code", { status: 425, type: JSON_TYPE, body: '{"code":"TooEarly"}' }],
  ["499 of a proxy", { status: 499, type: JSON_TYPE, body: '{"code":"ClientClosedRequest"}' }],
])("what may have happened is repeated with the same request id: %s", async (_what, answer) => {
  odd = answer;
  let noted: unknown;
  const remembering = {
    ...cartNotes,
    save: async (saved: unknown, revision: number) => {
      noted = saved;
      return revision + 1;
    },
  };
  const order = { orderId: "o", vendorTenantId: "t", market: "US", lines: [line], notes: remembering };
  const outcome = await adapter.placeOrder(order);
  expect(requests).toEqual(Array(3).fill({ call: "POST /v1/customers/t/carts/cart/checkout", requestId }));
  expect(adapter.mayHaveOrdered(noted)).toBe(true);
  expect(["retry_later", "unknown"]).toContain(outcome.kind);
});
