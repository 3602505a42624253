import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys, MedusaError, Modules } from "@medusajs/framework/utils";
import { sealFirstSignIn } from "../../../src/connections/sealed-text";
import { stripeConnection } from "../../../src/connections/stripe";
import { BILLING_MODULE } from "../../../src/modules/billing";
import { CHECKOUT_MODULE } from "../../../src/modules/checkout";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { INBOX_MODULE } from "../../../src/modules/inbox";
import { SETTINGS_MODULE } from "../../../src/modules/settings";
import { tenantClaimDuty } from "../../../src/processes/company/claim-duty";
import { inboxDuty } from "../../../src/processes/inbox/duty";
import { mailDuty } from "../../../src/processes/notify/duty";
import { checkoutSweepDuty } from "../../../src/processes/purchase/checkouts/sweep-duty";
import { completeCheckoutWorkflow, startCheckoutWorkflow } from "../../../src/workflows";
import { adminApi } from "../../support/billing/admin";
import type { ShopWorld } from "../../support/purchase/shop";
import { COMPANY_FORM, enterCard, signatureOf, type Visitor } from "../../support/purchase/visitor";

const VISA = "4242424242424242";
const DECLINED = "4000000000000002";
const MINUTE = 60_000;

const inbox = (world: ShopWorld) => world.container.resolve(INBOX_MODULE);
const checkouts = (world: ShopWorld) => world.container.resolve(CHECKOUT_MODULE);
const companies = (world: ShopWorld) => world.container.resolve(COMPANY_MODULE);
const db = (world: ShopWorld) => world.container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
const orders = (world: ShopWorld) => world.container.resolve(Modules.ORDER);

type Fault = { readonly ref: string; readonly words: string };

/** A rule of a host's about checkouts; it has nothing against any unless a test says so. */
const hostRule = jest.fn();
startCheckoutWorkflow.hooks.validate(async (asked) => hostRule(asked));

/** The event the card processor made for a finished page. */
function completedEvent(world: ShopWorld, checkoutUrl: string) {
  const session = /cs_[A-Za-z0-9_]+/.exec(checkoutUrl)?.[0];
  const event = world.outside.stripe
    .events()
    .find((one) => one.type === "checkout.session.completed" && JSON.stringify(one.data).includes(session ?? "?"));
  if (!event) {
    throw new Error(`The card processor has no completed event for ${session}.`);
  }
  return event;
}

export function purchaseTests(shop: () => ShopWorld): void {
  let premium: { id: string; max: number };
  beforeAll(async () => {
    premium = await shop().plan("Microsoft 365 Business Premium");
  });

  describe("shop and quotes", () => {
    it("tells who sells, in which currency, and what saving a card means", async () => {
      const body = await shop().visitor().expect(200, "GET", "/store/csp/shop");
      expect(body.value).toMatchObject({
        seller: { name: "Harbour Pine Cloud, Inc.", time_zone: "UTC" },
        currency: "USD",
        market: "US",
        now: shop().now.toISOString(),
      });
      expect(body.text("card_consent", "text")).toMatch(/charge it/);
    });

    it("quotes a visitor without tax, with dates, formula and promise", async () => {
      const lines = [{ plan_id: premium.id, quantity: 10 }];
      const quote = (await shop().visitor().expect(201, "POST", "/store/csp/quotes", { lines })).at("quote");
      expect(quote.value).toMatchObject({
        currency: "USD",
        expires_at: "2026-03-15T10:30:00.000Z",
        tax: { status: "not_yet_known", rates: [] },
        totals: {
          due_now: { net: { amount: "231.00" }, tax: { amount: "0.00" }, gross: { amount: "231.00" } },
          each_month: { net: { amount: "231.00" } },
          each_year: { net: { amount: "0.00" } },
          whole_term: { net: { amount: "2772.00" } },
        },
      });
      expect(quote.at("lines", 0).value).toMatchObject({
        quantity: 10,
        unit_price: { amount: "23.10" },
        charge_count: 12,
        period: "month",
        first_period: { start_on: "2026-03-15", end_on: "2026-04-15", last_on: "2026-04-14" },
        term_last_on: "2027-03-14",
        return_until_at: "2026-03-22T10:00:00.000Z",
      });
      // What a visitor is shown is promised to nobody and stored nowhere.
      await expect(shop().container.resolve(BILLING_MODULE).retrieveQuote(quote.text("id"))).rejects.toThrow(
        "not found",
      );
    });

    it("adds the tax of the company's state", async () => {
      const buyer = await (await shop().visitor().signUp()).withCompany();
      const lines = [{ plan_id: premium.id, quantity: 10 }];
      const quote = (await buyer.expect(201, "POST", "/store/csp/quotes", { lines })).at("quote");
      expect(quote.at("tax").value).toEqual({
        status: "included",
        rates: [{ name: "Washington sales tax", rate_percent: "6.5" }],
      });
      // 231.00 x 6.5 % = 15.015, rounded once on the document.
      expect(quote.at("totals", "due_now").value).toMatchObject({
        tax: { amount: "15.02" },
        gross: { amount: "246.02" },
      });
    });

    it.each([
      ["a quantity of 0", [{ quantity: 0 }], ["lines.0.quantity"], /whole number of seats, 1 or more/],
      ["half a seat", [{ quantity: 1.5 }], ["lines.0.quantity"], /whole number of seats/],
      ["text for a quantity", [{ quantity: "ten" }], ["lines.0.quantity"], /whole number of seats/],
      ["301 seats of a 300-seat plan", [{ quantity: 301 }], ["lines.0.quantity"], /at most 300, the seat limit/],
      ["a missing quantity", [{}], ["lines.0.quantity"], /whole number of seats/],
      ["an unknown plan", [{ plan_id: "cplan_none", quantity: 1 }], ["lines.0.plan_id"], /not on sale; choose a plan/],
      ["a plan twice", [{ quantity: 200 }, { quantity: 200 }], ["lines.1.plan_id"], /appears twice/],
      ["an unknown field", [{ quantity: 1, price: "0.01" }], ["lines.0.price"], /not known here/],
      ["no lines", [], ["lines"], /at least one line/],
    ])("refuses %s and names the field and the fix", async (_name, given, fields, message) => {
      const lines = given.map((line) => ({ plan_id: premium.id, ...line }));
      const answer = await shop().visitor().call("POST", "/store/csp/quotes", { lines });
      expect(answer.status).toBe(400);
      expect(answer.body.text("type")).toBe("invalid_data");
      expect(answer.body.fields()).toEqual(fields);
      expect(answer.body.text("message")).toMatch(message);
    });

    it("refuses a body that is not JSON", async () => {
      const answer = await shop().visitor().call("POST", "/store/csp/quotes", "{lines:");
      expect([answer.status, answer.body.fields()]).toEqual([400, ["body"]]);
    });
  });

  describe("carts", () => {
    it("adds, joins, changes and removes lines, priced each time", async () => {
      const visitor = shop().visitor();
      const cart = await visitor.cartWith(premium.id, 10);
      expect(cart.gross).toBe("231.00");
      const path = `/store/csp/carts/${cart.id}/lines`;
      const joined = (await visitor.expect(200, "POST", path, { plan_id: premium.id, quantity: 5 })).at("cart");
      expect(joined.at("lines").value).toHaveLength(1);
      expect(joined.at("lines", 0).value).toMatchObject({ quantity: 15, term: "P1Y", billing_plan: "monthly" });
      const line = joined.text("lines", 0, "id");
      const changed = (await visitor.expect(200, "POST", `${path}/${line}`, { quantity: 2 })).at("cart");
      expect(changed.text("quote", "totals", "due_now", "gross", "amount")).toBe("46.20");
      const emptied = (await visitor.expect(200, "DELETE", `${path}/${line}`)).at("cart");
      expect(emptied.value).toMatchObject({ lines: [], quote: null });
    });

    it("holds the seat limit over all that is in the cart", async () => {
      const visitor = shop().visitor();
      const cart = await visitor.cartWith(premium.id, 290);
      const answer = await visitor.call("POST", `/store/csp/carts/${cart.id}/lines`, {
        plan_id: premium.id,
        quantity: 11,
      });
      expect([answer.status, answer.body.fields()]).toEqual([400, ["quantity"]]);
      const same = await visitor.expect(200, "GET", `/store/csp/carts/${cart.id}`);
      expect(same.at("cart", "lines", 0, "quantity").value).toBe(290);
    });

    it("becomes the customer's on sign-in, and nobody else's", async () => {
      const visitor = shop().visitor();
      const { id } = await visitor.cartWith(premium.id, 1);
      await shop().visitor().expect(200, "GET", `/store/csp/carts/${id}`);
      await visitor.signUp();
      await visitor.expect(200, "GET", `/store/csp/carts/${id}`);
      await shop().visitor().expect(404, "GET", `/store/csp/carts/${id}`);
      const other = await shop().visitor().signUp();
      await other.expect(404, "GET", `/store/csp/carts/${id}`);
      await other.expect(404, "POST", `/store/csp/carts/${id}/lines`, { plan_id: premium.id, quantity: 1 });
    });

    it("is the customer's on every device, with what was gathered as a visitor", async () => {
      const customer = await shop().visitor().signUp();
      const mine = async (body: object = {}) => customer.expect(200, "POST", "/store/csp/carts/mine", body);
      const seats = async (body?: object) => {
        const { value } = (await mine(body)).at("cart", "lines");
        return (value as { plan_id: string; quantity: number }[]).map((line) => [line.plan_id, line.quantity]);
      };
      expect((await mine()).value).toEqual({ cart: null });
      await shop().visitor().expect(401, "POST", "/store/csp/carts/mine", {});

      const own = await customer.cartWith(premium.id, 10);
      expect(await seats()).toEqual([[premium.id, 10]]);
      // On a second device, before signing in there: other seats of one plan, and a plan that the cart has not.
      const standard = await shop().plan("Microsoft 365 Business Standard");
      const visitor = await shop().visitor().cartWith(premium.id, 4);
      await shop()
        .visitor()
        .expect(200, "POST", `/store/csp/carts/${visitor.id}/lines`, { plan_id: standard.id, quantity: 2 });
      const merged = [
        [premium.id, 4],
        [standard.id, 2],
      ];
      expect(await seats({ visitor_cart_id: visitor.id })).toEqual(merged);
      expect(await seats({ visitor_cart_id: visitor.id })).toEqual(merged);
      expect(await seats({ visitor_cart_id: own.id })).toEqual(merged);
      // Nobody takes another customer's cart by its id.
      const stranger = await shop().visitor().signUp();
      expect((await stranger.expect(200, "POST", "/store/csp/carts/mine", { visitor_cart_id: own.id })).value).toEqual({
        cart: null,
      });
      expect(await seats()).toEqual(merged);
    });

    it.each([
      ["GET", "/store/csp/offers?q=%00"],
      ["GET", "/store/csp/offers?q[]=%00"],
      ["GET", "/store/csp/offers?segment[a]=b"],
      ["GET", "/store/csp/offers/%00"],
      ["GET", "/store/csp/carts/cart_%00"],
      ["GET", "/store/products?q=%00"],
      ["GET", "/store/products/%00"],
      ["GET", "/admin/products?q=%00"],
      ["GET", `/store/csp/offers?q=${"x".repeat(10_000)}`],
    ])("answers %s %s without a fault of ours", async (method, path) => {
      const { status } = await shop().visitor().call(method, path);
      expect([400, 401, 404]).toContain(status);
    });

    it.each(["/store/csp/quotes", "/store/csp/carts", "/store/customers", "/auth/customer/emailpass"])(
      "refuses a body that is nested without an end, at %s",
      async (path) => {
        const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
        const { status, body } = await shop().visitor().call("POST", path, deep);
        expect([status, body.text("message")]).toEqual([400, expect.stringContaining("nested")]);
      },
    );

    it("refuses half of a character in a body", async () => {
      const answer = await shop()
        .visitor()
        .call("POST", "/store/csp/quotes", { lines: [{ plan_id: "\ud800", quantity: 1 }] });
      expect([answer.status, answer.body.fields()]).toEqual([400, ["lines.0.plan_id"]]);
    });

    it("is closed to Medusa's own cart routes, which know no licence rules", async () => {
      const visitor = shop().visitor();
      const { id } = await visitor.cartWith(premium.id, 1);
      const variantId = (await shop().plan("Microsoft 365 Business Premium")).variantId;
      const line = { variant_id: variantId, quantity: 1000 };
      await visitor.expect(404, "POST", `/store/carts/${id}/line-items`, line);
      await visitor.expect(404, "POST", `/store/carts/${id}/complete`, {});
      await visitor.expect(404, "GET", `/store/carts/${id}`);
      await visitor.expect(404, "POST", "/store/payment-collections", { cart_id: id });
    });
  });

  describe("company, tenant and agreement", () => {
    afterEach(() => {
      shop().outside.stripe.faults.clear();
      shop().outside.vendor.clearFaults();
    });

    it("creates one company per customer and changes it", async () => {
      const buyer = await shop().visitor().signUp();
      expect((await buyer.expect(200, "GET", "/store/csp/companies/me")).value).toEqual({ company: null });
      await buyer.withCompany();
      await buyer.expect(409, "POST", "/store/csp/companies", COMPANY_FORM);
      const form = { ...COMPANY_FORM, legal_name: "Fabrikam Two, Inc.", tax_id: "91-1" };
      const changed = (await buyer.expect(200, "POST", "/store/csp/companies/me", form)).at("company");
      expect(changed.value).toMatchObject({
        legal_name: "Fabrikam Two, Inc.",
        tax_id: "91-1",
        tenant: null,
        card: null,
      });
    });

    it.each([
      ["a zero byte", "x\0y Ltd"],
      ["half of a character", "x\ud800 Ltd"],
    ])("refuses %s in a text, with the field", async (_what, legal_name) => {
      const buyer = await shop().visitor().signUp();
      const answer = await buyer.call("POST", "/store/csp/companies", { ...COMPANY_FORM, legal_name });
      expect([answer.status, answer.body.fields()]).toEqual([400, ["legal_name"]]);
      const admin = await adminApi(shop().container, shop().url);
      const refused = await admin(400, "POST", "/attention/notes", { kind: "x", ref: "y", words: legal_name });
      expect(refused.fields()).toEqual(["words"]);
    });

    it.each([
      [
        "a country without tax set-up",
        { address: { ...COMPANY_FORM.address, country_code: "fr" } },
        "address.country_code",
      ],
      ["no country", { address: { ...COMPANY_FORM.address, country_code: "" } }, "address.country_code"],
      ["a US address without state", { address: { ...COMPANY_FORM.address, province: "" } }, "address.province"],
      ["a wrong ZIP code", { address: { ...COMPANY_FORM.address, postal_code: "9810" } }, "address.postal_code"],
      ["no name", { legal_name: " " }, "legal_name"],
      ["a mail address without @", { email: "ada" }, "email"],
      ["a phone number of letters", { phone: "call me" }, "phone"],
      ["no address", { address: undefined }, "address"],
      ["a legal form for a name", { legal_name: "LLC" }, "legal_name"],
      ["a name of zero-width spaces", { legal_name: "\u200b\u200b\u200b" }, "legal_name"],
      ["a first name of 45 letters", { first_name: "n".repeat(45) }, "first_name"],
      ["a mail address at the seller's own domain", { email: "ada@harbourpine.example" }, "email"],
      ["a mail address at Microsoft", { email: "ada@microsoft.com" }, "email"],
      ["a phone number of brackets", { phone: "(((((((((" }, "phone"],
    ])("refuses %s", async (_name, change, field) => {
      const buyer = await shop().visitor().signUp();
      const answer = await buyer.call("POST", "/store/csp/companies", { ...COMPANY_FORM, ...change });
      expect(answer.status).toBe(400);
      expect(answer.body.fields()).toEqual([field]);
    });

    it("checks names for a new tenant at the vendor and among its own reservations", async () => {
      const buyer = await (await shop().visitor().signUp()).withCompany();
      const check = async (prefix: string) => buyer.expect(200, "POST", "/store/csp/domain-checks", { prefix });
      const free = await check("freshname");
      expect(free.value).toEqual({ domain: "freshname.onmicrosoft.com", available: true });
      await buyer.withTenant("freshname");
      const rival = await (await shop().visitor().signUp()).withCompany();
      const taken = await rival.call("POST", "/store/csp/companies/me/tenant", { kind: "new", prefix: "freshname" });
      expect([taken.status, taken.body.fields()]).toEqual([400, ["prefix"]]);
      shop().outside.vendor.acceptRelationship("atmicrosoft.onmicrosoft.com");
      expect((await check("atmicrosoft")).value).toMatchObject({ available: false });
      const malformed = await buyer.call("POST", "/store/csp/domain-checks", { prefix: "not a name!" });
      expect([malformed.status, malformed.body.fields()]).toEqual([400, ["prefix"]]);
    });

    it("tells the seller's people when our access to the vendor is out of order, until it answers again", async () => {
      const buyer = await (await shop().visitor().signUp()).withCompany();
      const check = () => buyer.call("POST", "/store/csp/domain-checks", { prefix: `s${Date.now()}` });
      const faults = async () =>
        (await shop().container.resolve(SETTINGS_MODULE).listSetUpFaults(shop().now)).map((one) => one.system);
      const denied = {
        kind: "error_before_effect",
        method: "HEAD",
        path: "/domains/",
        status: 403,
        code: "900308",
      } as const;
      shop().outside.vendor.addFault({ ...denied, times: 10 });
      expect((await check()).status).toBe(503);
      expect(await faults()).toContain("partner_center");
      shop().outside.vendor.clearFaults();
      expect((await check()).status).toBe(200);
      expect(await faults()).not.toContain("partner_center");
    });

    it.each([
      ["a revoked key", "unauthorized_401", "Stripe does not take the secret key"],
      ["a key that lacks a right", "forbidden_403", "The secret key may too little"],
    ] as const)(
      "%s of Stripe's stands on Attention until it is mended, and no customer is at fault",
      async (_what, kind, words) => {
        const buyer = await shop().visitor().readyToOrder();
        const admin = await adminApi(shop().container, shop().url);
        const faults = async () =>
          ((await admin(200, "GET", "/attention?kind=set_up_fault")).at("items").value as Fault[]).filter(({ ref }) =>
            ref.startsWith("stripe"),
          );
        expect(await faults()).toEqual([]);
        shop().outside.stripe.faults.set({ kind, path: "/checkout/sessions", count: 20 });
        await expect(buyer.startCheckout(premium.id, 3)).rejects.toThrow();
        expect(await faults()).toMatchObject([{ words: expect.stringContaining(words) }]);
        // Something else works: the key is taken, but of the right that it lacks this says nothing.
        await stripeConnection(shop().container).readings.events(
          ["charge.refunded"],
          new Date(shop().now.getTime() - MINUTE),
          shop().now,
        );
        expect(await faults()).toHaveLength(kind === "forbidden_403" ? 1 : 0);
        shop().outside.stripe.faults.clear();
        const { url } = await (await shop().visitor().readyToOrder()).startCheckout(premium.id, 3);
        expect(url).toMatch(/^http/);
        expect(await faults()).toEqual([]);
      },
    );

    it("shows the first sign-in once", async () => {
      const buyer = await (await (await shop().visitor().signUp()).withCompany()).withTenant();
      const path = "/store/csp/companies/me/tenant/first-sign-in";
      await buyer.expect(404, "POST", path, {});
      const me = (await buyer.expect(200, "GET", "/store/csp/companies/me")).at("company");
      const [id, domain] = [me.text("id"), me.text("tenant", "domain")];
      const signIn = { userName: "admin@x.onmicrosoft.com", password: "Tq7!example" };
      const sealedFirstSignIn = sealFirstSignIn(signIn, process.env.SECRETS_KEY ?? "");
      await companies(shop()).linkTenant(id, {
        domain,
        vendorTenantId: "t-1",
        sealedFirstSignIn,
        linkedAt: shop().now,
      });
      const shown = await buyer.call("POST", path, {});
      expect(shown.body.value).toEqual({ user_name: signIn.userName, password: signIn.password });
      expect(shown.headers.get("cache-control")).toContain("no-store");
      await buyer.expect(404, "POST", path, {});
    });
  });

  describe("a tenant that exists already", () => {
    const TENANT = "/store/csp/companies/me/tenant";
    let counter = 0;
    const newDomain = () => `known${Date.now()}${counter++}.onmicrosoft.com`;
    const sent: { to: string; content?: { text?: string } }[] = [];

    beforeEach(() => {
      sent.length = 0;
      jest
        .spyOn(shop().container.resolve(Modules.NOTIFICATION), "createNotifications")
        .mockImplementation(async (mail) => void sent.push(mail as never) as never);
    });
    afterEach(() => jest.restoreAllMocks());

    const member = async () => (await (await shop().visitor().signUp()).confirmAddress()).withCompany();
    const claim = async (buyer: Visitor, domain: string) =>
      (await buyer.expect(200, "POST", TENANT, { kind: "existing", domain })).at("company", "tenant").value;
    /** Lets the duty send what is wanted; the code in the mail to this domain's contact. */
    const codeFor = async (domain: string) => {
      await tenantClaimDuty.run(shop().container, shop().now);
      await mailDuty.run(shop().container, shop().now);
      const mail = sent.filter((one) => one.to === `office@${domain}`).at(-1);
      return /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(JSON.stringify(mail?.content ?? ""))?.[0] ?? null;
    };
    const prove = (buyer: Visitor, code: string) => buyer.call("POST", `${TENANT}/proof`, { code });
    const stateOf = async (buyer: Visitor) =>
      (await buyer.expect(200, "GET", "/store/csp/companies/me")).text("company", "tenant", "state");

    it("of another company of this shop, of the seller's, and of nobody look alike, and none is linked", async () => {
      const [owner, second] = [await member(), await member()];
      const [linked, ours, nobodys] = [newDomain(), newDomain(), newDomain()];
      shop().outside.vendor.acceptRelationship(linked);
      shop().outside.vendor.acceptRelationship(ours);
      await claim(owner, linked);
      expect((await prove(owner, (await codeFor(linked)) ?? "")).body.text("company", "tenant", "state")).toBe(
        "linked",
      );

      const answers = [];
      for (const domain of [linked, ours, nobodys]) {
        answers.push({ ...((await claim(second, domain)) as object), domain: "x" });
        await tenantClaimDuty.run(shop().container, shop().now);
        await mailDuty.run(shop().container, shop().now);
        expect(await stateOf(second)).toBe("unproven");
        expect((await prove(second, "AAAA-AAAA")).body.value).toEqual((await prove(second, "BBBB-BBBB")).body.value);
      }
      expect(answers[1]).toEqual(answers[0]);
      expect(answers[2]).toEqual(answers[0]);
      expect(sent.map((one) => one.to)).not.toContain(`office@${nobodys}`);
    });

    it("is linked by the code that its contact was sent, once; the code is stored nowhere", async () => {
      const buyer = await member();
      const domain = newDomain();
      shop().outside.vendor.acceptRelationship(domain);
      await claim(buyer, domain);
      const code = (await codeFor(domain)) ?? "";
      const { rows } = await db(shop()).raw("select to_jsonb(c) as claim from csp_tenant_claim c where domain = ?", [
        domain,
      ]);
      expect(JSON.stringify(rows)).not.toContain(code);
      const proven = await prove(buyer, code.toLowerCase().replace("-", " "));
      expect(proven.body.at("company", "tenant").value).toMatchObject({ state: "linked", relationship_url: null });
      expect((await prove(buyer, code)).status).toBe(400);
    });

    it("is written to in nobody's name whose own address is not confirmed, and once it is", async () => {
      const stranger = await (await shop().visitor().signUp()).withCompany();
      const domain = newDomain();
      shop().outside.vendor.acceptRelationship(domain);
      await claim(stranger, domain);
      expect([await codeFor(domain), sent]).toEqual([null, []]);
      await stranger.confirmAddress();
      shop().advanceBy(MINUTE);
      expect((await prove(stranger, (await codeFor(domain)) ?? "")).status).toBe(200);
    });

    it("takes five guesses and a day for one code, and five codes a day", async () => {
      const buyer = await member();
      const domain = newDomain();
      shop().outside.vendor.acceptRelationship(domain);
      await claim(buyer, domain);
      const first = (await codeFor(domain)) ?? "";
      for (let guess = 0; guess < 5; guess += 1) {
        expect((await prove(buyer, "WRNG-WRNG")).status).toBe(400);
      }
      expect((await prove(buyer, first)).status).toBe(400);
      await buyer.expect(200, "POST", `${TENANT}/code`, {});
      expect(await codeFor(domain)).toBe(first);
      shop().advanceBy(MINUTE);
      await buyer.expect(200, "POST", `${TENANT}/code`, {});
      const second = (await codeFor(domain)) ?? "";
      expect(second).not.toBe(first);
      shop().advanceBy(25 * 60 * MINUTE);
      expect((await prove(buyer, second)).status).toBe(400);
      for (let more = 0; more < 8; more += 1) {
        shop().advanceBy(MINUTE);
        await companies(shop()).wantCode(
          (await buyer.expect(200, "GET", "/store/csp/companies/me")).text("company", "id"),
          shop().now,
        );
        await tenantClaimDuty.run(shop().container, shop().now);
        await mailDuty.run(shop().container, shop().now);
      }
      expect(sent.filter((one) => one.to === `office@${domain}`)).toHaveLength(2 + 5);
    });

    it("is one company's: a second one that proves it as well is told to write to the seller", async () => {
      const [owner, second] = [await member(), await member()];
      const domain = newDomain();
      shop().outside.vendor.acceptRelationship(domain);
      await claim(owner, domain);
      await prove(owner, (await codeFor(domain)) ?? "");
      await claim(second, domain);
      const answer = await prove(second, (await codeFor(domain)) ?? "");
      expect([answer.status, await stateOf(second)]).toEqual([409, "unproven"]);
    });

    it("cannot be ordered for before it is proven, whatever the vendor says of it", async () => {
      const buyer = await (await member()).withAgreement();
      const domain = newDomain();
      shop().outside.vendor.acceptRelationship(domain);
      await claim(buyer, domain);
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const early = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([early.status, early.body.fields()]).toEqual([400, ["tenant"]]);
      await prove(buyer, (await codeFor(domain)) ?? "");
      await buyer.expect(201, "POST", "/store/csp/checkouts", form);
    });

    it("is vouched for by the seller's people, waits for the relationship, and is linked when it is looked at", async () => {
      const buyer = await member();
      const domain = newDomain();
      await claim(buyer, domain);
      expect(await codeFor(domain)).toBeNull();
      const admin = await adminApi(shop().container, shop().url);
      const listed = (await admin(200, "GET", "/tenant-claims?limit=200")).at("claims").value as {
        id: string;
        domain: string;
      }[];
      const { id } = listed.find((one) => one.domain === domain) ?? { id: "" };
      for (const unsaid of [{}, { reason: " " }]) {
        await admin(400, "POST", `/tenant-claims/${id}/approve`, unsaid);
      }
      const approved = (await admin(200, "POST", `/tenant-claims/${id}/approve`, { reason: "Known by phone" })).at(
        "claim",
      );
      expect(approved.value).toMatchObject({ state: "approved", note: "Known by phone" });
      const late = await admin(400, "POST", `/tenant-claims/${id}/reject`, { reason: "Not known" });
      expect(late.text("message")).toMatch(/is decided: it was approved by \S+ at .* Nothing was changed/);
      expect(await stateOf(buyer)).toBe("pending_relationship");
      await buyer.expect(200, "POST", `${TENANT}/refresh`, {});
      expect(await stateOf(buyer)).toBe("pending_relationship");
      shop().outside.vendor.acceptRelationship(domain);
      expect((await buyer.expect(200, "POST", `${TENANT}/refresh`, {})).text("company", "tenant", "state")).toBe(
        "linked",
      );
    });

    it("may be refused by the seller's people, and claimed again", async () => {
      const buyer = await member();
      const domain = newDomain();
      await claim(buyer, domain);
      const admin = await adminApi(shop().container, shop().url);
      const own = await companies(shop()).claimOf(
        (await buyer.expect(200, "GET", "/store/csp/companies/me")).text("company", "id"),
      );
      await admin(200, "POST", `/tenant-claims/${own?.id}/reject`, { reason: "Not known" });
      shop().outside.vendor.acceptRelationship(domain);
      expect(await codeFor(domain)).toBeNull();
      await claim(buyer, domain);
      expect((await prove(buyer, (await codeFor(domain)) ?? "")).status).toBe(200);
    });
  });

  describe("checkout", () => {
    it("authorises exactly the quote, and the return makes the order", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const started = await buyer.startCheckout(premium.id, 10);
      const path = `/store/csp/checkouts/${started.id}`;
      expect((await buyer.expect(200, "GET", path)).at("checkout").value).toMatchObject({
        state: "awaiting_payment",
        redirect_url: started.url,
        order_id: null,
      });
      await enterCard(started.url, VISA);
      await buyer.expect(200, "POST", `${path}/return`, {});
      await eventually(shop(), buyer, started.id);
      const done = (await buyer.expect(200, "GET", path)).at("checkout");
      expect(["ordering", "live"]).toContain(done.text("state"));
      expect(done.at("steps", 0).value).toMatchObject({ key: "paid", state: "done" });
      const checkout = await checkouts(shop()).retrieve(started.id);
      expect(checkout).toMatchObject({
        state: "ordered",
        amount: 24_602,
        currency: "USD",
        orderId: done.text("order_id"),
      });
      const order = await orders(shop()).retrieveOrder(done.text("order_id"), { relations: ["items"] });
      expect(order.metadata).toMatchObject({ checkout_id: started.id });
      expect(order.items?.map((item) => [Number(item.quantity), Number(item.unit_price)])).toEqual([[10, 23.1]]);
      const intent = shop()
        .outside.stripe.paymentIntents()
        .find((one) => one.id === checkout.paymentIntentId);
      expect(intent).toMatchObject({ amount: 24_602, currency: "usd", capture_method: "manual" });
      const me = (await buyer.expect(200, "GET", "/store/csp/companies/me")).at("company", "card");
      expect(me.value).toEqual({ label: "Visa 4242", brand: "visa", last4: "4242", exp_month: 12, exp_year: 2040 });
      await buyer.expect(404, "GET", `/store/csp/carts/${started.cartId}`);
      const again = (await buyer.expect(200, "POST", `${path}/return`, {})).at("checkout");
      expect(again.text("order_id")).toBe(done.text("order_id"));
    });

    it("at prices of a sheet keeps the sheet from being taken back, which its list says", async () => {
      const admin = await adminApi(shop().container, shop().url);
      const canBeUndone = async () => {
        const { value } = (await admin(200, "GET", "/price-sheets")).at("price_sheets");
        return (value as { can_be_undone: boolean }[]).filter((sheet) => sheet.can_be_undone).length;
      };
      expect(await canBeUndone()).toBe(1);
      const buyer = await shop().visitor().readyToOrder();
      await buyer.startCheckout(premium.id, 1);
      expect(await canBeUndone()).toBe(0);
    });

    it("is refused by a host's rule, in the host's words and before anything is done", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true, po_number: "PO-8" };
      const message = "This purchase order has no budget left.";
      hostRule.mockRejectedValueOnce(new MedusaError(MedusaError.Types.NOT_ALLOWED, message));
      const answer = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([answer.status, answer.body.value]).toEqual([400, { type: "not_allowed", message }]);
      expect(hostRule).toHaveBeenLastCalledWith({
        input: expect.objectContaining({ cartId: cart.id, poNumber: "PO-8" }),
      });
      expect(await checkouts(shop()).findByCart(cart.id)).toBeNull();
      await buyer.expect(201, "POST", "/store/csp/checkouts", form);
    });

    it("is started and completed by a host's own code, which hears what is wrong by type", async () => {
      const { container } = shop();
      const buyer = await shop().visitor().readyToOrder();
      const cart = await buyer.cartWith(premium.id, 1);
      const customerId = (await buyer.expect(200, "GET", "/store/customers/me")).text("customer", "id");
      const consent = { ip: "192.0.2.1", userAgent: null };
      const input = { customerId, cartId: cart.id, quoteHash: cart.hash, poNumber: null, consent };
      const foreign = startCheckoutWorkflow(container).run({ input: { ...input, cartId: "cart_none" } });
      await expect(foreign).rejects.toMatchObject({ type: "not_found" });
      const { result: old } = await startCheckoutWorkflow(container).run({ input: { ...input, quoteHash: "old" } });
      expect(old).toEqual({ outcome: "quote_changed", reason: "changed", hookFailure: null });
      const { result } = await startCheckoutWorkflow(container).run({ input });
      if (result.outcome !== "started") {
        throw new Error(`The checkout ended as ${result.outcome}.`);
      }
      expect(result).toMatchObject({ cartId: cart.id, customerId, amount: 2_460, currency: "USD", hookFailure: null });
      await enterCard(result.redirectUrl, VISA);
      const { checkoutId } = result;
      const { result: done } = await completeCheckoutWorkflow(container).run({ input: { checkoutId } });
      const orderId = await eventually(shop(), buyer, checkoutId);
      expect(done).toEqual({ outcome: "ordered", orderId, hookFailure: null });
      expect(await checkouts(shop()).listUnannounced(shop().now, 10)).toEqual([]);
    });

    it("shows a declined card and lets the customer try another on the same page", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const started = await buyer.startCheckout(premium.id, 1);
      await enterCard(started.url, DECLINED);
      const path = `/store/csp/checkouts/${started.id}`;
      const declined = (await buyer.expect(200, "POST", `${path}/return`, {})).at("checkout");
      expect(declined.value).toMatchObject({ state: "payment_failed", redirect_url: started.url });
      expect(declined.text("refusal", "reason")).toMatch(/bank declined/);
      await enterCard(started.url, VISA);
      await buyer.expect(200, "POST", `${path}/return`, {});
      expect(await eventually(shop(), buyer, started.id)).toMatch(/^order_/);
      expect((await buyer.expect(200, "GET", path)).at("checkout", "refusal").value).toBeNull();
    });

    it("does not call a payment unfinished that somebody else is just taking up", async () => {
      const plan = await shop().plan("Microsoft 365 Business Premium");
      const buyer = await shop().visitor().readyToOrder();
      const { id, url } = await buyer.startCheckout(plan.id, 1);
      await enterCard(url, VISA);
      // The card processor's notice was there first: its worker holds the checkout and writes a moment later.
      const lease = await checkouts(shop()).lease(id, shop().now);
      if (lease.outcome !== "leased") {
        throw new Error("The checkout is held already.");
      }
      const returned = buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {});
      await new Promise((resolve) => setTimeout(resolve, 600));
      await checkouts(shop()).markAuthorised(id, lease.token, "pi_of_the_notice", shop().now);
      expect((await returned).text("checkout", "state")).toBe("authorised");
    });

    it("refuses what the vendor would refuse, before a card is asked for", async () => {
      const buyer = await (await shop().visitor().signUp()).withCompany();
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const early = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([early.status, early.body.fields()]).toEqual([400, ["mail_address", "tenant", "agreement"]]);
      await buyer.confirmAddress();
      await buyer.withAgreement();
      const domain = `y${Date.now()}.onmicrosoft.com`;
      await buyer.expect(200, "POST", "/store/csp/companies/me/tenant", { kind: "existing", domain });
      const pending = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([pending.status, pending.body.fields()]).toEqual([400, ["tenant"]]);
      const unticked = await buyer.call("POST", "/store/csp/checkouts", { ...form, card_consent: false });
      expect([unticked.status, unticked.body.fields()]).toEqual([400, ["card_consent"]]);
      const stranger = await shop().visitor().signUp();
      const none = await stranger.call("POST", "/store/csp/checkouts", form);
      expect([none.status, none.body.fields()]).toEqual([400, ["company"]]);
    });

    it("names what Microsoft would not take of a company that was entered before its rules were known", async () => {
      const buyer = await (await shop().visitor().signUp()).withCompany();
      await buyer.confirmAddress();
      await (await buyer.withTenant()).withAgreement();
      const id = (await buyer.expect(200, "GET", "/store/csp/companies/me")).text("company", "id");
      const before = await companies(shop()).retrieve(id);
      await companies(shop()).update(id, { ...before, legalName: "L.L.C.", phone: "-----" }, shop().now);
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const refused = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([refused.status, refused.body.fields()]).toEqual([400, ["company"]]);
      expect(JSON.stringify(refused.body.value)).toMatch(
        /company name must be the full legal name.+phone number must be/,
      );
      const contact = { ...COMPANY_FORM, email: "ada@harbourpine.example" };
      const changed = await buyer.call("POST", "/store/csp/companies/me", contact);
      expect([changed.status, changed.body.fields()]).toEqual([400, ["email"]]);
      await buyer.expect(200, "POST", "/store/csp/companies/me", COMPANY_FORM);
      expect((await buyer.startCheckout(premium.id, 1)).url).toContain("http");
    });

    it("asks the vendor about the address before a card is asked for, with its suggestion; its silence stops nobody", async () => {
      const address = {
        line1: "1 Main Street",
        city: "New York",
        province: "NY",
        postal_code: "98101",
        country_code: "us",
      };
      const buyer = await (await shop().visitor().signUp()).withCompany({ ...COMPANY_FORM, address });
      await buyer.confirmAddress();
      await (await buyer.withTenant()).withAgreement();
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const refused = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([refused.status, refused.body.fields()]).toEqual([400, ["address"]]);
      expect(JSON.stringify(refused.body.value)).toMatch(/suggests: 1 Main Street, New York, WA, 98101/);
      const check = await buyer.expect(200, "POST", "/store/csp/companies/me/address-check", {});
      expect(check.value).toMatchObject({
        problem: expect.stringContaining("does not lie in NY"),
        suggestion: { ...address, line2: null, province: "WA" },
      });
      const silent = { kind: "foreign_answer", method: "POST", path: "/validations/address$", times: 20 } as const;
      shop().outside.vendor.addFault(silent);
      const unasked = await buyer.expect(200, "POST", "/store/csp/companies/me/address-check", {});
      expect(unasked.value).toEqual({ problem: null, suggestion: null });
      await buyer.expect(201, "POST", "/store/csp/checkouts", form);
      shop().outside.vendor.clearFaults();
      await buyer.expect(200, "POST", "/store/csp/companies/me", {
        ...COMPANY_FORM,
        address: check.at("suggestion").value,
      });
      const known = await buyer.expect(200, "POST", "/store/csp/companies/me/address-check", {});
      expect(known.value).toEqual({ problem: null, suggestion: null });
    });

    it("refuses a name that was taken at the vendor after it was chosen", async () => {
      const buyer = await shop().visitor().signUp();
      await buyer.confirmAddress();
      await buyer.withCompany();
      const prefix = `z${Date.now()}`;
      await buyer.withTenant(prefix);
      await buyer.withAgreement();
      shop().outside.vendor.acceptRelationship(`${prefix}.onmicrosoft.com`);
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const answer = await buyer.call("POST", "/store/csp/checkouts", form);
      expect([answer.status, answer.body.fields()]).toEqual([400, ["tenant"]]);
    });

    it("answers 409 with the new quote when the price shown was another, or its promise ran out", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const cart = await buyer.cartWith(premium.id, 1);
      await buyer.expect(200, "POST", `/store/csp/carts/${cart.id}/lines`, { plan_id: premium.id, quantity: 1 });
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const changed = await buyer.expect(409, "POST", "/store/csp/checkouts", form);
      expect(changed.text("type")).toBe("quote_changed");
      expect(changed.at("quote", "lines", 0, "quantity").value).toBe(2);
      const fresh = changed.text("quote", "hash");
      shop().advanceBy(31 * MINUTE);
      const expired = await buyer.expect(409, "POST", "/store/csp/checkouts", { ...form, quote_hash: fresh });
      expect(expired.text("message")).toMatch(/expired/);
      const now = { ...form, quote_hash: expired.text("quote", "hash") };
      await buyer.expect(201, "POST", "/store/csp/checkouts", now);
    });

    it("gives the same page to two tabs, and closes it when the cart changes", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
      const first = (await buyer.expect(201, "POST", "/store/csp/checkouts", form)).at("checkout");
      const second = (await buyer.expect(201, "POST", "/store/csp/checkouts", form)).at("checkout");
      expect(second.value).toEqual(first.value);
      await buyer.expect(200, "POST", `/store/csp/carts/${cart.id}/lines`, { plan_id: premium.id, quantity: 1 });
      const closed = (await buyer.expect(200, "GET", `/store/csp/checkouts/${first.text("id")}`)).at("checkout");
      expect(closed.value).toMatchObject({ state: "expired", redirect_url: null });
      await enterCard(first.text("redirect_url"), VISA);
      const late = (await buyer.expect(200, "POST", `/store/csp/checkouts/${first.text("id")}/return`, {})).at(
        "checkout",
      );
      expect(late.value).toMatchObject({ state: "expired", order_id: null });
      const quote = (await buyer.expect(200, "GET", `/store/csp/carts/${cart.id}`)).text("cart", "quote", "hash");
      const third = await buyer.expect(201, "POST", "/store/csp/checkouts", { ...form, quote_hash: quote });
      expect(third.text("checkout", "id")).toBe(first.text("id"));
      expect(third.text("checkout", "redirect_url")).not.toBe(first.text("redirect_url"));
    });

    it("says so when Microsoft or the card processor is silent, and nothing is lost", async () => {
      const { vendor, stripe } = shop().outside;
      const buyer = await shop().visitor().readyToOrder();
      vendor.addFault({ kind: "error_before_effect", path: "/domains/", times: 20 });
      const check = await buyer.call("POST", "/store/csp/domain-checks", { prefix: "silence" });
      expect([check.status, check.body.text("type")]).toEqual([503, "unavailable"]);
      const started = await buyer.startCheckout(premium.id, 1);
      vendor.clearFaults();
      await enterCard(started.url, VISA);
      stripe.faults.set({ kind: "error_500", count: 20, path: "/checkout/sessions" });
      const path = `/store/csp/checkouts/${started.id}`;
      const unsure = (await buyer.expect(200, "POST", `${path}/return`, {})).at("checkout");
      expect(unsure.value).toMatchObject({ state: "awaiting_payment", order_id: null });
      stripe.faults.clear();
      await checkoutSweepDuty.run(shop().container, shop().now);
      expect(await eventually(shop(), buyer, started.id)).toMatch(/^order_/);
    });

    it("keeps the purchase order number for the invoices", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const cart = await buyer.cartWith(premium.id, 1);
      const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true, po_number: "PO-7" };
      const checkout = (await buyer.expect(201, "POST", "/store/csp/checkouts", form)).at("checkout");
      await enterCard(checkout.text("redirect_url"), VISA);
      await buyer.expect(200, "POST", `/store/csp/checkouts/${checkout.text("id")}/return`, {});
      await eventually(shop(), buyer, checkout.text("id"));
      const { companyId, poNumber } = await checkouts(shop()).retrieve(checkout.text("id"));
      const account = await shop().container.resolve(BILLING_MODULE).findAccount(companyId);
      // It is this order's number, and not the one of all that the company ever buys.
      expect([poNumber, account?.purchaseOrderNumber]).toEqual(["PO-7", null]);
    });

    it("keeps the tenant once an order is under way", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const started = await buyer.startCheckout(premium.id, 1);
      await enterCard(started.url, VISA);
      await buyer.expect(200, "POST", `/store/csp/checkouts/${started.id}/return`, {});
      await eventually(shop(), buyer, started.id);
      const other = { kind: "new", prefix: `w${Date.now()}` };
      await buyer.expect(409, "POST", "/store/csp/companies/me/tenant", other);
    });

    it("is swept when neither the customer nor the event came back, and closed when it ran out", async () => {
      const paid = await shop().visitor().readyToOrder();
      const unpaid = await shop().visitor().readyToOrder();
      const first = await paid.startCheckout(premium.id, 1);
      const second = await unpaid.startCheckout(premium.id, 1);
      await enterCard(first.url, VISA);
      shop().advanceBy(3 * MINUTE);
      await checkoutSweepDuty.run(shop().container, shop().now);
      await eventually(shop(), paid, first.id);
      expect(await checkouts(shop()).retrieve(second.id)).toMatchObject({ state: "open" });
      shop().advanceBy(61 * MINUTE);
      await checkoutSweepDuty.run(shop().container, shop().now);
      const closed = (await unpaid.expect(200, "GET", `/store/csp/checkouts/${second.id}`)).at("checkout");
      expect(closed.value).toMatchObject({ state: "expired", redirect_url: null });
    });
  });

  describe("webhooks of the card processor", () => {
    it("stores a signed event once and completes the checkout from it", async () => {
      const buyer = await shop().visitor().readyToOrder();
      const started = await buyer.startCheckout(premium.id, 1);
      await enterCard(started.url, VISA);
      const event = completedEvent(shop(), started.url);
      expect(await shop().deliver(event)).toMatchObject({ status: 200 });
      expect(await shop().deliver(event)).toMatchObject({ status: 200 });
      await inboxDuty.run(shop().container, shop().now);
      const done = await eventually(shop(), buyer, started.id);
      expect(done).toMatch(/^order_/);
      // An event that met an order in the making waits for its next turn.
      await waitUntil(async () => {
        shop().advanceBy(MINUTE);
        await inboxDuty.run(shop().container, shop().now);
        return (await inbox(shop()).countByState()).handled === 1;
      });
      const orderCount = await orders(shop()).listOrders({});
      expect(orderCount).toHaveLength(1);
    });

    it("refuses a forged, an old and an unsigned delivery, and stores nothing", async () => {
      const event = { id: "evt_x", object: "event", type: "checkout.session.completed", created: 1, livemode: false };
      const payload = JSON.stringify({ ...event, api_version: null, data: { object: { id: "cs_1" } } });
      const old = new Date(shop().now.getTime() - 10 * MINUTE);
      for (const signature of [
        signatureOf(payload, shop().now, "whsec_wrong"),
        signatureOf(payload, old),
        "t=1,v1=00",
        "",
      ]) {
        expect(await shop().deliver(payload, signature)).toMatchObject({ status: 400 });
      }
      expect(await inbox(shop()).countByState()).toEqual({});
    });

    it("stores events of kinds it does not know, and ignores them", async () => {
      const payload = JSON.stringify({
        id: "evt_unknown_kind",
        object: "event",
        type: "treasury.something_new",
        created: Math.floor(shop().now.getTime() / 1000),
        livemode: false,
        api_version: null,
        data: { object: { id: "obj_1", object: "something" } },
      });
      expect(await shop().deliver(payload)).toMatchObject({ status: 200 });
      await inboxDuty.run(shop().container, shop().now);
      await waitUntil(async () => (await inbox(shop()).countByState()).ignored === 1);
    });
  });
}

/**
 * The order of a checkout, made by the request or by the sweep. A completion that failed (a connection that broke) is
 * tried again after some seconds by itself.
 */
async function eventually(world: ShopWorld, buyer: Visitor, checkoutId: string): Promise<string> {
  let orderId = "";
  const afterTheWait = new Date(world.now.getTime() + MINUTE);
  await waitUntil(async () => {
    const { value } = (await buyer.expect(200, "GET", `/store/csp/checkouts/${checkoutId}`)).at("checkout", "order_id");
    orderId = typeof value === "string" ? value : "";
    if (orderId === "") {
      await checkoutSweepDuty.run(world.container, afterTheWait);
    }
    return orderId !== "";
  });
  return orderId;
}

async function waitUntil(check: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + 20_000;
  while (!(await check())) {
    if (Date.now() > giveUpAt) {
      throw new Error("It did not happen within 20 s.");
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
