import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { completeCartWorkflow } from "@medusajs/medusa/core-flows";
import { stripeConnection } from "../../src/connections/stripe";
import { BILLING_MODULE } from "../../src/modules/billing";
import { CHECKOUT_MODULE, type CheckoutService } from "../../src/modules/checkout";
import { COMPANY_MODULE } from "../../src/modules/company";
import { INBOX_MODULE } from "../../src/modules/inbox";
import { inboxDuty } from "../../src/processes/inbox/duty";
import { mailDuty } from "../../src/processes/notify/duty";
import { orderSweepDuty, provisioningDuty, settlementDuty } from "../../src/processes/provisioning/duties";
import { cartModule } from "../../src/processes/purchase/carts/cart";
import { completeCart } from "../../src/processes/purchase/checkouts/complete-cart";
import { completeCheckout } from "../../src/processes/purchase/checkouts/complete-checkout";
import { checkoutSweepDuty } from "../../src/processes/purchase/checkouts/sweep-duty";
import { completeCheckoutWorkflow } from "../../src/workflows";
import { checkoutCompletedDuty } from "../../src/workflows/purchase/completed-duty";
import { describeShop, type ShopWorld } from "../support/purchase/shop";
import { enterCard, type Visitor } from "../support/purchase/visitor";

const VISA = "4242424242424242";

/** A host's system that hears of orders. */
const heard = jest.fn();
completeCheckoutWorkflow.hooks.checkoutCompleted(async ({ orderId }) => heard(orderId));

const orders = (world: ShopWorld) => world.container.resolve(Modules.ORDER);
const checkouts = (world: ShopWorld) => world.container.resolve(CHECKOUT_MODULE);

describeShop((shop) => {
  /** A customer who has just entered a card and whose browser has not come back yet. */
  async function paid(): Promise<{ buyer: Visitor; id: string; cartId: string }> {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    const buyer = await shop().visitor().readyToOrder();
    const started = await buyer.startCheckout(plan.id, 3);
    const answer = await enterCard(started.url, VISA);
    expect(answer.status).toBe(303);
    return { buyer, id: started.id, cartId: started.cartId };
  }

  async function deliverCompleted(times = 1): Promise<void> {
    const event = shop()
      .outside.stripe.events()
      .findLast((one) => one.type === "checkout.session.completed");
    for (let n = 0; n < times; n += 1) {
      expect(await shop().deliver(event)).toMatchObject({ status: 200 });
    }
  }

  const returned = (buyer: Visitor, id: string) => buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
  const drainInbox = () => inboxDuty.run(shop().container, shop().now);

  /** However it came about: one order, one authorised payment of the exact amount, one saved card. */
  async function expectOneOrder(id: string): Promise<string> {
    // A completion that failed (a connection that broke) is tried again by itself after some seconds.
    for (let round = 0; (await checkouts(shop()).retrieve(id)).state !== "ordered" && round < 20; round += 1) {
      shop().advanceBy(6_000);
      await checkoutSweepDuty.run(shop().container, shop().now);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    const checkout = await checkouts(shop()).retrieve(id);
    expect(checkout.state).toBe("ordered");
    const all = await orders(shop()).listOrders({});
    expect(all.map((order) => order.id)).toEqual([checkout.orderId]);
    const { data } = await shop()
      .container.resolve(ContainerRegistrationKeys.QUERY)
      .graph({
        entity: "order",
        fields: [
          "id",
          "payment_collections.status",
          "payment_collections.payments.id",
          "payment_collections.payments.amount",
        ],
        filters: { id: checkout.orderId ?? "" },
      });
    expect(data).toMatchObject([{ payment_collections: [{ payments: [{ amount: 73.8 }] }] }]);
    return checkout.orderId ?? "";
  }

  it("makes one order when the customer returns and the event arrives at the same moment", async () => {
    const { buyer, id } = await paid();
    await deliverCompleted(2);
    await Promise.all([returned(buyer, id), drainInbox(), returned(buyer, id), drainInbox()]);
    shop().advanceBy(60_000);
    await drainInbox();
    await expectOneOrder(id);
    const inbox = shop().container.resolve(INBOX_MODULE);
    expect(await inbox.countByState()).toEqual({ handled: 1 });
  });

  it("makes one order when the event comes before the return", async () => {
    const { buyer, id } = await paid();
    await deliverCompleted();
    await drainInbox();
    const order = await expectOneOrder(id);
    const back = await returned(buyer, id);
    expect(back.text("checkout", "order_id")).toBe(order);
    await expectOneOrder(id);
  });

  it("makes one order when the return comes before the event, which then comes many times", async () => {
    const { buyer, id } = await paid();
    await returned(buyer, id);
    await deliverCompleted(3);
    await Promise.all([drainInbox(), drainInbox()]);
    await checkoutSweepDuty.run(shop().container, shop().now);
    await expectOneOrder(id);
  });

  it("hears the notice again within seconds of the death of whoever took the payment up", async () => {
    const { id } = await paid();
    const lease = await checkouts(shop()).lease(id, shop().now);
    await deliverCompleted();
    for (let round = 0; round < 4; round += 1) {
      await drainInbox();
      expect((await checkouts(shop()).retrieve(id)).orderId).toBeNull();
      shop().advanceBy(6_500);
    }
    await checkouts(shop()).release(id, lease.outcome === "leased" ? lease.token : "", shop().now);
    await drainInbox();
    expect((await checkouts(shop()).retrieve(id)).state).toBe("ordered");
  });

  it("takes over when a process died after Medusa's order and before our note of it", async () => {
    const { buyer, id } = await paid();
    await diedAt(id, async (checkout) => {
      await completeCart(shop().container, checkout);
    });
    const back = await returned(buyer, id);
    expect(back.text("checkout", "order_id")).toMatch(/^order_/);
    await expectOneOrder(id);
  });

  it("takes over when a process died inside Medusa's completion, with an order that knows neither cart nor payment", async () => {
    const { buyer, id, cartId } = await paid();
    await diedAt(id, async (checkout) => {
      await bareOrder(checkout, cartId);
    });
    await returned(buyer, id);
    await expectOneOrder(id);
  });

  it("takes over when a process died between Medusa's link of the order to its cart and the one to its payment", async () => {
    const { buyer, id, cartId } = await paid();
    await diedAt(id, async (checkout) => {
      const order = await bareOrder(checkout, cartId);
      const link = shop().container.resolve(ContainerRegistrationKeys.LINK);
      await link.create({ [Modules.ORDER]: { order_id: order }, [Modules.CART]: { cart_id: cartId } });
    });
    await returned(buyer, id);
    await expectOneOrder(id);
    await shop().runDuties();
    const done = (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
    expect(done.text("state")).toBe("live");
  });

  it("tries again when completing failed, and keeps the money until it worked", async () => {
    const { buyer, id, cartId } = await paid();
    const query = shop().container.resolve(ContainerRegistrationKeys.QUERY);
    const graph = jest.spyOn(query, "graph").mockRejectedValue(new Error("the database is away"));
    const stuck = await completeCheckout(shop().container, { checkoutId: id, now: shop().now });
    graph.mockRestore();
    expect(stuck).toEqual({ outcome: "in_progress" });
    const waiting = (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
    expect(waiting.value).toMatchObject({ state: "authorised", order_id: null });
    const line = { plan_id: (await shop().plan("Microsoft 365 Business Premium")).id, quantity: 1 };
    shop().advanceBy(11_000);
    await checkoutSweepDuty.run(shop().container, shop().now);
    await expectOneOrder(id);
    await buyer.expect(404, "POST", `/store/csp/carts/${cartId}/lines`, line);
  });

  it("tells the host of an order until its handler came through, and a handler that fails changes nothing", async () => {
    const { buyer, id } = await paid();
    heard.mockReset().mockRejectedValueOnce(new Error("The ERP is away."));
    const tell = () => checkoutCompletedDuty.run(shop().container, shop().now);
    await tell();
    await returned(buyer, id);
    const order = await expectOneOrder(id);
    // The customer waited for no handler of the host's.
    expect(heard).not.toHaveBeenCalled();
    await Promise.all([tell(), tell()]);
    await tell();
    expect(heard.mock.calls).toEqual([[order]]);
    shop().advanceBy(60_000);
    await Promise.all([tell(), tell()]);
    await tell();
    expect(heard.mock.calls).toEqual([[order], [order]]);
    await returned(buyer, id);
    await tell();
    expect(heard).toHaveBeenCalledTimes(2);
    expect(await expectOneOrder(id)).toBe(order);
  });

  it("gives the money back when what was authorised is not what the cart holds any more", async () => {
    const { buyer, id, cartId } = await paid();
    const module = cartModule(shop().container);
    const cart = await module.retrieveCart(cartId, { relations: ["items"] });
    await module.updateLineItems(cart.items?.[0]?.id ?? "", { quantity: 300 });
    const back = (await returned(buyer, id)).at("checkout");
    expect(back.value).toMatchObject({ state: "payment_failed", order_id: null });
    expect(back.text("refusal", "reason")).toMatch(/released/);
    expect(await orders(shop()).listOrders({})).toEqual([]);
    const { paymentIntentId } = await checkouts(shop()).retrieve(id);
    expect(paymentIntentId).toBeNull();
    const canceled = shop()
      .outside.stripe.paymentIntents()
      .filter((intent) => intent.metadata.checkout_id === id);
    expect(canceled.map((intent) => intent.status)).toEqual(["canceled"]);
  });

  it("gives the money back after a day in which no order could be made, also when the card processor was away at first", async () => {
    const { buyer, id } = await paid();
    const query = shop().container.resolve(ContainerRegistrationKeys.QUERY);
    const graph = jest.spyOn(query, "graph").mockRejectedValue(new Error("the database is away"));
    await completeCheckout(shop().container, { checkoutId: id, now: shop().now });
    graph.mockRestore();
    shop().advanceBy(24 * 3_600_000 + 1);
    const { cardEntry } = stripeConnection(shop().container);
    const reading = jest
      .spyOn(cardEntry, "readCheckout")
      .mockRejectedValueOnce(new Error("the card processor is away"));
    await checkoutSweepDuty.run(shop().container, shop().now);
    expect(await checkouts(shop()).retrieve(id)).toMatchObject({ state: "authorised" });
    expect(await checkouts(shop()).nextDueAt()).toEqual(new Date(shop().now.getTime() + 5 * 60_000));
    reading.mockRestore();
    shop().advanceBy(5 * 60_000);
    await checkoutSweepDuty.run(shop().container, shop().now);
    const told = (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
    expect(told.value).toMatchObject({ state: "payment_failed", order_id: null });
    expect(told.text("refusal", "reason")).toMatch(/within a day.*released/);
    const intents = shop()
      .outside.stripe.paymentIntents()
      .filter((intent) => intent.metadata.checkout_id === id);
    expect(intents.map((intent) => intent.status)).toEqual(["canceled"]);
    expect(await orders(shop()).listOrders({})).toEqual([]);
  });

  it("tells the customer of an order whose process died as soon as it stood", async () => {
    const { id } = await paid();
    const lease = await checkouts(shop()).lease(id, shop().now);
    const token = lease.outcome === "leased" ? lease.token : "";
    const checkout = await checkouts(shop()).markAuthorised(id, token, "pi_of_the_dead", shop().now);
    const order = await completeCart(shop().container, checkout);
    await checkouts(shop()).markOrdered(id, token, order, shop().now);
    const mails = () =>
      shop()
        .container.resolve(Modules.NOTIFICATION)
        .listNotifications({ resource_id: `order_received:${order}` });
    expect(await mails()).toEqual([]);
    await checkoutCompletedDuty.run(shop().container, shop().now);
    await mailDuty.run(shop().container, shop().now);
    expect(await mails()).toHaveLength(1);
  });

  it("asks anew for the mail of an order that could not be written then, and lets none before it hold up the others", async () => {
    const { id } = await paid();
    const lease = await checkouts(shop()).lease(id, shop().now);
    const token = lease.outcome === "leased" ? lease.token : "";
    const checkout = await checkouts(shop()).markAuthorised(id, token, "pi_of_the_dead", shop().now);
    const order = await completeCart(shop().container, checkout);
    await checkouts(shop()).markOrdered(id, token, order, shop().now);
    const company = jest
      .spyOn(shop().container.resolve(COMPANY_MODULE), "retrieve")
      .mockRejectedValue(new Error("the database is away"));
    const { nextDueAt } = await checkoutCompletedDuty.run(shop().container, shop().now);
    company.mockRestore();
    expect(nextDueAt).toEqual(new Date(shop().now.getTime() + 60_000));
    expect(await checkouts(shop()).listUnmailed(10)).toMatchObject([{ id }]);
    await checkoutCompletedDuty.run(shop().container, shop().now);
    // There is no mail server here: it was asked for, and is kept until it goes out.
    expect(await checkouts(shop()).listUnmailed(10)).toEqual([]);
    const db = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
    const kept = () => db("csp_mail").where({ id: `order_received:${order}` });
    expect(await kept()).toMatchObject([{ state: "waiting", failure: null, attempts: 0 }]);
    await mailDuty.run(shop().container, shop().now);
    expect(await kept()).toMatchObject([{ state: "waiting", failure: "server", attempts: 1 }]);
  });

  it("does not give up an order that stands and lacks only our note of it, a day later", async () => {
    const { id } = await paid();
    await diedAt(id, async (checkout) => {
      await completeCart(shop().container, checkout);
    });
    shop().advanceBy(25 * 3_600_000);
    await checkoutSweepDuty.run(shop().container, shop().now);
    await expectOneOrder(id);
    const intents = shop()
      .outside.stripe.paymentIntents()
      .filter((intent) => intent.metadata.checkout_id === id);
    expect(intents.map((intent) => intent.status)).toEqual(["requires_capture"]);
  });

  it("knows the order whose vendor refused it before our note of it was made", async () => {
    const { buyer, id } = await paid();
    shop().outside.vendor.addFault({ kind: "refuse_checkout", code: "800069" });
    await diedAt(id, async (checkout) => {
      await completeCart(shop().container, checkout);
    });
    const [order] = await orders(shop()).listOrders({});
    // The sweep of orders and its tasks are done before the lease of the dead holder is over.
    await orderSweepDuty.run(shop().container, shop().now);
    for (let round = 0; (await orders(shop()).retrieveOrder(order?.id ?? "")).status !== "canceled"; round += 1) {
      expect(round).toBeLessThan(30);
      await provisioningDuty.run(shop().container, shop().now);
      await settlementDuty.run(shop().container, shop().now);
      shop().advanceBy(1_000);
    }
    await shop().runDuties();
    expect(await checkouts(shop()).retrieve(id)).toMatchObject({ state: "ordered", orderId: order?.id });
    const checkout = (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
    expect(checkout.value).toMatchObject({ state: "refused", refusal: { by: "vendor" }, order_id: order?.id });
    const mails: { id: string }[] = await shop()
      .container.resolve(ContainerRegistrationKeys.PG_CONNECTION)("csp_mail")
      .select("id")
      .where("id", "like", `order_%:${order?.id}`);
    expect(mails.map((mail) => mail.id)).toEqual([`order_refused:${order?.id}`]);
  });

  it("takes up an order whose process died between Medusa's payment and the state of its collection", async () => {
    const { buyer, id } = await paid();
    await diedAt(id, async (checkout) => {
      await completeCart(shop().container, checkout);
      const db = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
      await db("payment_collection")
        .where({ id: checkout.paymentCollectionId })
        .update({ status: "not_paid", authorized_amount: null, raw_authorized_amount: null });
      await db("csp_provisioning_task").delete();
    });
    await returned(buyer, id);
    await orderSweepDuty.run(shop().container, shop().now);
    await shop().runDuties();
    shop().advanceBy(60_000);
    await shop().runDuties();
    const done = (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
    expect(done.text("state")).toBe("live");
  });

  it("finishes an order whose process died after the money was taken and before Medusa's books said so", async () => {
    const { buyer, id } = await paid();
    const order = (await returned(buyer, id)).text("checkout", "order_id");
    const billing = shop().container.resolve(BILLING_MODULE);
    const book = billing.bookTaken.bind(billing);
    const dying = jest.spyOn(billing, "bookTaken").mockImplementationOnce(async (taken) => {
      await book(taken);
      throw new Error("killed");
    });
    await shop().runDuties();
    expect(dying).toHaveBeenCalledTimes(1);
    dying.mockRestore();
    shop().advanceBy(3_600_000);
    await shop().runDuties();
    const done = (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
    expect(done.text("state")).toBe("live");
    const { data } = await shop()
      .container.resolve(ContainerRegistrationKeys.QUERY)
      .graph({
        entity: "order",
        fields: ["id", "payment_collections.payments.captures.amount", "payment_collections.payments.canceled_at"],
        filters: { id: order },
      });
    expect(data).toMatchObject([
      { payment_collections: [{ payments: [{ canceled_at: null, captures: [{ amount: 73.8 }] }] }] },
    ]);
    const intents = shop()
      .outside.stripe.paymentIntents()
      .filter((intent) => intent.metadata.checkout_id === id);
    expect(intents.map((intent) => [intent.status, intent.amount_received])).toEqual([["succeeded", 7_380]]);
  });

  it("lets no cart with licences be completed past the checkout", async () => {
    const { id, cartId } = await paid();
    const completion = completeCartWorkflow(shop().container).run({ input: { id: cartId } });
    // Medusa hands a workflow's error on as a plain object.
    await expect(completion).rejects.toMatchObject({ message: expect.stringMatching(/shop's own checkout/) });
    expect(await orders(shop()).listOrders({})).toEqual([]);
    expect(await checkouts(shop()).retrieve(id)).toMatchObject({ state: "open" });
  });

  /** The order as Medusa's completion commits it first: it knows neither its cart nor its payment. @returns its id */
  async function bareOrder(checkout: { readonly id: string }, cartId: string): Promise<string> {
    const cart = await cartModule(shop().container).retrieveCart(cartId, { relations: ["items"] });
    const order = await orders(shop()).createOrders({
      currency_code: cart.currency_code,
      customer_id: cart.customer_id ?? "",
      email: cart.email ?? "",
      region_id: cart.region_id ?? "",
      metadata: { checkout_id: checkout.id },
      items: (cart.items ?? []).map((item) => ({
        title: item.title,
        quantity: Number(item.quantity),
        unit_price: item.unit_price,
        variant_id: item.variant_id ?? "",
        metadata: item.metadata ?? {},
        tax_lines: [{ code: "us-wa", rate: 6.5 }],
      })),
    });
    return order.id;
  }

  /** A worker that holds the lease does part of the work and dies; its lease runs out. */
  async function diedAt(
    id: string,
    work: (checkout: Awaited<ReturnType<CheckoutService["retrieve"]>>) => Promise<void>,
  ): Promise<void> {
    const lease = await checkouts(shop()).lease(id, shop().now);
    if (lease.outcome !== "leased") {
      throw new Error(`The lease ended as ${lease.outcome}.`);
    }
    const checkout = await checkouts(shop()).markAuthorised(id, lease.token, "pi_of_the_dead", shop().now);
    await work(checkout);
    const db = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
    await db("csp_checkout")
      .where({ id })
      .update({ lease_until: db.raw("now() - interval '1s'") });
  }
});
