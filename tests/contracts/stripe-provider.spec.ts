import path from "node:path";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { IPaymentModuleService, PaymentSessionDTO } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules, ModulesSdkUtils } from "@medusajs/framework/utils";
import { moduleIntegrationTestRunner } from "@medusajs/test-utils";
import { stripeKeys } from "../../src/integrations/stripe";
import { CheckoutService } from "../../src/modules/checkout";
import { Migration20261122010100 } from "../../src/modules/checkout/migrations/Migration20261122010100";
import provider from "../../src/providers/payment-stripe-checkout";
import { configWith } from "../support/settings";
import { answerBank, enterCard, type StripeWorld, startStripeWorld, TEST_KEY } from "./stripe-support/world";

jest.setTimeout(120_000);

const PROVIDER = "pp_stripe-checkout_csp";
/** Filled in once the simulator listens, before the module is loaded. */
const config = configWith({
  stripe: { secretKey: TEST_KEY, webhookSecret: "whsec_test", apiBase: "http://127.0.0.1:9" },
});
const PAYMENT_MODULE = path.dirname(require.resolve("@medusajs/payment/package.json"));

let world: StripeWorld;
beforeAll(async () => {
  world = await startStripeWorld();
  config.modules.csp_settings.options.stripe.apiBase = world.url;
});
afterAll(() => world.stop());

moduleIntegrationTestRunner<IPaymentModuleService>({
  moduleName: Modules.PAYMENT,
  // By folder, so that the runner finds the models and makes their tables.
  resolve: PAYMENT_MODULE,
  moduleOptions: {
    providers: [{ resolve: provider, id: "csp" }],
  },
  injectedDependencies: { [ContainerRegistrationKeys.CONFIG_MODULE]: config },
  testSuite: ({ service, dbConfig }) => {
    let checkouts = 0;
    /** The module's own database, with the one table of ours that the provider reads. */
    let db: Knex;
    beforeEach(async () => {
      db = ModulesSdkUtils.createPgConnection(dbConfig) as Knex;
      const migration = new Migration20261122010100(undefined as never, undefined as never);
      await migration.up();
      for (const statement of migration.getQueries()) await db.raw(String(statement));
    });
    afterEach(() => db.destroy());

    async function openPage(more: Record<string, unknown> = {}, amount = 242) {
      checkouts += 1;
      const { id: customer } = await world.sdk.customers.create({ email: "pay@contoso.example" });
      const [collection] = await service.createPaymentCollections([{ currency_code: "usd", amount }]);
      const id = `chk_${checkouts}`;
      const session = await service.createPaymentSession(collection?.id ?? "", {
        provider_id: PROVIDER,
        currency_code: "usd",
        amount,
        data: {
          checkout_id: id,
          stripe_customer_id: customer,
          lines: [
            { title: "Seats", quantity: 10, unitAmount: 2_200 },
            { title: "Sales tax", quantity: 1, unitAmount: 2_200 },
          ],
          success_url: "http://shop.example/return?cs={CHECKOUT_SESSION_ID}",
          cancel_url: "http://shop.example/review",
          expires_at: new Date(world.clock.now().getTime() + 3_600_000).toISOString(),
          ...more,
        },
        context: { idempotency_key: stripeKeys.checkout(id, 1) },
      });
      return { session, url: String(session.data.url), checkoutSession: String(session.data.checkout_session_id) };
    }
    async function authorise(card = "4242424242424242") {
      const page = await openPage();
      const next = await enterCard(page.url, card);
      if (next.headers.get("location")?.includes("/3ds/"))
        await answerBank(next.headers.get("location") ?? "", "complete");
      await noteVerified(page.session, page.checkoutSession);
      const payment = await service.authorizePaymentSession(page.session.id, {});
      if (payment === null) throw new Error("The payment session was not authorised");
      return { ...page, payment, intent: String(payment.data?.payment_intent_id) };
    }
    /** What the shop's own checkout does before it places the order: only such a payment authorises anything. */
    async function noteVerified(session: PaymentSessionDTO, stripeSessionId: string, paymentSessionId = session.id) {
      const now = world.clock.now();
      const checkouts = new CheckoutService({ [ContainerRegistrationKeys.PG_CONNECTION]: db });
      const attempt = await checkouts.beginAttempt(
        {
          cartId: `cart_${session.id}`,
          companyId: "cspcom_1",
          customerId: "cus_1",
          quoteId: "cspquo_1",
          quoteHash: "hash",
          amount: 24_200,
          currency: "USD",
          billingAccountId: "cspacc_1",
          consent: { textVersion: "1", agreedAt: now, ip: null, userAgent: null },
          poNumber: null,
          expiresAt: now,
        },
        now,
      );
      if (attempt.outcome !== "leased") throw new Error("The test's checkout is not its own");
      const page = {
        paymentCollectionId: session.payment_collection_id ?? "",
        paymentSessionId,
        stripeSessionId,
        redirectUrl: "https://pay.example",
      };
      await checkouts.attachPage(attempt.checkout.id, attempt.token, page, now);
      const lease = await checkouts.lease(attempt.checkout.id);
      if (lease.outcome !== "leased") throw new Error("The test's checkout is not its own");
      await checkouts.markAuthorised(lease.checkout.id, lease.token, "pi_1", now);
    }
    const atStripe = (intent: string) => world.sdk.paymentIntents.retrieve(intent);

    describe("the Stripe Checkout provider in Medusa's payment module", () => {
      it("opens the hosted page and keeps only pointers", async () => {
        const { session, url, checkoutSession } = await openPage();
        expect(session).toMatchObject({ status: "pending", provider_id: PROVIDER });
        expect(url).toContain(`/c/pay/${checkoutSession}`);
        expect(await world.sdk.checkout.sessions.retrieve(checkoutSession)).toMatchObject({
          amount_total: 24_200,
          currency: "usd",
          client_reference_id: session.data.checkout_id,
        });
      });

      it.each([
        ["lines.0.unitAmount", { lines: [{ title: "x", unitAmount: 1.5 }] }],
        ["stripe_customer_id", { stripe_customer_id: "4711" }],
        ["success_url", { success_url: "shop" }],
        ["amount", { lines: [{ title: "Seats", unitAmount: 24_201 }] }],
      ])("refuses a page with a wrong %s and leaves no session behind", async (field, more) => {
        await expect(openPage(more)).rejects.toThrow(new RegExp(field));
        expect(await service.listPaymentSessions({})).toHaveLength(0);
      });

      it("does not authorise before the customer has paid", async () => {
        const { session } = await openPage();
        await expect(service.authorizePaymentSession(session.id, {})).rejects.toThrow(/not authorized/);
        expect((await service.retrievePaymentSession(session.id)).status).toBe("requires_more");
      });

      it("authorises what the customer held, 3-D Secure included, and only once", async () => {
        const { payment, session, intent } = await authorise("4000002500003155");
        expect(Number(payment.amount)).toBe(242);
        expect(payment.data).toMatchObject({ state: "authorised", payment_method_id: expect.stringMatching(/^pm_/) });
        expect((await service.authorizePaymentSession(session.id, {}))?.id).toBe(payment.id);
        expect((await atStripe(intent)).status).toBe("requires_capture");
      });

      it("authorises nothing with a payment that the shop's own checkout did not make", async () => {
        const unknown = await openPage();
        await enterCard(unknown.url, "4242424242424242");
        const refused = /not made by the shop's own checkout/;
        await expect(service.authorizePaymentSession(unknown.session.id, {})).rejects.toThrow(refused);
        // A page that the checkout did verify, taken into another payment session.
        await noteVerified(unknown.session, unknown.checkoutSession, "payses_of_the_checkout");
        await expect(service.authorizePaymentSession(unknown.session.id, {})).rejects.toThrow(refused);
        expect(await service.listPayments({})).toEqual([]);
      });

      it("captures exactly the amount Medusa was asked for, and Stripe releases the rest", async () => {
        const { payment, intent } = await authorise();
        await service.capturePayment({ payment_id: payment.id, amount: 199.9 });
        expect(await atStripe(intent)).toMatchObject({
          status: "succeeded",
          amount_received: 19_990,
          amount_capturable: 0,
        });
        const after = await service.retrievePayment(payment.id, { relations: ["captures"] });
        expect(after.captures?.map((capture) => Number(capture.amount))).toEqual([199.9]);
        await expect(service.capturePayment({ payment_id: payment.id, amount: 10 })).rejects.toThrow(/not taken/);
      });

      it("captures everything without an amount", async () => {
        const { payment, intent } = await authorise();
        await service.capturePayment({ payment_id: payment.id });
        expect((await atStripe(intent)).amount_received).toBe(24_200);
      });

      it("notes a capture that was made outside of Medusa, for the same amount only", async () => {
        const { payment, intent } = await authorise();
        await world.sdk.paymentIntents.capture(intent, { amount_to_capture: 20_000 });
        await expect(service.capturePayment({ payment_id: payment.id, amount: 100 })).rejects.toThrow(/not taken/);
        await service.capturePayment({ payment_id: payment.id, amount: 200 });
        expect((await atStripe(intent)).amount_received).toBe(20_000);
      });

      it("leaves no capture behind when Stripe gives no answer, and captures once on the next try", async () => {
        const { payment, intent } = await authorise();
        world.simulator.control.faults.set({ kind: "drop_after", path: "/capture", count: 5 });
        await expect(service.capturePayment({ payment_id: payment.id, amount: 100 })).rejects.toThrow(
          /may have been taken/,
        );
        world.simulator.control.faults.clear();
        expect((await service.retrievePayment(payment.id, { relations: ["captures"] })).captures).toHaveLength(0);
        await service.capturePayment({ payment_id: payment.id, amount: 100 });
        expect((await atStripe(intent)).amount_received).toBe(10_000);
      });

      it("releases held money when the payment is canceled, and refuses once it is taken", async () => {
        const first = await authorise();
        await service.cancelPayment(first.payment.id);
        expect((await atStripe(first.intent)).status).toBe("canceled");
        await service.cancelPayment(first.payment.id);
        const second = await authorise();
        await service.capturePayment({ payment_id: second.payment.id });
        await expect(service.cancelPayment(second.payment.id)).rejects.toThrow(/not released/);
      });

      it("closes the page with its session, and releases what was paid on it", async () => {
        const open = await openPage();
        await service.deletePaymentSession(open.session.id);
        expect((await world.sdk.checkout.sessions.retrieve(open.checkoutSession)).status).toBe("expired");
        const paid = await openPage();
        await enterCard(paid.url, "4242424242424242");
        await service.deletePaymentSession(paid.session.id);
        const { payment_intent } = await world.sdk.checkout.sessions.retrieve(paid.checkoutSession);
        expect((await atStripe(String(payment_intent))).status).toBe("canceled");
      });

      it("asks for the next attempt when a page of the same attempt was closed", async () => {
        const { session, checkoutSession } = await openPage();
        const { checkout_id, stripe_customer_id, lines, success_url, cancel_url, expires_at } = session.data;
        const data = { checkout_id, stripe_customer_id, lines, success_url, cancel_url, expires_at };
        const again = () =>
          service.createPaymentSession(session.payment_collection_id ?? "", {
            provider_id: PROVIDER,
            currency_code: "usd",
            amount: 242,
            data,
            context: { idempotency_key: stripeKeys.checkout(String(checkout_id), 1) },
          });
        expect((await again()).data.checkout_session_id).toBe(checkoutSession);
        await world.sdk.checkout.sessions.expire(checkoutSession);
        await expect(again()).rejects.toThrow(/next attempt/);
      });

      it("refunds by Medusa's amount", async () => {
        const { payment, intent } = await authorise();
        await service.capturePayment({ payment_id: payment.id, amount: 100 });
        await service.refundPayment({ payment_id: payment.id, amount: 33.33 });
        const { data } = await world.sdk.refunds.list({ payment_intent: intent });
        expect(data.map((refund) => refund.amount)).toEqual([3_333]);
        await expect(service.refundPayment({ payment_id: payment.id, amount: 66.68 })).rejects.toThrow();
      });

      it("keeps an open page's amount", async () => {
        const { session } = await openPage();
        const update = (amount: number) =>
          service.updatePaymentSession({ id: session.id, amount, currency_code: "usd", data: session.data });
        await update(242);
        await expect(update(243)).rejects.toThrow(/cannot get another amount/);
      });
    });
  },
});
