import { adminApi } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, type Json, type Visitor } from "../../support/purchase/visitor";

/** The end of a term before it comes: seen by its company and by the seller, and confirmed. */
export function renewalsTests(world: () => ShopWorld): void {
  it("a company sees its own terms with their price, confirms what is planned as it was shown, once", async () => {
    const { buyer, id } = await buy(world(), 10);
    const stranger = await world().visitor().readyToOrder();
    expect((await stranger.expect(200, "GET", "/store/csp/renewals")).value).toEqual({ renewals: [] });
    await world().visitor().expect(401, "GET", "/store/csp/renewals");

    const shown = await renewalOf(buyer);
    expect(shown.value).toMatchObject({
      ...{ subscription_id: id, quantity: 10, next_quantity: 10, outcome: "renew", on_record: "renew" },
      ...{ chosen_by: "nobody", confirmed_at: null, is_open: true, is_changing: false },
      charges: { kind: "known", period: "month" },
    });
    const seen = { term_last_on: shown.text("term_last_on"), outcome: "renew", next_quantity: 10 };
    await stranger.expect(404, "POST", pathOf(id), seen);
    await buyer.expect(400, "POST", pathOf(id), { ...seen, outcome: "perhaps" });
    const other = await buyer.call("POST", pathOf(id), { ...seen, next_quantity: 12 });
    expect([other.status, other.body.text("message")]).toEqual([409, expect.stringMatching(/not what you were shown/)]);

    const confirmed = await buyer.expect(200, "POST", pathOf(id), seen);
    expect(confirmed.at("renewal").value).toMatchObject({
      chosen_by: "company",
      confirmed_at: world().now.toISOString(),
    });
    const first = confirmed.text("renewal", "confirmed_at");
    world().advanceBy(60_000);
    expect((await buyer.expect(200, "POST", pathOf(id), seen)).text("renewal", "confirmed_at")).toBe(first);
    const subscription = await buyer.expect(200, "GET", `/store/csp/subscriptions/${id}`);
    expect(subscription.at("subscription", "end_wish").value).toMatchObject({ outcome: "renew", quantity: null });
  });

  it("the seller sees what ends within so many days, with whose it is and what hangs on it", async () => {
    const admin = await adminApi(world().container, world().url);
    const { id } = await buy(world(), 3);
    const page = await admin(200, "GET", "/renewals?days=400&limit=200");
    const rows = page.at("renewals").value as {
      subscription_id: string;
      at_stake: { amount: string };
      term_last_on: string;
    }[];
    const row = rows.find((one) => one.subscription_id === id);
    expect(Number(row?.at_stake.amount)).toBeGreaterThan(0);
    const days = rows.map((one) => one.term_last_on);
    expect(days).toEqual([...days].sort());
    expect((await admin(200, "GET", "/renewals?days=300")).value).toMatchObject({ renewals: [], count: 0 });
    await admin(400, "GET", "/renewals?days=0");
  });
}

const pathOf = (id: string) => `/store/csp/renewals/${id}/confirm`;

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

async function renewalOf(buyer: Visitor): Promise<Json> {
  return (await buyer.expect(200, "GET", "/store/csp/renewals")).at("renewals", 0);
}
