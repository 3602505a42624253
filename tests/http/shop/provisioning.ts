import { setTimeout as wait } from "node:timers/promises";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import {
  archiveOrderWorkflow,
  cancelOrderWorkflow,
  completeOrderWorkflow,
  createApiKeysWorkflow,
} from "@medusajs/medusa/core-flows";
import type { AttentionItem } from "../../../src/api/admin/csp/attention/document";
import type { Task } from "../../../src/api/admin/csp/provisioning-tasks/document";
import { partnerCenter } from "../../../src/connections/partner-center";
import { cardGateway } from "../../../src/connections/stripe";
import { addDays, addMonthsFromAnchor } from "../../../src/domain/calendar";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../src/modules/subscription";
import { provisioningDuty, settlementDuty } from "../../../src/processes/provisioning/duties";
import { sweepOrders } from "../../../src/processes/provisioning/sweep-orders";
import { withdrawOrder } from "../../../src/processes/provisioning/withdraw-order";
import { duties } from "../../../src/workflows/duties";
import { checkAdminAnswer } from "../../support/admin-answers";
import { adminApi } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, Json, type Visitor } from "../../support/purchase/visitor";

const VISA = "4242424242424242";

type Bought = { readonly buyer: Visitor; readonly checkoutId: string; readonly orderId: string };

export function provisioningTests(world: () => ShopWorld): void {
  const db = () => world().container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);

  beforeEach(() => world().outside.vendor.clearFaults());

  it("finds a paid order whose event was lost, and carries it out", async () => {
    const { orderId } = await buy(world());
    await db()("csp_provisioning_task").where({ group_id: orderId }).delete();
    await sweepOrders(world().container, world().now);
    expect(await db()("csp_provisioning_task").where({ group_id: orderId })).toHaveLength(5);
    expect(await liveOf(world(), orderId)).toMatchObject({ quantity: 3, status: "active" });
  });

  it("shows the queue to the partner, who can retry what stands", async () => {
    const { vendor } = world().outside;
    const refusal = {
      kind: "error_before_effect",
      method: "POST",
      path: "/carts$",
      status: 400,
      code: "3000",
    } as const;
    vendor.addFault(refusal);
    const { orderId } = await buy(world());
    const admin = await adminOf(world());
    const path = `/admin/csp/provisioning-tasks?order_id=${orderId}`;
    const readStanding = () => admin(200, "GET", `${path}&state=needs_attention`);
    await until(world(), async () => (await readStanding()).at("count").value === 1);
    const standing = await readStanding();
    expect(standing.at("tasks", 0).value).toMatchObject({
      order_id: orderId,
      last_error: expect.stringContaining("3000"),
      can_retry: true,
    });
    const id = standing.text("tasks", 0, "id");
    expect((await admin(200, "POST", `/admin/csp/provisioning-tasks/${id}/retry`)).at("task", "state").value).toBe(
      "ready",
    );
    await liveOf(world(), orderId);
    const states = async () =>
      ((await admin(200, "GET", path)).at("tasks").value as { state: string }[]).map((task) => task.state);
    await until(world(), async () => (await states()).every((state) => state === "done"));
    expect(await states()).toHaveLength(5);
    await admin(400, "POST", `/admin/csp/provisioning-tasks/${id}/retry`);
    await admin(404, "POST", "/admin/csp/provisioning-tasks/none/retry");
    expect((await admin(400, "GET", "/admin/csp/provisioning-tasks?state=lost&limit=0")).fields()).toEqual([
      "state.0",
      "limit",
    ]);
    expect((await fetch(`${world().url}${path}`)).status).toBe(401);
  });

  it("tells the customer why the vendor refused, and takes nothing", async () => {
    world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
    const { buyer, checkoutId, orderId } = await buy(world());
    const read = async () => (await buyer.expect(200, "GET", `/store/csp/checkouts/${checkoutId}`)).at("checkout");
    const released = () => world().outside.stripe.paymentIntents().at(-1)?.status === "canceled";
    await until(world(), async () => (await read()).text("state") === "refused" && released());
    expect((await read()).value).toMatchObject({
      state: "refused",
      refusal: { reason: "Microsoft did not approve an order for your organisation.", by: "vendor" },
      subscription_ids: [],
    });
    expect(world().outside.stripe.paymentIntents().at(-1)).toMatchObject({ status: "canceled", amount_received: 0 });

    const admin = await adminOf(world());
    const tasks = async () =>
      (await admin(200, "GET", `/admin/csp/provisioning-tasks?order_id=${orderId}`)).at("tasks").value as Task[];
    await until(world(), async () => (await tasks())[4]?.state === "done");
    expect((await read()).at("steps").value).toMatchObject([
      ...[
        { key: "paid", state: "done" },
        { key: "tenant", state: "done" },
        { key: "agreement", state: "done" },
      ],
      ...[{ key: "ordered", state: "failed" }, { key: "live" }, { key: "released", state: "done" }],
    ]);
    // There is no mail server here: what the settlement had to say is kept until it goes out.
    expect(await db()("csp_mail").where({ id: `order_refused:${orderId}` })).toMatchObject([
      { state: "waiting", failure: "server", sealed: expect.any(String) },
    ]);
    const told = (await tasks()).map(({ last_error, settlement }) => ({ last_error, settlement }));
    expect(told.slice(2)).toEqual([
      { last_error: "800069: The order failed the risk check.", settlement: null },
      { last_error: null, settlement: null },
      { last_error: null, settlement: "nothing_live" },
    ]);
  });

  describe("an order that waits for a person", () => {
    const standing = async () => {
      const admin = await adminApi(world().container, world().url);
      const items = async () => {
        const { value } = (await admin(200, "GET", "/attention?kind=provisioning_task")).at("items");
        return value as AttentionItem[];
      };
      await until(world(), async () => (await items()).length === 1);
      const [item] = await items();
      if (!item) {
        throw new Error("Nothing stands.");
      }
      return { admin, items, item };
    };
    const checkoutOf = ({ buyer, checkoutId }: Bought) =>
      buyer.expect(200, "GET", `/store/csp/checkouts/${checkoutId}`).then((answer) => answer.at("checkout"));

    it("stands on Attention with its money, is noted, assigned and refused; the customer reads what is so", async () => {
      const refusal = {
        kind: "error_before_effect",
        method: "POST",
        path: "/carts$",
        status: 400,
        code: "3000",
      } as const;
      world().outside.vendor.addFault({ ...refusal, times: 2 });
      const bought = await buy(world());
      const { admin, items, item } = await standing();
      const key = { kind: item.kind, ref: item.ref };
      expect(item).toMatchObject({
        kind_title: "Order stands",
        detail: expect.stringContaining("3000"),
        company: { name: "Fabrikam, Inc." },
        acts: [{ words: "Retry" }, { words: "Refuse and release", asks_reason: true }],
        can_resolve: false,
      });
      expect(item.money?.inputs.map(({ amount }) => amount)).toEqual([item.money?.sum]);
      expect((await checkoutOf(bought)).at("waits").value).toMatchObject({
        words: item.customer_reads,
        told: false,
        wants_address: false,
        wants_tenant: null,
      });

      const [user] = await world()
        .container.resolve(Modules.USER)
        .createUsers([{ email: "ann@seller.example" }]);
      await admin(200, "POST", "/attention/notes", { ...key, words: "Asked Microsoft." });
      await admin(200, "POST", "/attention/assignment", { ...key, user_id: user?.id ?? "" });
      expect(await items()).toMatchObject([
        { notes: [{ words: "Asked Microsoft." }], assigned_to: { name: "ann@seller.example" } },
      ]);
      expect((await admin(200, "GET", "/attention?assigned=nobody&kind=provisioning_task")).at("count").value).toBe(0);
      await world()
        .container.resolve(Modules.USER)
        .deleteUsers([user?.id ?? ""]);
      expect((await admin(200, "GET", "/attention?assigned=nobody&kind=provisioning_task")).at("count").value).toBe(1);
      expect(await items()).toMatchObject([{ assigned_to: null }]);
      expect((await admin(200, "GET", "/attention/count")).at("count").value).toBeGreaterThan(0);
      await admin(400, "POST", "/attention/resolution", { ...key, state: item.state, reason: "never mind" });
      await admin(400, "POST", "/attention/assignment", { ...key, user_id: "user_nobody" });
      await admin(404, "POST", "/attention/notes", { ...key, ref: "none", words: "Hello." });
      expect(
        (await admin(400, "POST", "/attention/notes", { kind: "none", ref: "x", words: "Hello." })).fields(),
      ).toEqual(["kind"]);

      const soldBefore = Object.keys(world().outside.vendor.state().orders);
      const path = `/provisioning-tasks/${item.ref}/refuse`;
      expect((await admin(400, "POST", path, { reason: "no" })).fields()).toEqual(["reason"]);
      await admin(200, "POST", path, { reason: "We cannot sell to your country any more." });
      const released = () => world().outside.stripe.paymentIntents().at(-1)?.status === "canceled";
      await until(world(), async () => (await checkoutOf(bought)).text("state") === "refused" && released());
      expect((await checkoutOf(bought)).value).toMatchObject({
        waits: null,
        refusal: { reason: "We cannot sell to your country any more.", by: "seller" },
      });
      expect(Object.keys(world().outside.vendor.state().orders)).toEqual(soldBefore);
      expect(await items()).toEqual([]);
      const acts = (await admin(200, "GET", `/journal?object_id=${item.ref}`)).at("lines").value as {
        action: string;
      }[];
      // The clock stands between them.
      expect(acts.map(({ action }) => action).sort()).toEqual(["assign", "note", "refuse"]);
    });

    it("an address that Microsoft does not know is corrected by the customer, and the order goes on with its hold", async () => {
      const bought = await buy(world());
      const companies = world().container.resolve(COMPANY_MODULE);
      const { companyId } = await world().container.resolve(CHECKOUT_MODULE).retrieve(bought.checkoutId);
      const { address, ...company } = await companies.retrieve(companyId);
      await companies.update(companyId, { ...company, address: { ...address, province: "XX" } }, world().now);
      const { item, items } = await standing();
      expect(item).toMatchObject({ detail: expect.stringMatching(/^address_refused: /), assigned_to: null });
      expect((await checkoutOf(bought)).at("waits").value).toMatchObject({ wants_address: true });

      const correct = `/store/csp/checkouts/${bought.checkoutId}/address`;
      const right = {
        line1: "1 Pike Place",
        city: "Seattle",
        province: "WA",
        postal_code: "98101",
        country_code: "us",
      };
      const { buyer } = bought;
      const wrong = { ...right, country_code: "de" };
      expect((await buyer.expect(400, "POST", correct, { address: wrong })).fields()).toEqual(["address.country_code"]);
      const stranger = await world().visitor().readyToOrder();
      await stranger.expect(404, "POST", correct, { address: right });
      const holds = world().outside.stripe.paymentIntents().length;
      await buyer.expect(200, "POST", correct, { address: right });
      await liveOf(world(), bought.orderId);
      expect(world().outside.stripe.paymentIntents()).toHaveLength(holds);
      expect(await items()).toEqual([]);
      await buyer.expect(400, "POST", correct, { address: right });
    });

    it("what began otherwise than ordered is taken as it is; licences that are suspended or gone later are decided about", async () => {
      const { vendor } = world().outside;
      const { provisioningDelayMs } = vendor.state().settings;
      vendor.configure({ provisioningDelayMs: 60_000 });
      const { orderId } = await buy(world());
      const made = () => Object.values(vendor.state().subscriptions).find(({ status }) => status === "pending");
      await until(world(), async () => made() !== undefined);
      vendor.configure({ provisioningDelayMs });
      const begun = made();
      const lastOn = addMonthsFromAnchor(begun?.commitmentEndsOn ?? "", -6);
      Object.assign(begun ?? {}, { commitmentEndsOn: lastOn });
      const QUARTER_MS = 16 * 60_000;
      for (let reading = 0; reading < 6; reading += 1) {
        world().advanceBy(QUARTER_MS);
        await work(world());
      }
      const { admin, items, item } = await standing();
      const paths = (one: AttentionItem | undefined) => one?.acts.map(({ path }) => path) ?? [];
      const [, accept = ""] = paths(item);
      expect(item).toMatchObject({ detail: expect.stringContaining(`the vendor ends it on ${lastOn}`) });
      expect(world().outside.stripe.paymentIntents().at(-1)).toMatchObject({ amount_received: 0 });
      await admin(200, "POST", accept);
      await admin(400, "POST", accept);
      const live = await liveOf(world(), orderId);
      expect(live.termEndsOn).toBe(addDays(lastOn, 1));
      expect(await items()).toEqual([]);
      await until(world(), async () => world().outside.stripe.paymentIntents().at(-1)?.status === "succeeded");

      const held = async () =>
        (await admin(200, "GET", "/attention?kind=subscription_held")).at("items").value as AttentionItem[];
      for (const [said, status] of [
        ["suspended", "suspended"],
        ["expired", "cancelled"],
      ] as const) {
        Object.assign(vendor.state().subscriptions[live.vendorSubscriptionId] ?? {}, { status: said });
        for (let reading = 0; reading < 5; reading += 1) {
          await admin(200, "POST", `/subscriptions/${live.id}/read`);
          world().advanceBy(QUARTER_MS);
        }
        const [, decide = ""] = paths((await held())[0]);
        expect((await admin(200, "POST", decide)).text("subscription", "status")).toBe(status);
        await admin(400, "POST", decide);
        expect(await held()).toEqual([]);
      }
      await admin(404, "POST", "/subscriptions/none/end");
      const acts = (await admin(200, "GET", `/journal?object_id=${live.id}`)).at("lines").value as { action: string }[];
      expect([...new Set(acts.map(({ action }) => action))].sort()).toEqual(["bill_on", "end", "read"]);
    });
  });

  it("stores what the vendor has signed, once, and nothing else", async () => {
    const { vendor } = world().outside;
    const { orderId } = await buy(world());
    const live = await liveOf(world(), orderId);
    const subscriptions = world().container.resolve(SUBSCRIPTION_MODULE);
    const hook = `${world().url}/hooks/csp/partner-center`;
    const stored = async () => (await db()("csp_inbox_event").where({ source: "partner-center" })).length;

    const before = await stored();
    const forged = await fetch(hook, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        authorization: `Signature ${Buffer.from("forged").toString("base64")}`,
        "x-ms-certificate-url": "http://127.0.0.1:1/evil.cer",
        "x-ms-signature-algorithm": "rsa-sha256",
      },
      body: JSON.stringify({
        EventName: "subscription-updated",
        ResourceUri: `http://x/webhooks/v1/customers/${live.vendorTenantId}/subscriptions/${live.vendorSubscriptionId}`,
        ResourceName: "subscription",
        ResourceChangeUtcDate: "2026-03-15T10:00:00Z",
      }),
    });
    expect(forged.status).toBe(400);
    expect((await fetch(hook, { method: "POST" })).status).toBe(400);
    expect(await stored()).toBe(before);

    await register(world(), hook);
    vendor.configure({ webhooks: { duplicate: true } });
    vendor.changeSubscription(live.vendorSubscriptionId, { status: "suspended" });
    world().advanceBy(1_000);
    await vendor.webhooksAtRest();
    expect(await stored()).toBe(before + 1);
    await until(world(), async () => (await subscriptions.retrieve(live.id)).status === "suspended");
    vendor.configure({ webhooks: { duplicate: false } });
  });

  describe("on Medusa's own pages", () => {
    it("tells what became of an order: steps, lines, subscriptions and documents", async () => {
      const admin = await adminOf(world());
      const { orderId } = await buy(world());
      await sweepOrders(world().container, world().now);
      const read = async () => (await admin(200, "GET", `/admin/csp/orders/${orderId}`)).at("order");
      const bought = await read();
      expect(bought.value).toMatchObject({
        id: orderId,
        company: { name: "Fabrikam, Inc." },
        billing_account_id: expect.stringMatching(/^cspacc_/),
        checkout: { state: "ordered", authorised_amount: { amount: "73.80", currency: "USD" } },
        settled: false,
        lines: [{ quantity: 3, term: "P1Y", billing_plan: "monthly", state: "under_way", subscription_id: null }],
        subscriptions: [],
        invoices: [],
        invoice_count: 0,
      });
      expect((bought.at("tasks").value as { kind: string }[]).map(({ kind }) => kind)).toEqual([
        "ensure_tenant",
        "attest_agreement",
        "place_order",
        "await_vendor",
        "settle_order",
      ]);
      const live = await liveOf(world(), orderId);
      await until(world(), async () => (await read()).at("settled").value === true);
      expect((await read()).value).toMatchObject({
        lines: [{ state: "live", step: null, problem: null, subscription_id: live.id }],
        subscriptions: [
          {
            id: live.id,
            quantity: 3,
            status: "active",
            vendor_subscription_id: live.vendorSubscriptionId,
            auto_renew: true,
            renewal: "renew",
            problem: null,
          },
        ],
        invoices: [{ kind: "activation", status: "paid", total: { amount: "73.80" }, company_name: "Fabrikam, Inc." }],
        invoice_count: 1,
      });
    });

    it("tells what a customer's company has, before its first checkout and after", async () => {
      const admin = await adminOf(world());
      const read = async (visitor: Visitor) => {
        const id = (await visitor.expect(200, "GET", "/store/customers/me")).text("customer", "id");
        return (await admin(200, "GET", `/admin/csp/customers/${id}`)).at("customer").value;
      };
      const company = {
        name: "Fabrikam, Inc.",
        tenant: { kind: "new", state: "chosen", vendor_tenant_id: null },
        agreement: null,
        agreement_evidence: { way: "attestation", state: "accepted", is_ready: true, name: "Ada Byron" },
      };
      const nothing = {
        account: null,
        next_invoice: null,
        held_up: false,
        subscriptions: [],
        subscription_count: 0,
        live_count: 0,
      };
      expect(await read(await world().visitor().readyToOrder())).toMatchObject({ company, ...nothing });

      const { buyer, orderId } = await buy(world());
      const { id, termStartedOn } = await liveOf(world(), orderId);
      await until(world(), async () => ((await read(buyer)) as { next_invoice: unknown }).next_invoice !== null);
      expect(await read(buyer)).toMatchObject({
        company: { tenant: { state: "linked" }, agreement_evidence: { state: "valid" } },
        account: { open_amount: { amount: "0.00", currency: "USD" }, parked_reason: null },
        next_invoice: { on: addMonthsFromAnchor(termStartedOn, 1), amount_due: { amount: "73.80", currency: "USD" } },
        subscriptions: [{ id, order_id: orderId, quantity: 3 }],
        subscription_count: 1,
        live_count: 1,
      });
    });

    it("knows nothing of a host's own orders, customers and products, nor of ids that are none", async () => {
      const admin = await adminOf(world());
      const { container, url } = world();
      const order = await container.resolve(Modules.ORDER).createOrders({
        currency_code: "usd",
        items: [{ title: "A mug", quantity: 1, unit_price: 5 }],
      });
      const customer = await container.resolve(Modules.CUSTOMER).createCustomers({ email: "mug@host.example" });
      const product = await container.resolve(Modules.PRODUCT).createProducts({ title: "A mug" });
      for (const [page, id] of [
        ["order", order.id],
        ["customer", customer.id],
        ["product", product.id],
      ] as const) {
        const path = `/admin/csp/${page}s`;
        expect((await admin(200, "GET", `${path}/${id}`)).value).toEqual({ [page]: null });
        expect((await admin(200, "GET", `${path}/none`)).value).toEqual({ [page]: null });
        expect((await fetch(`${url}${path}/${id}`)).status).toBe(401);
      }
    });
  });

  describe("Medusa's own page of an order", () => {
    it("of a delivered one says that it is complete and paid", async () => {
      const { orderId } = await buy(world());
      expect(await medusaOrder(world(), orderId)).toEqual({
        status: "completed",
        payment: "captured",
        paid: 73.8,
        outstanding: 0,
      });
    });

    it("of a refused one says that it is cancelled, and that nothing is outstanding", async () => {
      world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
      const { orderId } = await buy(world());
      expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
    });

    it.each([
      // 6.5 % of 231.00 are 15.015: the books and the card say 246.02, Medusa 246.015.
      ["up", 10],
      // 6.5 % of 46.20 are 3.003: the books say 49.20, Medusa 49.203.
      ["down", 2],
    ])("of a refused one whose tax is rounded %s says the same", async (_way, seats) => {
      world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
      const { orderId } = await buy(world(), undefined, seats);
      expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
    });

    it("of a partly refused one says that what is live is paid, and that the rest is not outstanding", async () => {
      world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069", orderGroupId: "1" });
      const plans = await Promise.all([
        world().plan("Business Premium", "P1Y"),
        world().plan("Business Premium", "P1Y", "annual"),
      ]);
      const { orderId } = await buy(
        world(),
        plans.map(({ id }) => id),
      );
      const order = await medusaOrder(world(), orderId);
      const [invoice] = await db()("csp_invoice").where({ order_id: orderId }).select("amount_paid");
      expect(order).toMatchObject({ status: "completed", outstanding: 0, paid: Number(invoice.amount_paid) / 100 });
      expect(await world().container.resolve(SUBSCRIPTION_MODULE).list({ orderId })).toHaveLength(1);
    });

    it("of one that a person refused says what it says of a refused one", async () => {
      world().outside.vendor.addFault({
        ...{ kind: "error_before_effect", method: "POST", path: "/carts$", status: 400, code: "3000" },
        times: 20,
      });
      const { orderId } = await buy(world());
      const admin = await adminOf(world());
      const standing = `/admin/csp/provisioning-tasks?order_id=${orderId}&state=needs_attention`;
      await until(world(), async () => (await admin(200, "GET", standing)).at("count").value === 1);
      const id = (await admin(200, "GET", standing)).text("tasks", 0, "id");
      await admin(200, "POST", `/admin/csp/provisioning-tasks/${id}/refuse`, { reason: "We cannot sell this to you." });
      world().outside.vendor.clearFaults();
      expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
    });

    it.each(["completed", "archived"])("of a refused one that a host's code had %s says the same", async (how) => {
      world().outside.vendor.addFault({
        kind: "throttle",
        method: "POST",
        path: "/carts$",
        retryAfterSeconds: 30,
        times: 2,
      });
      world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
      const { orderId } = await buy(world());
      await work(world());
      await completeOrderWorkflow(world().container).run({ input: { orderIds: [orderId] } });
      if (how === "archived") {
        await archiveOrderWorkflow(world().container).run({ input: { orderIds: [orderId] } });
      }
      world().advanceBy(36_000);
      expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
    });

    it("of one whose cancelling process died says that it is cancelled, however far that one had come", async () => {
      world().outside.vendor.addFault({
        kind: "throttle",
        method: "POST",
        path: "/carts$",
        retryAfterSeconds: 30,
        times: 9,
      });
      const { orderId } = await buy(world());
      await work(world());
      await withdrawOrder(world().container, { orderId, actor: "user_1", now: world().now });
      await world()
        .container.resolve(Modules.ORDER)
        .createOrderChange({ order_id: orderId, change_type: "credit_line" });
      await db()("order_change")
        .where({ order_id: orderId })
        .update({ created_at: db().raw("now() - interval '1 min'") });
      expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
      expect(
        await db()("order_change").where({ order_id: orderId, status: "pending" }).whereNull("deleted_at"),
      ).toEqual([]);
    });

    it("of one that somebody cancels at this moment is left to them", async () => {
      world().outside.vendor.addFault({
        kind: "throttle",
        method: "POST",
        path: "/carts$",
        retryAfterSeconds: 30,
        times: 9,
      });
      const { orderId } = await buy(world());
      await work(world());
      await withdrawOrder(world().container, { orderId, actor: "user_1", now: world().now });
      await settlementDuty.run(world().container, world().now);
      const read = () =>
        world()
          .container.resolve(Modules.ORDER)
          .retrieveOrder(orderId, { select: ["id", "status"] });
      expect((await read()).status).toBe("pending");
      expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
    });
  });

  describe("cancelling an order in Medusa", () => {
    const CHECKOUT = { method: "POST", path: "/checkout$" } as const;
    const orders = () => Object.keys(world().outside.vendor.state().orders).length;
    const payments = () => world().outside.stripe.paymentIntents();
    const state = async ({ buyer, checkoutId }: Bought) =>
      (await buyer.expect(200, "GET", `/store/csp/checkouts/${checkoutId}`)).at("checkout");
    const cancelledAt = async (id: string) =>
      (
        await world()
          .container.resolve(Modules.ORDER)
          .retrieveOrder(id, { select: ["id", "canceled_at"] })
      ).canceled_at;
    const mailed = async (template: string) =>
      (await world().container.resolve(Modules.NOTIFICATION).listNotifications({ template })).length;
    let admin: Awaited<ReturnType<typeof adminOf>>;
    let before: { orders: number; payments: number };

    beforeEach(async () => {
      admin = await adminOf(world());
      before = { orders: orders(), payments: payments().length };
    });

    /** Nothing was ordered, nothing is charged, now or at the next renewal, and the customer knows. */
    async function expectNothingBought(
      bought: Bought,
      reason: RegExp,
      end: "canceled" | "refused" = "canceled",
    ): Promise<void> {
      for (let days = 0; days < 3; days += 1) {
        await work(world());
        world().advanceBy(20 * 24 * 3_600_000);
      }
      expect(orders()).toBe(before.orders);
      expect(payments()).toHaveLength(before.payments + 1);
      expect(payments().at(-1)).toMatchObject({ status: "canceled", amount_received: 0 });
      const isCanceled = end === "canceled";
      expect(await cancelledAt(bought.orderId)).not.toBeNull();
      expect((await state(bought)).value).toMatchObject({
        state: end,
        refusal: { reason: expect.stringMatching(reason) },
        subscription_ids: [],
        invoice: null,
      });
      const tasks = (await admin(200, "GET", `/admin/csp/provisioning-tasks?order_id=${bought.orderId}`)).at("tasks");
      const ends = (tasks.value as Task[]).filter((task) => task.state === "refused").map(({ canceled }) => canceled);
      expect(ends).toEqual([isCanceled]);
      const order = await admin(200, "GET", `/admin/csp/orders/${bought.orderId}`);
      expect(order.text("order", "lines", 0, "state")).toBe(end);
      expect((await admin(200, "GET", "/admin/csp/attention?kind=refused_order")).at("count").value).toBe(
        isCanceled ? 0 : 1,
      );
      expect((tasks.value as Task[]).filter((task) => !["done", "refused", "skipped"].includes(task.state))).toEqual(
        [],
      );
    }

    it("stops one that waits at the vendor: nothing is ordered or charged, and the customer is told", async () => {
      world().outside.vendor.addFault({ kind: "throttle", ...CHECKOUT, retryAfterSeconds: 30, times: 2 });
      const bought = await buy(world());
      await work(world());
      await admin(200, "POST", `/admin/orders/${bought.orderId}/cancel`);
      world().outside.vendor.clearFaults();
      world().advanceBy(36_000);
      await expectNothingBought(bought, /cancelled before anything was ordered/);
      expect(await mailed("order_canceled")).toBe(1);
      expect(await mailed("order_refused")).toBe(0);
    });

    it("stops one whose tasks are not written yet, and one that stands for a person", async () => {
      const first = await buy(world());
      await db()("csp_provisioning_task").where({ group_id: first.orderId }).delete();
      await admin(200, "POST", `/admin/orders/${first.orderId}/cancel`);
      await expectNothingBought(first, /cancelled/);

      before = { orders: orders(), payments: payments().length };
      world().outside.vendor.addFault({
        ...{ kind: "error_before_effect", method: "POST", path: "/carts$", status: 400, code: "3000" },
        times: 2,
      });
      const second = await buy(world());
      await work(world());
      await admin(200, "POST", `/admin/orders/${second.orderId}/cancel`);
      await expectNothingBought(second, /cancelled/);
    });

    it("stops one that a host's code called complete; Medusa's own button for that is refused", async () => {
      world().outside.vendor.addFault({ kind: "throttle", ...CHECKOUT, retryAfterSeconds: 30, times: 2 });
      const bought = await buy(world());
      await work(world());
      const refused = await admin(409, "POST", `/admin/orders/${bought.orderId}/complete`);
      expect(refused.text("message")).toMatch(/This order holds licences/);
      await completeOrderWorkflow(world().container).run({ input: { orderIds: [bought.orderId] } });
      await admin(200, "POST", `/admin/orders/${bought.orderId}/cancel`);
      world().outside.vendor.clearFaults();
      world().advanceBy(36_000);
      await expectNothingBought(bought, /cancelled before anything was ordered/);
    });

    it("is refused in words while the order is being changed, and not by what a dead process left", async () => {
      const bought = await buy(world());
      await world()
        .container.resolve(Modules.ORDER)
        .createOrderChange({ order_id: bought.orderId, change_type: "credit_line" });
      const refused = await admin(409, "POST", `/admin/orders/${bought.orderId}/cancel`);
      expect(refused.text("message")).toMatch(/being changed at this moment/);
      await db()("order_change")
        .where({ order_id: bought.orderId })
        .update({ created_at: db().raw("now() - interval '1 min'") });
      await admin(200, "POST", `/admin/orders/${bought.orderId}/cancel`);
      await expectNothingBought(bought, /cancelled before anything was ordered/);
    });

    it("is seen by the next step when a host's own code has cancelled it", async () => {
      const bought = await buy(world());
      await cancelOrderWorkflow(world().container).run({ input: { order_id: bought.orderId } });
      await expectNothingBought(bought, /cancelled before anything was ordered/);
    });

    it("orders nothing when the hold was released at the card processor while the order waited", async () => {
      world().outside.vendor.addFault({ kind: "throttle", ...CHECKOUT, retryAfterSeconds: 30, times: 2 });
      const bought = await buy(world());
      await work(world());
      const paymentIntentId = payments().at(-1)?.id ?? "";
      await cardGateway(world().container).cancel({ paymentIntentId, idempotencyKey: "dashboard" });
      world().outside.vendor.clearFaults();
      world().advanceBy(36_000);
      await expectNothingBought(bought, /reserved on your card was released/, "refused");
    });

    it.each(["refused by the vendor", "cancelled in Medusa", "refunded by hand before it is ordered"])(
      "gives back what somebody captured at Stripe, once, when the order is %s",
      async (end) => {
        world().outside.vendor.addFault({ kind: "throttle", ...CHECKOUT, retryAfterSeconds: 30, times: 2 });
        const told = await db()("csp_mail").pluck("id");
        const { orderId } = await buy(world());
        await work(world());
        const { id: paymentIntentId = "", amount = 0, currency = "" } = payments().at(-1) ?? {};
        const rail = cardGateway(world().container);
        await rail.capture({ paymentIntentId, amount, currency, idempotencyKey: `dashboard:${orderId}` });
        if (end === "cancelled in Medusa") {
          await admin(200, "POST", `/admin/orders/${orderId}/cancel`);
        }
        if (end === "refunded by hand before it is ordered") {
          await rail.refund({ paymentIntentId, amount, currency, idempotencyKey: `dashboard refund:${orderId}` });
        }
        world().outside.vendor.clearFaults();
        if (end === "refused by the vendor") {
          world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
        }
        world().advanceBy(36_000);
        expect(await medusaOrder(world(), orderId)).toEqual(NOTHING_SOLD);
        await work(world());
        expect(orders()).toBe(before.orders);
        const { refunds } = await rail.wentBack(paymentIntentId);
        expect(refunds.map((one) => one.amount)).toEqual([amount]);
        expect(await db()("csp_unbilled_payment").where({ order_id: orderId })).toMatchObject([
          { payment_intent_id: paymentIntentId, amount: `${amount}` },
        ]);
        expect(await db()("csp_payment_reversal").where({ payment_intent_id: paymentIntentId })).toMatchObject([
          { kind: "refund", amount: `${amount}`, undone_at: null },
        ]);
        const mails: string[] = await db()("csp_mail").pluck("id");
        const wanted = `${end === "cancelled in Medusa" ? "order_canceled" : "order_refused"}:${orderId}`;
        expect(mails.filter((id) => !told.includes(id))).toContain(wanted);
        const checks = (await admin(200, "GET", "/admin/csp/billing-checks")).at("checks").value as {
          name: string;
          broken: string[];
        }[];
        expect(checks.filter(({ broken }) => broken.length > 0)).toEqual([]);
      },
    );

    it("gives back what somebody captured at Stripe before the order was placed, when the vendor refuses it", async () => {
      world().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
      const buyer = await world().visitor().readyToOrder();
      const { id, url } = await buyer.startCheckout([(await world().plan("Business Premium")).id], 3);
      await enterCard(url, VISA);
      const { id: paymentIntentId = "", amount = 0, currency = "" } = payments().at(-1) ?? {};
      const rail = cardGateway(world().container);
      await rail.capture({ paymentIntentId, amount, currency, idempotencyKey: `dashboard:${id}` });
      const paid = await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
      const order = await medusaOrder(world(), paid.text("checkout", "order_id"));
      expect(order).toMatchObject({ status: "canceled", outstanding: 0 });
      expect((await rail.wentBack(paymentIntentId)).refunds.map((one) => one.amount)).toEqual([amount]);
    });

    it("waits for the card processor's word before it orders", async () => {
      const bought = await buy(world());
      world().outside.stripe.faults.set({ kind: "drop_before", path: "/v1/payment_intents/", count: 50 });
      await provisioningDuty.run(world().container, world().now);
      expect(orders()).toBe(before.orders);
      world().outside.stripe.faults.clear();
      expect(await liveOf(world(), bought.orderId)).toMatchObject({ quantity: 3 });
    });

    it("is refused while it cannot be told whether the vendor has it, and while it is being ordered", async () => {
      const { vendor } = world().outside;
      vendor.addFault({ kind: "drop_after_effect", ...CHECKOUT, times: 20 });
      const { orderId } = await buy(world());
      for (let round = 0; round < 5 && orders() === before.orders; round += 1) {
        await work(world());
      }
      const refused = await admin(409, "POST", `/admin/orders/${orderId}/cancel`);
      expect(refused.text("message")).toMatch(/has not answered yet/);
      vendor.clearFaults();
      const place = db()("csp_provisioning_task").where({ group_id: orderId, kind: "place_order" });
      await place.clone().update({ state: "leased", lease_token: "t", lease_until: db().raw("now() + interval '1h'") });
      expect((await admin(409, "POST", `/admin/orders/${orderId}/cancel`)).text("message")).toMatch(/at this moment/);
      await place.clone().update({ state: "ready", lease_token: null, lease_until: null });
      await liveOf(world(), orderId);
      expect(orders()).toBe(before.orders + 1);
    });

    it("is refused once it is delivered, like every other way of Medusa's to give money back", async () => {
      const { orderId } = await buy(world());
      await liveOf(world(), orderId);
      await until(world(), async () => payments().at(-1)?.status === "succeeded");
      const words = async (path: string) => (await admin(409, "POST", path)).text("message");
      expect(await words(`/admin/orders/${orderId}/cancel`)).toMatch(/Microsoft has this order/);
      const [payment] = await world()
        .container.resolve(Modules.PAYMENT)
        .listPayments({}, { order: { created_at: "DESC" } });
      expect(await words(`/admin/payments/${payment?.id}/refund`)).toMatch(/credit note/);
      expect(await words(`/admin/payments/${payment?.id}/capture`)).toMatch(/credit note/);
      expect(await words(`/admin/orders/${orderId}/credit-lines`)).toMatch(/credit note/);
      expect(await cancelledAt(orderId)).toBeNull();
      // A host's own code is told so by Medusa, and the money stays where the invoice says.
      await until(world(), async () => (await medusaOrder(world(), orderId)).status === "completed");
      await expect(cancelOrderWorkflow(world().container).run({ input: { order_id: orderId } })).rejects.toMatchObject({
        message: expect.stringMatching(/completed order/),
      });
      expect(await world().container.resolve(Modules.PAYMENT).listRefunds({})).toEqual([]);
      expect(payments().at(-1)).toMatchObject({ status: "succeeded", amount_received: 7380 });
    });

    it("after delivery, by a host's code before the invoice was paid, charges nobody and waits for a person", async () => {
      const { orderId } = await buy(world());
      // Its tasks are written by the event of the order, in its own time.
      const isLive = async () => (await world().container.resolve(SUBSCRIPTION_MODULE).list({ orderId })).length > 0;
      for (let round = 0; round < 200 && !(await isLive()); round += 1) {
        await provisioningDuty.run(world().container, world().now);
        world().advanceBy(2_000);
        await wait(50);
      }
      await cancelOrderWorkflow(world().container).run({ input: { order_id: orderId } });
      const stands = db()("csp_provisioning_task").where({ group_id: orderId, state: "needs_attention" });
      await until(world(), async () => (await stands.clone().first()) !== undefined);
      expect(payments()).toHaveLength(before.payments + 1);
      expect(payments().at(-1)).toMatchObject({ status: "canceled" });
      const standing = await admin(
        200,
        "GET",
        `/admin/csp/provisioning-tasks?order_id=${orderId}&state=needs_attention`,
      );
      expect(standing.text("tasks", 0, "last_error")).toMatch(/order_canceled/);
    });
  });
}

const NOTHING_SOLD = { status: "canceled", payment: "canceled", paid: 0, outstanding: 0 };

/** What Medusa's own page of the order says, once its last step is done; amounts in major units. */
async function medusaOrder(world: ShopWorld, orderId: string) {
  const admin = await adminOf(world);
  const path = `/admin/csp/provisioning-tasks?order_id=${orderId}`;
  const isSettled = async () => {
    const tasks = (await admin(200, "GET", path)).at("tasks").value as Task[];
    return tasks.find(({ kind }) => kind === "settle_order")?.state === "done";
  };
  await until(world, isSettled);
  const fields = "status,payment_status,summary,total,credit_line_total";
  const order = (await admin(200, "GET", `/admin/orders/${orderId}?fields=${fields}`)).at("order");
  return {
    status: order.text("status"),
    payment: order.text("payment_status"),
    paid: order.at("summary", "paid_total").value,
    outstanding: order.at("summary", "pending_difference").value,
  };
}

/** A paid order of three seats of each plan; nothing of it is carried out yet. */
async function buy(world: ShopWorld, plans?: readonly string[], seats = 3): Promise<Bought> {
  const chosen = plans ?? [(await world.plan("Business Premium")).id];
  const buyer = await world.visitor().readyToOrder();
  const { id, url } = await buyer.startCheckout(chosen, seats);
  await enterCard(url, VISA);
  const paid = await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
  return { buyer, checkoutId: id, orderId: paid.text("checkout", "order_id") };
}

/** Everything that is due, until nothing more is, as the ticker does it. */
async function work(world: ShopWorld): Promise<void> {
  for (let round = 0; round < 4; round += 1) {
    for (const duty of duties) {
      await duty.run(world.container, world.now);
    }
    world.advanceBy(5_000);
  }
}

/** Works until something is so. */
async function until(world: ShopWorld, isSo: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    if (await isSo()) {
      return;
    }
    await work(world);
  }
  throw new Error("It never came to be.");
}

/** The order's subscription, once it is live. */
async function liveOf(world: ShopWorld, orderId: string): Promise<Subscription> {
  const subscriptions = world.container.resolve(SUBSCRIPTION_MODULE);
  await until(world, async () => (await subscriptions.list({ orderId })).length > 0);
  const [live] = await subscriptions.list({ orderId });
  if (!live) {
    throw new Error(`Order ${orderId} did not go live.`);
  }
  return live;
}

async function register(world: ShopWorld, url: string): Promise<void> {
  await partnerCenter(world.container).registerWebhook(url, ["subscription-updated"], {
    requestId: crypto.randomUUID(),
  });
}

/** Calls the admin API with a secret key and insists on the status. */
async function adminOf(world: ShopWorld) {
  const token = await secretKey(world.container);
  return async (status: number, method: string, path: string, sent?: object): Promise<Json> => {
    const headers = {
      authorization: `Basic ${Buffer.from(`${token}:`).toString("base64")}`,
      "content-type": "application/json",
    };
    const response = await fetch(`${world.url}${path}`, { method, headers, body: sent && JSON.stringify(sent) });
    const body = new Json(await response.json());
    if (response.status !== status) {
      throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(body.value)}`);
    }
    checkAdminAnswer(method, path, status, body.value);
    return body;
  };
}

async function secretKey(container: MedusaContainer): Promise<string> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Test", type: "secret", created_by: "" }] },
  });
  return result[0]?.token ?? "";
}
