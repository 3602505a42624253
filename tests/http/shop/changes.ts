import { BILLING_MODULE } from "../../../src/modules/billing";
import { chargeDuty, runBilling } from "../../../src/processes/billing";
import { runDueChanges } from "../../../src/processes/changes/run-changes";
import { adminApi } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, type Json, type Visitor } from "../../support/purchase/visitor";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Wanted = Readonly<Record<string, unknown>>;

const seats = (quantity: number): Wanted => ({ kind: "seats", quantity });
const renewal = (outcome: string, quantity: number | null = null): Wanted => ({ kind: "renewal", outcome, quantity });
const CANCEL: Wanted = { kind: "cancel" };

/** Changes of a subscription from the preview to their end: the vendor, the card and the books say the same. */
export function changesTests(world: () => ShopWorld): void {
  // What is counted at the vendor and on cards is this test's own.
  beforeEach(() => world().outside.reset());

  it("more seats are held on the card, added at the vendor, and charged as they were shown, once", async () => {
    const { buyer, id } = await buy(world(), 10);
    world().advanceBy(3 * DAY_MS);
    const preview = await previewOf(buyer, id, seats(15));
    const other = await previewOf(buyer, id, seats(13));
    expect(preview.value).toMatchObject({ current_quantity: 10, charge: { at_once: true, kind: "recurring" } });
    const both = await Promise.all([post(buyer, id, seats(15), preview), post(buyer, id, seats(15), preview)]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect(new Set(both.map(({ body }) => body.text("change", "id"))).size).toBe(1);
    expect((await latest(buyer, id)).value).toMatchObject({
      state: "requested",
      can_withdraw: true,
      kind: "add_seats",
    });
    const between = await post(buyer, id, seats(13), other);
    expect([between.status, between.body.text("message")]).toEqual([409, expect.stringMatching(/being made/)]);
    await world().runDuties();

    const done = await latest(buyer, id);
    expect(done.value).toMatchObject({ state: "done", counts_from_on: day(world()), refusal: null });
    expect(vendorOf(world()).quantity).toBe(15);
    const subscription = await subscriptionOf(buyer, id);
    expect(subscription.at("quantity").value).toBe(15);
    expect(quantities(subscription)).toEqual([10, 5]);
    const invoice = (await buyer.expect(200, "GET", `/store/csp/invoices/${done.text("invoice_id")}`)).at("invoice");
    expect(invoice.value).toMatchObject({ status: "paid", total: preview.at("charge", "total").value });
    expect([captured(world()), heldNow(world()), patches(world())]).toEqual([await paid(buyer), 0, 1]);
    expect(await brokenRules(world())).toEqual([]);

    const stale = await post(buyer, id, seats(13), other);
    expect([stale.status, stale.body.text("message")]).toEqual([409, expect.stringMatching(/not what you were shown/)]);
    const moved = await previewOf(buyer, id, seats(16));
    world().advanceBy(DAY_MS);
    const late = await post(buyer, id, seats(16), moved);
    expect([late.status, late.body.text("message")]).toEqual([409, expect.stringMatching(/not what you were shown/)]);
  });

  it("nothing is asked of the vendor before the bank has said yes", async () => {
    const { buyer, id } = await buy(world(), 10);
    const card = await cardOf(world());
    world().outside.stripe.setCard(card, {});
    await ask(buyer, id, seats(15));
    await world().runDuties();
    expect((await latest(buyer, id)).value).toMatchObject({ state: "refused", refusal: { by: "bank" } });

    world().outside.stripe.setCard(card, BANK_ASKS);
    const first = await ask(buyer, id, seats(15));
    await world().runDuties();
    expect((await latest(buyer, id)).value).toMatchObject({ state: "awaiting_customer", can_withdraw: true });
    const path = (change: Json) => `${changesPath(id)}/${change.text("id")}`;
    const page = await buyer.expect(200, "POST", `${path(first)}/payment`, {});
    expect((await buyer.expect(200, "POST", `${path(first)}/payment`, {})).text("url")).toBe(page.text("url"));
    const withdrawn = await buyer.expect(200, "POST", `${path(first)}/withdraw`, {});
    expect(withdrawn.at("change", "state").value).toBe("releasing");
    await world().runDuties();
    expect((await latest(buyer, id)).at("state").value).toBe("withdrawn");
    await buyer.expect(409, "POST", `${path(first)}/withdraw`, {});
    await buyer.expect(409, "POST", `${path(first)}/payment`, {});

    await ask(buyer, id, seats(14));
    await world().runDuties();
    world().advanceBy(DAY_MS);
    await world().runDuties();
    expect((await latest(buyer, id)).value).toMatchObject({ state: "refused", refusal: { by: "nobody" } });
    expect([patches(world()), heldNow(world()), vendorOf(world()).quantity]).toEqual([0, 0, 10]);

    const confirmed = await ask(buyer, id, seats(13));
    await world().runDuties();
    const { url } = (await buyer.expect(200, "POST", `${path(confirmed)}/payment`, {})).value as { url: string };
    await enterCard(url, "4242424242424242");
    world().advanceBy(5 * MINUTE_MS);
    await settled(world(), buyer, id);
    expect((await latest(buyer, id)).value).toMatchObject({ state: "done" });
    expect([vendorOf(world()).quantity, captured(world()), heldNow(world())]).toEqual([13, await paid(buyer), 0]);
  });

  it("what the vendor refuses is told in words, and what is held for it is let go", async () => {
    const { buyer, id } = await buy(world(), 10);
    for (const [code, status, words] of [
      ["900278", 409, /renewing/],
      ["2002", 400, /number of licences/],
      ["800027", 403, /number of licences/],
      ["13605", 403, /Customer Agreement/],
      ["900311", 400, /too often/],
    ] as const) {
      world().outside.vendor.addFault({ kind: "error_before_effect", method: "PATCH", status, code });
      await ask(buyer, id, seats(15));
      await world().runDuties();
      const change = await latest(buyer, id);
      expect([code, change.text("state"), change.text("refusal", "by")]).toEqual([code, "refused", "vendor"]);
      expect(change.text("refusal", "reason")).toMatch(words);
    }
    await ask(buyer, id, seats(15));
    world().outside.vendor.changeSubscription(vendorOf(world()).id, { quantity: 11 });
    await world().runDuties();
    expect((await latest(buyer, id)).text("refusal", "reason")).toMatch(/somebody else/);
    expect([patches(world()), heldNow(world()), vendorOf(world()).quantity]).toEqual([5, 0, 11]);
    expect((await subscriptionOf(buyer, id)).at("quantity").value).toBe(10);
  });

  it("whatever becomes of the vendor's answer, seats are added once and charged once", async () => {
    const { buyer, id } = await buy(world(), 10);
    let quantity = 10;
    for (const fault of [
      { kind: "drop_after_effect" } as const,
      { kind: "cut_answer" } as const,
      { kind: "error_before_effect" } as const,
      { kind: "error_before_effect", status: 400, code: "2055" } as const,
      { kind: "foreign_answer", status: 412, body: "" } as const,
      { kind: "accept_update", delayMs: 20_000 } as const,
    ]) {
      quantity += 1;
      world().advanceBy(MINUTE_MS);
      world().outside.vendor.addFault({ ...fault, method: "PATCH" });
      await ask(buyer, id, seats(quantity));
      await settled(world(), buyer, id);
      const state = (await latest(buyer, id)).text("state");
      expect([fault, state, vendorOf(world()).quantity]).toEqual([fault, "done", quantity]);
    }
    expect(quantities(await subscriptionOf(buyer, id))).toEqual([10, 1, 1, 1, 1, 1, 1]);
    expect([captured(world()), heldNow(world())]).toEqual([await paid(buyer), 0]);
    expect(await brokenRules(world())).toEqual([]);
  });

  it("a billing run that comes first bills and charges it, and the hold is let go", async () => {
    const { buyer, id } = await buy(world(), 10);
    const billing = world().container.resolve(BILLING_MODULE);
    const { accounts } = await billing.accounts.list({ companyIds: null, limit: 1, offset: 0 });
    const taken = await billing.accounts.leaseOne(accounts[0]?.id ?? "");
    await ask(buyer, id, seats(15));
    await runDueChanges(world().container, world().now);
    expect((await latest(buyer, id)).at("state").value).toBe("settling");
    expect(heldNow(world())).toBeGreaterThan(0);
    await billing.accounts.giveBack(taken?.token ?? "");
    world().advanceBy(16 * MINUTE_MS);
    await runBilling(world().container, { now: world().now, trigger: "ticker" });
    await chargeDuty.run(world().container, world().now);
    await world().runDuties();
    expect((await latest(buyer, id)).at("state").value).toBe("done");
    expect([captured(world()), heldNow(world())]).toEqual([await paid(buyer), 0]);
    expect(await brokenRules(world())).toEqual([]);
  });

  it("the choice for the end of the term is written as one instruction, read back, and kept", async () => {
    const { buyer, id } = await buy(world(), 10);
    const preview = await previewOf(buyer, id, renewal("stop"));
    expect(preview.value).toMatchObject({ charge: null, next_term: null });
    world().outside.vendor.addFault({ kind: "accept_update", method: "PATCH", delayMs: 20_000 });
    await ask(buyer, id, renewal("stop"));
    await settled(world(), buyer, id);
    expect((await latest(buyer, id)).value).toMatchObject({ state: "done", kind: "renewal", outcome: "stop" });
    expect(endAtVendor(world())).toEqual({ renews: false, actions: ["Cancel"], seats: null });
    expect((await subscriptionOf(buyer, id)).value).toMatchObject({
      renewal: "stop",
      end_wish: { outcome: "stop", quantity: null, confirmed_at: expect.any(String) },
    });

    await ask(buyer, id, seats(12));
    await world().runDuties();
    expect((await latest(buyer, id)).at("state").value).toBe("done");
    expect(endAtVendor(world())).toEqual({ renews: false, actions: ["Cancel"], seats: null });

    const lost = vendorOf(world());
    lost.scheduledActions.length = 0;
    lost.autoRenewEnabled = true;
    world().advanceBy(DAY_MS);
    await world().runDuties();
    expect(endAtVendor(world())).toEqual({ renews: false, actions: ["Cancel"], seats: null });
    expect((await latest(buyer, id)).value).toMatchObject({ asked_as: "system", state: "done", outcome: "stop" });

    // 3 % above the monthly term, by the sheet that the vendor has for this.
    expect((await previewOf(buyer, id, renewal("extend"))).value).toMatchObject({
      next_term: { quantity: 12, price_known: true },
      charge: null,
    });
    await ask(buyer, id, renewal("extend"));
    await world().runDuties();
    expect(endAtVendor(world())).toEqual({ renews: false, actions: ["RenewToExtendedServiceTerm"], seats: null });
    expect((await subscriptionOf(buyer, id)).at("renewal").value).toBe("extend");

    const fewer = await previewOf(buyer, id, renewal("renew", 8));
    expect(fewer.value).toMatchObject({ next_term: { quantity: 8 }, charge: null });
    await ask(buyer, id, renewal("renew", 8));
    await world().runDuties();
    expect(endAtVendor(world())).toEqual({ renews: true, actions: [], seats: 8 });
    await ask(buyer, id, seats(13));
    await world().runDuties();
    expect([vendorOf(world()).quantity, endAtVendor(world())]).toEqual([13, { renews: true, actions: [], seats: 8 }]);
    const again = await buyer.expect(400, "POST", `${changesPath(id)}/preview`, { change: renewal("renew", 8) });
    expect(again.fields()).toEqual(["outcome"]);
  });

  it("seats go back, and licences end, while the vendor's window is open, for what was shown", async () => {
    const { buyer, id } = await buy(world(), 10);
    world().advanceBy(2 * DAY_MS);
    const fewer = await previewOf(buyer, id, seats(7));
    expect(fewer.value).toMatchObject({ charge: { kind: "credit_note" }, undo_until_at: null });
    expect((await ask(buyer, id, seats(7))).at("kind").value).toBe("return_seats");
    await world().runDuties();
    const returned = await latest(buyer, id);
    expect([returned.text("state"), vendorOf(world()).quantity]).toEqual(["done", 7]);
    const note = await buyer.expect(200, "GET", `/store/csp/invoices/${returned.text("invoice_id")}`);
    expect(note.at("invoice").value).toMatchObject({ kind: "credit_note", total: fewer.at("charge", "total").value });

    world().advanceBy(4 * DAY_MS);
    const gone = await previewOf(buyer, id, CANCEL);
    expect(gone.value).toMatchObject({ charge: { kind: "credit_note" }, later: null });
    await ask(buyer, id, CANCEL);
    await world().runDuties();
    expect((await latest(buyer, id)).value).toMatchObject({ state: "done", kind: "cancel" });
    expect(vendorOf(world()).status).toBe("deleted");
    expect((await subscriptionOf(buyer, id)).at("status").value).toBe("cancelled");
    expect(await brokenRules(world())).toEqual([]);
  });

  it("the seller asks on a company's behalf with a reason; nothing goes back on day 8", async () => {
    const admin = await adminApi(world().container, world().url);
    const { buyer, id } = await buy(world(), 10);
    const change = seats(12);
    const preview = await admin(200, "POST", `/subscriptions/${id}/changes/preview`, { change });
    const hash = preview.text("preview", "hash");
    expect(hash).toBe((await previewOf(buyer, id, change)).text("hash"));
    await admin(400, "POST", `/subscriptions/${id}/changes`, { change, hash });
    const reason = "Asked for on the phone.";
    const asked = await admin(200, "POST", `/subscriptions/${id}/changes`, { change, hash, reason });
    const path = `/subscriptions/${id}/changes/${asked.text("change", "id")}`;
    await world().runDuties();
    expect((await latest(buyer, id)).value).toMatchObject({ state: "done", asked_as: "seller", reason });
    expect((await admin(409, "POST", `${path}/withdraw`, { reason })).text("message")).toMatch(/cannot be withdrawn/);
    await admin(400, "POST", `${path}/retry`, {});

    world().advanceBy(6 * DAY_MS);
    await ask(buyer, id, seats(9));
    world().advanceBy(2 * DAY_MS);
    await world().runDuties();
    expect((await latest(buyer, id)).text("refusal", "reason")).toMatch(/no longer be given back/);
    expect((await subscriptionOf(buyer, id)).at("quantity").value).toBe(12);
    for (const late of [CANCEL, seats(9)]) {
      await buyer.expect(400, "POST", `${changesPath(id)}/preview`, { change: late });
    }
  });
}

const BANK_ASKS = {
  code: "authentication_required",
  decline_code: "authentication_required",
  advice_code: null,
} as const;

const changesPath = (id: string) => `/store/csp/subscriptions/${id}/changes`;
const day = (world: ShopWorld): string => world.now.toISOString().slice(0, 10);

async function buy(world: ShopWorld, quantity: number): Promise<{ buyer: Visitor; id: string }> {
  const plan = await world.plan("Microsoft 365 Business Premium");
  const buyer = await world.visitor().readyToOrder();
  const checkout = await buyer.startCheckout(plan.id, quantity);
  await enterCard(checkout.url, "4242424242424242");
  await buyer.expect(200, "POST", `/store/csp/checkouts/${checkout.id}/return`, {});
  await world.runDuties();
  const bought = await buyer.expect(200, "GET", "/store/csp/subscriptions");
  return { buyer, id: bought.text("subscriptions", 0, "id") };
}

async function previewOf(buyer: Visitor, id: string, change: Wanted): Promise<Json> {
  return (await buyer.expect(200, "POST", `${changesPath(id)}/preview`, { change })).at("preview");
}

const post = (buyer: Visitor, id: string, change: Wanted, preview: Json) =>
  buyer.call("POST", changesPath(id), { change, hash: preview.text("hash") });

async function ask(buyer: Visitor, id: string, change: Wanted): Promise<Json> {
  const body = { change, hash: (await previewOf(buyer, id, change)).text("hash") };
  return (await buyer.expect(200, "POST", changesPath(id), body)).at("change");
}

async function latest(buyer: Visitor, id: string): Promise<Json> {
  return (await buyer.expect(200, "GET", changesPath(id))).at("changes", 0);
}

async function subscriptionOf(buyer: Visitor, id: string): Promise<Json> {
  return (await buyer.expect(200, "GET", `/store/csp/subscriptions/${id}`)).at("subscription");
}

const quantities = (subscription: Json): number[] =>
  (subscription.at("return_windows").value as { quantity: number }[]).map(({ quantity }) => quantity);

/** Lets the time go by that a change waits for. */
async function settled(world: ShopWorld, buyer: Visitor, id: string): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    await world.runDuties();
    if ((await latest(buyer, id)).at("finished_at").value !== null) {
      return;
    }
    world.advanceBy(MINUTE_MS);
  }
}

/** The vendor's last subscription. */
function vendorOf(world: ShopWorld) {
  const subscription = Object.values(world.outside.vendor.state().subscriptions).at(-1);
  if (subscription === undefined) {
    throw new Error("The vendor has no subscription.");
  }
  return subscription;
}

function endAtVendor(world: ShopWorld) {
  const { autoRenewEnabled: renews, scheduledActions, scheduledNextTerm } = vendorOf(world);
  return {
    renews,
    actions: scheduledActions.map(({ actionType }) => actionType),
    seats: scheduledNextTerm?.quantity ?? null,
  };
}

const patches = (world: ShopWorld): number => world.outside.vendor.requests("PATCH", /\/subscriptions\//).length;

/** Minor units that the card processor has taken, over all its payments; and that it holds. */
const captured = (world: ShopWorld): number =>
  world.outside.stripe.paymentIntents().reduce((sum, one) => sum + one.amount_received, 0);
const heldNow = (world: ShopWorld): number =>
  world.outside.stripe.paymentIntents().reduce((sum, one) => sum + one.amount_capturable, 0);

/** What the books say was paid, minor units. */
async function paid(buyer: Visitor): Promise<number> {
  const { value } = (await buyer.expect(200, "GET", "/store/csp/invoices")).at("invoices");
  const invoices = value as { amount_paid: { amount: string } }[];
  return invoices.reduce((sum, one) => sum + Math.round(Number(one.amount_paid.amount) * 100), 0);
}

async function cardOf(world: ShopWorld): Promise<string> {
  const billing = world.container.resolve(BILLING_MODULE);
  const { accounts } = await billing.accounts.list({ companyIds: null, limit: 1, offset: 0 });
  return (await billing.defaultPaymentMethod(accounts[0]?.id ?? ""))?.paymentMethodId ?? "";
}

/** Rules of the books that do not hold. */
async function brokenRules(world: ShopWorld): Promise<string[]> {
  const since = new Date(world.now.getTime() - 60 * DAY_MS);
  const checks = await world.container.resolve(BILLING_MODULE).checkBooks({ since, now: world.now });
  return checks.filter(({ broken }) => broken.length > 0).map(({ rule }) => rule);
}
