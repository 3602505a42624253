import type Stripe from "stripe";
import { TEST_CARDS } from "../../sandbox/stripe/cards/test-cards";
import {
  answerBank,
  customerWithCard,
  enterCard,
  failure,
  type StripeWorld,
  startStripeWorld,
} from "./stripe-support/world";

const DAY = 86_400_000;
const SUCCESS = "http://shop.example/ok?cs={CHECKOUT_SESSION_ID}";

describe("cards at the Stripe simulator", () => {
  let world: StripeWorld;
  let sdk: Stripe;
  beforeAll(async () => {
    world = await startStripeWorld();
    sdk = world.sdk;
  });
  afterAll(() => world.stop());
  beforeEach(() => world.simulator.control.reset());

  const page = async (customer: string, more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    sdk.checkout.sessions.create({
      mode: "payment",
      customer,
      allowed_payment_method_types: ["card"],
      line_items: [
        { quantity: 2, price_data: { currency: "usd", unit_amount: 11_000, product_data: { name: "Seat" } } },
      ],
      payment_intent_data: { capture_method: "manual", setup_future_usage: "off_session", metadata: { order: "7" } },
      success_url: SUCCESS,
      cancel_url: "http://shop.example/no",
      ...more,
    });
  const buyer = async () => (await sdk.customers.create({ name: "Contoso", email: "pay@contoso.example" })).id;
  const intentOf = async (id: string) =>
    (await sdk.checkout.sessions.retrieve(id, { expand: ["payment_intent"] })).payment_intent as Stripe.PaymentIntent;

  /** Charges a card that the customer does not hold in their hand. */
  async function chargeOffSession(customer: string, card: string) {
    const intent = await sdk.paymentIntents.create({ amount: 5000, currency: "usd", customer, payment_method: card });
    return sdk.paymentIntents.confirm(intent.id, { off_session: true });
  }

  it("knows cards whose numbers are valid", () => {
    const luhn = (number: string) =>
      [...number].reverse().reduce((sum, digit, index) => {
        const value = Number(digit) * (index % 2 === 0 ? 1 : 2);
        return sum + (value > 9 ? value - 9 : value);
      }, 0) % 10;
    expect(TEST_CARDS.filter((card) => luhn(card.number) !== 0).map((card) => card.number)).toEqual([]);
    expect(new Set(TEST_CARDS.flatMap((card) => card.aliases)).size).toBe(
      TEST_CARDS.flatMap((card) => card.aliases).length,
    );
  });

  it.each([
    ["4000000000000002", "card_declined", "generic_decline"],
    ["4000000000009995", "card_declined", "insufficient_funds"],
    ["4000000000009987", "card_declined", "lost_card"],
    ["4000000000009979", "card_declined", "stolen_card"],
    ["4000000000000069", "expired_card", "expired_card"],
    ["4000000000000127", "incorrect_cvc", "incorrect_cvc"],
    ["4000000000000119", "processing_error", "processing_error"],
    ["4000000000006975", "card_declined", "card_velocity_exceeded"],
    ["4100000000000019", "card_declined", "fraudulent"],
  ])("%s cannot be attached and is declined with %s / %s", async (number, code, declineCode) => {
    const customer = await buyer();
    const method = await sdk.paymentMethods.create({
      type: "card",
      card: { number, exp_month: 1, exp_year: 2031, cvc: "123" },
    });
    expect((await failure(sdk.paymentMethods.attach(method.id, { customer }))).code).toBe(code);
    const intent = await sdk.paymentIntents.create({ amount: 5000, currency: "usd", payment_method: method.id });
    const error = await failure(sdk.paymentIntents.confirm(intent.id));
    expect(error).toMatchObject({ statusCode: 402, type: "StripeCardError", code, decline_code: declineCode });
    expect(error.payment_intent).toMatchObject({
      id: intent.id,
      status: "requires_payment_method",
      payment_method: null,
    });
    expect(error.payment_method?.id).toBe(method.id);
    const after = await sdk.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
    expect(after.last_payment_error).toMatchObject({
      code,
      decline_code: declineCode,
      payment_method: { id: method.id },
    });
    expect(after.latest_charge).toMatchObject({ status: "failed", paid: false, failure_code: code, id: error.charge });
  });

  it.each([
    ["number", "4242424242424241", "incorrect_number"],
    ["number", "4111111111111111", "card_declined"],
    ["exp_month", 13, "invalid_expiry_month"],
    ["exp_year", 2025, "invalid_expiry_year"],
    ["cvc", "99", "invalid_cvc"],
  ])("refuses %s %p with %s", async (field, value, code) => {
    const card = { number: "4242424242424242", exp_month: 1, exp_year: 2031, cvc: "123", [field]: value };
    expect((await failure(sdk.paymentMethods.create({ type: "card", card }))).code).toBe(code);
  });

  it("saves 4000000000000341 and declines every charge", async () => {
    const { customer, card } = await customerWithCard(sdk, "pm_card_chargeCustomerFail");
    expect((await failure(chargeOffSession(customer, card))).decline_code).toBe("generic_decline");
  });

  it.each([
    ["pm_card_visa", "succeeded"],
    ["pm_card_authenticationRequiredSetupForOffSession", "succeeded"],
    ["pm_card_authenticationRequiredOnSetup", "authentication_required"],
    ["pm_card_authenticationRequired", "authentication_required"],
    ["pm_card_threeDSecure2Required", "authentication_required"],
  ])("off-session, %s that was only attached ends %s", async (alias, end) => {
    const { customer, card } = await customerWithCard(sdk, alias);
    const outcome = await chargeOffSession(customer, card).then(
      (intent) => intent.status,
      (error: Stripe.errors.StripeError) => error.decline_code,
    );
    expect(outcome).toBe(end);
  });

  it("lets a card that needs 3-D Secure be set up for later charges", async () => {
    const customer = await buyer();
    const session = await page(customer);
    const bank = await enterCard(session.url ?? "", "4000002500003155");
    expect([bank.status, bank.headers.get("location")]).toEqual([303, expect.stringContaining("/3ds/pi_")]);
    expect((await intentOf(session.id)).status).toBe("requires_action");
    const back = await answerBank(bank.headers.get("location") ?? "", "complete");
    expect(back.headers.get("location")).toBe(SUCCESS.replace("{CHECKOUT_SESSION_ID}", session.id));
    const intent = await intentOf(session.id);
    const later = await chargeOffSession(customer, String(intent.payment_method));
    expect(later).toMatchObject({ status: "succeeded", amount_received: 5000 });
    const again = await sdk.paymentIntents.create({
      amount: 5000,
      currency: "usd",
      customer,
      payment_method: String(intent.payment_method),
      confirm: true,
      return_url: "http://shop.example/back",
    });
    expect(again.status).toBe("requires_action");
  });

  it("declines the off-session charge of a card that always needs 3-D Secure, and recovers on-session", async () => {
    const customer = await buyer();
    const session = await page(customer);
    await answerBank(
      (await enterCard(session.url ?? "", "4000002760003184")).headers.get("location") ?? "",
      "complete",
    );
    const card = String((await intentOf(session.id)).payment_method);
    const intent = await sdk.paymentIntents.create({ amount: 5000, currency: "usd", customer, payment_method: card });
    const error = await failure(sdk.paymentIntents.confirm(intent.id, { off_session: true }));
    expect(error).toMatchObject({ code: "authentication_required", decline_code: "authentication_required" });
    const again = await sdk.paymentIntents.confirm(intent.id, {
      payment_method: card,
      return_url: "http://shop.example/back?x=1",
    });
    expect(again).toMatchObject({
      status: "requires_action",
      next_action: { type: "redirect_to_url" },
      last_payment_error: null,
    });
    const back = await answerBank(again.next_action?.redirect_to_url?.url ?? "", "complete");
    expect(back.headers.get("location")).toContain(`http://shop.example/back?x=1&payment_intent=${intent.id}`);
    expect(back.headers.get("location")).toContain("redirect_status=succeeded");
    expect((await sdk.paymentIntents.retrieve(intent.id)).status).toBe("succeeded");
  });

  it("shows a failed authentication on the page, and lets the customer try another card", async () => {
    const session = await page(await buyer());
    const bank = await enterCard(session.url ?? "", "4000000000003220");
    const back = await answerBank(bank.headers.get("location") ?? "", "fail");
    expect(back.headers.get("location")).toBe(session.url);
    expect(await (await fetch(session.url ?? "")).text()).toContain("unable to authenticate");
    expect((await enterCard(session.url ?? "", "4242424242424242")).status).toBe(303);
    expect((await sdk.checkout.sessions.retrieve(session.id)).status).toBe("complete");
  });

  it("declines after authentication when the card says so", async () => {
    const session = await page(await buyer());
    const bank = await enterCard(session.url ?? "", "4000008260003178");
    const back = await answerBank(bank.headers.get("location") ?? "", "complete");
    expect(back.headers.get("location")).toBe(session.url);
    expect(await (await fetch(session.url ?? "")).text()).toContain("insufficient funds");
  });

  describe("the hosted page", () => {
    it("holds the money, saves the card, and leaves the session unpaid until the capture", async () => {
      const customer = await buyer();
      const session = await page(customer, { client_reference_id: "order-7" });
      expect(session).toMatchObject({
        status: "open",
        payment_status: "unpaid",
        amount_total: 22_000,
        payment_intent: null,
      });
      await enterCard(session.url ?? "", "4242 4242 4242 4242");
      const done = await sdk.checkout.sessions.retrieve(session.id, { expand: ["payment_intent.payment_method"] });
      expect(done).toMatchObject({
        status: "complete",
        payment_status: "unpaid",
        url: null,
        client_reference_id: "order-7",
        payment_intent: {
          status: "requires_capture",
          amount_capturable: 22_000,
          amount_received: 0,
          metadata: { order: "7" },
          payment_method: { customer, allow_redisplay: "limited", card: { last4: "4242" } },
        },
      });
      const intent = done.payment_intent as Stripe.PaymentIntent;
      await sdk.paymentIntents.capture(intent.id);
      expect((await sdk.checkout.sessions.retrieve(session.id)).payment_status).toBe("paid");
    });

    it("keeps the customer on the page after a refusal and names the wrong fields", async () => {
      const session = await page(await buyer());
      const declined = await enterCard(session.url ?? "", "4000000000009995");
      expect([declined.status, await declined.text()]).toEqual([
        402,
        expect.stringContaining("Your card has insufficient funds."),
      ]);
      const wrong = await enterCard(session.url ?? "", "4242424242424241");
      expect(await wrong.text()).toMatch(/id="number-error">Your card number is incorrect/);
      const empty = await enterCard(session.url ?? "", "", { expiry: "soon", cvc: "", name: "" });
      expect([empty.status, (await empty.text()).match(/class="fielderror"/g)?.length]).toEqual([400, 4]);
      expect((await sdk.checkout.sessions.retrieve(session.id)).status).toBe("open");
    });

    it("does not pay twice", async () => {
      const session = await page(await buyer());
      await enterCard(session.url ?? "", "4242424242424242");
      const again = await enterCard(session.url ?? "", "4242424242424242");
      expect([again.status, await again.text()]).toEqual([200, expect.stringContaining("all done")]);
      expect((await sdk.charges.list()).data).toHaveLength(1);
    });

    it("expires by the clock and on request, and takes no card afterwards", async () => {
      const customer = await buyer();
      const soon = Math.floor(world.clock.now().getTime() / 1000) + 1800;
      const session = await page(customer, { expires_at: soon });
      const other = await page(customer);
      world.clock.advanceBy(1_799_000);
      expect((await sdk.checkout.sessions.retrieve(session.id)).status).toBe("open");
      world.clock.advanceBy(1000);
      expect(await sdk.checkout.sessions.retrieve(session.id)).toMatchObject({ status: "expired", url: null });
      expect((await enterCard(session.url ?? "", "4242424242424242")).status).toBe(410);
      await sdk.checkout.sessions.expire(other.id);
      expect((await failure(sdk.checkout.sessions.expire(other.id))).statusCode).toBe(400);
      expect((await failure(page(customer, { expires_at: soon }))).param).toBe("expires_at");
    });

    it("saves a card without charging it", async () => {
      const customer = await buyer();
      const params = { mode: "setup", customer, currency: "usd", success_url: SUCCESS } as const;
      const session = await sdk.checkout.sessions.create(params);
      const bank = await enterCard(session.url ?? "", "4000002500003155");
      await answerBank(bank.headers.get("location") ?? "", "complete");
      const done = await sdk.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
      expect(done).toMatchObject({
        status: "complete",
        payment_status: "no_payment_required",
        setup_intent: { status: "succeeded" },
      });
      const card = String((done.setup_intent as Stripe.SetupIntent).payment_method);
      expect((await chargeOffSession(customer, card)).status).toBe("succeeded");
    });
  });

  describe("held money", () => {
    const held = async () => {
      const { customer, card } = await customerWithCard(sdk);
      const params = {
        amount: 22_000,
        currency: "usd",
        customer,
        payment_method: card,
        capture_method: "manual",
        confirm: true,
      } as const;
      return sdk.paymentIntents.create(params);
    };

    it("is taken in part, once; the rest is released", async () => {
      const intent = await held();
      expect((await failure(sdk.paymentIntents.capture(intent.id, { amount_to_capture: 22_001 }))).code).toBe(
        "amount_too_large",
      );
      const taken = await sdk.paymentIntents.capture(intent.id, { amount_to_capture: 15_000 }, { idempotencyKey: "c" });
      expect(taken).toMatchObject({
        status: "succeeded",
        amount: 22_000,
        amount_received: 15_000,
        amount_capturable: 0,
      });
      expect(
        await sdk.paymentIntents.capture(intent.id, { amount_to_capture: 15_000 }, { idempotencyKey: "c" }),
      ).toMatchObject({ amount_received: 15_000 });
      const more = await failure(sdk.paymentIntents.capture(intent.id, { amount_to_capture: 7000 }));
      expect(more).toMatchObject({ code: "payment_intent_unexpected_state", payment_intent: { status: "succeeded" } });
      const charge = await sdk.charges.retrieve(String(taken.latest_charge), { expand: ["balance_transaction"] });
      expect(charge).toMatchObject({
        captured: true,
        amount_captured: 15_000,
        balance_transaction: { amount: 15_000 },
      });
      expect((await failure(sdk.refunds.create({ payment_intent: intent.id, amount: 15_001 }))).param).toBe("amount");
      await sdk.refunds.create({ payment_intent: intent.id, amount: 15_000 });
      expect((await failure(sdk.refunds.create({ payment_intent: intent.id }))).code).toBe("charge_already_refunded");
    });

    it("is released by cancelling, and not twice", async () => {
      const intent = await held();
      expect(await sdk.paymentIntents.cancel(intent.id)).toMatchObject({ status: "canceled", amount_capturable: 0 });
      expect((await failure(sdk.paymentIntents.cancel(intent.id))).payment_intent?.status).toBe("canceled");
      expect((await failure(sdk.paymentIntents.capture(intent.id))).code).toBe("payment_intent_unexpected_state");
    });

    it("is released by itself after seven days", async () => {
      const intent = await held();
      world.clock.advanceBy(7 * DAY - 1000);
      expect((await sdk.paymentIntents.retrieve(intent.id)).status).toBe("requires_capture");
      world.clock.advanceBy(1000);
      expect(await sdk.paymentIntents.retrieve(intent.id)).toMatchObject({
        status: "canceled",
        cancellation_reason: "automatic",
      });
    });
  });

  it("does not charge another customer's card, nor an unattached card twice", async () => {
    const { card } = await customerWithCard(sdk);
    const stranger = await buyer();
    const theirs = sdk.paymentIntents.create({
      amount: 900,
      currency: "usd",
      customer: stranger,
      payment_method: card,
    });
    expect((await failure(theirs)).param).toBe("payment_method");
    const loose = await sdk.paymentMethods.create({
      type: "card",
      card: { number: "4242424242424242", exp_month: 1, exp_year: 2031 },
    });
    const once = () =>
      sdk.paymentIntents.create({ amount: 900, currency: "usd", payment_method: loose.id, confirm: true });
    expect((await once()).status).toBe("succeeded");
    expect((await failure(once())).message).toContain("may not be used again");
  });

  it("declines a stored card from now on when told to, and a card past its date", async () => {
    const { customer, card } = await customerWithCard(sdk);
    expect((await chargeOffSession(customer, card)).status).toBe("succeeded");
    world.simulator.control.setCard(card, { decline_code: "do_not_honor", advice_code: "try_again_later" });
    const declined = await failure(chargeOffSession(customer, card));
    expect(declined).toMatchObject({ decline_code: "do_not_honor", advice_code: "try_again_later" });
    world.simulator.control.setCard(card, null);
    expect((await chargeOffSession(customer, card)).status).toBe("succeeded");
    world.simulator.control.updateCard(card, { exp_month: 12, exp_year: 2026 });
    world.clock.advanceTo(new Date("2027-01-01T00:00:00Z"));
    expect((await failure(chargeOffSession(customer, card))).code).toBe("expired_card");
  });

  it("opens disputes and settles refunds", async () => {
    const customer = await buyer();
    const paid = async (card: string) =>
      sdk.paymentIntents.create({ amount: 5000, currency: "usd", customer, payment_method: card, confirm: true });
    const disputed = await paid("pm_card_createDispute");
    const [dispute] = (await sdk.disputes.list({ payment_intent: disputed.id })).data;
    expect(dispute).toMatchObject({ status: "needs_response", amount: 5000, reason: "fraudulent" });
    expect((await failure(sdk.refunds.create({ payment_intent: disputed.id }))).code).toBe("charge_disputed");
    const won = await sdk.disputes.update(dispute?.id ?? "", {
      evidence: { uncategorized_text: "winning_evidence" },
      submit: true,
    });
    expect([won.status, won.balance_transactions.map((one) => one.amount)]).toEqual(["won", [-5000, 5000]]);
    const slow = await sdk.refunds.create({ payment_intent: (await paid("pm_card_pendingRefund")).id });
    expect(slow.status).toBe("pending");
    world.simulator.control.settleRefund(slow.id, "succeeded");
    expect((await sdk.refunds.retrieve(slow.id)).status).toBe("succeeded");
    const failed = await sdk.refunds.create({ payment_intent: (await paid("pm_card_refundFail")).id });
    expect((await sdk.refunds.retrieve(failed.id)).status).toBe("failed");
    const charge = await sdk.charges.retrieve(String(failed.charge));
    expect(charge).toMatchObject({ refunded: false, amount_refunded: 0 });
  });

  it("gives a deleted customer only as deleted", async () => {
    const { customer, card } = await customerWithCard(sdk);
    await sdk.customers.del(customer);
    expect(await sdk.customers.retrieve(customer)).toMatchObject({ id: customer, deleted: true });
    expect((await failure(sdk.customers.update(customer, { name: "x" }))).code).toBe("resource_missing");
    expect((await sdk.paymentMethods.retrieve(card)).customer).toBeNull();
  });
});
