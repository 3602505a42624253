import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { restrictLinkedFields } from "../../../src/api/http/guards/linked-fields";
import { BILLING_MODULE, type InvoiceDetail } from "../../../src/modules/billing";
import { COMPANY_MODULE } from "../../../src/modules/company";
import { SUBSCRIPTION_MODULE, type Subscription } from "../../../src/modules/subscription";
import { runBilling } from "../../../src/processes/billing";
import { entitiesInDocs } from "../../support/plugin-docs";
import type { ShopWorld } from "../../support/purchase/shop";
import { enterCard, type Visitor } from "../../support/purchase/visitor";

const MONTH_MS = 32 * 24 * 60 * 60 * 1000;

/** What one customer bought, as the modules tell it. */
interface Bought {
  readonly buyer: Visitor;
  readonly companyId: string;
  readonly customerId: string;
  readonly subscription: Subscription;
  readonly variantId: string;
}

async function buy(world: ShopWorld, quantity: number): Promise<Bought> {
  const plan = await world.plan("Microsoft 365 Business Premium");
  const buyer = await world.visitor().readyToOrder();
  const checkout = await buyer.startCheckout(plan.id, quantity);
  await enterCard(checkout.url, "4242424242424242");
  await buyer.expect(200, "POST", `/store/csp/checkouts/${checkout.id}/return`, {});
  await world.runDuties();
  const id = (await buyer.expect(200, "GET", "/store/csp/subscriptions")).text("subscriptions", 0, "id");
  const subscription = await world.container.resolve(SUBSCRIPTION_MODULE).retrieve(id);
  const { companyId } = subscription;
  const [member] = await world.container.resolve(COMPANY_MODULE).listMembers(companyId);
  return { buyer, companyId, customerId: member?.customerId ?? "", subscription, variantId: plan.variantId };
}

export function queryGraphTests(shop: () => ShopWorld): void {
  const graph = (config: { entity: string; fields: string[]; filters?: object; pagination?: object }) =>
    shop().container.resolve(ContainerRegistrationKeys.QUERY).graph(config);
  const only = async (entity: string, fields: string[], filters: object) => {
    const { data } = await graph({ entity, fields, filters });
    expect([entity, data.length]).toEqual([entity, 1]);
    return data[0];
  };
  let ten: Bought;
  let three: Bought;
  /** The documents of the one who bought ten: on activation, and a month later. */
  let activation: InvoiceDetail;
  let recurring: InvoiceDetail;

  beforeAll(async () => {
    ten = await buy(shop(), 10);
    three = await buy(shop(), 3);
    shop().advanceBy(MONTH_MS);
    await runBilling(shop().container, { now: shop().now, trigger: "ticker" });
    const billing = shop().container.resolve(BILLING_MODULE);
    const account = await billing.findAccount(ten.companyId);
    const all = await billing.listCspInvoices({ billing_account_id: account?.id });
    const documents = await Promise.all(all.map(({ id }) => billing.retrieveInvoice(id)));
    const ofKind = (kind: string) => documents.find((one) => one.kind === kind) as InvoiceDetail;
    [activation, recurring] = [ofKind("activation"), ofKind("recurring")];
  });

  describe("from Medusa's entities to Seatline's and back", () => {
    it("customer and company, through the member", async () => {
      const { customerId, companyId } = ten;
      const customer = await only("customer", ["id", "csp_company_member.company.*"], { id: customerId });
      const company = await shop().container.resolve(COMPANY_MODULE).retrieve(companyId);
      expect(customer.csp_company_member.company).toMatchObject({
        id: companyId,
        legal_name: "Fabrikam, Inc.",
        country_code: "us",
        tenant_state: "linked",
        tenant_domain: company.tenant?.domain,
      });
      const back = await only("csp_company", ["id", "members.role", "members.customer.email"], { id: companyId });
      expect(back.members).toMatchObject([{ role: "owner", customer: { id: customerId, email: ten.buyer.email } }]);
    });

    it("variant and plan", async () => {
      const { variantId, subscription } = ten;
      const variant = await only("product_variant", ["id", "csp_plan.*"], { id: variantId });
      expect(variant.csp_plan).toMatchObject({
        id: subscription.planId,
        sku_title: subscription.skuTitle,
        term: "P1Y",
        billing_plan: "monthly",
        currency: "USD",
        is_on_sale: true,
        price_per_charge: 2310,
        unit_term_price: subscription.terms.unitTermPrice,
        charge_count: 12,
      });
      const plan = await only("csp_plan", ["variant.id", "subscriptions.quantity"], { variant_id: variantId });
      expect(plan.variant.id).toBe(variantId);
      expect(plan.subscriptions.map((one: { quantity: number }) => one.quantity).sort()).toEqual([10, 3]);
    });

    it("order, subscriptions, their lines and the invoices", async () => {
      const { subscription } = ten;
      const order = await only(
        "order",
        ["id", "csp_subscriptions.*", "csp_subscriptions.invoice_lines.invoice.number", "csp_invoices.number"],
        { id: subscription.orderId },
      );
      expect(order.csp_invoices.map((one: { number: string }) => one.number)).toEqual([activation.number]);
      expect(order.csp_subscriptions).toHaveLength(1);
      const [found] = order.csp_subscriptions;
      expect(found).toMatchObject({
        id: subscription.id,
        status: "active",
        quantity: 10,
        vendor_subscription_id: subscription.vendorSubscriptionId,
        started_on: subscription.startedOn,
        term_ends_on: subscription.termEndsOn,
      });
      const numbers = found.invoice_lines.map((line: { invoice: { number: string } }) => line.invoice.number);
      expect(numbers.sort()).toEqual([activation.number, recurring.number].sort());
      const back = await only("csp_subscription", ["order.display_id", "plan.id"], { id: subscription.id });
      expect(back).toMatchObject({ order: { id: subscription.orderId }, plan: { id: subscription.planId } });
      const invoice = await only("csp_invoice", ["order.id"], { id: activation.id });
      expect(invoice.order.id).toBe(subscription.orderId);
    });
  });

  describe("among Seatline's own", () => {
    it("company, subscriptions, billing account and its invoices", async () => {
      const fields = ["id", "subscriptions.id", "billing_accounts.*", "billing_accounts.invoices.number"];
      const company = await only("csp_company", fields, { id: ten.companyId });
      expect(company.subscriptions.map((one: { id: string }) => one.id)).toEqual([ten.subscription.id]);
      expect(company.billing_accounts).toMatchObject([
        { currency: "USD", alignment: "anniversary", credit_balance: 0 },
      ]);
      const numbers = company.billing_accounts[0].invoices.map((one: { number: string }) => one.number);
      expect(numbers.sort()).toEqual([activation.number, recurring.number].sort());
    });

    it("a line up to its company, on both ways", async () => {
      const fields = ["subscription.company.legal_name", "invoice.billing_account.company.legal_name"];
      const [line] = recurring.lines;
      const found = await only("csp_invoice_line", fields, { id: line?.id });
      expect(found).toMatchObject({
        subscription: { company: { legal_name: "Fabrikam, Inc." } },
        invoice: { billing_account: { company: { legal_name: "Fabrikam, Inc." } } },
      });
    });

    it("amounts are whole minor units, local dates are text, instants are dates", async () => {
      const invoice = await only("csp_invoice", ["*", "lines.*"], { id: recurring.id });
      const { net, tax, gross, discount, amountDue, amountPaid, issuedOn, dueOn, periodStart, periodEnd } = recurring;
      expect(invoice).toMatchObject({ net, tax, gross, discount, amount_due: amountDue, amount_paid: amountPaid });
      expect(invoice).toMatchObject({ issued_on: issuedOn, due_on: dueOn });
      expect(invoice).toMatchObject({
        period_start: periodStart,
        period_end: periodEnd,
        issued_at: recurring.issuedAt,
      });
      const [line] = recurring.lines;
      expect(invoice.lines).toMatchObject([
        { id: line?.id, currency: "USD", unit_price: line?.unitPrice, gross: line?.gross, formula: line?.formula },
      ]);
      expect(gross).toBeGreaterThan(0);
    });
  });

  it("filters, sorts and pages, by fields of what is linked too", async () => {
    const page = await graph({
      entity: "csp_subscription",
      fields: ["id", "quantity"],
      filters: { status: ["active"], quantity: { $gte: 3 }, started_on: { $lte: ten.subscription.startedOn } },
      pagination: { skip: 0, take: 1, order: { quantity: "DESC" } },
    });
    expect(page.data).toMatchObject([{ id: ten.subscription.id, quantity: 10 }]);
    expect(page.metadata).toMatchObject({ skip: 0, take: 1, count: 2 });
    const next = await graph({
      entity: "csp_subscription",
      fields: ["quantity"],
      pagination: { skip: 1, take: 1, order: { quantity: "DESC" } },
    });
    expect(next.data).toMatchObject([{ quantity: 3 }]);
    const linked = await graph({
      entity: "csp_subscription",
      fields: ["id"],
      filters: { company: { id: three.companyId, legal_name: "Fabrikam, Inc." } },
    });
    expect(linked.data.map(({ id }) => id)).toEqual([three.subscription.id]);
  });

  describe("what a host must not get", () => {
    it("a way to write: the methods are not there for TypeScript, and refuse in JavaScript", async () => {
      const billing: object = shop().container.resolve(BILLING_MODULE);
      const { id } = activation;
      for (const method of ["create", "update", "delete", "softDelete", "restore"]) {
        const write: (given: object) => Promise<unknown> = Reflect.get(billing, `${method}CspInvoices`);
        await expect(write.call(billing, [{ id }])).rejects.toThrow("written by Seatline only");
      }
      expect((await only("csp_invoice", ["number"], { id })).number).toBe(activation.number);
    });

    it("fields other than those in docs/plugin.md", async () => {
      const secret = /cost|margin|lease|token|sealed|url|secret|hash|key|stripe|intent|consent|problem/;
      const pg = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
      const entities = entitiesInDocs();
      expect(entities.map(({ entity }) => entity).sort()).toEqual([...OUR_ENTITIES].sort());
      for (const { entity, fields } of entities) {
        const view = entity.replace("csp_", "csp_read_");
        const { rows } = await pg.raw(
          "select column_name as name from information_schema.columns where table_name = ? order by 1",
          [view],
        );
        const columns: string[] = rows.map(({ name }: { name: string }) => name);
        expect([entity, columns]).toEqual([entity, [...fields, "created_at", "deleted_at", "updated_at"].sort()]);
        expect(columns.filter((name) => secret.test(name))).toEqual([]);
        const { data } = await graph({ entity, fields: ["*"], pagination: { take: 1 } });
        const shown = Object.keys(data[0] ?? {}).filter((name) => !RELATIONS.includes(name));
        expect([entity, shown.sort()]).toEqual([entity, columns]);
      }
    });

    it("tables beside Seatline's own: the links have none", async () => {
      const pg = shop().container.resolve(ContainerRegistrationKeys.PG_CONNECTION);
      const { rows } = await pg.raw("select table_name from link_module_migrations where table_name like '%csp%'");
      expect(rows).toEqual([]);
      const made = await pg.raw("select tablename from pg_tables where tablename like 'csp_read%'");
      expect(made.rows).toEqual([]);
    });
  });

  describe("what a shop's visitor must not get", () => {
    it("Seatline's data by naming links on Medusa's own store routes", async () => {
      const order = `/store/orders/${ten.subscription.orderId}?fields=id,csp_subscriptions.id,*csp_invoices`;
      const { value } = await ten.buyer.expect(200, "GET", order);
      expect(value).toMatchObject({ order: { id: ten.subscription.orderId } });
      expect(JSON.stringify(value)).not.toContain("csp_");
      const list = "/store/products?fields=id,variants.id,*variants.csp_plan,variants.csp_plan.offer_title";
      const products = await shop().visitor().expect(200, "GET", list);
      expect(products.at("products", 0, "variants", 0).value).toEqual({ id: expect.any(String) });
    });

    it("by any name that leads to Seatline's entities", () => {
      const restricted: string[] = [];
      const restrictedFields = { add: (names: string[]) => restricted.push(...names) };
      restrictLinkedFields({ restrictedFields } as never, {} as never, () => undefined);
      const plurals = ["companies", "company_members", "plans", "subscriptions"];
      const ofBilling = ["billing_accounts", "invoices", "invoice_lines"];
      const names = [...OUR_ENTITIES, ...[...plurals, ...ofBilling].map((name) => `csp_${name}`)];
      expect(restricted.sort()).toEqual(names.sort());
    });
  });
}

const OUR_ENTITIES = [
  ...["csp_company", "csp_company_member", "csp_plan", "csp_subscription"],
  ...["csp_billing_account", "csp_invoice", "csp_invoice_line"],
];
/** Members of a record that are other records, of which `*` shows the ids. */
const RELATIONS = ["company", "billing_account", "invoice"];
