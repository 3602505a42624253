import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { INBOX_MODULE } from "../../src/modules/inbox";
import { SETTINGS_MODULE } from "../../src/modules/settings";
import { provisioningDuty, settlementDuty } from "../../src/processes/provisioning/duties";
import { readAttention } from "../../src/reads/attention";
import { duties } from "../../src/workflows/duties";
import { describeShop, type ShopWorld } from "../support/purchase/shop";
import { enterCard, type Visitor } from "../support/purchase/visitor";

process.env.ATTENTION_MAIL = "partner@seller.example";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const EVER = 100_000;
const OUTAGE = { kind: "error_before_effect", status: 503, code: "outage", times: EVER } as const;

describeShop((world) => {
  const db = () => world().container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const mend = () => {
    world().outside.vendor.clearFaults();
    world().outside.stripe.faults.clear();
  };
  beforeEach(mend);

  const items = async (kind: string) => {
    const { entries, unreadable } = await readAttention(world().container, world().now);
    expect(unreadable).toEqual([]);
    // No mail server runs here.
    return entries.filter(({ kind: { name }, item }) => name === kind && item.ref !== "mail").map(({ item }) => item);
  };
  const task = (orderId: string, kind: string) =>
    db()("csp_provisioning_task").where({ group_id: orderId, kind }).first();
  const newsOf = async (ref: string) => db()("csp_attention_news").where({ kind: "set_up_fault", ref });
  const stateOf = async (orderId: string, kind: string) => (await task(orderId, kind))?.state;

  it("a firewall before one call of the vendor's: the fault stands though all else is answered, the order waits in sight, and goes on by itself", async () => {
    const REF = "partner_center POST /customers/:id/carts/:id/checkout";
    world().outside.vendor.addFault({ kind: "foreign_answer", method: "POST", path: "/checkout$", times: EVER });
    const { buyer, checkoutId, orderId, sum } = await buy(world());
    const waits = async () =>
      (await buyer.expect(200, "GET", `/store/csp/checkouts/${checkoutId}`)).at("checkout", "waits").value;
    await turn(world());
    expect((await task(orderId, "place_order")).state).toBe("waiting");
    expect(await waits()).toMatchObject({
      words: expect.stringMatching(/technical problem.*Nothing has been taken/s),
      wants_address: false,
    });
    let hour = 0;
    for (const next of [1, 2, 6, 12, 18, 23, 24, 25, 26]) {
      await buyer.expect(200, "POST", "/store/csp/domain-checks", { prefix: `wall${hour}` });
      expect((await items("set_up_fault")).map(({ ref }) => ref)).toEqual([REF]);
      expect(await items("provisioning_task")).toHaveLength(hour < 24 ? 0 : 1);
      world().advanceBy((next - hour) * HOUR_MS);
      hour = next;
      await turn(world());
    }
    const [fault] = await items("set_up_fault");
    expect(fault?.money).toMatchObject({ amount: sum, currency: "USD" });
    expect(fault?.words).toContain("1 order");
    const [standing] = await items("provisioning_task");
    expect(standing?.words).toMatch(/lapses on 22 Mar 2026, 10:0\d UTC/);
    expect(standing?.money).toMatchObject({ amount: sum });
    expect(standing?.customerReads).toMatch(/technical problem/);
    expect(await newsOf(REF)).toHaveLength(1);
    expect(await task(orderId, "place_order")).toMatchObject({ state: "waiting", failures: 0 });

    mend();
    world().advanceBy(MINUTE_MS + 15_000);
    await until(world(), async () => (await stateOf(orderId, "settle_order")) === "done", 3);
    expect(await items("set_up_fault")).toEqual([]);
    expect(await items("provisioning_task")).toEqual([]);
    expect(await waits()).toBeNull();
  });

  it.each([
    ["place_order", "revoked", { kind: "unauthorized_401", count: EVER }],
    ["settle_order", "revoked", { kind: "unauthorized_401", count: EVER }],
    ["settle_order", "allowed to read and not to write", { kind: "forbidden_403", method: "POST", count: EVER }],
  ] as const)(
    "%s, with a key that is %s for six hours, stands for nobody and is told once",
    async (kind, _what, fault) => {
      const { stripe } = world().outside;
      if (kind === "place_order") {
        const bought = await buy(world(), () => stripe.faults.set(fault));
        await sixHours(bought.orderId, kind);
        return;
      }
      const bought = await buy(world());
      for (let round = 0; (await stateOf(bought.orderId, "await_vendor")) !== "done"; round += 1) {
        expect(round).toBeLessThan(20);
        await provisioningDuty.run(world().container, world().now);
        world().advanceBy(2_000);
      }
      stripe.faults.set(fault);
      await sixHours(bought.orderId, kind);
    },
  );

  async function sixHours(orderId: string, kind: string): Promise<void> {
    const told = (await db()("csp_attention_news").where({ kind: "set_up_fault" }).whereNot({ ref: "mail" })).length;
    for (let turns = 0; turns < 24; turns += 1) {
      await provisioningDuty.run(world().container, world().now);
      await settlementDuty.run(world().container, world().now);
      if (turns % 6 === 5) {
        await turn(world());
        expect(await items("set_up_fault")).toHaveLength(1);
      }
      world().advanceBy(15 * MINUTE_MS);
    }
    expect(await task(orderId, kind)).toMatchObject({ state: "waiting", failures: 0 });
    expect(await items("provisioning_task")).toEqual([]);
    const [fault] = await items("set_up_fault");
    expect(fault?.words).toMatch(/1 order/);
    expect(await db()("csp_attention_news").where({ kind: "set_up_fault" }).whereNot({ ref: "mail" })).toHaveLength(
      told + 1,
    );
    mend();
    world().advanceBy(MINUTE_MS + 15_000);
    await until(world(), async () => (await stateOf(orderId, "settle_order")) === "done", 4);
    await turn(world());
    expect(await items("set_up_fault")).toEqual([]);
  }

  it("three days without the vendor after it was ordered: nobody is asked, it stands in sight after one, and goes on by itself", async () => {
    const { buyer, checkoutId, orderId, sum } = await buy(world(), () =>
      world().outside.vendor.addFault({ ...OUTAGE, method: "GET", path: "/orders/" }),
    );
    await outOfSight(70, 10, async (hours) => {
      expect(await task(orderId, "await_vendor")).toMatchObject({ state: "waiting", failures: 0 });
      expect(await items("provisioning_task")).toHaveLength(hours < 24 ? 0 : 1);
    });
    const [standing] = await items("provisioning_task");
    expect(standing).toMatchObject({ money: { amount: sum }, acts: [{ words: "Retry" }] });
    expect(standing?.words).toMatch(/for Partner Center to answer, and goes on by itself.*lapses on/);
    const waits = (await buyer.expect(200, "GET", `/store/csp/checkouts/${checkoutId}`)).at("checkout", "waits");
    expect(waits.value).toMatchObject({ words: standing?.customerReads, wants_address: false });
    mend();
    world().advanceBy(16 * MINUTE_MS);
    await until(world(), async () => (await stateOf(orderId, "settle_order")) === "done", 6);
    expect(await items("provisioning_task")).toEqual([]);
  });

  it("eight days without the vendor before anything was ordered: the order ends by itself, and nothing is ordered", async () => {
    const { orderId } = await buy(world(), () => world().outside.vendor.addFault({ ...OUTAGE, path: ".*" }));
    await outOfSight(8 * 24, 24, async () => undefined);
    mend();
    world().advanceBy(16 * MINUTE_MS);
    await until(world(), async () => (await stateOf(orderId, "settle_order")) === "done", 6);
    expect(await stateOf(orderId, "place_order")).not.toBe("done");
    expect(await items("provisioning_task")).toEqual([]);
    const refused = (await items("refused_order")).find(({ ref }) => ref === orderId);
    expect(refused?.customerReads).toMatch(/reserved on your card was released before Microsoft was asked/);
  });

  /** Lets hours pass, and looks after each step of them. */
  async function outOfSight(hours: number, step: number, look: (hours: number) => Promise<void>): Promise<void> {
    for (let gone = 0; gone < hours; gone += step) {
      await turn(world());
      await look(gone);
      world().advanceBy(step * HOUR_MS);
    }
    await turn(world());
  }

  it("an event that came while the key was revoked for two hours and more is dealt with a minute after that", async () => {
    const { orderId } = await buy(world());
    await until(world(), async () => (await stateOf(orderId, "settle_order")) === "done", 9);
    const { payment_intent_id: payment } = await db()("csp_invoice").where({ order_id: orderId }).first();
    world().outside.stripe.faults.set({ kind: "unauthorized_401", count: EVER });
    const event = { id: `evt_${orderId}`, object: "event", type: "charge.refunded" };
    const object = { id: "ch_x", object: "charge", payment_intent: payment ?? "pi_none" };
    const envelope = { api_version: "2026-01-28", created: 1, livemode: false, data: { object } };
    expect(await world().deliver({ ...event, ...envelope })).toMatchObject({ status: 200 });
    for (let turns = 0; turns < 15; turns += 1) {
      await turn(world());
      world().advanceBy(10 * MINUTE_MS);
    }
    const stored = () => db()("csp_inbox_event").where({ event_id: event.id }).first();
    expect(await stored()).toMatchObject({ state: "waiting", attempts: 0 });
    expect(await items("inbox_event")).toEqual([]);
    expect((await items("set_up_fault"))[0]?.words).toMatch(/1 event/);
    mend();
    world().advanceBy(MINUTE_MS + 15_000);
    await until(world(), async () => (await stored()).state !== "waiting", 3);
    expect((await stored()).state).not.toBe("failed");
    expect(await world().container.resolve(INBOX_MODULE).countByState()).not.toHaveProperty("failed");
    const faults = await world().container.resolve(SETTINGS_MODULE).listSetUpFaults(world().now);
    expect(faults.filter(({ system }) => system !== "mail")).toEqual([]);
  });
});

interface Bought {
  readonly buyer: Visitor;
  readonly checkoutId: string;
  readonly orderId: string;
  /** What is reserved on the card, in minor units. */
  readonly sum: number;
}

async function buy(world: ShopWorld, whenOrdered: () => void = () => {}): Promise<Bought> {
  const plan = await world.plan("Business Premium");
  const buyer = await world.visitor().readyToOrder();
  const { id, url } = await buyer.startCheckout([plan.id], 3);
  await enterCard(url, "4242424242424242");
  const paid = await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
  whenOrdered();
  const orderId = paid.text("checkout", "order_id");
  const db = world.container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
  const { amount } = await db("csp_checkout").where({ order_id: orderId }).first();
  return { buyer, checkoutId: id, orderId, sum: Number(amount) };
}

/** Every duty, three times, as the ticker does. */
async function turn(world: ShopWorld): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const duty of duties) {
      await duty.run(world.container, world.now);
    }
    world.advanceBy(1_000);
  }
}

async function until(world: ShopWorld, isSo: () => Promise<boolean>, most: number): Promise<void> {
  for (let round = 0; round < most; round += 1) {
    if (await isSo()) {
      return;
    }
    await turn(world);
  }
  expect(await isSo()).toBe(true);
}
