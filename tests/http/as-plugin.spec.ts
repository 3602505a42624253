import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import { completeCartWorkflow, processPaymentWorkflow } from "@medusajs/medusa/core-flows";
import { BILLING_MODULE } from "../../src/modules/billing";
import { CHECKOUT_MODULE } from "../../src/modules/checkout";
import { enqueueOrder } from "../../src/processes/provisioning/enqueue-order";
import { assertCheckoutAuthorised } from "../../src/workflows";
import { type CardPayer, type HostCart, hostCart, orderOf } from "../support/purchase/host-cart";
import { describeShop } from "../support/purchase/shop";
import { enterCard, type Visitor } from "../support/purchase/visitor";

// As a host has Seatline that installs it as a plugin and wants the completion hook for itself. Read at boot.
Object.assign(process.env, { PROTECT_CORE_ROUTES: "false", GUARD_CART_COMPLETION: "false" });

const CARD = "4242424242424242";
const refused = /not made by the shop's own checkout/;

describeShop((shop) => {
  const container = () => shop().container;

  describe("licences past the shop's own checkout, with no handler on the completion hook", () => {
    let buyer: Visitor;
    let planId: string;
    let started: { id: string; url: string; cartId: string };
    let payer: CardPayer & { customerId: string };

    beforeEach(async () => {
      planId = (await shop().plan("Microsoft 365 Business Premium")).id;
      buyer = await shop().visitor().readyToOrder();
      started = await buyer.startCheckout(planId, 2);
      const checkout = await container().resolve(CHECKOUT_MODULE).retrieve(started.id);
      const account = await container().resolve(BILLING_MODULE).findAccount(checkout.companyId);
      payer = {
        checkoutId: started.id,
        stripeCustomerId: account?.stripeCustomerId ?? "",
        customerId: checkout.customerId,
      };
    });

    /** Another cart with a licence, paid by card with Seatline's own provider for less than it costs. */
    async function paidCart(): Promise<HostCart> {
      const cart = await hostCart(
        container(),
        {
          customerId: payer.customerId,
          item: { metadata: { plan_id: planId } },
          metadata: { checkout_id: started.id },
        },
        payer,
      );
      expect((await enterCard(cart.url, CARD)).status).toBe(303);
      return cart;
    }

    it("make no order over HTTP", async () => {
      const cart = await paidCart();
      await buyer.expect(404, "POST", `/store/carts/${cart.id}/complete`, {});
      expect(await orderOf(container(), cart.id)).toBeNull();
      await buyer.expect(404, "POST", `/store/carts/${started.cartId}/complete`, {});
    });

    it("make no order from a payment notice", async () => {
      const cart = await paidCart();
      for (const action of ["authorized", "captured"] as const) {
        await processPaymentWorkflow(container())
          .run({ input: { action, data: { session_id: cart.paymentSessionId, amount: 24 } } })
          .catch((error: Error) => expect(error.message).toMatch(refused));
      }
      expect(await orderOf(container(), cart.id)).toBeNull();
      const payments = await container()
        .resolve(Modules.PAYMENT)
        .listPayments({ payment_session_id: cart.paymentSessionId });
      expect(payments).toEqual([]);
    });

    it("make no order by a call of the workflow, also on the checkout's own cart before it is verified", async () => {
      const cart = await paidCart();
      await enterCard(started.url, CARD);
      for (const id of [cart.id, started.cartId]) {
        await expect(completeCartWorkflow(container()).run({ input: { id } })).rejects.toMatchObject({
          message: expect.stringMatching(refused),
        });
        expect(await orderOf(container(), id)).toBeNull();
      }
      const done = await buyer.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
      expect(await orderOf(container(), started.cartId)).toBe(done.text("checkout", "order_id"));
    });

    it("are not provisioned where another provider took the payment, whatever the order says of itself", async () => {
      const licence = { item: { metadata: { plan_id: planId } }, metadata: { checkout_id: started.id } };
      const cart = await hostCart(container(), { customerId: payer.customerId, ...licence });
      const { result } = await completeCartWorkflow(container()).run({ input: { id: cart.id } });
      const now = shop().now;
      expect(await enqueueOrder(container(), { orderId: result.id, now })).toEqual({ outcome: "not_ours" });
    });

    it("are refused by what a host's own handler calls", async () => {
      const items = [{ metadata: { plan_id: planId } }];
      const cart = { id: "cart_of_the_host", items, payment_collection: null };
      await expect(assertCheckoutAuthorised(container(), cart)).rejects.toThrow("the shop's own checkout");
      await expect(assertCheckoutAuthorised(container(), { id: "cart_of_goods", items: [] })).resolves.toBeUndefined();
    });
  });

  describe("the host's own business", () => {
    it("sells goods to a guest and shows the order to whoever knows its id, but no order with licences", async () => {
      const cart = await hostCart(container(), { item: { metadata: { colour: "red" } } });
      const { result } = await completeCartWorkflow(container()).run({ input: { id: cart.id } });
      await shop().visitor().expect(200, "GET", `/store/orders/${result.id}`);

      const plan = await shop().plan("Microsoft 365 Business Premium");
      const buyer = await shop().visitor().readyToOrder();
      const started = await buyer.startCheckout(plan.id, 2);
      await enterCard(started.url, CARD);
      const done = await buyer.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
      const path = `/store/orders/${done.text("checkout", "order_id")}`;
      await shop().visitor().expect(404, "GET", path);
      await buyer.expect(200, "GET", path);
    });

    it("signs people in as often as the host allows", async () => {
      const wrong = { email: "ada@fabrikam.example", password: "not-this-one" };
      const statuses = new Set<number>();
      for (let tries = 0; tries < 15; tries += 1) {
        statuses.add((await shop().visitor().call("POST", "/auth/customer/emailpass", wrong)).status);
      }
      expect([...statuses]).toEqual([401]);
    });

    it("gets errors in the host's shape on its routes, and in ours on ours", async () => {
      const visitor = shop().visitor();
      const theirs = await visitor.expect(400, "POST", "/store/carts", "{ not json");
      expect(theirs.value).not.toHaveProperty("errors");
      const ours = await visitor.expect(400, "POST", "/store/csp/quotes", "{ not json");
      expect(ours.fields()).toEqual(["body"]);
    });
  });

  it("tells the seller's log what is missing when no region has the currency, and a visitor no more than that", async () => {
    const regions = container().resolve(Modules.REGION);
    await regions.deleteRegions((await regions.listRegions({})).map(({ id }) => id));
    const logged = jest.spyOn(container().resolve(ContainerRegistrationKeys.LOGGER), "error");
    const answer = await shop().visitor().expect(503, "POST", "/store/csp/carts", {});
    expect(answer.text("message")).toMatch(/cannot take orders just now/);
    expect(answer.text("message")).not.toMatch(/admin|region/i);
    expect(logged).toHaveBeenCalledWith(expect.stringMatching(/currency USD: create one in the admin/));
  });
});
