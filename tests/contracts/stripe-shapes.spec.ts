import type Stripe from "stripe";
import { canonicalForm, decodeForm, type FormNode } from "../../sandbox/stripe/http/form";
import { OPERATIONS } from "../../sandbox/stripe/operations";
import { shapeErrors } from "./stripe-support/declared-shapes";
import { publishedSchemas } from "./stripe-support/published-schemas";
import {
  answerBank,
  call,
  customerWithCard,
  enterCard,
  type StripeWorld,
  startStripeWorld,
} from "./stripe-support/world";

const published = publishedSchemas();

/** A decoded form as plain objects and lists. */
function plain(node: FormNode): unknown {
  if (typeof node === "string") return node;
  const names = [...node.keys()];
  return names.length > 0 && names.every((name) => /^\d+$/.test(name))
    ? [...node.values()].map(plain)
    : Object.fromEntries([...node].map(([name, value]) => [name, plain(value)]));
}

/** Uses every call the simulator has, with objects in as many states as can be reached. */
async function useEverything({ sdk, clock, simulator, url }: StripeWorld): Promise<void> {
  const { customer, card } = await customerWithCard(sdk);
  await sdk.customers.update(customer, {
    invoice_settings: { default_payment_method: card },
    address: { line1: "1 Main St", city: "Seattle", country: "US" },
    shipping: { name: "Contoso", address: { line1: "1 Main St" } },
    metadata: { a: "1" },
  });
  await sdk.customers.retrieve(customer, { expand: ["invoice_settings.default_payment_method"] });
  await sdk.customers.list({ limit: 3, email: "pay@contoso.example" });
  await sdk.customers.listPaymentMethods(customer, { type: "card" });
  await sdk.customers.retrievePaymentMethod(customer, card);
  await sdk.paymentMethods.create({
    type: "card",
    card: { number: "5555555555554444", exp_month: 1, exp_year: 2031, cvc: "123" },
  });
  await sdk.paymentMethods.update(card, {
    allow_redisplay: "always",
    billing_details: { name: "Ada" },
    metadata: { b: "2" },
  });
  await sdk.paymentMethods.retrieve(card, { expand: ["customer"] });
  await sdk.paymentMethods.list({ customer, type: "card" });

  const money = { currency: "usd", customer, payment_method: card, allowed_payment_method_types: ["card"] };
  const paid = await sdk.paymentIntents.create({
    ...money,
    amount: 5000,
    description: "Invoice 1",
    metadata: { invoice: "1" },
  });
  await sdk.paymentIntents.update(paid.id, { amount: 5100, metadata: { invoice: "1a" } });
  await sdk.paymentIntents.confirm(paid.id, {
    off_session: true,
    expand: ["latest_charge.balance_transaction", "payment_method"],
  });
  const held = await sdk.paymentIntents.create({
    ...money,
    amount: 9000,
    capture_method: "manual",
    confirm: true,
    off_session: true,
  });
  await sdk.paymentIntents.capture(held.id, { amount_to_capture: 4000 });
  const dropped = await sdk.paymentIntents.create({ ...money, amount: 9000, capture_method: "manual", confirm: true });
  await sdk.paymentIntents.cancel(dropped.id, { cancellation_reason: "requested_by_customer" });
  const secured = await sdk.paymentIntents.create({
    ...money,
    payment_method: "pm_card_authenticationRequired",
    amount: 700,
    confirm: true,
    return_url: "http://shop.example/back",
  });
  await answerBank(secured.next_action?.redirect_to_url?.url ?? "", "complete");
  await sdk.paymentIntents.retrieve(secured.id, { expand: ["latest_charge"] });
  const declined = await sdk.paymentIntents.create({ ...money, amount: 700 });
  await sdk.paymentIntents.confirm(declined.id, { payment_method: "pm_card_visa_chargeDeclined" }).catch(() => null);
  await sdk.paymentIntents.retrieve(declined.id);
  await sdk.paymentIntents.list({ customer, expand: ["data.latest_charge", "data.customer"], limit: 10 });

  await sdk.charges.list({ payment_intent: paid.id });
  const chargeId = String((await sdk.paymentIntents.retrieve(paid.id)).latest_charge);
  await sdk.charges.retrieve(chargeId, { expand: ["balance_transaction", "customer", "payment_intent"] });
  await sdk.charges.update(chargeId, { description: "Changed" });
  const refund = await sdk.refunds.create({
    payment_intent: paid.id,
    amount: 600,
    reason: "requested_by_customer",
    metadata: { cn: "1" },
  });
  await sdk.refunds.retrieve(refund.id, { expand: ["charge", "balance_transaction", "payment_intent"] });
  await sdk.refunds.update(refund.id, { metadata: { cn: "2" } });
  await sdk.refunds.list({ charge: chargeId });
  const slow = await sdk.paymentIntents.create({
    ...money,
    payment_method: "pm_card_pendingRefund",
    amount: 900,
    confirm: true,
  });
  await sdk.refunds.cancel((await sdk.refunds.create({ payment_intent: slow.id })).id);
  const failing = await sdk.paymentIntents.create({
    ...money,
    payment_method: "pm_card_refundFail",
    amount: 900,
    confirm: true,
  });
  await sdk.refunds.create({ payment_intent: failing.id, amount: 100 });
  const { data: transactions } = await sdk.balanceTransactions.list({ expand: ["data.source"], limit: 50 });
  await sdk.balanceTransactions.retrieve(transactions[0]?.id ?? "");

  const disputedCard = await sdk.paymentMethods.attach("pm_card_createDispute", { customer });
  await sdk.paymentIntents.create({ ...money, payment_method: disputedCard.id, amount: 800, confirm: true });
  await sdk.paymentIntents.create({
    ...money,
    payment_method: "pm_card_createDisputeInquiry",
    amount: 800,
    confirm: true,
  });
  await sdk.paymentIntents.create({
    ...money,
    payment_method: "pm_card_createIssuerFraudRecord",
    amount: 800,
    confirm: true,
  });
  const { data: disputes } = await sdk.disputes.list({ expand: ["data.charge"] });
  await sdk.disputes.retrieve(disputes[0]?.id ?? "");
  await sdk.disputes.update(disputes[0]?.id ?? "", {
    evidence: { uncategorized_text: "winning_evidence" },
    metadata: { a: "1" },
  });
  await sdk.disputes.close(disputes[1]?.id ?? "");

  const setup = await sdk.setupIntents.create({
    customer,
    allowed_payment_method_types: ["card"],
    description: "Save",
  });
  await sdk.setupIntents.update(setup.id, { metadata: { a: "1" }, payment_method: "pm_card_mastercard" });
  await sdk.setupIntents.confirm(setup.id, { expand: ["latest_attempt", "payment_method"] });
  await sdk.setupIntents.retrieve(setup.id);
  await sdk.setupAttempts.list({ setup_intent: setup.id });
  const secureSetup = await sdk.setupIntents.create({
    customer,
    payment_method: "pm_card_authenticationRequiredOnSetup",
    confirm: true,
    return_url: "http://shop.example/back",
  });
  await sdk.setupIntents.cancel(secureSetup.id, { cancellation_reason: "abandoned" });
  const badSetup = await sdk.setupIntents.create({ customer, payment_method: "pm_card_visa_chargeDeclined" });
  await sdk.setupIntents.confirm(badSetup.id).catch(() => null);
  await sdk.setupIntents.list({ customer });

  const page = (mode: "payment" | "setup"): Stripe.Checkout.SessionCreateParams => ({
    mode,
    customer,
    allowed_payment_method_types: ["card"],
    success_url: "http://shop.example/ok?cs={CHECKOUT_SESSION_ID}",
    cancel_url: "http://shop.example/no",
    ...(mode === "setup"
      ? { currency: "usd" }
      : {
          line_items: [
            { quantity: 2, price_data: { currency: "usd", unit_amount: 1100, product_data: { name: "Seat" } } },
          ],
          payment_intent_data: {
            capture_method: "manual",
            setup_future_usage: "off_session",
            metadata: { order: "1" },
          },
          custom_text: { submit: { message: "Every month." } },
        }),
  });
  const bought = await sdk.checkout.sessions.create(page("payment"));
  await sdk.checkout.sessions.update(bought.id, { metadata: { a: "1" } });
  await enterCard(bought.url ?? "", "4000000000009995");
  await sdk.checkout.sessions.retrieve(bought.id, { expand: ["payment_intent"] });
  await enterCard(bought.url ?? "", "4242424242424242");
  await sdk.checkout.sessions.retrieve(bought.id, {
    expand: ["payment_intent.payment_method", "line_items", "customer"],
  });
  await sdk.checkout.sessions.listLineItems(bought.id);
  const saved = await sdk.checkout.sessions.create(page("setup"));
  await enterCard(saved.url ?? "", "4242424242424242");
  await sdk.checkout.sessions.retrieve(saved.id, { expand: ["setup_intent"] });
  const unused = await sdk.checkout.sessions.create(page("payment"));
  await sdk.checkout.sessions.expire(unused.id);
  await sdk.checkout.sessions.list({ customer });

  const endpoint = await sdk.webhookEndpoints.create({
    url: "http://127.0.0.1:9/hook",
    enabled_events: ["refund.created"],
  });
  await sdk.webhookEndpoints.update(endpoint.id, { disabled: true });
  await sdk.webhookEndpoints.retrieve(endpoint.id);
  await sdk.webhookEndpoints.list();
  await sdk.webhookEndpoints.del(endpoint.id);
  const { data: events } = await sdk.events.list({ limit: 100 });
  await sdk.events.retrieve(events[0]?.id ?? "");
  simulator.control.updateCard(card, { exp_year: 2040 });
  await sdk.paymentMethods.detach(card);
  await sdk.customers.del(customer);
  await sdk.customers.retrieve(customer);
  clock.advanceBy(1000);
  await call({ url }, "GET", "/v1/customers");
}

describe("shapes of the Stripe simulator", () => {
  let world: StripeWorld;
  beforeAll(async () => {
    world = await startStripeWorld();
    await useEverything(world);
  });
  afterAll(() => world.stop());

  it("answers every call it has with 2xx at least once", () => {
    const answered = (method: string, path: string) =>
      world.exchanges.some(
        (one) =>
          one.method === method &&
          one.status === 200 &&
          new RegExp(`^/v1${path.replace(/:\w+/g, "[^/]+")}$`).test(one.path),
      );
    expect(
      OPERATIONS.filter(({ method, path }) => !answered(method, path)).map(({ method, path }) => `${method} ${path}`),
    ).toEqual([]);
  });

  it("sends bodies of the SDK's declared shape, at every depth", () => {
    const wrong = world.exchanges
      .filter((one) => one.status === 200)
      .flatMap((one) => shapeErrors(one.body).map((error) => `${one.method} ${one.path}: ${error}`));
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("fills events with objects of the declared shape", () => {
    const objects = world.simulator.control.events().map((event) => event.data.object);
    const wrong = objects
      .filter((object) => (object as { object: string }).object !== "radar.early_fraud_warning")
      .flatMap((object) => shapeErrors(object));
    expect(objects.length).toBeGreaterThan(40);
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("sends bodies that pass Stripe's published schemas, where these are at hand", () => {
    const judged = world.exchanges
      .filter((one) => one.status === 200 && published !== null)
      .map((one) => ({ one, errors: published?.responseErrors(one.method, one.path, one.body) ?? ["unknown call"] }));
    const wrong = judged.flatMap(({ one, errors }) => errors.map((error) => `${one.method} ${one.path}: ${error}`));
    expect([...new Set(wrong)]).toEqual([]);
    expect(judged.length).toBeGreaterThan(published === null ? -1 : 70);
  });

  it("fills events with objects that pass the published schemas", () => {
    const wrong = world.simulator.control.events().flatMap((event) => {
      const object = event.data.object as { object: string };
      return published === null || object.object === "radar.early_fraud_warning"
        ? []
        : published.objectErrors(object.object, object).map((error) => `${event.type}: ${error}`);
    });
    expect([...new Set(wrong)]).toEqual([]);
  });

  it("understands request bodies exactly as the published schemas do", () => {
    const sent = world.exchanges.filter((one) => one.method === "POST" && one.sent !== "");
    const wrong = sent.flatMap((one) => {
      const errors = published?.requestErrors(one.method, one.path, plain(decodeForm(one.sent))) ?? [];
      return errors.map((error) => `${one.path} ${canonicalForm(decodeForm(one.sent))}: ${error}`);
    });
    expect(wrong).toEqual([]);
  });

  it("knows every parameter of its calls: implemented, or named as not implemented", () => {
    const differences = OPERATIONS.filter((operation) => operation.method === "POST").flatMap((operation) => {
      const pattern = `/v1${operation.path.replace(/:(\w+)/g, "{$1}")}`;
      const known = published?.bodyParameters(pattern);
      if (known === null || known === undefined) return published === null ? [] : [`${pattern} is not published`];
      const { simulated, notSimulated } = operation.parameters;
      const ours = new Set(["expand", ...simulated, ...notSimulated].filter((name) => name !== "payment_method_types"));
      return [
        ...known.filter((name) => !ours.has(name)).map((name) => `${pattern}: ${name} is unknown here`),
        ...[...ours].filter((name) => !known.includes(name)).map((name) => `${pattern}: Stripe has no ${name}`),
      ];
    });
    expect(differences).toEqual([]);
  });

  it("pretty-prints bodies with two spaces", async () => {
    const text = await (await call(world, "GET", "/v1/events?limit=1")).text();
    expect(text).toBe(`${JSON.stringify(JSON.parse(text), null, 2)}\n`);
  });
});
