import { BILLING_MODULE } from "../../../src/modules/billing";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import type { ShopWorld } from "../../support/purchase/shop";
import type { Answer, Visitor } from "../../support/purchase/visitor";

type Line = { id: string; plan_id: string; quantity: number };

const times = <T>(count: number, make: (index: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));
const statuses = (answers: readonly Answer[]) => answers.map(({ status }) => status).sort();

export function cartTurnsTests(shop: () => ShopWorld): void {
  const checkouts = () => shop().container.resolve(CHECKOUT_MODULE);
  let premium: { id: string };
  let standard: { id: string };
  let basic: { id: string };
  beforeAll(async () => {
    premium = await shop().plan("Microsoft 365 Business Premium");
    standard = await shop().plan("Microsoft 365 Business Standard");
    basic = await shop().plan("Microsoft 365 Business Basic");
  });

  const opened = async (visitor: Visitor) =>
    (await visitor.expect(201, "POST", "/store/csp/carts", {})).text("cart", "id");
  const linesOf = async (visitor: Visitor, id: string) => {
    const cart = (await visitor.expect(200, "GET", `/store/csp/carts/${id}`)).at("cart");
    return cart.at("lines").value as Line[];
  };
  const seatsOf = async (visitor: Visitor, id: string) =>
    (await linesOf(visitor, id)).map(({ plan_id, quantity }) => [plan_id, quantity]);
  const add = (visitor: Visitor, id: string, planId: string, quantity: number, key?: string) =>
    visitor.call("POST", `/store/csp/carts/${id}/lines`, { plan_id: planId, quantity }, key);

  describe("a cart that is changed from several sides at once", () => {
    it("counts every seat once, on one line of each plan", async () => {
      const visitor = shop().visitor();
      const id = await opened(visitor);
      const plans = [premium.id, standard.id, basic.id];
      const answers = await times(6, (index) => add(visitor, id, plans[index % 3] ?? "", 1));
      expect(statuses(answers)).toEqual(Array(6).fill(200));
      expect((await seatsOf(visitor, id)).sort()).toEqual(plans.map((plan) => [plan, 2]).sort());
    });

    it("keeps the seat limit", async () => {
      const visitor = shop().visitor();
      const id = await opened(visitor);
      const answers = await times(5, () => add(visitor, id, premium.id, 100));
      expect(statuses(answers)).toEqual([200, 200, 200, 400, 400]);
      expect(await seatsOf(visitor, id)).toEqual([[premium.id, 300]]);
    });

    it("ends as if one had come after the other", async () => {
      const visitor = shop().visitor();
      const { id } = await visitor.cartWith(premium.id, 1);
      const [line] = await linesOf(visitor, id);
      const path = `/store/csp/carts/${id}/lines/${line?.id}`;
      const answers = await Promise.all([
        visitor.call("POST", path, { quantity: 7 }),
        add(visitor, id, premium.id, 2),
        visitor.call("DELETE", path),
        visitor.call("DELETE", path),
      ]);
      expect(answers.every(({ status }) => [200, 404].includes(status))).toBe(true);
      // Nothing, or what was added after the line was gone.
      expect([[], [[premium.id, 2]]]).toContainEqual(await seatsOf(visitor, id));
    });

    it("does what is asked twice under one key once, and refuses the key for anything else", async () => {
      const visitor = shop().visitor();
      const id = await opened(visitor);
      const answers = await times(4, () => add(visitor, id, premium.id, 5, "double-click"));
      expect(statuses(answers)).toEqual(Array(4).fill(200));
      expect(await seatsOf(visitor, id)).toEqual([[premium.id, 5]]);
      const [line] = await linesOf(visitor, id);
      const path = `/store/csp/carts/${id}/lines/${line?.id}`;
      expect(statuses(await times(3, () => visitor.call("DELETE", path, undefined, "gone")))).toEqual([200, 200, 200]);
      const other = await add(visitor, id, premium.id, 6, "double-click");
      expect([other.status, other.body.text("message")]).toEqual([
        409,
        expect.stringMatching(/used for another change/),
      ]);
      const wrong = await add(visitor, id, premium.id, 6, "k".repeat(201));
      expect([wrong.status, wrong.body.fields()]).toEqual([400, ["idempotency-key"]]);
      expect(statuses([await add(visitor, id, premium.id, 5, "again")])).toEqual([200]);
      expect(await seatsOf(visitor, id)).toEqual([[premium.id, 5]]);
    });

    it("may try again under the same key what was refused", async () => {
      const visitor = shop().visitor();
      const { id } = await visitor.cartWith(premium.id, 299);
      expect((await add(visitor, id, premium.id, 2, "retried")).status).toBe(400);
      const [line] = await linesOf(visitor, id);
      await visitor.expect(200, "POST", `/store/csp/carts/${id}/lines/${line?.id}`, { quantity: 1 });
      expect((await add(visitor, id, premium.id, 2, "retried")).status).toBe(200);
      expect(await seatsOf(visitor, id)).toEqual([[premium.id, 3]]);
    });

    it("says so in words when another change takes long, and changes nothing; a dead one is not waited for", async () => {
      const visitor = shop().visitor();
      const { id } = await visitor.cartWith(premium.id, 1);
      const token = await checkouts().takeCartTurn(id);
      const busy = await add(visitor, id, premium.id, 1);
      expect([busy.status, busy.body.text("message")]).toEqual([
        409,
        expect.stringMatching(/another window.*try again/i),
      ]);
      await visitor.expect(200, "GET", `/store/csp/carts/${id}`);
      await checkouts().endCartTurn(id, token ?? "");
      expect((await add(visitor, id, premium.id, 1)).status).toBe(200);
      expect(await seatsOf(visitor, id)).toEqual([[premium.id, 2]]);
    });
  });

  it("a visitor's cart becomes one customer's when several claim it at once", async () => {
    const { id } = await shop().visitor().cartWith(premium.id, 1);
    const claimants = await times(4, () => shop().visitor().signUp());
    const first = await Promise.all(claimants.map((one) => one.call("GET", `/store/csp/carts/${id}`)));
    const second = await Promise.all(claimants.map((one) => one.call("GET", `/store/csp/carts/${id}`)));
    expect(statuses(first)).toEqual([200, 404, 404, 404]);
    expect(second.map(({ status }) => status)).toEqual(first.map(({ status }) => status));
  });

  it("what was gathered as a visitor comes into the customer's cart once", async () => {
    const customer = await shop().visitor().signUp();
    const own = await customer.cartWith(premium.id, 1);
    const visitors = await shop().visitor().cartWith([standard.id, basic.id], 2);
    const body = { visitor_cart_id: visitors.id };
    const answers = await times(4, () => customer.call("POST", "/store/csp/carts/mine", body));
    expect(statuses(answers)).toEqual(Array(4).fill(200));
    const merged = [
      [premium.id, 1],
      [standard.id, 2],
      [basic.id, 2],
    ];
    expect((await seatsOf(customer, own.id)).sort()).toEqual(merged.sort());
  });

  it("a card page is open for what is in the cart, or for nothing", async () => {
    const buyer = await shop().visitor().readyToOrder();
    for (let round = 0; round < 3; round += 1) {
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const [started, again, changed] = await Promise.all([
        buyer.call("POST", "/store/csp/checkouts", form),
        buyer.call("POST", "/store/csp/checkouts", form),
        add(buyer, cart.id, premium.id, 1),
      ]);
      expect([201, 409]).toContain(started?.status);
      expect([201, 409]).toContain(again?.status);
      expect(changed?.status).toBe(200);
      const checkout = await checkouts().findByCart(cart.id);
      const lines = await seatsOf(buyer, cart.id);
      expect(lines).toEqual([[premium.id, 2]]);
      if (checkout?.state === "open") {
        const { facts } = await shop().container.resolve(BILLING_MODULE).retrieveQuote(checkout.quoteId);
        expect(facts.lines.map(({ planId, quantity }) => [planId, quantity])).toEqual(lines);
      }
    }
  });
}
