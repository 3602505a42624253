import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { createApiKeysWorkflow } from "@medusajs/medusa/core-flows";
import { ALLOWANCES, CORE_FAMILIES } from "../../../src/api/http/guards/core-rules";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, type Visitor } from "../../support/purchase/visitor";
import { ACTORS, type Actor, isAnswered, RULES, type Rule, ruleFor } from "../../support/routes/rules";
import type { ServedRoute } from "../../support/routes/served";

type Reply = { readonly status: number; readonly text: string };

/** Objects of the member's company, by the name that a path has for them. */
type Things = Readonly<Record<string, string>>;

/** Some thousand requests, one after another. */
const WITHIN_MS = 400_000;

const WRITES = new Set(["POST", "PUT", "PATCH", "DELETE"]);

/** The words of our own refusals: whoever reads one knows what to do instead. */
const IN_WORDS =
  /credit note|Licences, Offers|\/store\/csp|Seatline|company that buys|checkout only|without saying what/;

export function routesTests(shop: () => ShopWorld): void {
  let actors: Record<Exclude<Actor, "admin">, Visitor>;
  let adminKey: string;
  let things: Things;

  beforeAll(async () => {
    const plan = await shop().plan("Microsoft 365 Business Premium");
    const member = await shop().visitor().readyToOrder();
    const started = await member.startCheckout(plan.id, 2);
    await enterCard(started.url, "4242424242424242");
    await member.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
    await shop().runDuties();
    const live = (await member.expect(200, "GET", `/store/csp/checkouts/${started.id}`)).at("checkout");
    const open = await member.cartWith(plan.id, 1);
    const cart = await member.expect(200, "GET", `/store/csp/carts/${open.id}`);
    const checkout = await shop().container.resolve(CHECKOUT_MODULE).retrieve(started.id);
    const subscription = live.text("subscription_ids", 0);
    const change = { kind: "renewal", outcome: "stop" };
    const changes = `/store/csp/subscriptions/${subscription}/changes`;
    const preview = await member.expect(200, "POST", `${changes}/preview`, { change });
    const asked = await member.expect(200, "POST", changes, { change, hash: preview.text("preview", "hash") });
    const { payments } = await shop()
      .container.resolve(Modules.PAYMENT)
      .retrievePaymentCollection(checkout.paymentCollectionId ?? "", { relations: ["payments"] });
    const variant = await shop()
      .container.resolve(Modules.PRODUCT)
      .retrieveProductVariant(plan.variantId, { relations: ["options"] });
    things = {
      order: live.text("order_id"),
      cart: open.id,
      line: cart.text("cart", "lines", 0, "id"),
      checkout: started.id,
      subscription,
      change: asked.text("change", "id"),
      invoice: live.text("invoice", "id"),
      payment: payments?.[0]?.id ?? "",
      collection: checkout.paymentCollectionId ?? "",
      customer: checkout.customerId,
      company: checkout.companyId,
      variant: plan.variantId,
      product: variant.product_id ?? "",
      plan: plan.id,
    };
    actors = {
      anonymous: shop().visitor(),
      stranger: await shop().visitor().readyToOrder(),
      newcomer: await shop().visitor().signUp(),
      member,
    };
    adminKey = await secretKey(shop().container);
  });

  async function ask(actor: Actor, method: string, path: string, body?: unknown): Promise<Reply> {
    if (actor !== "admin") {
      const answer = await actors[actor].call(method, path, body);
      return { status: answer.status, text: JSON.stringify(answer.body.value) ?? "" };
    }
    const response = await fetch(`${shop().url}${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${adminKey}:`).toString("base64")}`,
        "content-type": "application/json",
        ...(path.startsWith("/store") ? { "x-publishable-api-key": actors.anonymous.publishableKey } : {}),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  }

  /** The route's address with the member's things in it; other parameters stand for nothing. */
  function addressOf({ path }: ServedRoute): string {
    const [, , ...rest] = path.split("/");
    const family = rest[0] === "csp" ? rest[1] : rest[0];
    const owners: Record<string, string | undefined> = {
      carts: things.cart,
      checkouts: things.checkout,
      subscriptions: things.subscription,
      renewals: things.subscription,
      invoices: things.invoice,
      orders: things.order,
      "order-edits": things.order,
      "draft-orders": things.order,
      returns: things.order,
      claims: things.order,
      exchanges: things.order,
      payments: things.payment,
      "payment-collections": things.collection,
      products: things.product,
      "product-variants": things.variant,
      customers: things.customer,
    };
    const address = path
      .replace(/:(id|checkout_id)\b/, owners[family ?? ""] ?? "none")
      .replace(":line_id", things.line ?? "")
      .replace(":change_id", things.change ?? "")
      .replace(":variant_id", things.variant ?? "")
      .replace(/:\w+/g, "none");
    return path === "/store/shipping-options" ? `${address}?cart_id=${things.cart}` : address;
  }

  it("has a rule for every route that is served, and no rule for one that is not", () => {
    const routes = shop().routes();
    expect(routes.filter((route) => ruleFor(route) === undefined)).toEqual([]);
    const used = new Set(routes.map(ruleFor));
    const unused = RULES.filter((rule) => !used.has(rule)).map((rule) => rule.route);
    // Families of the admin that have no route of their own in this version.
    expect(unused.filter((route) => !route.startsWith("* /admin/"))).toEqual([]);
    const core = routes.filter(({ path }) => /^\/(admin|store)\//.test(path) && !path.includes("/csp"));
    const unguarded = core.filter(({ path }) => {
      const [, area, family = ""] = path.split("/");
      return !CORE_FAMILIES[area as "admin" | "store"].has(family);
    });
    expect(unguarded).toEqual([]);
    console.info(
      `routes: ${routes.length} served, ${routes.length * ACTORS.length} cells, ${core.length} of them Medusa's`,
    );
    expect(routes.length).toBeGreaterThan(400);
  });

  it(
    "answers each actor as the rule says, and tells nobody else of a company's things",
    async () => {
      const failures: string[] = [];
      let asked = 0;
      const secrets = ["order", "checkout", "subscription", "invoice", "payment", "company"].map(
        (name) => things[name],
      );
      for (const route of shop().routes()) {
        const rule = ruleFor(route) as Rule;
        const isCoreAdmin = route.path.startsWith("/admin/") && !route.path.startsWith("/admin/csp");
        for (const actor of ACTORS) {
          const wanted = isAnswered(rule.answers, actor);
          // Customers are alike to Medusa's admin; what the seller's people may write there is the next tests' matter.
          if (wanted === undefined || (isCoreAdmin && !["anonymous", "member"].includes(actor))) {
            continue;
          }
          const path = addressOf(route);
          const body = route.method === "GET" || route.method === "DELETE" ? undefined : (rule.body ?? {});
          const { status, text } = await ask(actor, route.method, path, body);
          asked += 1;
          const isRefused = rule.answers === "signed" ? status === 400 : [401, 403, 404].includes(status);
          if (status >= 500 || (wanted ? [401, 403].includes(status) : !isRefused)) {
            failures.push(`${route.method} ${path} by ${actor}: ${status} ${text.slice(0, 120)}`);
          }
          const leaked = secrets.filter((secret) => secret && !path.includes(secret) && text.includes(secret));
          if (actor !== "member" && actor !== "admin" && leaked.length > 0) {
            failures.push(`${route.method} ${path} tells ${actor} of ${leaked.join(", ")}`);
          }
        }
      }
      console.info(`routes: ${asked} cells asked`);
      expect(failures).toEqual([]);
    },
    WITHIN_MS,
  );

  describe("Medusa's own routes of the admin", () => {
    const writes = () =>
      shop()
        .routes()
        .filter(
          ({ method, path }) => WRITES.has(method) && path.startsWith("/admin/") && !path.startsWith("/admin/csp"),
        )
        .filter((route) => ruleFor(route)?.answers === "admin");

    /** Whether an allowance speaks of the address at all. */
    const isAllowed = (path: string, kind: string) =>
      ALLOWANCES.admin.some(
        ({ path: pattern, kinds }) =>
          (kinds as readonly string[]).includes(kind) &&
          new RegExp(`^/admin/${pattern.replace(/\/?\*\*$/, "(/.*)?").replaceAll(":", "[^/]+")}$`).test(path),
      );

    it(
      "write nothing that names an order, a payment, a cart or a plan of licences, wherever the body names it",
      async () => {
        const failures: string[] = [];
        const others = ["payment", "cart", "plan", "product"] as const;
        for (const [index, route] of writes()
          .filter(({ method }) => method !== "DELETE")
          .entries()) {
          const path = route.path.replace(/:\w+/g, "none");
          for (const kind of ["order", others[index % others.length] ?? "plan"] as const) {
            if (isAllowed(path, kind)) {
              continue;
            }
            const body = { some: [{ deep: { place: things[kind] } }] };
            const { status, text } = await ask("admin", route.method, path, body);
            if (status !== 409 || !IN_WORDS.test(text)) {
              failures.push(`${route.method} ${path} naming a ${kind}: ${status} ${text.slice(0, 160)}`);
            }
          }
        }
        expect(failures).toEqual([]);
      },
      WITHIN_MS,
    );

    it(
      "write nothing that the path leads to, however it is spelled",
      async () => {
        const failures: string[] = [];
        const families =
          /^\/admin\/(orders|payments|payment-collections|products|order-edits|draft-orders|returns|claims|exchanges)\/:/;
        for (const [index, route] of writes()
          .filter(({ path }) => families.test(path))
          .entries()) {
          const kind = /orders|order-edits|draft|returns|claims|exchanges/.test(route.path)
            ? "order"
            : route.path.includes("payment")
              ? "payment"
              : "product";
          const plain = addressOf(route);
          if (isAllowed(plain, kind) && route.path !== "/admin/products/:id") {
            continue;
          }
          const body = route.path === "/admin/products/:id" ? { status: "draft" } : {};
          const spellings = [`${plain}/`, plain.replace(/_/, "%5F"), plain.replace("/admin", "/ADMIN")];
          for (const path of [plain, spellings[index % spellings.length] ?? plain]) {
            const { status, text } = await ask(
              "admin",
              route.method,
              path,
              route.method === "DELETE" ? undefined : body,
            );
            if (status !== 409 || !IN_WORDS.test(text)) {
              failures.push(`${route.method} ${path}: ${status} ${text.slice(0, 160)}`);
            }
          }
        }
        expect(failures).toEqual([]);
      },
      WITHIN_MS,
    );

    it("go on for what is not licences, and for what an allowance names", async () => {
      expect((await ask("admin", "POST", "/admin/customer-groups", { name: "Friends" })).status).toBe(200);
      expect((await ask("admin", "GET", `/admin/orders/${things.order}`)).status).toBe(200);
      expect(
        (await ask("admin", "POST", `/admin/products/${things.product}`, { subtitle: "For small firms" })).status,
      ).toBe(200);
      expect((await ask("admin", "POST", `/admin/products/${things.product}`, { status: "draft" })).status).toBe(409);
      expect((await ask("admin", "POST", `/admin/customers/${things.customer}`, { last_name: "King" })).status).toBe(
        200,
      );
      expect((await ask("admin", "POST", `/admin/customers/${things.customer}`, { email: "a@b.example" })).status).toBe(
        409,
      );
      expect((await ask("admin", "DELETE", `/admin/customers/${things.customer}`)).status).toBe(409);
      const option = { title: "Size", values: ["S"] };
      const goods = { title: "A shirt", options: [option] };
      const made = JSON.parse((await ask("admin", "POST", "/admin/products", goods)).text) as {
        product: { id: string };
      };
      expect((await ask("admin", "POST", `/admin/products/${made.product.id}`, { status: "draft" })).status).toBe(200);
      expect((await ask("admin", "DELETE", `/admin/products/${made.product.id}`)).status).toBe(200);
      const [region] = await shop().container.resolve(Modules.REGION).listRegions({ currency_code: "usd" });
      expect((await ask("admin", "DELETE", `/admin/regions/${region?.id}`)).text).toMatch(/region's currency|200/);
    });
  });

  it("takes nothing of a core cart, payment or transfer in the store, by anybody", async () => {
    const failures: string[] = [];
    const forged = { provider_id: "pp_stripe-checkout_csp", data: { lines: [], success_url: "https://evil.example" } };
    const calls: readonly (readonly [string, string, object])[] = [
      ["POST", "/store/carts", { items: [{ variant_id: things.variant, quantity: 1 }] }],
      ["POST", "/store/carts", { metadata: { kind: "csp" } }],
      ["POST", `/store/carts/${things.cart}/line-items`, { variant_id: things.variant, quantity: 0.5 }],
      ["POST", "/store/payment-collections", { cart_id: things.cart }],
      ["POST", `/store/payment-collections/${things.collection}/payment-sessions`, forged],
      ["POST", `/store/orders/${things.order}/transfer/request?fields=*shipping_address,*payment_collections`, {}],
      ["POST", `/store/orders/${things.order?.replace("_", "%5f")}/transfer/request`, {}],
      ["POST", `/STORE/orders/${things.order}/transfer/request/`, {}],
      ["POST", `/store/orders/${things.order}/transfer/accept`, { token: "x" }],
      ["POST", "/store/returns", { order_id: things.order, items: [] }],
      ["HEAD", `/store/carts/${things.cart}`, {}],
    ];
    for (const [method, path, body] of calls) {
      for (const actor of ["anonymous", "stranger", "member"] as const) {
        const { status } = await ask(actor, method, path, method === "HEAD" ? undefined : body);
        if (![404, 409].includes(status)) {
          failures.push(`${method} ${path} by ${actor}: ${status}`);
        }
      }
    }
    expect(failures).toEqual([]);
    const changes = await shop().container.resolve(Modules.ORDER).listOrderChanges({ order_id: things.order });
    expect(changes.filter((change) => change.change_type === "transfer")).toEqual([]);
  });

  describe("what another site's page sends", () => {
    const credit = () => `/admin/csp/invoices/${things.invoice}/credit`;
    const send = async (path: string, headers: Record<string, string>, body: string) =>
      (await fetch(`${shop().url}${path}`, { method: "POST", headers: { ...headers, ...signedIn() }, body })).status;
    const signedIn = () => ({
      authorization: `Basic ${Buffer.from(`${adminKey}:`).toString("base64")}`,
      cookie: "connect.sid=s",
    });
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const json = { "content-type": "application/json" };

    it.each([
      ["a form of a foreign origin", { ...form, origin: "https://evil.example" }, 403],
      ["JSON of a foreign origin", { ...json, origin: "https://evil.example" }, 403],
      ["a sandboxed frame", { ...json, origin: "null" }, 403],
      ["a foreign site that tells no origin", { ...json, "sec-fetch-site": "cross-site" }, 403],
      ["a sister site", { ...json, "sec-fetch-site": "same-site" }, 403],
      ["a form that says nothing of where it is", form, 415],
      ["text", { "content-type": "text/plain" }, 415],
    ])("is refused: %s", async (_what, headers, status) => {
      expect(await send(credit(), headers, "amount=1")).toBe(status);
    });

    it("is refused on Medusa's own routes too, where nothing but licences is sold", async () => {
      const evil = { ...json, origin: "https://evil.example" };
      expect(await send("/admin/customer-groups", evil, JSON.stringify({ name: "x" }))).toBe(403);
      expect(await send("/auth/session", evil, "{}")).toBe(403);
    });

    it("is not what this server's own page, a program, or a listed site sends", async () => {
      const name = () => JSON.stringify({ name: `g${Math.random()}` });
      expect(await send("/admin/customer-groups", { ...json, origin: shop().url }, name())).toBe(200);
      expect(await send("/admin/customer-groups", { ...json, "sec-fetch-site": "same-origin" }, name())).toBe(200);
      expect(await send("/admin/customer-groups", json, name())).toBe(200);
    });

    it("cannot show us in a frame", async () => {
      for (const path of ["/admin/csp/offers", "/store/csp/shop", "/csp/health", "/admin/orders"]) {
        const { headers } = await fetch(`${shop().url}${path}`);
        expect(headers.get("content-security-policy")).toBe("frame-ancestors 'self'");
        expect(headers.get("x-content-type-options")).toBe("nosniff");
      }
    });
  });
}

async function secretKey(container: MedusaContainer): Promise<string> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: "Routes", type: "secret", created_by: "" }] },
  });
  return result[0]?.token ?? "";
}
