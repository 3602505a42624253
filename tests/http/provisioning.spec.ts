import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { cancelOrderWorkflow, createApiKeysWorkflow } from "@medusajs/medusa/core-flows";
import type { Task } from "../../src/api/admin/csp/provisioning-tasks/document";
import { partnerCenter } from "../../src/connections/partner-center";
import { addMonthsFromAnchor } from "../../src/domain/calendar";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../src/modules/subscription";
import { sweepOrders } from "../../src/processes/provisioning/sweep-orders";
import { duties } from "../../src/workflows/duties";
import { checkAdminAnswer } from "../support/admin-answers";
import { describeShop, type ShopWorld } from "../support/purchase/shop";
import { enterCard, Json, type Visitor } from "../support/purchase/visitor";

const VISA = "4242424242424242";

type Bought = { readonly buyer: Visitor; readonly checkoutId: string; readonly orderId: string };

describeShop((world) => {
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
    // Refused twice: the client renews its token once before it believes a 401.
    const refusal = {
      kind: "error_before_effect",
      method: "POST",
      path: "/carts$",
      status: 401,
      code: "900421",
    } as const;
    vendor.addFault({ ...refusal, times: 2 });
    const { orderId } = await buy(world());
    const admin = await adminOf(world());
    const path = `/admin/csp/provisioning-tasks?order_id=${orderId}`;
    const readStanding = () => admin(200, "GET", `${path}&state=needs_attention`);
    await until(world(), async () => (await readStanding()).at("count").value === 1);
    const standing = await readStanding();
    expect(standing.at("tasks", 0).value).toMatchObject({
      order_id: orderId,
      last_error: expect.stringContaining("900421"),
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
      refusal: { reason: "Microsoft did not approve an order for your organisation." },
      subscription_ids: [],
    });
    expect(world().outside.stripe.paymentIntents().at(-1)).toMatchObject({ status: "canceled", amount_received: 0 });

    const admin = await adminOf(world());
    const tasks = async () =>
      (await admin(200, "GET", `/admin/csp/provisioning-tasks?order_id=${orderId}`)).at("tasks").value as Task[];
    await until(world(), async () => (await tasks())[4]?.state === "done");
    const told = (await tasks()).map(({ last_error, settlement }) => ({ last_error, settlement }));
    expect(told.slice(2)).toEqual([
      { last_error: "800069: The order failed the risk check.", settlement: null },
      { last_error: null, settlement: null },
      { last_error: null, settlement: "nothing_live" },
    ]);
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
        agreement: { name: "Ada Byron", attested_at: null },
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
        company: { tenant: { state: "linked" }, agreement: { attested_at: expect.any(String) } },
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

    it("is right in saying what cancelling in Medusa does not do", async () => {
      const admin = await adminOf(world());
      const { stripe } = world().outside;
      const read = async (id: string) => (await admin(200, "GET", `/admin/csp/orders/${id}`)).at("order");
      const cancel = (id: string) => cancelOrderWorkflow(world().container).run({ input: { order_id: id } });
      const paid = (id: string) => async () =>
        (await read(id)).at("invoice_count").value === 1 && (await read(id)).text("invoices", 0, "status") === "paid";

      // Under way: the authorisation is released, the licences go live, and the saved card is charged.
      const { orderId: early } = await buy(world());
      await sweepOrders(world().container, world().now);
      await cancel(early);
      expect(stripe.paymentIntents().at(-1)).toMatchObject({ status: "canceled", amount_received: 0 });
      await until(world(), paid(early));
      expect(stripe.paymentIntents().at(-1)).toMatchObject({ status: "succeeded", amount_received: 7380 });
      expect((await read(early)).at("subscriptions", 0).value).toMatchObject({ status: "active" });

      // Settled: the money goes back, and the invoice and the licences stay.
      const { orderId: late } = await buy(world());
      await until(world(), paid(late));
      await cancel(late);
      await work(world());
      const refunds = await world().container.resolve(Modules.PAYMENT).listRefunds({});
      expect(refunds.map(({ amount }) => Number(amount))).toEqual([73.8]);
      expect((await read(late)).value).toMatchObject({
        subscriptions: [{ status: "active" }],
        invoices: [{ kind: "activation", status: "paid" }],
        invoice_count: 1,
      });
    });
  });
});

/** A paid order of three seats; nothing of it is carried out yet. */
async function buy(world: ShopWorld): Promise<Bought> {
  const plan = await world.plan("Business Premium");
  const buyer = await world.visitor().readyToOrder();
  const { id, url } = await buyer.startCheckout(plan.id, 3);
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
  return async (status: number, method: string, path: string): Promise<Json> => {
    const headers = { authorization: `Basic ${Buffer.from(`${token}:`).toString("base64")}` };
    const response = await fetch(`${world.url}${path}`, { method, headers });
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
