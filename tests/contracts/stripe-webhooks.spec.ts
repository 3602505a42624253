import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { signatureHeader } from "../../sandbox/stripe/webhooks/signature";
import { verifyWebhook } from "../../src/integrations/stripe";
import { startReceiver } from "./stripe-support/receiver";
import { customerWithCard, enterCard, type StripeWorld, startStripeWorld } from "./stripe-support/world";

const SECRET = "whsec_contract_secret";
const MINUTE = 60_000;

/** What a test opened, closed after it whether it passed or failed. */
const opened: { stop(): Promise<void> }[] = [];
function open<T extends { stop(): Promise<void> }>(what: T): T {
  opened.unshift(what);
  return what;
}
afterEach(async () => {
  for (const one of opened.splice(0)) await one.stop();
});

describe("webhooks of the Stripe simulator", () => {
  let world: StripeWorld;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  beforeEach(async () => {
    receiver = open(await startReceiver());
    world = open(await startStripeWorld({ webhookEndpoint: { url: receiver.url, secret: SECRET } }));
  });
  const delivered = () => world.simulator.control.deliveriesDone();
  const settle = async (milliseconds: number) => {
    world.clock.advanceBy(milliseconds);
    await delivered();
  };

  it("signs as Stripe's own SDK does", () => {
    const payload = '{\n  "id": "evt_1"\n}';
    for (const timestamp of [1_700_000_000, 1_800_000_001]) {
      const theirs = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, timestamp });
      expect(signatureHeader(payload, SECRET, timestamp)).toBe(theirs);
    }
  });

  it("delivers pretty-printed, signed events that the product verifies on the raw bytes", async () => {
    const customer = await world.sdk.customers.create({ name: "Zoë" }, { idempotencyKey: "make" });
    await delivered();
    const [first] = receiver.received;
    expect(receiver.types()).toEqual(["customer.created"]);
    const { body = Buffer.alloc(0), signature = "", userAgent } = first ?? {};
    expect(userAgent).toMatch(/^Stripe\/1\.0/);
    expect(body.toString("utf8")).toBe(JSON.stringify(JSON.parse(body.toString("utf8")), null, 2));
    const now = world.clock.now();
    const verdict = verifyWebhook(body, signature, ["whsec_old", SECRET], now);
    expect(verdict).toMatchObject({
      outcome: "verified",
      event: {
        type: "customer.created",
        object: { id: customer.id, type: "customer" },
        livemode: false,
        createdAt: now,
      },
    });
    expect(JSON.parse(body.toString("utf8"))).toMatchObject({
      pending_webhooks: 1,
      request: { id: expect.stringMatching(/^req_/), idempotency_key: "make" },
    });
    const rewritten = Buffer.from(JSON.stringify(JSON.parse(body.toString("utf8"))));
    expect(verifyWebhook(rewritten, signature, [SECRET], now).outcome).toBe("refused");
    expect(verifyWebhook(body, signature, [SECRET], new Date(now.getTime() + 301_000)).outcome).toBe("refused");
  });

  it("tells a purchase in its events", async () => {
    const customer = await world.sdk.customers.create({ email: "pay@contoso.example" });
    const session = await world.sdk.checkout.sessions.create({
      mode: "payment",
      customer: customer.id,
      line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 900, product_data: { name: "Seat" } } }],
      payment_intent_data: { capture_method: "manual", setup_future_usage: "off_session" },
      success_url: "http://shop.example/ok",
    });
    await enterCard(session.url ?? "", "4242424242424242");
    const { payment_intent } = await world.sdk.checkout.sessions.retrieve(session.id);
    await world.sdk.paymentIntents.capture(String(payment_intent));
    await delivered();
    const happened = world.simulator.control.events().map((event) => event.type);
    expect(happened).toEqual([
      "customer.created",
      "payment_intent.created",
      "payment_method.attached",
      "charge.succeeded",
      "payment_intent.amount_capturable_updated",
      "checkout.session.completed",
      "charge.captured",
      "payment_intent.succeeded",
    ]);
    // Deliveries run side by side, so they may arrive in any order.
    expect(receiver.types().sort()).toEqual(happened.sort());
  });

  it("tries again by the clock, with a fresh signature, until it is taken", async () => {
    receiver.behaviour.status = 500;
    await world.sdk.customers.create({});
    await delivered();
    await settle(4_999);
    expect(receiver.received).toHaveLength(1);
    await settle(1);
    await settle(30_000);
    expect(receiver.received).toHaveLength(3);
    expect((await world.sdk.events.list({ delivery_success: false })).data).toHaveLength(1);
    receiver.behaviour.status = 200;
    await settle(5 * MINUTE);
    expect(new Set(receiver.received.map((one) => one.event.id)).size).toBe(1);
    expect(new Set(receiver.received.map((one) => one.signature)).size).toBe(4);
    const last = receiver.received.at(-1);
    const verdict = verifyWebhook(last?.body ?? "", last?.signature, [SECRET], world.clock.now());
    expect(verdict.outcome).toBe("verified");
    expect((await world.sdk.events.list({ delivery_success: false })).data).toHaveLength(0);
    expect((await world.sdk.events.list()).data[0]?.pending_webhooks).toBe(0);
    await settle(24 * 60 * MINUTE);
    expect(receiver.received).toHaveLength(4);
  });

  it("gives up after three days and keeps the event in the list", async () => {
    receiver.behaviour.status = 503;
    await world.sdk.customers.create({});
    for (let hour = 0; hour < 80; hour += 1) await settle(60 * MINUTE);
    const attempts = receiver.received.length;
    expect(attempts).toBeGreaterThan(8);
    expect(world.simulator.control.deliveries()[0]).toMatchObject({ state: "failed", nextAttemptAt: null });
    receiver.behaviour.status = 200;
    await settle(24 * 60 * MINUTE);
    expect(receiver.received).toHaveLength(attempts);
    expect((await world.sdk.events.list({ delivery_success: false, type: "customer.*" })).data).toHaveLength(1);
  });

  it("can drop, delay, duplicate and reorder deliveries, and deliver one again", async () => {
    const { control } = world.simulator;
    const make = async (name: string) => {
      await world.sdk.customers.create({ name });
      await delivered();
    };
    control.deliverySwitches.set({ action: "drop" });
    await make("dropped");
    expect(receiver.received).toHaveLength(0);
    control.deliverySwitches.set({ action: "delay", seconds: 90, types: ["customer.created"] });
    await make("delayed");
    await settle(89_000);
    expect(receiver.received).toHaveLength(0);
    await settle(1_000);
    expect(receiver.received).toHaveLength(1);
    control.deliverySwitches.set({ action: "duplicate" });
    await make("twice");
    expect(receiver.received[1]?.event.id).toBe(receiver.received[2]?.event.id);
    control.deliverySwitches.set({ action: "reorder" });
    await make("second");
    expect(receiver.received).toHaveLength(3);
    await make("first");
    const names = receiver.received.slice(3).map((one) => JSON.parse(one.body.toString("utf8")).data.object.name);
    expect(names).toEqual(["first", "second"]);
    const [dropped] = control.deliveries();
    control.replay(dropped?.id ?? "");
    await delivered();
    expect(JSON.parse(receiver.received.at(-1)?.body.toString("utf8") ?? "{}").data.object.name).toBe("dropped");
  });

  it("delivers to endpoints made through the API, each with its own secret and choice", async () => {
    const other = open(await startReceiver());
    const endpoint = await world.sdk.webhookEndpoints.create({ url: other.url, enabled_events: ["customer.deleted"] });
    expect((await world.sdk.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    const customer = await world.sdk.customers.create({});
    await world.sdk.customers.del(customer.id);
    await delivered();
    expect(other.types()).toEqual(["customer.deleted"]);
    const [only] = other.received;
    const check = (secret: string) =>
      verifyWebhook(only?.body ?? "", only?.signature, [secret], world.clock.now()).outcome;
    expect([check(endpoint.secret ?? ""), check(SECRET)]).toEqual(["verified", "refused"]);
  });
});

describe("a restart of the Stripe simulator", () => {
  it("keeps objects, keys, holds and undelivered webhooks", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-stripe-"));
    const stateFile = path.join(folder, "stripe.json");
    const receiver = open(await startReceiver());
    receiver.behaviour.status = 500;
    const options = { stateFile, webhookEndpoint: { url: receiver.url, secret: SECRET } };
    const first = open(await startStripeWorld(options));
    const { customer, card } = await customerWithCard(first.sdk);
    const params = {
      amount: 900,
      currency: "usd",
      customer,
      payment_method: card,
      capture_method: "manual",
      confirm: true,
    } as const;
    const held = await first.sdk.paymentIntents.create(params, { idempotencyKey: "hold" });
    await first.simulator.control.deliveriesDone();
    const tried = receiver.received.length;
    await first.stop();

    receiver.behaviour.status = 200;
    const second = open(await startStripeWorld(options));
    expect(await second.sdk.paymentIntents.create(params, { idempotencyKey: "hold" })).toMatchObject({ id: held.id });
    expect((await second.sdk.webhookEndpoints.list()).data).toHaveLength(1);
    second.clock.advanceBy(5_000);
    await second.simulator.control.deliveriesDone();
    expect(tried).toBeGreaterThan(2);
    expect(receiver.received).toHaveLength(tried * 2);
    second.clock.advanceBy(7 * 86_400_000);
    expect((await second.sdk.paymentIntents.retrieve(held.id)).status).toBe("canceled");
    await second.stop();

    fs.writeFileSync(stateFile, '{"version":2}');
    await expect(startStripeWorld(options)).rejects.toThrow(/delete it to begin anew/);
    fs.rmSync(folder, { recursive: true });
  });
});
