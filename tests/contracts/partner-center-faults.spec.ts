import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import {
  at,
  buy,
  checkout,
  createCart,
  type Harness,
  type JsonObject,
  listAt,
  readSubscription,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";

describe("Partner Center simulator: scripted faults", () => {
  let harness: Harness;
  let customerId: string;
  const control = () => harness.simulator.control;
  const orders = async () => (await harness.call("GET", `/v1/customers/${customerId}/orders`)).body.totalCount;

  beforeEach(async () => {
    harness = await startHarness();
    customerId = await readyCustomer(harness);
  });
  afterEach(() => harness.running.stop());

  it("throttles with Retry-After, once", async () => {
    control().addFault({ kind: "throttle", path: "/customers$", retryAfterSeconds: 57 });
    const throttled = await harness.call("GET", "/v1/customers?size=5");
    expect(throttled.status).toBe(429);
    expect(throttled.headers.get("Retry-After")).toBe("57");
    expect(throttled.body).toEqual({ statusCode: 429, message: "Rate limit is exceeded. Try again in 57 seconds." });
    expect((await harness.call("GET", "/v1/customers?size=5")).status).toBe(200);
  });

  it.each(["drop_after_effect", "timeout_after_effect"] as const)(
    "orders although the answer is lost (%s)",
    async (kind) => {
      const cart = await createCart(harness, customerId);
      control().addFault({
        kind,
        method: "POST",
        path: "/checkout$",
        ...(kind === "drop_after_effect" ? {} : { holdMs: 50 }),
      });
      await expect(checkout(harness, customerId, cart)).rejects.toThrow();
      expect(await orders()).toBe(1);
      const again = await checkout(harness, customerId, cart);
      expect(listAt(again.body, "orders")).toHaveLength(1);
      expect(await orders()).toBe(1);
      expect(
        control()
          .requests("POST", /checkout$/)
          .map((entry) => [entry.status, entry.fault]),
      ).toEqual([
        [null, kind],
        [201, null],
      ]);
    },
  );

  it.each([
    ["drop_before_effect", null],
    ["error_before_effect", 500],
  ] as const)("orders nothing when it fails before the effect (%s)", async (kind, status) => {
    const cart = await createCart(harness, customerId);
    control().addFault({ kind, method: "POST", path: "/checkout$" });
    const answer = await checkout(harness, customerId, cart).catch(() => null);
    expect(answer?.status ?? null).toBe(status);
    expect(await orders()).toBe(0);
  });

  it("can fail after the effect with a status", async () => {
    const cart = await createCart(harness, customerId);
    control().addFault({ kind: "error_after_effect", path: "/checkout$", status: 502 });
    expect((await checkout(harness, customerId, cart)).status).toBe(502);
    expect(await orders()).toBe(1);
  });

  it("refuses a checkout as an HTTP error with the code it was given", async () => {
    const cart = await createCart(harness, customerId);
    control().addFault({ kind: "refuse_checkout", code: "800064", as: "http" });
    const refused = await checkout(harness, customerId, cart);
    expect([refused.status, refused.body.code]).toEqual([409, "800064"]);
  });

  it("puts an error on a line of the next cart", async () => {
    control().addFault({ kind: "line_error", code: "10003" });
    const { status, body } = await createCart(harness, customerId);
    expect([status, at(body, "lineItems", 0, "error", "errorCode")]).toEqual([201, "10003"]);
    expect(at((await createCart(harness, customerId)).body, "lineItems", 0, "error")).toBeUndefined();
  });

  it("counts: passes some calls, then hits as many as told", async () => {
    control().addFault({ kind: "error_before_effect", path: "/customers$", skip: 1, times: 2, status: 503 });
    const statuses: number[] = [];
    for (let round = 0; round < 4; round += 1) {
      statuses.push((await harness.call("GET", "/v1/customers?size=5")).status);
    }
    expect(statuses).toEqual([200, 503, 503, 200]);
  });

  it("is steered over HTTP as well, and says what it does not understand", async () => {
    const post = (route: string, body: JsonObject) =>
      fetch(`${harness.url}/_sim${route}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
    expect((await post("/faults", { kind: "throttle", path: "/customers$" })).status).toBe(201);
    expect((await harness.call("GET", "/v1/customers?size=5")).status).toBe(429);
    const wrong = await post("/faults", { kind: "refuse_checkout", code: "risk" });
    expect([wrong.status, await wrong.json()]).toEqual([400, { error: expect.stringContaining("code") }]);
    expect((await post("/settings", { provisioningDelayMs: -1 })).status).toBe(400);
    await post("/settings", { provisioningDelayMs: 5_000, webhooks: { drop: true } });
    expect(control().state().settings).toMatchObject({ provisioningDelayMs: 5_000, webhooks: { drop: true } });
    expect((await post("/relationships", { domain: "newtenant.onmicrosoft.com" })).status).toBe(200);
    const filter = encodeURIComponent('{"Field":"Domain","Value":"newtenant","Operator":"starts_with"}');
    expect((await harness.call("GET", `/v1/customers?size=5&filter=${filter}`)).body.totalCount).toBe(1);
    const seen = await (await fetch(`${harness.url}/_sim/requests?method=POST&path=agreements$`)).json();
    expect(seen.count).toBe(1);
    expect(JSON.stringify(seen)).not.toContain("Bearer");
    await post("/reset", {});
    expect((await harness.call("GET", "/v1/customers?size=5")).body.totalCount).toBe(1);
    expect(control().state().settings.provisioningDelayMs).toBe(0);
  });

  it("shows people what it holds", async () => {
    control().addFault({ kind: "throttle", path: "<script>" });
    await buy(harness, customerId);
    const html = await (await fetch(`${harness.url}/`)).text();
    expect(html).toContain("Northwind Bikes");
    expect(html).toContain("Microsoft 365 Business Basic");
    expect(html).not.toContain("<script>");
    const form = await fetch(`${harness.url}/_sim/faults`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ kind: "refuse_checkout", code: "800069" }),
    });
    expect([form.status, form.headers.get("Location")]).toEqual([303, "/"]);
    expect(control().state().faults).toHaveLength(2);
  });
});

describe("Partner Center simulator: restart", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "partner-center-"));
  const stateFile = path.join(folder, "state.json");
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("goes on where it was: orders complete, carts and tokens live, the certificate stays", async () => {
    const before = await startHarness({ stateFile, provisioningDelayMs: 60_000 });
    const customerId = await readyCustomer(before);
    const cart = await createCart(before, customerId);
    const ordered = await checkout(before, customerId, cart);
    const root = before.simulator.control.webhookRoot();
    const headers = { Authorization: `Bearer ${await before.token("user")}` };
    await before.running.stop();

    const after = await startHarness({ stateFile, provisioningDelayMs: 60_000 }, before.clock);
    expect(after.simulator.control.webhookRoot()).toBe(root);
    const again = await checkout(after, customerId, cart);
    expect(at(again.body, "orders", 0, "id")).toBe(at(ordered.body, "orders", 0, "id"));
    after.clock.advanceBy(60_000);
    const order = textAt(ordered.body, "orders", 0, "id");
    const list = await after.call("GET", `/v1/customers/${customerId}/subscriptions?order_id=${order}`, {
      as: null,
      headers,
    });
    const live = await readSubscription(after, customerId, at(list.body, "items", 0, "id"));
    expect(live.status).toBe("active");
    await after.running.stop();
    expect(JSON.parse(readFileSync(stateFile, "utf8")).state.orders[order].status).toBe("completed");
  });

  it("refuses a file that is not its own", async () => {
    writeFileSync(stateFile, JSON.stringify({ version: 99, state: {} }));
    await expect(startHarness({ stateFile })).rejects.toThrow(/version/);
  });
});
