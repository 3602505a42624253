import path from "node:path";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { CreatePaymentSessionDTO, IPaymentModuleService } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules, ModulesSdkUtils } from "@medusajs/framework/utils";
import { moduleIntegrationTestRunner } from "@medusajs/test-utils";
import { CheckoutService, type PageRequest } from "../../src/modules/checkout";
import { Migration20261122010100 } from "../../src/modules/checkout/migrations/Migration20261122010100";
import { Migration20261129010001 } from "../../src/modules/checkout/migrations/Migration20261129010001";
import { Migration20261129200600 } from "../../src/modules/checkout/migrations/Migration20261129200600";
import { Migration20261129201000 } from "../../src/modules/checkout/migrations/Migration20261129201000";
import provider from "../../src/providers/payment-stripe-checkout";
import { BILLING_MIGRATIONS, runMigration } from "../support/billing/database";
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
    /** The module's own database, with the tables of ours that the provider reads. */
    let db: Knex;
    beforeEach(async () => {
      db = ModulesSdkUtils.createPgConnection(dbConfig) as Knex;
      for (const one of [
        Migration20261122010100,
        Migration20261129010001,
        Migration20261129200600,
        Migration20261129201000,
        ...BILLING_MIGRATIONS,
      ]) {
        await runMigration(db, one, "up");
      }
    });
    afterEach(() => db.destroy());

    const checkoutRows = () => new CheckoutService({ [ContainerRegistrationKeys.PG_CONNECTION]: db });

    /** What the shop's own checkout does before it opens the page; `more` changes what the page is to show. */
    async function requestPage(more: Partial<PageRequest> = {}) {
      checkouts += 1;
      const now = world.clock.now();
      const { id: customer } = await world.sdk.customers.create({ email: "pay@contoso.example" });
      const attempt = await checkoutRows().beginAttempt(
        {
          cartId: `cart_${checkouts}`,
          companyId: "cspcom_1",
          customerId: "cus_1",
          quoteId: "cspquo_1",
          quoteHash: "hash",
          amount: 24_200,
          currency: "USD",
          billingAccountId: "cspacc_1",
          consent: { textVersion: "1", agreedAt: now, ip: null, userAgent: null },
          poNumber: null,
          expiresAt: new Date(now.getTime() + 3_600_000),
        },
        now,
      );
      if (attempt.outcome !== "leased") throw new Error("The test's checkout is not its own");
      await checkoutRows().requestPage(attempt.checkout.id, attempt.token, {
        stripeCustomerId: customer,
        lines: [
          { title: "Seats", quantity: 10, unitAmount: 2_200 },
          { title: "Sales tax", quantity: 1, unitAmount: 2_200 },
        ],
        successUrl: "http://shop.example/return?cs={CHECKOUT_SESSION_ID}",
        cancelUrl: "http://shop.example/review",
        consentText: "Save the card.",
        ...more,
      });
      return { id: attempt.checkout.id, token: attempt.token };
    }
    async function openPage(more: Partial<PageRequest> = {}, session: Partial<CreatePaymentSessionDTO> = {}) {
      const attempt = await requestPage(more);
      const opened = await openSession({ data: { handle: attempt.token }, ...session });
      return { ...opened, attempt };
    }
    async function openSession(more: Partial<CreatePaymentSessionDTO>, collectionId?: string) {
      const [collection] = collectionId
        ? [{ id: collectionId }]
        : await service.createPaymentCollections([{ currency_code: "usd", amount: 242 }]);
      const session = await service.createPaymentSession(collection?.id ?? "", {
        provider_id: PROVIDER,
        currency_code: "usd",
        amount: 242,
        data: {},
        ...more,
      });
      return { session, url: String(session.data.url), checkoutSession: String(session.data.checkout_session_id) };
    }
    type Page = Awaited<ReturnType<typeof openPage>>;
    async function authorise(card = "4242424242424242") {
      const page = await openPage();
      const next = await enterCard(page.url, card);
      if (next.headers.get("location")?.includes("/3ds/"))
        await answerBank(next.headers.get("location") ?? "", "complete");
      await noteVerified(page);
      const payment = await service.authorizePaymentSession(page.session.id, {});
      if (payment === null) throw new Error("The payment session was not authorised");
      return { ...page, payment, intent: String(payment.data?.payment_intent_id) };
    }
    /** What the shop's own checkout does before it places the order: only such a payment authorises anything. */
    async function noteVerified({ session, checkoutSession, attempt }: Page, paymentSessionId = session.id) {
      const now = world.clock.now();
      const page = {
        paymentCollectionId: session.payment_collection_id ?? "",
        paymentSessionId,
        stripeSessionId: checkoutSession,
        redirectUrl: "https://pay.example",
      };
      await checkoutRows().attachPage(attempt.id, attempt.token, page, now);
      const lease = await checkoutRows().lease(attempt.id, now);
      if (lease.outcome !== "leased") throw new Error("The test's checkout is not its own");
      await checkoutRows().markAuthorised(lease.checkout.id, lease.token, "pi_1", now);
    }
    const atStripe = (intent: string) => world.sdk.paymentIntents.retrieve(intent);

    describe("the Stripe Checkout provider in Medusa's payment module", () => {
      it("opens the hosted page and keeps only pointers", async () => {
        const { session, url, checkoutSession, attempt } = await openPage();
        expect(session).toMatchObject({ status: "pending", provider_id: PROVIDER });
        expect(url).toContain(`/c/pay/${checkoutSession}`);
        expect(await world.sdk.checkout.sessions.retrieve(checkoutSession)).toMatchObject({
          amount_total: 24_200,
          currency: "usd",
          client_reference_id: attempt.id,
          metadata: { checkout_id: attempt.id },
        });
      });

      it("refuses a page whose lines are not the amount, and leaves no session behind", async () => {
        const lines = [{ title: "Seats", quantity: 1, unitAmount: 24_201 }];
        await expect(openPage({ lines })).rejects.toThrow(/amount/);
        expect(await service.listPaymentSessions({})).toHaveLength(0);
      });

      const forged = {
        checkout_id: "cspchk_1",
        stripe_customer_id: "cus_of_another",
        lines: [{ title: "Free", quantity: 1, unitAmount: 24_200 }],
        success_url: "https://evil.example/{CHECKOUT_SESSION_ID}",
        cancel_url: "https://evil.example",
      };
      it.each([
        ["without a handle", {}],
        ["with words of its own", forged],
        ["with a handle that nobody gave it", { ...forged, handle: "0f6c0b52-5d2a-4a53-9d3f-000000000000" }],
        ["with a handle that is no text", { handle: { ne: "" } }],
      ])("opens no page for a request %s", async (_what, data) => {
        await requestPage();
        await expect(openSession({ data })).rejects.toThrow(/the shop's own checkout only/);
        expect(await service.listPaymentSessions({})).toHaveLength(0);
      });

      it("opens no page for another amount or currency than the checkout's, whatever comes along with the handle", async () => {
        await expect(openPage({}, { amount: 1 })).rejects.toThrow(/own checkout only/);
        await expect(openPage({}, { currency_code: "eur" })).rejects.toThrow(/own checkout only/);
        const attempt = await requestPage();
        const { checkoutSession } = await openSession({ data: { ...forged, handle: attempt.token } });
        expect(await world.sdk.checkout.sessions.retrieve(checkoutSession)).toMatchObject({
          client_reference_id: attempt.id,
          success_url: expect.stringContaining("http://shop.example/return"),
        });
      });

      it("opens no page with a handle that was used up", async () => {
        const page = await openPage();
        await noteVerified(page);
        await expect(openSession({ data: { handle: page.attempt.token } })).rejects.toThrow(/own checkout only/);
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
        await noteVerified(unknown, "payses_of_the_checkout");
        await expect(service.authorizePaymentSession(unknown.session.id, {})).rejects.toThrow(refused);
        expect(await service.listPayments({})).toEqual([]);
      });

      it("takes nothing by itself, whoever asks for it", async () => {
        const { payment, intent } = await authorise();
        for (const amount of [199.9, undefined]) {
          await expect(service.capturePayment({ payment_id: payment.id, amount })).rejects.toThrow(/taken by itself/);
        }
        expect((await atStripe(intent)).status).toBe("requires_capture");
        expect((await service.retrievePayment(payment.id, { relations: ["captures"] })).captures).toHaveLength(0);
      });

      it("notes a capture that was made outside of Medusa, for the same amount only", async () => {
        const { payment, intent } = await authorise();
        await world.sdk.paymentIntents.capture(intent, { amount_to_capture: 20_000 });
        await expect(service.capturePayment({ payment_id: payment.id, amount: 100 })).rejects.toThrow(/not taken/);
        await service.capturePayment({ payment_id: payment.id, amount: 200 });
        expect((await atStripe(intent)).amount_received).toBe(20_000);
      });

      it("releases held money when the payment is canceled, and refuses once it is taken", async () => {
        const first = await authorise();
        await service.cancelPayment(first.payment.id);
        expect((await atStripe(first.intent)).status).toBe("canceled");
        await service.cancelPayment(first.payment.id);
        const second = await authorise();
        await world.sdk.paymentIntents.capture(second.intent);
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
        const { session, checkoutSession, attempt } = await openPage();
        const again = () => openSession({ data: { handle: attempt.token } }, session.payment_collection_id);
        expect((await again()).checkoutSession).toBe(checkoutSession);
        await world.sdk.checkout.sessions.expire(checkoutSession);
        await expect(again()).rejects.toThrow(/next attempt/);
      });

      it("gives nothing back past the books", async () => {
        const { payment, intent } = await authorise();
        await world.sdk.paymentIntents.capture(intent, { amount_to_capture: 10_000 });
        await service.capturePayment({ payment_id: payment.id, amount: 100 });
        await expect(service.refundPayment({ payment_id: payment.id, amount: 33.33 })).rejects.toThrow(/credit note/);
        expect((await world.sdk.refunds.list({ payment_intent: intent })).data).toEqual([]);
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
