import { API_VERSION } from "../../sandbox/stripe/http/version";
import {
  call,
  customerWithCard,
  enterCard,
  failure,
  START,
  type StripeWorld,
  startStripeWorld,
} from "./stripe-support/world";

const form = (text: string): RequestInit => ({
  body: text,
  headers: { "content-type": "application/x-www-form-urlencoded" },
});
const keyed = (key: string, text: string): RequestInit => ({
  body: text,
  headers: { "content-type": "application/x-www-form-urlencoded", "idempotency-key": key },
});
const errorOf = async (response: Response) => ((await response.json()) as { error: Record<string, string> }).error;

describe("transport of the Stripe simulator", () => {
  let world: StripeWorld;
  beforeAll(async () => {
    world = await startStripeWorld();
  });
  afterAll(() => world.stop());
  afterEach(() => world.simulator.control.reset());

  it.each([
    ["no key", {}, /did not provide an API key/],
    ["a wrong key", { authorization: "Bearer nonsense-key" }, /Invalid API Key provided: nonsense\*+/],
    ["a live key", { authorization: "Bearer sk_live_0000" }, /refuses live keys/],
  ])("answers 401 to %s", async (_what, headers, message) => {
    const response = await fetch(`${world.url}/v1/customers`, { headers });
    expect(response.status).toBe(401);
    expect(await errorOf(response)).toMatchObject({
      type: "invalid_request_error",
      message: expect.stringMatching(message),
    });
  });

  it("takes the key as user name too, and refuses secret calls to publishable keys", async () => {
    const basic = Buffer.from("sk_test_x:").toString("base64");
    expect((await call(world, "GET", "/v1/customers", { headers: { authorization: `Basic ${basic}` } })).status).toBe(
      200,
    );
    const publishable = await call(world, "GET", "/v1/customers", { headers: { authorization: "Bearer pk_test_x" } });
    expect([publishable.status, (await errorOf(publishable)).code]).toEqual([403, "secret_key_required"]);
  });

  it("names the request, the version and an unknown URL", async () => {
    const response = await call(world, "GET", "/v1/nothing");
    expect(response.status).toBe(404);
    expect(response.headers.get("request-id")).toMatch(/^req_\w+$/);
    expect(response.headers.get("stripe-version")).toBe(API_VERSION);
    expect((await errorOf(response)).message).toContain("Unrecognized request URL (GET: /v1/nothing)");
    const old = await call(world, "GET", "/v1/customers", { headers: { "stripe-version": "2024-04-10" } });
    expect([old.status, (await errorOf(old)).message]).toEqual([400, expect.stringContaining("2024-04-10")]);
  });

  it("refuses JSON bodies", async () => {
    const response = await call(world, "POST", "/v1/customers", {
      body: "{}",
      headers: { "content-type": "application/json" },
    });
    expect([response.status, (await errorOf(response)).message]).toEqual([
      400,
      expect.stringContaining("x-www-form-urlencoded"),
    ]);
  });

  it("decodes nested, encoded, repeated and empty form values", async () => {
    const body = "name=A+B&metadata%5Ba%5D=1&metadata[b]=x%26y&preferred_locales[]=en&preferred_locales[]=de";
    const created = await (await call(world, "POST", "/v1/customers", form(body))).json();
    expect(created).toMatchObject({ name: "A B", metadata: { a: "1", b: "x&y" }, preferred_locales: ["en", "de"] });
    const one = await (await call(world, "POST", `/v1/customers/${created.id}`, form("metadata[a]=&name="))).json();
    expect([one.metadata, one.name]).toEqual([{ b: "x&y" }, null]);
    const none = await (await call(world, "POST", `/v1/customers/${created.id}`, form("metadata="))).json();
    expect(none.metadata).toEqual({});
  });

  it.each([
    ["foo=1", "parameter_unknown", "foo"],
    ["amount=10.5&currency=usd", "parameter_invalid_integer", "amount"],
    ["currency=usd", "parameter_missing", "amount"],
    ["amount=1000&currency=usd&transfer_data[destination]=acct_1", "parameter_not_simulated", "transfer_data"],
    [
      "amount=1000&currency=usd&payment_method_types[]=card",
      "payment_method_types_no_longer_supported",
      "payment_method_types",
    ],
    ["amount=49&currency=usd", "amount_too_small", "amount"],
    ["amount=100000000&currency=usd", "amount_too_large", "amount"],
    ["amount=1000&currency=usd&customer=cus_nobody", "resource_missing", "customer"],
    [
      "amount=1000&currency=usd&automatic_payment_methods[enabled]=true&automatic_payment_methods[x]=1",
      "parameter_unknown",
      "automatic_payment_methods[x]",
    ],
  ])("refuses %s with %s on %s", async (body, code, param) => {
    const response = await call(world, "POST", "/v1/payment_intents", form(body));
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ type: "invalid_request_error", code, param });
  });

  it("refuses off_session without confirm, and 41 characters in a metadata key", async () => {
    const both = form("amount=1000&currency=usd&off_session=true");
    expect((await errorOf(await call(world, "POST", "/v1/payment_intents", both))).param).toBe("off_session");
    const long = await errorOf(await call(world, "POST", "/v1/customers", form(`metadata[${"k".repeat(41)}]=1`)));
    expect(long.message).toContain("40 characters");
  });

  it("pages newest first, with exclusive cursors", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift((await world.sdk.customers.create({ name: String(n) })).id);
    const first = await world.sdk.customers.list({ limit: 2 });
    expect([first.data.map((one) => one.id), first.has_more]).toEqual([ids.slice(0, 2), true]);
    const after = await world.sdk.customers.list({ limit: 10, starting_after: ids[1] });
    expect([after.data.map((one) => one.id), after.has_more]).toEqual([ids.slice(2), false]);
    const before = await world.sdk.customers.list({ limit: 2, ending_before: ids[4] });
    expect([before.data.map((one) => one.id), before.has_more]).toEqual([ids.slice(2, 4), true]);
    const all: string[] = [];
    for await (const one of world.sdk.customers.list({ limit: 2 })) all.push(one.id);
    expect(all).toEqual(ids);
    expect((await failure(world.sdk.customers.list({ limit: 101 }))).param).toBe("limit");
    expect(
      (await failure(world.sdk.customers.list({ starting_after: ids[0], ending_before: ids[1] }))).statusCode,
    ).toBe(400);
    const seconds = Math.floor(START.getTime() / 1000);
    expect((await world.sdk.customers.list({ created: { gt: seconds } })).data).toHaveLength(0);
    expect((await world.sdk.customers.list({ created: { gte: seconds } })).data).toHaveLength(5);
  });

  it("expands what can be expanded and refuses the rest", async () => {
    const { customer, card } = await customerWithCard(world.sdk);
    const intent = await world.sdk.paymentIntents.create({
      amount: 900,
      currency: "usd",
      customer,
      payment_method: card,
      confirm: true,
      off_session: true,
    });
    const read = await world.sdk.paymentIntents.retrieve(intent.id, {
      expand: ["latest_charge.balance_transaction", "customer"],
    });
    expect(read).toMatchObject({
      customer: { object: "customer" },
      latest_charge: { object: "charge", balance_transaction: { object: "balance_transaction", fee: 39, net: 861 } },
    });
    const list = await world.sdk.paymentIntents.list({ expand: ["data.payment_method"] });
    expect(list.data[0]?.payment_method).toMatchObject({ object: "payment_method" });
    for (const path of ["nothing", "latest_charge.nothing", "customer.a.b.c.d"]) {
      expect((await failure(world.sdk.paymentIntents.retrieve(intent.id, { expand: [path] }))).param).toBe("expand[0]");
    }
  });

  describe("idempotency", () => {
    it("replays the first answer, whatever the order and spelling of the parameters", async () => {
      const first = await call(world, "POST", "/v1/customers", keyed("k1", "name=A&metadata[x]=1&metadata[y]=2"));
      const again = await call(
        world,
        "POST",
        "/v1/customers",
        keyed("k1", "metadata%5By%5D=2&metadata%5Bx%5D=1&name=A"),
      );
      expect(await again.text()).toBe(await first.text());
      expect(first.headers.get("idempotent-replayed")).toBeNull();
      expect(again.headers.get("idempotent-replayed")).toBe("true");
      expect(again.headers.get("original-request")).toBe(first.headers.get("request-id"));
      expect(again.headers.get("idempotency-key")).toBe("k1");
      expect((await world.sdk.customers.list()).data).toHaveLength(1);
    });

    it("refuses the key for other parameters or another path", async () => {
      await call(world, "POST", "/v1/customers", keyed("k1", "name=A"));
      for (const [path, body] of [
        ["/v1/customers", "name=B"],
        ["/v1/setup_intents", "name=A"],
      ] as const) {
        const response = await call(world, "POST", path, keyed("k1", body));
        expect([response.status, (await errorOf(response)).type]).toEqual([400, "idempotency_error"]);
      }
    });

    it("keeps declines for the key, but not refused parameters", async () => {
      const { customer } = await customerWithCard(world.sdk);
      const intent = await world.sdk.paymentIntents.create({ amount: 900, currency: "usd", customer });
      const confirm = () =>
        world.sdk.paymentIntents.confirm(
          intent.id,
          { payment_method: "pm_card_visa_chargeDeclined" },
          { idempotencyKey: "try" },
        );
      const charges = async () => (await world.sdk.charges.list({ payment_intent: intent.id })).data.length;
      const first = await failure(confirm());
      const again = await failure(confirm());
      expect([first.statusCode, again.statusCode, again.headers?.["idempotent-replayed"]]).toEqual([402, 402, "true"]);
      expect(await charges()).toBe(1);
      expect((await call(world, "POST", "/v1/customers", keyed("bad", "foo=1"))).status).toBe(400);
      expect((await call(world, "POST", "/v1/customers", keyed("bad", "name=A"))).status).toBe(200);
    });

    it("answers 409 while the first request is running", async () => {
      world.simulator.control.faults.set({ kind: "hold", path: "/v1/customers" });
      const first = call(world, "POST", "/v1/customers", keyed("slow", "name=A"));
      await new Promise((resolve) => setTimeout(resolve, 100));
      const second = await call(world, "POST", "/v1/customers", keyed("slow", "name=A"));
      expect([second.status, (await errorOf(second)).code]).toEqual([409, "idempotency_key_in_use"]);
      world.simulator.control.faults.letGo();
      expect((await first).status).toBe(200);
      const third = await call(world, "POST", "/v1/customers", keyed("slow", "name=A"));
      expect([third.status, third.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
    });

    it("forgets a key after 24 hours of the clock", async () => {
      const first = await (await call(world, "POST", "/v1/customers", keyed("day", "name=A"))).json();
      world.clock.advanceBy(24 * 3_600_000 - 1000);
      expect(await (await call(world, "POST", "/v1/customers", keyed("day", "name=A"))).json()).toEqual(first);
      world.clock.advanceBy(1000);
      const other = await (await call(world, "POST", "/v1/customers", keyed("day", "name=B"))).json();
      expect(other.id).not.toBe(first.id);
    });

    it("does nothing for GET", async () => {
      const response = await call(world, "GET", "/v1/customers", { headers: { "idempotency-key": "x" } });
      expect(response.headers.get("idempotency-key")).toBeNull();
    });
  });

  describe("faults", () => {
    it.each([
      ["error_500", 500, "api_error"],
      ["conflict_409", 409, "idempotency_error"],
      ["rate_limit_429", 429, "rate_limit_error"],
      ["lock_timeout_429", 429, "invalid_request_error"],
    ] as const)("%s answers %i without effect, and the same key works afterwards", async (kind, status, type) => {
      world.simulator.control.faults.set({ kind, method: "POST" });
      const response = await call(world, "POST", "/v1/customers", keyed(kind, "name=A"));
      expect([response.status, (await errorOf(response)).type]).toEqual([status, type]);
      expect((await world.sdk.customers.list()).data).toHaveLength(0);
      expect((await call(world, "POST", "/v1/customers", keyed(kind, "name=A"))).status).toBe(200);
    });

    it("error_500_kept is replayed for its key", async () => {
      world.simulator.control.faults.set({ kind: "error_500_kept" });
      expect((await call(world, "POST", "/v1/customers", keyed("kept", "name=A"))).status).toBe(500);
      expect((await call(world, "POST", "/v1/customers", keyed("kept", "name=A"))).status).toBe(500);
    });

    it.each([
      ["drop_before", 0],
      ["drop_after", 1],
    ] as const)("%s breaks the connection with %i customers made", async (kind, made) => {
      const control = (path: string, init?: RequestInit) => fetch(`${world.url}/_sim/${path}`, init);
      const body = JSON.stringify({ kind, path: "/v1/customers", method: "POST" });
      await control("faults", { method: "POST", body, headers: { "content-type": "application/json" } });
      await expect(call(world, "POST", "/v1/customers", keyed("cut", "name=A"))).rejects.toThrow();
      expect((await world.sdk.customers.list()).data).toHaveLength(made);
      await call(world, "POST", "/v1/customers", keyed("cut", "name=A"));
      expect((await world.sdk.customers.list()).data).toHaveLength(1);
    });

    it("tells what does not fit in a control request", async () => {
      const init = {
        method: "POST",
        body: JSON.stringify({ kind: "earthquake" }),
        headers: { "content-type": "application/json" },
      };
      const response = await fetch(`${world.url}/_sim/faults`, init);
      expect([response.status, (await response.json()).errors[0].field]).toEqual([400, "kind"]);
    });
  });

  it("shows people what happened", async () => {
    const { customer } = await customerWithCard(world.sdk);
    const session = await world.sdk.checkout.sessions.create({
      customer,
      mode: "payment",
      success_url: "http://shop.example/ok",
      line_items: [
        { quantity: 1, price_data: { currency: "usd", unit_amount: 22_000, product_data: { name: "<b>Seats</b>" } } },
      ],
    });
    const page = await (await fetch(session.url ?? "")).text();
    expect(page).toContain("220.00 USD");
    expect(page).toContain("&lt;b&gt;Seats&lt;/b&gt;");
    expect(page).not.toContain("<script");
    expect(page).toContain("Test mode");
    await enterCard(session.url ?? "", "4242424242424242");
    expect(await (await fetch(world.url)).text()).toContain("220.00 USD");
    expect((await fetch(`${world.url}/c/pay/cs_test_nothing`)).status).toBe(404);
  });
});
