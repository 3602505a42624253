import { Migration20261128190000 } from "../../src/modules/billing/migrations/Migration20261128190000";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase, runMigration } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-31T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_documents");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  await world.addCompany("acme");
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
  await database.billing.markDue(["acme"], NOW);
});

const bill = (now = NOW) => runBilling(world.container, { now, trigger: "ticker" });
const sql = (statement: string) => database.db.raw(statement);

const QUOTE = {
  id: "cspquo_1",
  hash: "h",
  companyId: null,
  currency: "USD",
  createdAt: NOW,
  expiresAt: new Date(NOW.getTime() + 1_000),
};

describe("an issued invoice", () => {
  beforeEach(bill);

  it.each([
    ["update csp_invoice set gross = 1, net = 1, tax = 0", "cannot be changed"],
    ["update csp_invoice set buyer = '{}'", "cannot be changed"],
    ["update csp_invoice set number = 'INV-1'", "cannot be changed"],
    ["update csp_invoice set issued_on = '2020-01-01'", "cannot be changed"],
    ["delete from csp_invoice", "cannot be deleted"],
    ["update csp_invoice_line set net = 1, gross = 1, tax = 0", "cannot be changed or deleted"],
    ["delete from csp_invoice_line", "cannot be changed or deleted"],
  ])("refuses: %s", async (statement, reason) => {
    await expect(sql(statement)).rejects.toThrow(reason);
  });

  it("lets its payment change, until it is paid", async () => {
    await sql("update csp_invoice set status = 'payment_failed', next_charge_at = now()");
    await sql("update csp_invoice set status = 'paid', paid_at = now(), amount_paid = gross");
    await expect(sql("update csp_invoice set status = 'open', paid_at = null")).rejects.toThrow("which is final");
  });

  it("cannot be half paid", async () => {
    await expect(sql("update csp_invoice set status = 'paid', paid_at = now(), amount_paid = 1")).rejects.toThrow(
      "csp_invoice_paid",
    );
  });

  it("keeps the parties' data of the day it was issued on", async () => {
    const company = world.companies.get("acme");
    if (!company) throw new Error("missing");
    world.companies.set("acme", { ...company, legalName: "Renamed" });
    const { invoices } = await database.billing.invoices.list({ limit: 10, offset: 0 });
    const detail = await database.billing.invoices.detail(invoices[0]?.id ?? "");
    expect(detail?.buyer).toMatchObject({ name: "Company acme", countryCode: "US" });
    expect(detail?.seller).toMatchObject({ name: "Harbour Pine Cloud, Inc.", email: "support@harbourpine.example" });
    expect(detail?.lines[0]).toMatchObject({
      title: "Microsoft 365 Business Premium",
      detail: "Annual, paid monthly",
      quantity: 10,
      unitPrice: 2_200,
      net: 22_000,
      tax: 2_200,
    });
  });
});

describe("invoice numbers", () => {
  it("have no gap after a batch that was rolled back", async () => {
    await sql("alter table csp_invoice_line add constraint broken check (quantity < 0)");
    expect(await bill()).toMatchObject({ failed: 1, invoices: 0 });
    await sql("alter table csp_invoice_line drop constraint broken");
    await database.billing.markDue(["acme"], NOW);
    await bill(new Date(NOW.getTime() + 60 * 60 * 1000));
    const { invoices } = await database.billing.invoices.list({ limit: 10, offset: 0 });
    expect(invoices.map((invoice) => invoice.number)).toEqual(["INV-2026-000001"]);
  });

  it("start anew each year", async () => {
    await bill();
    await bill(new Date("2027-01-01T00:00:00Z"));
    const { invoices } = await database.billing.invoices.list({ limit: 20, offset: 0 });
    expect(invoices.at(-1)?.number).toBe("INV-2026-000001");
    expect(invoices.filter((one) => one.number?.startsWith("INV-2027"))).toHaveLength(11);
  });
});

describe("accounts, cards and quotes", () => {
  it("make one account of two requests at once", async () => {
    const ask = () => database.billing.ensureAccount({ companyId: "new", currency: "usd", timeZone: "UTC" });
    const [a, b] = await Promise.all([ask(), ask()]);
    expect(a.id).toBe(b.id);
    expect(a.currency).toBe("USD");
  });

  it("have one default card, the last one saved, and keep each card's first consent", async () => {
    const account = await database.billing.findAccount("acme");
    if (!account) throw new Error("missing");
    await Promise.all([world.saveCard(account.id, "pm_b"), world.saveCard(account.id, "pm_c")]);
    await world.saveCard(account.id, "pm_acme", new Date("2026-06-01T00:00:00Z"));
    const card = await database.billing.defaultPaymentMethod(account.id);
    expect(card).toMatchObject({ paymentMethodId: "pm_acme", consent: { agreedAt: new Date("2026-01-01T00:00:00Z") } });
    expect(await database.db("csp_payment_method").where({ is_default: true })).toHaveLength(1);
    expect(await database.db("csp_payment_method")).toHaveLength(3);
  });

  it("give a quote back as it was stored", async () => {
    const line = { planId: "p", quantity: 3, price: { unitTermPrice: 27_720, priceVersion: "v1" }, discounts: [] };
    const buyer = {
      name: "Acme",
      addressLines: ["1 Main St"],
      countryCode: "US",
      taxId: null,
      email: null,
      phone: null,
    };
    const rate = { code: "wa", name: "Sales tax", ratePercent: "6.5", countryCode: "US", provinceCode: "us-wa" };
    const policies = { taxPolicy: "tax-document-1", chargingPolicy: "seat-down-1" };
    const tax = { buyer, countryCode: "us", provinceCode: "WA", rates: [rate], ...policies };
    const tenant = { kind: "existing", domain: "contoso.com", vendorTenantId: "t-1" } as const;
    const quote = {
      ...QUOTE,
      id: "q1",
      facts: { billingDay: 12, tax, tenant, lines: [line] },
      shown: { lines: [{ plan_id: "p" }] },
    };
    await database.billing.storeQuote(quote);
    expect(await database.billing.retrieveQuote("q1")).toEqual(quote);
    // One from before the tenant was kept.
    await database
      .db("csp_quote")
      .where({ id: "q1" })
      .update({ facts: { version: 2, billingDay: 12, tax, lines: [line] } });
    expect(await database.billing.retrieveQuote("q1")).toEqual({ ...quote, facts: { ...quote.facts, tenant: null } });
    await expect(database.billing.retrieveQuote("q2")).rejects.toThrow("Quote q2 was not found");
    await database
      .db("csp_quote")
      .where({ id: "q1" })
      .update({ facts: { version: 4, billingDay: 40, lines: [] } });
    await expect(database.billing.retrieveQuote("q1")).rejects.toThrow(/facts of quote q1 cannot be read.*version/s);
  });

  it("read a quote from before its facts were kept: plans, seats and billing day of what was shown", async () => {
    const { id, hash, currency, createdAt: created_at, expiresAt: expires_at } = QUOTE;
    const shown = {
      id,
      billing_day: 12,
      lines: [
        { plan_id: "plan_b", quantity: 3, unit_price: { amount: "23.10", currency: "USD" } },
        { plan_id: "plan_a", quantity: 1, unit_price: { amount: "8.25", currency: "USD" } },
      ],
    };
    const { billing_day, ...older } = shown;
    const old = { hash, currency, created_at, expires_at };
    await runMigration(database.db, Migration20261128190000, "down");
    await database.db("csp_quote").insert([
      { ...old, id: "with_day", body: JSON.stringify(shown) },
      { ...old, id: "older", body: JSON.stringify(older) },
    ]);
    await runMigration(database.db, Migration20261128190000, "up");
    const lines = [
      { planId: "plan_b", quantity: 3, price: null, discounts: null },
      { planId: "plan_a", quantity: 1, price: null, discounts: null },
    ];
    const read = await database.billing.retrieveQuote("with_day");
    expect(read).toMatchObject({ facts: { billingDay: 12, lines }, shown });
    expect((await database.billing.retrieveQuote("older")).facts).toEqual({
      billingDay: null,
      tax: null,
      tenant: null,
      lines,
    });
    await runMigration(database.db, Migration20261128190000, "up");
    expect(await database.billing.retrieveQuote("with_day")).toEqual(read);
  });
});
