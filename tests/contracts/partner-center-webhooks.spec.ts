import { createVerify, X509Certificate } from "node:crypto";
import {
  buy,
  type Harness,
  type JsonObject,
  patchSubscription,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";
import { type Received, startWebhookReceiver, type WebhookReceiver } from "./support/webhook-receiver";

describe("Partner Center simulator: notifications", () => {
  let harness: Harness;
  let receiver: WebhookReceiver;
  const path = "/webhooks/v1/registration";
  const { control } = { control: () => harness.simulator.control };

  beforeEach(async () => {
    harness = await startHarness({ settings: { renewalLockMs: 0 } });
    receiver = await startWebhookReceiver();
  });
  afterEach(async () => {
    await receiver.stop();
    await harness.running.stop();
  });

  const register = (events = ["subscription-updated", "test-created"], more: JsonObject = {}) =>
    harness.call("POST", path, { body: { WebhookUrl: receiver.url, WebhookEvents: events, ...more } });

  /** Lets the clock's queue and the deliveries finish. */
  const settled = async () => {
    for (let round = 0; round < 3; round += 1) {
      control().state();
      await control().webhooksAtRest();
    }
  };

  const certificate = async () => {
    const response = await fetch(textAt({ url: String(receiver.received[0]?.headers["x-ms-certificate-url"]) }, "url"));
    return new X509Certificate(Buffer.from(await response.arrayBuffer()));
  };

  const verifies = (signer: X509Certificate, bytes: Buffer, signature: string) =>
    createVerify("RSA-SHA256").update(bytes).verify(signer.publicKey, signature, "base64");

  const signatureOf = (delivery: Received | undefined) =>
    /^Signature (.+)$/.exec(String(delivery?.headers.authorization))?.[1] ?? "";

  const first = (): Received => {
    const [delivery] = receiver.received;
    if (!delivery) {
      throw new Error("Nothing was delivered.");
    }
    return delivery;
  };

  async function changedSubscription(): Promise<{ customerId: string; subscription: JsonObject }> {
    const customerId = await readyCustomer(harness);
    const subscription = await buy(harness, customerId);
    await patchSubscription(harness, customerId, subscription.id, { quantity: 6 });
    await settled();
    return { customerId, subscription };
  }

  it("registers once, shows, changes and lists its events", async () => {
    expect((await harness.call("GET", path)).status).toBe(404);
    const { body } = await register();
    expect(body.SubscriberId).toBeTruthy();
    expect((await register()).status).toBe(409);
    const put = await harness.call("PUT", path, {
      body: { WebhookUrl: receiver.url, WebhookEvents: ["test-created"] },
    });
    expect(put.body).toEqual({
      SubscriberId: body.SubscriberId,
      WebhookUrl: receiver.url,
      WebhookEvents: ["test-created"],
    });
    expect(JSON.parse((await harness.call("GET", `${path}/events`)).text)).toContain("subscription-updated");
    const refused = await harness.call("PUT", path, { body: { WebhookUrl: "not an address", WebhookEvents: [] } });
    expect([refused.status, refused.body.code]).toEqual([400, "3000"]);
  });

  it("signs the raw bytes with a certificate that its root has issued to the right organisation", async () => {
    await register();
    await changedSubscription();
    const delivery = first();
    const signer = await certificate();
    const root = new X509Certificate(control().webhookRoot());
    expect(signer.verify(root.publicKey)).toBe(true);
    expect(root.ca).toBe(true);
    expect(signer.subject).toContain("O=Microsoft Corporation");
    expect(delivery.headers["x-ms-signature-algorithm"]).toBe("rsa-sha256");
    expect(verifies(signer, delivery.raw, signatureOf(delivery))).toBe(true);
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(delivery.raw.toString()), null, 1));
    expect(verifies(signer, rewritten, signatureOf(delivery))).toBe(false);
  });

  it("puts the signature into its own header when registered so", async () => {
    await register(undefined, { SignatureTokenToMsSignatureHeader: true });
    await changedSubscription();
    const delivery = first();
    expect(delivery.headers.authorization).toBeUndefined();
    expect(verifies(await certificate(), delivery.raw, String(delivery.headers["x-ms-signature"]))).toBe(true);
  });

  it("tells of a changed subscription, but not of a new order", async () => {
    await register();
    const { customerId, subscription } = await changedSubscription();
    expect(receiver.received).toHaveLength(1);
    expect(first().event).toEqual({
      EventName: "subscription-updated",
      ResourceUri: `${harness.url}/webhooks/v1/customers/${customerId}/subscriptions/${subscription.id}`,
      ResourceName: "subscription",
      AuditUri: expect.stringContaining("/v1/auditrecords/"),
      ResourceChangeUtcDate: "2026-03-10T09:00:00.0000000+00:00",
    });
  });

  it("tells of a renewal and of a change by another hand", async () => {
    await register();
    const customerId = await readyCustomer(harness);
    const subscription = await buy(harness, customerId, { term: "P1M" });
    harness.clock.advanceTo(new Date("2026-04-10T00:00:00.000Z"));
    await settled();
    expect(receiver.received).toHaveLength(1);
    control().changeSubscription(String(subscription.id), { quantity: 9 });
    await settled();
    expect(receiver.received).toHaveLength(2);
  });

  it("tells only of what was registered", async () => {
    await register(["test-created"]);
    await changedSubscription();
    expect(receiver.received).toEqual([]);
  });

  it("tries ten times with growing pauses of its clock, then gives up", async () => {
    await register();
    receiver.answers.push(...Array.from({ length: 10 }, () => 503));
    await changedSubscription();
    expect(receiver.received).toHaveLength(1);
    harness.clock.advanceBy(59_999);
    await settled();
    expect(receiver.received).toHaveLength(1);
    harness.clock.advanceBy(1);
    await settled();
    expect(receiver.received).toHaveLength(2);
    for (let round = 0; round < 12; round += 1) {
      harness.clock.advanceBy(24 * 3_600_000);
      await settled();
    }
    expect(receiver.received).toHaveLength(10);
    expect(control().state().deliveries[0]?.state).toBe("failed");
  });

  it("delivers after a failure without a second event", async () => {
    await register();
    receiver.answers.push(500);
    await changedSubscription();
    harness.clock.advanceBy(60_000);
    await settled();
    expect(receiver.received.map((one) => one.raw.toString())).toEqual([
      first().raw.toString(),
      first().raw.toString(),
    ]);
    expect(control().state().deliveries[0]?.state).toBe("delivered");
  });

  it("can lose, double, delay and swap deliveries", async () => {
    await register();
    control().configure({ webhooks: { drop: true } });
    const { customerId, subscription } = await changedSubscription();
    const change = async (quantity: number) => {
      await patchSubscription(harness, customerId, subscription.id, { quantity });
      await settled();
    };
    expect(receiver.received).toHaveLength(0);

    control().configure({ webhooks: { drop: false, duplicate: true } });
    await change(7);
    expect(receiver.received).toHaveLength(2);
    expect(receiver.received[1]?.raw.equals(first().raw)).toBe(true);

    control().configure({ webhooks: { duplicate: false, delayMs: 48 * 3_600_000 } });
    await change(8);
    expect(receiver.received).toHaveLength(2);
    harness.clock.advanceBy(48 * 3_600_000);
    await settled();
    expect(receiver.received).toHaveLength(3);

    control().configure({ webhooks: { delayMs: 0, reorder: true } });
    await change(9);
    expect(receiver.received).toHaveLength(3);
    harness.clock.advanceBy(1_000);
    await change(10);
    harness.clock.advanceBy(1_000);
    await settled();
    const dates = receiver.received.slice(3).map((one) => String(one.event.ResourceChangeUtcDate));
    expect(dates).toHaveLength(2);
    expect(dates).toEqual([...dates].sort().reverse());
  });

  it("sends a test event on request, twice a minute at most, and shows how it went", async () => {
    await register();
    const send = () => harness.call("POST", `${path}/validationEvents`);
    const { body } = await send();
    await settled();
    expect(first().event).toMatchObject({ EventName: "test-created", ResourceName: "test", AuditUri: null });
    const result = await harness.call("GET", `${path}/validationEvents/${body.correlationId}`);
    expect(result.body).toMatchObject({ status: "completed", callbackUrl: receiver.url });
    expect((await send()).status).toBe(200);
    const throttled = await send();
    expect([throttled.status, throttled.headers.get("Retry-After")]).toEqual([429, "60"]);
    harness.clock.advanceBy(60_000);
    expect((await send()).status).toBe(200);
  });

  it("tells that a tenant accepted the partner", async () => {
    await register(["reseller-relationship-accepted-by-customer"]);
    const customer = control().acceptRelationship("unlinkedcompany.onmicrosoft.com");
    await settled();
    expect(first().event).toMatchObject({
      EventName: "reseller-relationship-accepted-by-customer",
      ResourceUri: `${harness.url}/v1/customers/${customer.id}`,
    });
  });
});
