import type { ShopWorld } from "../../support/purchase/shop";
import { COMPANY_FORM, enterCard, type Visitor } from "../../support/purchase/visitor";

/**
 * Every route of the store API that shows or changes something of someone, called by a visitor and by the customer of
 * another company. A new route belongs in this table.
 */
interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  readonly path: string;
  readonly body?: object;
  /** What a visitor gets: 401 where sign-in is needed, 404 where an id decides. */
  readonly visitor: 401 | 404;
  /** What another company's customer gets. */
  readonly stranger: 404 | "own data only";
}

export function ownershipTests(shop: () => ShopWorld): void {
  let owner: Visitor;
  let stranger: Visitor;
  const ids = {
    cart: "",
    line: "",
    checkout: "",
    order: "",
    subscription: "",
    change: "",
    invoice: "",
    company: "",
    domain: "",
  };

  async function prepare(): Promise<void> {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    owner = await shop().visitor().readyToOrder();
    stranger = await shop().visitor().readyToOrder();
    const started = await owner.startCheckout(plan.id, 2);
    await enterCard(started.url, "4242424242424242");
    const done = await owner.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
    const open = await owner.cartWith(plan.id, 1);
    const cart = await owner.expect(200, "GET", `/store/csp/carts/${open.id}`);
    const company = await owner.expect(200, "GET", "/store/csp/companies/me");
    Object.assign(ids, {
      cart: open.id,
      line: cart.text("cart", "lines", 0, "id"),
      checkout: started.id,
      order: done.text("checkout", "order_id"),
      company: company.text("company", "id"),
      domain: company.text("company", "tenant", "domain"),
    });
    await shop().runDuties();
    const live = await owner.expect(200, "GET", `/store/csp/checkouts/${started.id}`);
    ids.subscription = live.text("checkout", "subscription_ids", 0);
    const changes = `/store/csp/subscriptions/${ids.subscription}/changes`;
    const change = { kind: "renewal", outcome: "stop" };
    const preview = await owner.expect(200, "POST", `${changes}/preview`, { change });
    const asked = await owner.expect(200, "POST", changes, { change, hash: preview.text("preview", "hash") });
    ids.change = asked.text("change", "id");
    ids.invoice = live.text("checkout", "invoice", "id");
  }

  const routes = (): Route[] => [
    { method: "GET", path: `/store/csp/carts/${ids.cart}`, visitor: 404, stranger: 404 },
    {
      method: "POST",
      path: `/store/csp/carts/${ids.cart}/lines`,
      body: { plan_id: "cplan_1", quantity: 1 },
      visitor: 404,
      stranger: 404,
    },
    {
      method: "POST",
      path: `/store/csp/carts/${ids.cart}/lines/${ids.line}`,
      body: { quantity: 1 },
      visitor: 404,
      stranger: 404,
    },
    { method: "DELETE", path: `/store/csp/carts/${ids.cart}/lines/${ids.line}`, visitor: 404, stranger: 404 },
    { method: "GET", path: `/store/csp/checkouts/${ids.checkout}`, visitor: 401, stranger: 404 },
    { method: "POST", path: `/store/csp/checkouts/${ids.checkout}/return`, body: {}, visitor: 401, stranger: 404 },
    {
      method: "POST",
      path: "/store/csp/checkouts",
      body: { cart_id: ids.cart, quote_hash: "x", card_consent: true },
      visitor: 401,
      stranger: 404,
    },
    { method: "GET", path: "/store/csp/subscriptions", visitor: 401, stranger: "own data only" },
    { method: "GET", path: `/store/csp/subscriptions/${ids.subscription}`, visitor: 401, stranger: 404 },
    { method: "GET", path: `/store/csp/subscriptions/${ids.subscription}/changes`, visitor: 401, stranger: 404 },
    ...["", "/preview"].map((path) => ({
      method: "POST" as const,
      path: `/store/csp/subscriptions/${ids.subscription}/changes${path}`,
      body: { change: { kind: "cancel" }, ...(path === "" ? { hash: "of no preview" } : {}) },
      visitor: 401 as const,
      stranger: 404 as const,
    })),
    ...["payment", "withdraw"].map((act) => ({
      method: "POST" as const,
      path: `/store/csp/subscriptions/${ids.subscription}/changes/${ids.change}/${act}`,
      body: {},
      visitor: 401 as const,
      stranger: 404 as const,
    })),
    { method: "GET", path: "/store/csp/invoices", visitor: 401, stranger: "own data only" },
    { method: "GET", path: `/store/csp/invoices/${ids.invoice}`, visitor: 401, stranger: 404 },
    { method: "GET", path: `/store/csp/invoices/${ids.invoice}/pdf`, visitor: 401, stranger: 404 },
    { method: "GET", path: "/store/csp/companies/me", visitor: 401, stranger: "own data only" },
    { method: "POST", path: "/store/csp/companies/me", body: COMPANY_FORM, visitor: 401, stranger: "own data only" },
    {
      method: "POST",
      path: "/store/csp/companies/me/tenant",
      body: { kind: "new", prefix: "somethingelse" },
      visitor: 401,
      stranger: "own data only",
    },
    {
      method: "POST",
      path: "/store/csp/companies/me/address-check",
      body: {},
      visitor: 401,
      stranger: "own data only",
    },
    { method: "POST", path: "/store/csp/companies/me/tenant/first-sign-in", body: {}, visitor: 401, stranger: 404 },
    {
      method: "POST",
      path: "/store/csp/domain-checks",
      body: { prefix: "abcdef" },
      visitor: 401,
      stranger: "own data only",
    },
    { method: "GET", path: `/store/orders/${ids.order}`, visitor: 404, stranger: 404 },
    { method: "GET", path: `/store/carts/${ids.cart}`, visitor: 404, stranger: 404 },
    { method: "POST", path: `/store/carts/${ids.cart}/complete`, body: {}, visitor: 404, stranger: 404 },
    { method: "POST", path: "/store/payment-collections", body: { cart_id: ids.cart }, visitor: 404, stranger: 404 },
  ];

  it("shows nobody what is not theirs, on any route", async () => {
    await prepare();
    const secrets = Object.values(ids).filter((value) => value !== "");
    const failures: string[] = [];
    for (const { method, path, body, ...expected } of routes()) {
      const asVisitor = await shop().visitor().call(method, path, body);
      if (asVisitor.status !== expected.visitor) {
        failures.push(`${method} ${path} by a visitor: ${asVisitor.status}`);
      }
      const asStranger = await stranger.call(method, path, body);
      const wanted = expected.stranger === "own data only" ? 200 : expected.stranger;
      if (asStranger.status !== wanted) {
        failures.push(`${method} ${path} by another customer: ${asStranger.status}`);
      }
      for (const answer of [asVisitor, asStranger]) {
        const text = JSON.stringify(answer.body.value);
        // An id that the caller has named may be named back.
        const asked = `${path} ${JSON.stringify(body)}`;
        const leaked = secrets.filter((secret) => !asked.includes(secret) && text.includes(secret));
        if (leaked.length > 0) {
          failures.push(`${method} ${path} tells ${leaked.join(", ")}`);
        }
      }
    }
    expect(failures).toEqual([]);
    await owner.expect(200, "GET", `/store/orders/${ids.order}`);
    await owner.expect(200, "GET", `/store/csp/subscriptions/${ids.subscription}`);
    await owner.expect(200, "GET", `/store/csp/carts/${ids.cart}`);
  });

  it("never tells costs, margins or secrets on a store route", async () => {
    await prepare();
    const paths = [
      "/store/csp/shop",
      "/store/csp/offers",
      `/store/csp/carts/${ids.cart}`,
      `/store/csp/checkouts/${ids.checkout}`,
      "/store/csp/subscriptions",
      "/store/csp/companies/me",
      "/store/csp/invoices",
      `/store/csp/invoices/${ids.invoice}`,
    ];
    for (const path of paths) {
      const text = JSON.stringify((await owner.expect(200, "GET", path)).value);
      expect([path, /"[^"]*(cost|margin|secret|sealed|lease|stripe_customer|idempotency)[^"]*":/i.exec(text)]).toEqual([
        path,
        null,
      ]);
    }
  });
}
