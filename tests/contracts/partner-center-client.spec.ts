import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createManualClock, type ManualClock } from "../../sandbox/clock/manual-clock";
import {
  createPartnerCenterSimulator,
  type PartnerCenterControl,
  type RunningSimulator,
} from "../../sandbox/partner-center";
import {
  createPartnerCenter,
  type PartnerCenterClient,
  PartnerCenterError,
  verifyWebhookSignature,
} from "../../src/integrations/partner-center";

const credentials = {
  tenantId: process.env.PARTNER_CENTER_TENANT_ID ?? "",
  clientId: process.env.PARTNER_CENTER_CLIENT_ID ?? "",
  clientSecret: process.env.PARTNER_CENTER_CLIENT_SECRET ?? "",
};
const premium = { productId: "CFQ7TTC0LCHC", skuId: "0002", term: "P1Y", billingCycle: "monthly" };

let clock: ManualClock;
let vendor: PartnerCenterControl;
let running: RunningSimulator;
let stored: string;
let client: PartnerCenterClient;

beforeEach(async () => {
  clock = createManualClock(new Date("2026-03-15T10:00:00.000Z"));
  const simulator = createPartnerCenterSimulator({ clock, settings: { provisioningDelayMs: 60_000 } });
  running = await simulator.start(0);
  vendor = simulator.control;
  stored = process.env.PARTNER_CENTER_REFRESH_TOKEN ?? "";
  client = connect();
});

afterEach(() => running.stop());

function connect(change: { timeoutMs?: number; longestWaitMs?: number } = {}): PartnerCenterClient {
  const { timeoutMs = 400, longestWaitMs = 2_000 } = change;
  return createPartnerCenter(
    {
      apiBase: running.url,
      loginBase: running.url,
      ...credentials,
      timeoutMs,
      retry: { maxRetries: 2, initialDelayMs: 1, maxDelayMs: 2, longestWaitMs },
    },
    {
      refreshTokens: {
        load: async () => stored,
        save: async (token) => {
          stored = token;
        },
      },
      now: () => clock.now(),
    },
  );
}

const ids = () => ({ requestId: randomUUID() });

const aCustomer = (domain: string) => ({
  domain,
  companyName: "Birch & Lane LLC",
  email: "office@birchlane.example",
  firstName: "Ada",
  lastName: "Lane",
  phone: "2065550111",
  culture: "en-US",
  language: "en",
  address: { line1: "1 Microsoft Way", city: "Redmond", state: "WA", postalCode: "98052", country: "us" },
});

/** A customer with an agreement and a cart of ten seats. */
async function readyToOrder(): Promise<{ customerId: string; cartId: string }> {
  const created = await client.createCustomer(aCustomer("birchlane.onmicrosoft.com"), ids());
  const template = await client.getAgreementMetadata();
  const consent = {
    templateId: template?.templateId ?? "",
    firstName: "Ada",
    lastName: "Lane",
    email: "office@birchlane.example",
    agreedAt: new Date("2026-03-15T09:00:00.000Z"),
  };
  await client.confirmAgreement(created.id, consent, ids());
  const availability = await client.resolveAvailability(premium, "US");
  const line = {
    id: 0,
    catalogItemId: availability?.catalogItemId ?? "",
    quantity: 10,
    term: "P1Y",
    billingCycle: "Monthly",
  };
  const cart = await client.createCart(created.id, [line], ids());
  return { customerId: created.id, cartId: cart.id };
}

const checkouts = () => vendor.requests("POST", /\/checkout$/);
const failure = (attempt: Promise<unknown>): Promise<PartnerCenterError> =>
  attempt.then(
    () => {
      throw new Error("It should have failed.");
    },
    (error) => error,
  );

describe("a purchase, operation by operation", () => {
  test("domain, customer, agreement, availability, cart, checkout, order, subscription", async () => {
    expect(await client.isDomainAvailable("birchlane.onmicrosoft.com")).toBe(true);
    const { customerId, cartId } = await readyToOrder();
    expect(await client.isDomainAvailable("birchlane.onmicrosoft.com")).toBe(false);
    expect(await client.findCustomerByDomain("BirchLane.onmicrosoft.com")).toMatchObject({ id: customerId });
    expect(await client.findCustomerByDomain("birchlane.onmicrosoft.co")).toBeNull();
    expect(await client.listAgreementConfirmations(customerId)).toHaveLength(1);
    const { orders, orderErrors } = await client.checkoutCart(customerId, cartId, ids());
    expect(orderErrors).toEqual([]);
    expect(orders[0]).toMatchObject({ status: "pending" });
    const orderId = orders[0]?.id ?? "";
    clock.advanceBy(61_000);
    expect(await client.getOrder(customerId, orderId)).toMatchObject({ status: "completed" });
    expect(await client.getOrderProvisioningStatus(customerId, orderId)).toMatchObject([{ status: "fulfilled" }]);
    const [subscription] = await client.listSubscriptionsOfOrder(customerId, orderId);
    expect(subscription).toMatchObject({
      quantity: 10,
      status: "active",
      termDuration: "P1Y",
      billingCycle: "monthly",
    });
    const more = await client.patchSubscription(customerId, subscription?.id ?? "", { quantity: 12 }, ids());
    expect(more).toMatchObject({ quantity: 12, autoRenewEnabled: subscription?.autoRenewEnabled });
    expect(await client.listOrders(customerId)).not.toEqual([]);
  });

  test("the first sign-in is in the answer of the creation and in no later one", async () => {
    const created = await client.createCustomer(aCustomer("once.onmicrosoft.com"), ids());
    expect(created.userCredentials?.password).toEqual(expect.any(String));
    expect(JSON.stringify(await client.getCustomer(created.id))).not.toContain("password");
  });

  test("a bad address is a status of the answer", async () => {
    const address = { line1: "1 Microsoft Way", city: "Redmond", state: "WA", postalCode: "98052", country: "us" };
    expect((await client.validateAddress(address, ids())).status).toMatch(/^Verified/);
  });

  test("a webhook is registered, and registered again over the old one", async () => {
    await client.registerWebhook("http://127.0.0.1:1/a", ["subscription-updated"], ids());
    await client.registerWebhook("http://127.0.0.1:1/b", ["subscription-updated"], ids());
    expect(await client.getWebhookRegistration()).toMatchObject({ WebhookUrl: "http://127.0.0.1:1/b" });
  });
});

describe("answers that lie or do not come", () => {
  test("a 201 that carries only errors has no order", async () => {
    const { customerId, cartId } = await readyToOrder();
    vendor.addFault({ kind: "refuse_checkout", code: "800069" });
    const answer = await client.checkoutCart(customerId, cartId, ids());
    expect(answer).toMatchObject({ orders: [], orderErrors: [{ orderGroupId: "0", code: "800069" }] });
  });

  test("a timeout after the effect is repeated with the same request id and gives the first result", async () => {
    const { customerId, cartId } = await readyToOrder();
    vendor.addFault({ kind: "timeout_after_effect", method: "POST", path: "/checkout$" });
    const { orders } = await client.checkoutCart(customerId, cartId, {
      requestId: "11111111-1111-4111-8111-111111111111",
    });
    expect(orders).toHaveLength(1);
    expect(checkouts().map((call) => call.requestId)).toEqual(
      Array.from({ length: 2 }, () => "11111111-1111-4111-8111-111111111111"),
    );
    expect(Object.keys(vendor.state().orders)).toHaveLength(1);
  });

  test.each(["timeout_after_effect", "drop_after_effect", "error_after_effect"] as const)(
    "%s beyond the repeats leaves the outcome unknown",
    async (kind) => {
      const { customerId, cartId } = await readyToOrder();
      vendor.addFault({ kind, method: "POST", path: "/checkout$", times: 3 });
      const error = await failure(client.checkoutCart(customerId, cartId, ids()));
      expect(error).toBeInstanceOf(PartnerCenterError);
      expect(error).toMatchObject({ outcome: "unknown", retryable: true });
      expect(Object.keys(vendor.state().orders)).toHaveLength(1);
    },
  );

  test("throttling is waited for when it is short, and handed on when it is long", async () => {
    vendor.addFault({ kind: "throttle", retryAfterSeconds: 1, path: "/agreements$" });
    const started = performance.now();
    await client.getAgreementMetadata();
    expect(performance.now() - started).toBeGreaterThan(950);
    vendor.addFault({ kind: "throttle", retryAfterSeconds: 57, path: "/agreements$" });
    const error = await failure(client.getAgreementMetadata());
    expect(error).toMatchObject({ status: 429, retryAfterMs: 57_000, outcome: "rejected" });
  });

  test("a business refusal is not repeated", async () => {
    const error = await failure(client.createCustomer(aCustomer("existingcompany.onmicrosoft.com"), ids()));
    expect(error).toMatchObject({ outcome: "rejected", retryable: false });
    expect(vendor.requests("POST", /\/customers$/)).toHaveLength(1);
  });
});

describe("tokens", () => {
  const tokenCalls = () => vendor.requests("POST", /oauth2/).length;

  test("many calls at once sign in once", async () => {
    await Promise.all(Array.from({ length: 8 }, () => client.getAgreementMetadata()));
    expect(tokenCalls()).toBe(1);
  });

  test("an expired token is renewed before the call; a refused one after it", async () => {
    await client.getAgreementMetadata();
    clock.advanceBy(2 * 3_600_000);
    await client.getAgreementMetadata();
    expect(tokenCalls()).toBe(2);
    // A clock of ours that stands still: only the vendor notices that the token has expired.
    const slow = new Date(clock.now());
    const lagging = createPartnerCenter(
      { apiBase: running.url, loginBase: running.url, ...credentials },
      { refreshTokens: { load: async () => stored, save: async () => {} }, now: () => slow },
    );
    await lagging.getAgreementMetadata();
    clock.advanceBy(2 * 3_600_000);
    await expect(lagging.getAgreementMetadata()).resolves.not.toBeNull();
  });

  test("a rotated refresh token is stored, and the next process lives on it", async () => {
    vendor.configure({ revokeReplacedRefreshTokens: true });
    const before = stored;
    await client.getAgreementMetadata();
    expect(stored).not.toBe(before);
    await expect(connect().getAgreementMetadata()).resolves.not.toBeNull();
    stored = before;
    const error = await failure(connect().getAgreementMetadata());
    expect(error).toMatchObject({ code: "invalid_grant", retryable: false, outcome: "rejected" });
  });
});

describe("the vendor's notifications", () => {
  test("are accepted as signed, and refused when a byte was changed or the certificate comes from elsewhere", async () => {
    const received: { body: Buffer; headers: Record<string, string | string[] | undefined> }[] = [];
    const server = createServer((req, res) => {
      const chunks: Buffer[] = [];
      req.on("data", (chunk) => chunks.push(chunk));
      req.on("end", () => {
        received.push({ body: Buffer.concat(chunks), headers: req.headers });
        res.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    await client.registerWebhook(`http://127.0.0.1:${port}/`, ["test-created"], ids());
    await client.sendWebhookTest(ids());
    await vendor.webhooksAtRest();
    server.close();
    const [event] = received;
    const check = (change: { rawBody?: Buffer; hosts?: string[] } = {}) =>
      verifyWebhookSignature(
        {
          rawBody: change.rawBody ?? event?.body ?? Buffer.alloc(0),
          header: (name) => event?.headers[name]?.toString(),
        },
        {
          certificateHosts: change.hosts ?? [new URL(running.url).host],
          rootUrl: `${running.url}/cert/root.cer`,
          allowHttp: true,
          organisation: "Microsoft Corporation",
          now: clock.now(),
        },
      );
    expect(await check()).toEqual({ verified: true });
    const forged = Buffer.from(event?.body.toString().replace("test-created", "test-creates") ?? "");
    expect(await check({ rawBody: forged })).toMatchObject({ refusal: "signature_mismatch" });
    expect(await check({ hosts: ["3psostorageacct.blob.core.windows.net"] })).toMatchObject({
      refusal: "certificate_url_not_allowed",
    });
  });
});
