import {
  type StripeConnection,
  StripeRefusedError,
  StripeUnavailableError,
  stripeKeys,
} from "../../src/integrations/stripe";
import { answerBank, enterCard, START, type StripeWorld, startStripeWorld } from "./stripe-support/world";

const COMPANY = {
  reference: "comp_1",
  name: "Contoso",
  email: "pay@contoso.example",
  phone: "+1 206 555 0100",
  address: { line1: "1 Main St", city: "Seattle", province: "WA", postalCode: "98101", countryCode: "us" },
};

describe("the product's connection to Stripe", () => {
  let world: StripeWorld;
  let stripe: StripeConnection;
  beforeAll(async () => {
    world = await startStripeWorld();
    stripe = world.product();
  });
  afterAll(() => world.stop());
  beforeEach(() => world.simulator.control.reset());

  const start = (customerId: string, more: object = {}) =>
    stripe.cardEntry.startCheckout({
      customerId,
      currency: "USD",
      amount: 24_200,
      lines: [
        { title: "Microsoft 365 Business Premium", description: "10 seats", quantity: 10, unitAmount: 2_200 },
        { title: "Sales tax 10 %", unitAmount: 2_200 },
      ],
      successUrl: "http://shop.example/return?cs={CHECKOUT_SESSION_ID}",
      cancelUrl: "http://shop.example/review",
      reference: "chk_1",
      metadata: { checkout_id: "chk_1" },
      consentText: "I agree to monthly charges.",
      idempotencyKey: stripeKeys.checkout("chk_1", 1),
      ...more,
    });
  async function authorised(card = "4242424242424242") {
    const { customerId } = await stripe.cardGateway.ensureCustomer(COMPANY);
    const { sessionId, url } = await start(customerId);
    const next = await enterCard(url, card);
    if (next.headers.get("location")?.includes("/3ds/"))
      await answerBank(next.headers.get("location") ?? "", "complete");
    const reading = await stripe.cardEntry.readCheckout(sessionId);
    return {
      customerId,
      sessionId,
      reading,
      intent: reading.paymentIntentId ?? "",
      card: reading.paymentMethod?.id ?? "",
    };
  }
  async function invoice(customerId: string, paymentMethodId: string, invoiceId = "inv_1") {
    const key = stripeKeys.invoicePayment(invoiceId);
    const params = {
      customerId,
      paymentMethodId,
      amount: 5000,
      currency: "USD",
      description: "Invoice 1",
      metadata: { invoice_id: invoiceId },
    };
    return stripe.cardGateway.createPaymentIntent({ ...params, idempotencyKey: key });
  }
  const attempt = (paymentIntentId: string, paymentMethodId: string, n: number, using = stripe) =>
    using.cardGateway.confirmOffSession({
      paymentIntentId,
      paymentMethodId,
      idempotencyKey: `inv:inv_1:try:${n}`,
    });

  describe("tells how every call ended, whatever code makes it", () => {
    const heard: (string | null)[] = [];
    const operations: string[] = [];
    const ours = () =>
      world.product({}, async (error, operation) => {
        heard.push(error === null ? null : error.answer.fault);
        operations.push(operation);
      });
    const ids = { paymentIntentId: "pi_none", idempotencyKey: "heard" };
    const calls: readonly (readonly [string, (own: StripeConnection) => Promise<unknown>])[] = [
      ["opening a card page", (own) => own.cardGateway.ensureCustomer(COMPANY)],
      ["reading a card page", (own) => own.cardEntry.readCheckout("cs_none")],
      ["taking money", (own) => own.cardGateway.capture({ ...ids, amount: 100, currency: "USD" })],
      ["releasing money", (own) => own.cardGateway.cancel(ids)],
      ["giving money back", (own) => own.cardGateway.refund({ ...ids, amount: 100, currency: "USD" })],
      ["reading a payment", (own) => own.cardGateway.retrieve("pi_none")],
      ["a call that has no words of ours", (own) => own.client.customers.list()],
    ];
    beforeEach(() => {
      heard.length = 0;
    });

    it.each(calls)("%s with a revoked key, or one that may too little", async (_what, call) => {
      for (const kind of ["unauthorized_401", "forbidden_403"] as const) {
        world.simulator.control.faults.set({ kind });
        await expect(call(ours())).rejects.toThrow();
      }
      expect(heard).toEqual(["set_up", "set_up"]);
    });

    it.each([
      ["pi_3QabcdEfghij", "GET /v1/payment_intents/:id"],
      ["pi_abcdefghijklmnop", "GET /v1/payment_intents/:id"],
    ])("names the kind of request, without ids: %s", async (id, kind) => {
      operations.length = 0;
      world.simulator.control.faults.set({ kind: "forbidden_403" });
      await expect(ours().cardGateway.retrieve(id)).rejects.toThrow();
      await ours().client.customers.list();
      expect(operations).toEqual([kind, "GET /v1/customers"]);
    });

    it("says that it works again, and tells a fault of theirs from one of ours", async () => {
      const own = ours();
      for (const kind of ["unauthorized_401", "error_500"] as const) {
        world.simulator.control.faults.set({ kind });
        await expect(own.cardGateway.ensureCustomer(COMPANY)).rejects.toThrow();
      }
      await own.cardGateway.ensureCustomer(COMPANY);
      expect(heard.slice(0, 3)).toEqual(["set_up", "later", null]);
      heard.length = 0;
      await expect(own.cardGateway.retrieve("pi_none")).rejects.toThrow(StripeRefusedError);
      // It was let through to be refused.
      expect(heard).toEqual([null]);
    });
  });

  describe("card entry", () => {
    it("shows lines and consent, authorises the amount and saves the card", async () => {
      const { customerId } = await stripe.cardGateway.ensureCustomer(COMPANY);
      const { sessionId, url, replayed } = await start(customerId);
      expect(replayed).toBe(false);
      const page = await (await fetch(url)).text();
      for (const text of [
        "242.00 USD",
        "10 seats (10 x 22.00 USD)",
        "I agree to monthly charges.",
        "pay@contoso.example",
      ]) {
        expect(page).toContain(text);
      }
      expect(await stripe.cardEntry.readCheckout(sessionId)).toMatchObject({
        state: "open",
        paymentIntentId: null,
        lastDecline: null,
      });
      await enterCard(url, "4000000000009995");
      expect(await stripe.cardEntry.readCheckout(sessionId)).toMatchObject({
        state: "open",
        lastDecline: { declineCode: "insufficient_funds", kind: "soft" },
      });
      await enterCard(url, "4242424242424242");
      expect(await stripe.cardEntry.readCheckout(sessionId)).toMatchObject({
        state: "authorised",
        url: null,
        amount: 24_200,
        currency: "USD",
        customerId,
        reference: "chk_1",
        metadata: { checkout_id: "chk_1" },
        paymentMethod: {
          brand: "visa",
          last4: "4242",
          expMonth: 12,
          expYear: 2034,
          country: "US",
          fingerprint: expect.any(String),
        },
        payment: { amountCapturable: 24_200, amountReceived: 0, metadata: { checkout_id: "chk_1" } },
      });
    });

    it("finds the same page again under the same key", async () => {
      const { customerId } = await stripe.cardGateway.ensureCustomer(COMPANY);
      const first = await start(customerId);
      expect(await start(customerId)).toEqual({ ...first, replayed: true });
      await expect(start(customerId, { reference: "chk_2" })).rejects.toThrow(/same parameters/);
    });

    it("closes an open page, and leaves a finished one alone", async () => {
      const { customerId } = await stripe.cardGateway.ensureCustomer(COMPANY);
      const { sessionId } = await start(customerId);
      expect((await stripe.cardEntry.expireCheckout(sessionId, "e1")).state).toBe("expired");
      world.simulator.control.reset();
      const done = await authorised();
      expect((await stripe.cardEntry.expireCheckout(done.sessionId, "e2")).state).toBe("authorised");
    });

    it.each([
      ["amount", { amount: 24_201 }],
      ["lines", { lines: [] }],
      ["lines.0.unitAmount", { lines: [{ title: "x", unitAmount: 10.5 }], amount: 10 }],
      ["successUrl", { successUrl: "javascript:alert(1)" }],
      ["customerId", { customerId: "4711" }],
    ])("names %s when it is wrong, before Stripe is asked", async (field, more) => {
      await expect(start("cus_1", more)).rejects.toThrow(new RegExp(`cannot be started; .*${field}`));
    });

    it("tells an unknown session", async () => {
      await expect(stripe.cardEntry.readCheckout("cs_test_no")).rejects.toMatchObject({ code: "resource_missing" });
    });
  });

  describe("customers", () => {
    it("are made once, brought up to date, and replaced when deleted at Stripe", async () => {
      const { customerId } = await stripe.cardGateway.ensureCustomer(COMPANY);
      expect(await stripe.cardGateway.ensureCustomer(COMPANY)).toEqual({ customerId });
      const renamed = { ...COMPANY, name: "Contoso Ltd", address: { ...COMPANY.address, line2: "Floor 2" } };
      expect(await stripe.cardGateway.ensureCustomer(renamed, customerId)).toEqual({ customerId });
      expect(await world.sdk.customers.retrieve(customerId)).toMatchObject({
        name: "Contoso Ltd",
        address: { line2: "Floor 2", country: "US", state: "WA" },
        metadata: { reference: "comp_1" },
      });
      await world.sdk.customers.del(customerId);
      const replaced = await stripe.cardGateway.ensureCustomer(COMPANY, customerId);
      expect(replaced.customerId).not.toBe(customerId);
    });
  });

  describe("off-session charges", () => {
    it("take the money once, however often an attempt is sent", async () => {
      const { customerId, card } = await authorised();
      const payment = await invoice(customerId, card);
      expect(payment).toMatchObject({
        state: "requires_confirmation",
        currency: "USD",
        metadata: { invoice_id: "inv_1" },
      });
      expect((await invoice(customerId, card)).id).toBe(payment.id);
      const first = await attempt(payment.id, card, 1);
      expect(first).toMatchObject({
        outcome: "succeeded",
        payment: { amountReceived: 5000, chargeId: expect.stringMatching(/^ch_/) },
      });
      expect(await attempt(payment.id, card, 1)).toEqual(first);
      expect(await attempt(payment.id, card, 2)).toMatchObject({ outcome: "succeeded", payment: { id: payment.id } });
      expect((await world.sdk.charges.list({ payment_intent: payment.id })).data).toHaveLength(1);
    });

    it("report a refusal with all its codes, and go on with the next attempt on the same payment", async () => {
      const { customerId, card } = await authorised();
      const payment = await invoice(customerId, card);
      world.simulator.control.setCard(card, { decline_code: "insufficient_funds", advice_code: "try_again_later" });
      const declined = await attempt(payment.id, card, 1);
      expect(declined).toMatchObject({
        outcome: "declined",
        decline: {
          code: "card_declined",
          declineCode: "insufficient_funds",
          adviceCode: "try_again_later",
          kind: "soft",
          paymentMethodId: card,
        },
        payment: { id: payment.id, state: "requires_payment_method" },
      });
      world.simulator.control.setCard(card, null);
      expect(await attempt(payment.id, card, 1)).toEqual(declined);
      expect((await stripe.cardGateway.retrieve(payment.id)).lastDecline).toMatchObject({
        declineCode: "insufficient_funds",
      });
      expect((await attempt(payment.id, card, 2)).outcome).toBe("succeeded");
    });

    it("ask for the customer when the bank wants an authentication", async () => {
      const { customerId, card } = await authorised("4000002760003184");
      const payment = await invoice(customerId, card);
      expect(await attempt(payment.id, card, 1)).toMatchObject({
        outcome: "needs_action",
        decline: { code: "authentication_required", kind: "needs_customer" },
        payment: { state: "requires_payment_method" },
      });
    });

    it("decline a card that was removed, and tell a payment that was canceled", async () => {
      const { customerId, card } = await authorised();
      const payment = await invoice(customerId, card);
      await world.sdk.paymentMethods.detach(card);
      expect(await attempt(payment.id, card, 1)).toMatchObject({
        outcome: "declined",
        decline: { code: "payment_method_unusable", kind: "never" },
      });
      expect(
        await stripe.cardGateway.cancel({
          paymentIntentId: payment.id,
          reason: "void_invoice",
          idempotencyKey: "void",
        }),
      ).toMatchObject({ outcome: "canceled" });
      expect(await attempt(payment.id, card, 2)).toMatchObject({ outcome: "canceled", payment: { state: "canceled" } });
    });

    it.each(["timeout_after", "drop_after"] as const)(
      "are unknown after %s; the same key then finds the money taken once",
      async (kind) => {
        const { customerId, card } = await authorised();
        const payment = await invoice(customerId, card);
        const hasty = world.product({ timeoutMs: 300 });
        // A broken connection is repeated once by the SDK itself, whatever its settings say.
        world.simulator.control.faults.set({ kind, count: 2, path: "/confirm" });
        expect((await attempt(payment.id, card, 1, hasty)).outcome).toBe("unknown");
        world.simulator.control.faults.clear();
        expect((await stripe.cardGateway.retrieve(payment.id)).state).toBe("succeeded");
        expect(await attempt(payment.id, card, 1)).toMatchObject({
          outcome: "succeeded",
          payment: { id: payment.id, amountReceived: 5000 },
        });
        expect((await world.sdk.charges.list({ payment_intent: payment.id })).data).toHaveLength(1);
      },
    );

    it.each(["error_500", "conflict_409", "rate_limit_429", "drop_before"] as const)(
      "are unknown after %s, and work under the same key",
      async (kind) => {
        const { customerId, card } = await authorised();
        const payment = await invoice(customerId, card);
        world.simulator.control.faults.set({ kind, count: 2, path: "/confirm" });
        expect((await attempt(payment.id, card, 1)).outcome).toBe("unknown");
        world.simulator.control.faults.clear();
        expect((await attempt(payment.id, card, 1)).outcome).toBe("succeeded");
      },
    );

    it("survive single failures by the SDK's own repetition, with the same key", async () => {
      const { customerId, card } = await authorised();
      const patient = world.product({ maxNetworkRetries: 2 });
      const payment = await invoice(customerId, card);
      world.simulator.control.faults.set({ kind: "drop_after", path: "/confirm" });
      world.simulator.control.faults.set({ kind: "error_500", path: "/confirm" });
      expect((await attempt(payment.id, card, 1, patient)).outcome).toBe("succeeded");
      expect((await world.sdk.charges.list({ payment_intent: payment.id })).data).toHaveLength(1);
    }, 20_000);

    it("throw for requests that can never be right", async () => {
      await expect(attempt("pi_unknown", "pm_unknown", 1)).rejects.toThrow(StripeRefusedError);
      const wrongKey = world.product({ secretKey: "sk_test_x" });
      world.simulator.control.faults.set({ kind: "error_500", count: 9 });
      await expect(wrongKey.cardGateway.retrieve("pi_1")).rejects.toThrow(StripeUnavailableError);
    });
  });

  describe("answers that say nothing about the customer", () => {
    it.each([
      ["unauthorized_401", "set_up"],
      ["forbidden_403", "set_up"],
    ] as const)("%s: our set-up is at fault, and the next try under the same key charges once", async (kind, fault) => {
      const { customerId, card } = await authorised();
      const payment = await invoice(customerId, card);
      world.simulator.control.faults.set({ kind, path: "/confirm" });
      const failed: unknown = await attempt(payment.id, card, 1).catch((error: unknown) => error);
      expect(failed).toBeInstanceOf(StripeUnavailableError);
      expect(failed).toMatchObject({ answer: { fault, repeat: "same_key" } });
      expect((await attempt(payment.id, card, 1)).outcome).toBe("succeeded");
    });

    it.each(["html_403", "html_200", "wrong_body_200"] as const)(
      "%s: unknown, and the next try under the same key tells",
      async (kind) => {
        const { customerId, card } = await authorised();
        const payment = await invoice(customerId, card);
        world.simulator.control.faults.set({ kind, path: "/confirm" });
        expect(await attempt(payment.id, card, 1)).toMatchObject({ outcome: "unknown" });
        world.simulator.control.faults.set({ kind, method: "GET" });
        await expect(stripe.cardGateway.retrieve(payment.id)).rejects.toThrow(StripeUnavailableError);
        expect((await attempt(payment.id, card, 1)).outcome).toBe("succeeded");
      },
    );
  });

  it.each([
    ["JPY", 5000, 5000],
    ["ISK", 5000, 500_000],
    ["UGX", 5000, 500_000],
    ["MGA", 5000, 50],
    ["KWD", 5010, 5010],
    ["TWD", 5000, 5000],
  ])("counts %s as Stripe does, from the charge to the refund", async (currency, amount, units) => {
    const { customerId, card } = await authorised();
    const payment = await stripe.cardGateway.createPaymentIntent({
      customerId,
      paymentMethodId: card,
      amount,
      currency,
      metadata: {},
      idempotencyKey: `pi:${currency}`,
    });
    expect(payment).toMatchObject({ amount, currency });
    expect((await world.sdk.paymentIntents.retrieve(payment.id)).amount).toBe(units);
    expect(await attempt(payment.id, card, 1)).toMatchObject({ payment: { amountReceived: amount } });
    const input = { paymentIntentId: payment.id, amount, currency, idempotencyKey: `re:${currency}` };
    expect(await stripe.cardGateway.refund(input)).toMatchObject({ outcome: "succeeded", amount });
    expect((await world.sdk.refunds.list({ payment_intent: payment.id })).data[0]?.amount).toBe(units);
    expect(await stripe.cardGateway.wentBack(payment.id)).toMatchObject({
      refunds: [{ paymentIntentId: payment.id, amount, currency, stands: true }],
      disputes: [],
    });
  });

  describe("held money", () => {
    it("is taken in part; asking again for the same amount is no error, another amount is refused", async () => {
      const { intent } = await authorised();
      const take = (amount: number, idempotencyKey: string) =>
        stripe.cardGateway.capture({ paymentIntentId: intent, amount, currency: "USD", idempotencyKey });
      expect(await take(24_201, "c0")).toMatchObject({ outcome: "refused", code: "amount_too_large" });
      expect(await take(20_000, "c1")).toMatchObject({
        outcome: "captured",
        payment: { amountReceived: 20_000, amountCapturable: 0 },
      });
      expect(await take(20_000, "c2")).toMatchObject({ outcome: "captured", payment: { amountReceived: 20_000 } });
      expect(await take(100, "c3")).toMatchObject({ outcome: "refused", payment: { amountReceived: 20_000 } });
      const release = await stripe.cardGateway.cancel({ paymentIntentId: intent, idempotencyKey: "x1" });
      expect(release).toMatchObject({ outcome: "refused", payment: { state: "succeeded" } });
    });

    it("is released once, and says so when asked again", async () => {
      const { intent, sessionId } = await authorised();
      const release = (idempotencyKey: string) =>
        stripe.cardGateway.cancel({ paymentIntentId: intent, idempotencyKey });
      expect(await release("x1")).toMatchObject({ outcome: "canceled" });
      expect(await release("x2")).toMatchObject({ outcome: "canceled" });
      expect((await stripe.cardEntry.readCheckout(sessionId)).state).toBe("canceled");
    });

    it("is unknown after a timeout, and captured once under another key", async () => {
      const { intent } = await authorised();
      world.simulator.control.faults.set({ kind: "timeout_after", path: "/capture", count: 2 });
      const hasty = world.product({ timeoutMs: 300 });
      const lost = await hasty.cardGateway.capture({
        paymentIntentId: intent,
        amount: 9_000,
        currency: "USD",
        idempotencyKey: "c1",
      });
      expect(lost.outcome).toBe("unknown");
      world.simulator.control.faults.clear();
      const again = await stripe.cardGateway.capture({
        paymentIntentId: intent,
        amount: 9_000,
        currency: "USD",
        idempotencyKey: "c2",
      });
      expect(again).toMatchObject({ outcome: "captured", payment: { amountReceived: 9_000 } });
    });
  });

  describe("what events are about", () => {
    it("refunds made in the dashboard are read with all others", async () => {
      const { customerId, card } = await authorised();
      const payment = await invoice(customerId, card);
      await attempt(payment.id, card, 1);
      await world.sdk.refunds.create({ payment_intent: payment.id, amount: 1_000 });
      await world.sdk.refunds.create({ payment_intent: payment.id, amount: 500, reason: "duplicate" });
      const read = await stripe.readings.refundsOf(payment.id);
      expect(read.map(({ amount, stands, currency }) => [amount, stands, currency]).sort()).toEqual([
        [1_000, true, "USD"],
        [500, true, "USD"],
      ]);
    });

    it("a removed card has no customer", async () => {
      const { card } = await authorised();
      expect(await stripe.readings.card(card)).toMatchObject({ customerId: expect.stringMatching(/^cus_/) });
      await world.sdk.paymentMethods.detach(card);
      expect(await stripe.readings.card(card)).toMatchObject({ customerId: null, card: { last4: "4242" } });
    });

    it("a dispute takes the money until it is won", async () => {
      const { customerId, card } = await authorised("4000000000000259");
      const disputed = await invoice(customerId, card);
      await attempt(disputed.id, card, 1);
      const [event] = await stripe.readings.events(
        ["charge.dispute.created"],
        new Date(START.getTime() - 3_600_000),
        new Date(START.getTime() + 3_600_000),
      );
      const { data } = event?.payload ?? {};
      const id = (data as { object: { id: string } }).object.id;
      expect(await stripe.readings.dispute(id)).toMatchObject({
        paymentIntentId: expect.stringMatching(/^pi_/),
        stands: true,
        isInquiry: false,
        isClosed: false,
        dueBy: expect.any(Date),
      });
      const hour = { from: START, to: new Date(START.getTime() + 3_600_000), most: 9 };
      const disputes = await stripe.readings.disputes(hour);
      expect(disputes.items.find((one) => one.paymentIntentId === disputed.id)).toMatchObject({ stands: true });
      await world.sdk.disputes.update(id, { evidence: { uncategorized_text: "winning_evidence" }, submit: true });
      expect(await stripe.readings.dispute(id)).toMatchObject({ stands: false, isClosed: true, status: "won" });
    });

    it("what was taken and refunded in a stretch of time is read with its payment", async () => {
      const { customerId, card, intent: held } = await authorised();
      const payment = await invoice(customerId, card);
      await attempt(payment.id, card, 1);
      await world.sdk.refunds.create({ payment_intent: payment.id, amount: 1_000 });
      const stretch = {
        from: new Date(START.getTime() - 3_600_000),
        to: new Date(START.getTime() + 3_600_000),
        most: 500,
      };
      const charges = await stripe.readings.charges(stretch);
      const taken = (id: string) => charges.items.find((one) => one.paymentIntentId === id);
      expect(charges.from).toEqual(stretch.from);
      expect(taken(payment.id)).toMatchObject({ customerId, captured: payment.amount, currency: "USD" });
      expect(taken(held)?.captured).toBe(0);
      const refunds = await stripe.readings.refunds(stretch);
      expect(refunds.items).toContainEqual(
        expect.objectContaining({ paymentIntentId: payment.id, amount: 1_000, stands: true }),
      );
      expect((await stripe.readings.disputes(stretch)).items).toEqual([]);

      // Too much to read: the newest are read, and the stretch begins after what was left out.
      const few = await stripe.readings.charges({ ...stretch, most: 1 });
      expect(few.items).toHaveLength(1);
      expect(few.from.getTime()).toBeGreaterThan(stretch.from.getTime());
      const none = { ...stretch, from: new Date(START.getTime() + 1_800_000) };
      expect((await stripe.readings.charges(none)).items).toEqual([]);
    });

    it("events are found by type and time, whether or not a webhook told them", async () => {
      const { customerId, card } = await authorised();
      const payment = await invoice(customerId, card);
      await attempt(payment.id, card, 1);
      const types = [...Array(25).keys()].map((n) => `customer.unused_${n}`);
      const found = await stripe.readings.events([...types, "payment_intent.succeeded"], START, START);
      expect(found.map(({ type }) => type)).toContain("payment_intent.succeeded");
      const before = new Date(START.getTime() - 60_000);
      expect(await stripe.readings.events(["payment_intent.succeeded"], before, before)).toEqual([]);
    });
  });

  it("refunds up to what was taken", async () => {
    const { customerId, card } = await authorised();
    const payment = await invoice(customerId, card);
    await attempt(payment.id, card, 1);
    const give = (amount: number, key: string) =>
      stripe.cardGateway.refund({
        paymentIntentId: payment.id,
        amount,
        currency: "USD",
        metadata: { credit_note_id: key },
        idempotencyKey: `refund:${key}`,
      });
    const first = await give(3_000, "cn_1");
    expect(first).toMatchObject({
      outcome: "succeeded",
      amount: 3_000,
      currency: "USD",
      refundId: expect.stringMatching(/^re_/),
    });
    expect(await give(3_000, "cn_1")).toEqual(first);
    expect(await give(2_001, "cn_2")).toMatchObject({ outcome: "refused" });
    expect(await give(2_000, "cn_3")).toMatchObject({ outcome: "succeeded" });
    expect(await give(1, "cn_4")).toMatchObject({ outcome: "refused", code: "charge_already_refunded" });
  });
});
