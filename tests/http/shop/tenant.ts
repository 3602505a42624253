import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils";
import type { AttentionItem } from "../../../src/api/admin/csp/attention/document";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { SUBSCRIPTION_MODULE } from "../../../src/modules/subscription";
import { tenantClaimDuty } from "../../../src/processes/company/claim-duty";
import { mailDuty } from "../../../src/processes/notify/duty";
import { duties } from "../../../src/workflows/duties";
import { adminApi } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, type Visitor } from "../../support/purchase/visitor";

const VISA = "4242424242424242";
const TENANT = "/store/csp/companies/me/tenant";
const DAY_MS = 24 * 3_600_000;

let counter = 0;
const newPrefix = () => `t${Date.now()}${counter++}`;
const full = (prefix: string) => `${prefix}.onmicrosoft.com`;

export function tenantTests(world: () => ShopWorld): void {
  const companies = () => world().container.resolve(COMPANY_MODULE);
  const checkouts = () => world().container.resolve(CHECKOUT_MODULE);
  const db = () => world().container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const sent: { to: string; content?: { text?: string } }[] = [];
  let planId: string;

  beforeAll(async () => {
    planId = (await world().plan("Business Premium")).id;
  });
  beforeEach(() => {
    sent.length = 0;
    ordersBefore = vendorOrders();
    jest
      .spyOn(world().container.resolve(Modules.NOTIFICATION), "createNotifications")
      .mockImplementation(async (mail) => void sent.push(mail as never) as never);
  });
  afterEach(() => jest.restoreAllMocks());

  const idOf = async (buyer: Visitor) =>
    (await buyer.expect(200, "GET", "/store/csp/companies/me")).text("company", "id");
  const choose = (buyer: Visitor, prefix: string) => buyer.expect(200, "POST", TENANT, { kind: "new", prefix });
  const checkoutOf = async (buyer: Visitor, id: string) =>
    (await buyer.expect(200, "GET", `/store/csp/checkouts/${id}`)).at("checkout");
  const payments = () => world().outside.stripe.paymentIntents();
  const customers = () => Object.values(world().outside.vendor.state().customers);
  const vendorOrders = () => Object.keys(world().outside.vendor.state().orders).length;
  let ordersBefore = 0;

  /** A company that may order for a new tenant of this name. */
  const readyFor = async (prefix: string) => {
    const buyer = await (await (await world().visitor().signUp()).confirmAddress()).withCompany();
    return (await buyer.withTenant(prefix)).withAgreement();
  };
  /** The company names this tenant now, as a request did that had read before the order was there. */
  const exchange = async (buyer: Visitor, domain: string, kind: "new" | "existing" = "new") => {
    const state = kind === "new" ? ("chosen" as const) : ("unproven" as const);
    const tenant = { kind, domain, state, vendorTenantId: null, relationshipUrl: null };
    await companies().chooseTenant(await idOf(buyer), tenant, world().now, "seller");
  };
  const pay = async (buyer: Visitor) => {
    const { id, url } = await buyer.startCheckout(planId, 3);
    await enterCard(url, VISA);
    const paid = await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
    const orderId = paid.text("checkout", "order_id");
    await takenUp(orderId);
    return { checkoutId: id, orderId };
  };
  /** The order's steps are written when its event has been handled, a moment after the answer. */
  const takenUp = async (orderId: string) => {
    const giveUpAt = Date.now() + 20_000;
    while ((await db()("csp_provisioning_task").where({ group_id: orderId })).length === 0) {
      if (Date.now() > giveUpAt) {
        throw new Error(`Nobody has taken order ${orderId} up.`);
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const codeFor = async (domain: string) => {
    await tenantClaimDuty.run(world().container, world().now);
    await mailDuty.run(world().container, world().now);
    const mail = sent.filter((one) => one.to === `office@${domain}`).at(-1);
    return /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(JSON.stringify(mail?.content ?? ""))?.[0] ?? "";
  };
  const claimAndProve = async (buyer: Visitor, domain: string) => {
    await buyer.expect(200, "POST", TENANT, { kind: "existing", domain });
    world().advanceBy(61_000);
    await buyer.expect(200, "POST", `${TENANT}/code`, {});
    await buyer.expect(200, "POST", `${TENANT}/proof`, { code: await codeFor(domain) });
  };
  const task = (orderId: string) =>
    db()("csp_provisioning_task").where({ group_id: orderId, state: "needs_attention" });
  /** Why the order stands; null while it does not. */
  const standing = async (orderId: string) => {
    const row = await task(orderId).first<{ last_error: string } | undefined>("last_error");
    return row?.last_error ?? null;
  };
  const stands = async (orderId: string) => {
    await until(world(), async () => (await standing(orderId)) !== null);
    return (await standing(orderId)) ?? "";
  };
  const liveOf = async (orderId: string) => {
    const subscriptions = world().container.resolve(SUBSCRIPTION_MODULE);
    await until(world(), async () => (await subscriptions.list({ orderId })).length > 0);
    return (await subscriptions.list({ orderId }))[0];
  };

  describe("between the review and the payment", () => {
    it("is a part of the offer: another one is shown before anything is paid", async () => {
      const [first, second] = [newPrefix(), newPrefix()];
      const buyer = await readyFor(first);
      const cart = await buyer.cartWith(planId, 3);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const shown = await buyer.expect(200, "GET", `/store/csp/carts/${cart.id}`);
      expect(shown.at("cart", "quote", "tenant").value).toEqual({ kind: "new", domain: full(first) });
      await choose(buyer, second);
      const changed = await buyer.expect(409, "POST", "/store/csp/checkouts", form);
      expect(changed.value).toMatchObject({
        type: "quote_changed",
        message: expect.stringMatching(new RegExp(`would go to ${full(second)}`)),
        quote: { tenant: { kind: "new", domain: full(second) } },
      });
      expect(await checkouts().findByCart(cart.id)).toBeNull();
      await buyer.expect(201, "POST", "/store/csp/checkouts", { ...form, quote_hash: changed.text("quote", "hash") });
    });

    it("is the offer's when a tenant of the same name exists that the company says is its own", async () => {
      const prefix = newPrefix();
      const buyer = await readyFor(prefix);
      const cart = await buyer.cartWith(planId, 3);
      await claimAndProveExisting(buyer, full(prefix));
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      await buyer.expect(409, "POST", "/store/csp/checkouts", form);
    });

    const claimAndProveExisting = async (buyer: Visitor, domain: string) => {
      world().outside.vendor.acceptRelationship(domain);
      await claimAndProve(buyer, domain);
    };

    it.each<[string, (buyer: Visitor) => Promise<unknown>]>([
      ["another one was chosen", (buyer) => choose(buyer, newPrefix())],
      [
        "one was claimed that is not proven",
        (buyer) => buyer.expect(200, "POST", TENANT, { kind: "existing", domain: full(newPrefix()) }),
      ],
      ["another one was claimed and proven", async (buyer) => claimAndProveExisting(buyer, full(newPrefix()))],
    ])("gives the money free when %s while the card was entered", async (_name, change) => {
      const prefix = newPrefix();
      const buyer = await readyFor(prefix);
      const { id, url } = await buyer.startCheckout(planId, 3);
      await change(buyer);
      await enterCard(url, VISA);
      await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
      const checkout = await checkoutOf(buyer, id);
      expect(checkout.value).toMatchObject({ state: "payment_failed", order_id: null });
      expect(checkout.text("refusal", "reason")).toContain(full(prefix));
      expect(payments().at(-1)).toMatchObject({ status: "canceled", amount_received: 0 });
    });
  });

  describe("of an order that is paid", () => {
    it("is never exchanged: the order waits for a person, goes nowhere else, and on when its own is back", async () => {
      const [wanted, other] = [newPrefix(), newPrefix()];
      const buyer = await readyFor(wanted);
      const { checkoutId, orderId } = await pay(buyer);
      await exchange(buyer, full(other));
      const before = { customers: customers().length, orders: vendorOrders() };
      await stands(orderId);
      const admin = await adminApi(world().container, world().url);
      const [item] = (await admin(200, "GET", "/attention?kind=provisioning_task")).at("items")
        .value as AttentionItem[];
      expect(item).toMatchObject({
        words: expect.stringMatching(new RegExp(`is for ${full(wanted)}`)),
        detail: expect.stringMatching(/^wants_tenant: /),
        acts: [{ words: "Retry" }, { words: "Refuse and release" }],
      });
      expect((await checkoutOf(buyer, checkoutId)).at("waits").value).toMatchObject({
        words: item?.customer_reads,
        wants_address: false,
        wants_tenant: { kind: "new", domain: full(wanted) },
      });
      expect({ customers: customers().length, orders: vendorOrders() }).toEqual(before);
      // A retry by the seller's people does not send it elsewhere either.
      await admin(200, "POST", `/provisioning-tasks/${item?.ref}/retry`);
      await stands(orderId);
      expect(customers().map(({ domain }) => domain)).not.toContain(full(other));

      await buyer.expect(409, "POST", TENANT, { kind: "new", prefix: newPrefix() });
      await buyer.expect(409, "POST", TENANT, { kind: "existing", domain: full(wanted) });
      await choose(buyer, wanted);
      const live = await liveOf(orderId);
      expect(live).toMatchObject({ domain: full(wanted), quantity: 3 });
      expect(customers().find(({ domain }) => domain === full(wanted))?.id).toBe(live?.vendorTenantId);
      expect(await standing(orderId)).toBeNull();
    });

    it("must be proven: the proof of another one sets nothing going, its own does", async () => {
      const [wanted, other] = [full(newPrefix()), full(newPrefix())];
      const own = world().outside.vendor.acceptRelationship(wanted);
      world().outside.vendor.acceptRelationship(other);
      const buyer = await readyFor(newPrefix());
      await claimAndProve(buyer, wanted);
      const { orderId } = await pay(buyer);
      await exchange(buyer, other, "existing");
      await stands(orderId);
      world().advanceBy(61_000);
      await buyer.expect(200, "POST", `${TENANT}/code`, {});
      await buyer.expect(200, "POST", `${TENANT}/proof`, { code: await codeFor(other) });
      await work(world());
      expect(await standing(orderId)).not.toBeNull();
      expect(vendorOrders()).toBe(ordersBefore);

      await buyer.expect(200, "POST", TENANT, { kind: "existing", domain: wanted });
      await work(world());
      expect(await standing(orderId)).toMatch(/^wants_tenant: /);
      world().advanceBy(61_000);
      await buyer.expect(200, "POST", `${TENANT}/code`, {});
      await buyer.expect(200, "POST", `${TENANT}/proof`, { code: await codeFor(wanted) });
      expect(await liveOf(orderId)).toMatchObject({ domain: wanted, vendorTenantId: own.id });
    });

    it("goes on by itself when the process died between the proof and the order", async () => {
      const wanted = newPrefix();
      const buyer = await readyFor(wanted);
      const { orderId } = await pay(buyer);
      await exchange(buyer, full(newPrefix()));
      await stands(orderId);
      await exchange(buyer, full(wanted));
      world().advanceBy(61_000);
      expect(await liveOf(orderId)).toMatchObject({ domain: full(wanted) });
    });

    it("is looked at before each step that the vendor acts on", async () => {
      const buyer = await readyFor(newPrefix());
      const { orderId } = await pay(buyer);
      const throttled = { kind: "throttle", method: "POST", path: "/agreements", retryAfterSeconds: 30 } as const;
      world().outside.vendor.addFault({ ...throttled, times: 4 });
      const done = () =>
        db()("csp_provisioning_task").where({ group_id: orderId, kind: "ensure_tenant", state: "done" });
      await until(world(), async () => (await done()).length === 1);
      await db()("csp_company_tenant")
        .where({ company_id: await idOf(buyer) })
        .update({ kind: "existing", domain: full(newPrefix()), state: "unproven", vendor_tenant_id: null });
      world().outside.vendor.clearFaults();
      world().advanceBy(60_000);
      expect(await stands(orderId)).toMatch(/^wants_tenant: /);
      expect(vendorOrders()).toBe(ordersBefore);
    });

    it("is given up after five days, the money with it", async () => {
      const buyer = await readyFor(newPrefix());
      const { checkoutId, orderId } = await pay(buyer);
      await exchange(buyer, full(newPrefix()));
      await stands(orderId);
      world().advanceBy(5 * DAY_MS);
      await until(world(), async () => payments().at(-1)?.status === "canceled");
      expect((await checkoutOf(buyer, checkoutId)).text("refusal", "reason")).toMatch(/within five days/);
    });
  });

  it.each(["harbourpine.example", "mail.HarbourPine.example"])("is never the seller's own: %s", async (domain) => {
    const buyer = await (await world().visitor().signUp()).withCompany();
    const answer = await buyer.call("POST", TENANT, { kind: "existing", domain });
    expect([answer.status, answer.body.fields()]).toEqual([400, ["domain"]]);
  });

  it("is proven by the code of the very tenant that it was sent to, not by one that took the domain over", async () => {
    const domain = full(newPrefix());
    const first = world().outside.vendor.acceptRelationship(domain);
    const buyer = await (await world().visitor().signUp()).withCompany();
    await buyer.expect(200, "POST", TENANT, { kind: "existing", domain });
    const code = await codeFor(domain);
    first.domain = full(newPrefix());
    world().outside.vendor.acceptRelationship(domain);
    const answer = await buyer.call("POST", `${TENANT}/proof`, { code });
    expect([answer.status, answer.body.fields()]).toEqual([400, ["code"]]);
    expect((await companies().retrieve(await idOf(buyer))).tenant).toMatchObject({ state: "unproven" });
  });
}

const WORKED: ReadonlySet<string> = new Set(["provisioning", "settlement", "attention"]);

/** What is due of an order, as the ticker does it. */
async function work(world: ShopWorld): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    for (const duty of duties.filter(({ name }) => WORKED.has(name))) {
      await duty.run(world.container, world.now);
    }
    world.advanceBy(5_000);
  }
}

async function until(world: ShopWorld, isSo: () => Promise<boolean>): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    if (await isSo()) {
      return;
    }
    await work(world);
  }
  throw new Error("It never came to be.");
}
