import { billOrder } from "../../src/processes/billing/bill-order";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { mailOutstanding } from "../../src/processes/billing/invoice-mail";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-03-15T10:00:00Z");
const ORDER = "order_1";

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;

beforeAll(async () => {
  database = await createBillingDatabase("billing_kill");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  world.card = card;
  await world.addCompany("acme");
  card.authorise("pi_order", 30_000);
  await database.billing.storeQuote({
    id: "quote_1",
    hash: "hash",
    companyId: "acme",
    currency: "USD",
    createdAt: NOW,
    expiresAt: new Date("2026-03-15T10:30:00Z"),
    facts: { billingDay: null, tax: null, tenant: null, lines: [] },
    shown: {},
  });
  world.checkouts.set(ORDER, { quoteId: "quote_1", poNumber: "PO-77", authorisedAt: new Date("2026-03-08T10:00:00Z") });
  // Medusa's own books are another test's subject: here they say that everything is recorded.
  world.orders.set(ORDER, {
    displayId: 7,
    payments: [{ id: "pay_1", data: { payment_intent_id: "pi_order" }, captures: [{ amount: 1_000_000 }] }],
  });
});
afterEach(() => jest.restoreAllMocks());

const settle = (now = NOW) => billOrder(world.container, { orderId: ORDER, now, gateway: card.gateway });
const addLive = () => world.addSubscription({ id: "sub", companyId: "acme", orderId: ORDER, startedOn: "2026-03-15" });

async function expectSettledOnce() {
  expect(await database.db("csp_invoice")).toEqual([
    expect.objectContaining({
      kind: "activation",
      period_key: ORDER,
      number: "INV-2026-000001",
      gross: "24200",
      status: "paid",
    }),
  ]);
  expect(card.taken).toEqual([{ paymentIntentId: "pi_order", amount: 24_200 }]);
  expect(await database.db("csp_charge_attempt")).toEqual([
    expect.objectContaining({ attempt_no: 1, state: "succeeded", payment_intent_id: "pi_order" }),
  ]);
  expect(world.mailed("invoice_issued")).toBe(1);
  // What was taken is no longer there to be released; the processor refuses that, and the order would never be done.
  expect(world.canceledPayments).toEqual([]);
}

describe("settling an order", () => {
  it("invoices the first charge and takes exactly that from the authorisation", async () => {
    addLive();
    expect(await settle()).toMatchObject({ outcome: "invoiced" });
    await expectSettledOnce();
    const account = await database.billing.findAccount("acme");
    expect(account?.nextRunAt).toEqual(new Date("2026-04-15T00:00:00Z"));
    const invoice = await database.billing.invoices.findByOrder(ORDER);
    expect(invoice).toMatchObject({ purchaseOrderNumber: "PO-77", orderDisplayId: "7" });
  });

  it("twice, and twice at once, settles once", async () => {
    addLive();
    await Promise.all([settle(), settle()]);
    await settle();
    await expectSettledOnce();
  });

  it("long after the vendor's confirmation still bills only the first period; the run bills the rest", async () => {
    addLive();
    await settle(new Date("2026-07-01T00:00:00Z"));
    expect(await database.db("csp_invoice_line")).toHaveLength(1);
    const account = await database.billing.findAccount("acme");
    expect(account?.nextRunAt).toEqual(new Date("2026-04-15T00:00:00Z"));
  });

  it("releases the authorisation when nothing is live, as often as it is asked", async () => {
    expect(await settle()).toEqual({ outcome: "nothing_live" });
    expect(world.canceledPayments).toEqual(["pay_1"]);
    expect(await database.db("csp_invoice")).toEqual([]);
  });

  it.each(["lose the answer before", "lose the answer after"] as const)(
    "takes the money once when the processor would %s",
    async (fault) => {
      addLive();
      card.script.push(fault);
      await expect(settle()).rejects.toThrow("no usable answer");
      await settle();
      await expectSettledOnce();
    },
  );

  it.each([
    ["after the invoice", "capture"],
    ["before it was written down what is taken", "planCapture"],
    ["before the outcome was written", "bookTaken"],
  ] as const)("killed %s, the next call finishes it", async (_when, where) => {
    addLive();
    const die = async () => {
      throw new Error("killed");
    };
    if (where === "capture") jest.spyOn(card, "capture").mockImplementationOnce(die);
    if (where === "planCapture") jest.spyOn(database.billing, "planCapture").mockImplementationOnce(die);
    if (where === "bookTaken") jest.spyOn(database.billing, "bookTaken").mockImplementationOnce(die);
    await expect(settle()).rejects.toThrow("killed");
    await settle();
    await expectSettledOnce();
  });

  it("is settled although its mail cannot be written; the duty makes the mail up, once", async () => {
    addLive();
    jest.spyOn(database.billing.invoices, "markMailed").mockRejectedValueOnce(new Error("killed"));
    expect(await settle()).toMatchObject({ outcome: "invoiced" });
    await settle();
    expect(await mailOutstanding(world.container, NOW, 10)).toBe(0);
    await expectSettledOnce();
  });

  it("killed and never called again, the charge duty takes the money a quarter of an hour later", async () => {
    addLive();
    jest.spyOn(card, "capture").mockRejectedValueOnce(new Error("killed"));
    await expect(settle()).rejects.toThrow("killed");
    const later = new Date(NOW.getTime() + 15 * 60_000);
    expect(await database.billing.invoices.nextChargeAt()).toEqual(later);
    expect(await chargeInvoices(world.container, { now: later, limit: 5, gateway: card.gateway })).toMatchObject({
      done: 1,
    });
    expect(card.taken).toEqual([{ paymentIntentId: "pi_order", amount: 24_200 }]);
  });

  it("charges the saved card, once, when the authorisation ran out", async () => {
    addLive();
    await card.cancel({ paymentIntentId: "pi_order", idempotencyKey: "ran out" });
    await settle();
    expect(world.canceledPayments).toEqual(["pay_1"]);
    await chargeInvoices(world.container, { now: NOW, limit: 5, gateway: card.gateway });
    await chargeInvoices(world.container, { now: NOW, limit: 5, gateway: card.gateway });
    expect(card.taken).toEqual([{ paymentIntentId: "pi_2", amount: 24_200 }]);
    expect(await database.db("csp_invoice")).toEqual([expect.objectContaining({ status: "paid" })]);
  });

  it("never charges twice when money was taken that does not fit: the rest of it is the company's credit", async () => {
    addLive();
    await card.capture({ paymentIntentId: "pi_order", amount: 30_000, currency: "USD", idempotencyKey: "by hand" });
    await settle();
    await chargeInvoices(world.container, { now: new Date("2026-03-16T00:00:00Z"), limit: 5, gateway: card.gateway });
    expect(card.taken).toHaveLength(1);
    expect(await database.db("csp_invoice")).toEqual([expect.objectContaining({ status: "paid" })]);
    expect((await database.billing.findAccount("acme"))?.creditBalance).toBe(5_800);
  });
});

describe("an order whose authorisation does not give the money", () => {
  const held = (authorisedAt: string) =>
    world.checkouts.set(ORDER, { quoteId: "quote_1", poNumber: null, authorisedAt: new Date(authorisedAt) });
  const invoice = () => database.billing.invoices.findByOrder(ORDER);
  const charge = (now: Date) => chargeInvoices(world.container, { now, limit: 5, gateway: card.gateway });
  const release = () => card.cancel({ paymentIntentId: "pi_order", idempotencyKey: "theirs" });

  it("is never charged once it was cancelled, before its licences went live or after, and no card changes that", async () => {
    addLive();
    const order = world.orders.get(ORDER);
    if (order) order.canceledAt = NOW.toISOString();
    expect(await settle()).toEqual({ outcome: "nothing_live" });
    expect(await invoice()).toBeNull();
    expect(card.taken).toEqual([]);
  });

  it("cancelled between the invoice and its money: nothing is charged, today or by a later card", async () => {
    addLive();
    jest.spyOn(card, "capture").mockRejectedValueOnce(new Error("killed"));
    await expect(settle()).rejects.toThrow("killed");
    const order = world.orders.get(ORDER);
    if (order) order.canceledAt = NOW.toISOString();
    await release();
    const later = new Date("2026-04-20T00:00:00Z");
    await charge(later);
    const one = await invoice();
    await database.billing.invoices.scheduleCharge(one?.id ?? "", later);
    await charge(later);
    expect(card.taken).toEqual([]);
    expect(await invoice()).toMatchObject({ status: "open", nextChargeAt: null, amountPaid: 0 });
    // Asked twice, a person has one case; the note that they write settles both.
    const about = { kind: "order_canceled", subject: one?.id, invoiceId: one?.id, amount: 24_200, currency: "USD" };
    expect(await database.billing.cases.listOpen(9)).toMatchObject([about]);
    await createCreditNote(world.container, {
      invoiceId: one?.id ?? "",
      reason: "goodwill",
      text: "cancelled",
      lines: "all",
      actor: "user_1",
      now: later,
    });
    expect(await database.billing.cases.listOpen(9)).toEqual([]);
    expect(await invoice()).toMatchObject({ status: "void" });
  });

  it("released by somebody while it was fresh: the customer is asked, the card is not", async () => {
    held("2026-03-14T10:00:00Z");
    addLive();
    await release();
    await settle();
    await charge(new Date("2026-03-20T00:00:00Z"));
    expect(card.taken).toEqual([]);
    const one = await invoice();
    expect(one).toMatchObject({ status: "payment_failed", amountPaid: 0 });
    expect(one?.paymentFailure?.reason).toContain("was released before we could take it");
  });

  it("lapsed by age while the licences went live: a debt, which the saved card pays once", async () => {
    held("2026-03-08T10:00:00Z");
    addLive();
    await release();
    await settle();
    await charge(NOW);
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: 24_200 });
  });

  it.each(["in one go", "killed in between"])(
    "holds less than the invoice: all of it is taken first, then the rest, %s",
    async (how) => {
      card.authorise("pi_order", 20_000);
      addLive();
      if (how === "killed in between") {
        jest.spyOn(database.billing, "bookTaken").mockRejectedValueOnce(new Error("killed"));
        await expect(settle()).rejects.toThrow("killed");
      }
      await settle();
      expect(card.taken[0]).toEqual({ paymentIntentId: "pi_order", amount: 20_000 });
      expect(await invoice()).toMatchObject({ status: "open", amountPaid: 20_000, amountDue: 4_200 });
      await charge(NOW);
      await charge(NOW);
      expect(await invoice()).toMatchObject({ status: "paid", amountPaid: 24_200 });
      const attempts = await database.db("csp_charge_attempt").where({ state: "succeeded" }).orderBy("attempt_no");
      expect(attempts.map((attempt) => [attempt.amount, attempt.payment_intent_id === "pi_order"])).toEqual([
        ["20000", true],
        ["4200", false],
      ]);
      const broken = await database.billing.checkBooks({ since: new Date(0), now: NOW });
      expect(broken.flatMap((check) => check.broken)).toEqual([]);
    },
  );
});

describe("the first invoice is what the quote promised, whatever changes until it is made", () => {
  const buyer = {
    name: "Company acme",
    addressLines: ["1 Main St"],
    countryCode: "US",
    taxId: null,
    email: null,
    phone: null,
  };
  const rate = { code: "fl", name: "Sales tax", ratePercent: "0", countryCode: "US", provinceCode: "us-fl" };
  const off = {
    discountId: "d1",
    name: "Spring",
    inWords: "10%",
    numerator: "1",
    denominator: "10",
    limit: null,
    amount: { amount: 2_200, currency: "USD" },
  };
  const changes: Record<string, () => unknown> = {
    nothing: () => undefined,
    "the rate": () => world.taxes.set("us", [{ name: "Sales tax", rate: 25 }]),
    "the country": () => {
      world.taxes.set("de", [{ name: "USt", rate: 19 }]);
      const company = world.companies.get("acme");
      if (company) world.companies.set("acme", { ...company, address: { ...company.address, countryCode: "de" } });
    },
    "the tax id": () => {
      const company = world.companies.get("acme");
      if (company) world.companies.set("acme", { ...company, taxId: "DE123456789" });
    },
    "the discounts": () =>
      database.billing.discounts.create(
        {
          name: "Late",
          value: { kind: "percentage", percent: "50" },
          scope: { kind: "all" },
          condition: { kind: "none" },
          customers: { kind: "all" },
          validFrom: "2026-01-01",
          validUntil: null,
          order: 1,
          exclusive: false,
        },
        NOW,
      ),
    "the account's billing day": async () => {
      const account = await database.billing.findAccount("acme");
      await database.billing.accounts.change(account?.id ?? "", { alignment: "billing_day", billingDay: 1 });
    },
  };

  it.each(Object.keys(changes))("%s", async (change) => {
    await database.billing.storeQuote({
      id: "quote_2",
      hash: "hash",
      companyId: "acme",
      currency: "USD",
      createdAt: NOW,
      expiresAt: new Date("2026-03-15T10:30:00Z"),
      facts: {
        billingDay: null,
        tax: {
          buyer,
          countryCode: "us",
          provinceCode: "FL",
          rates: [rate],
          taxPolicy: "tax-document-1",
          chargingPolicy: "seat-down-1",
        },
        tenant: null,
        lines: [{ planId: "plan", quantity: 10, price: null, discounts: [off] }],
      },
      shown: {},
    });
    world.checkouts.set(ORDER, { quoteId: "quote_2", poNumber: null, authorisedAt: NOW });
    addLive();
    await changes[change]?.();
    await settle();
    const one = await database.billing.invoices.findByOrder(ORDER);
    const detail = await database.billing.invoices.detail(one?.id ?? "");
    expect(detail).toMatchObject({ net: 19_800, discount: 2_200, tax: 0, gross: 19_800, status: "paid", buyer });
    expect(detail?.taxRates).toEqual([rate]);
    expect(card.taken).toEqual([{ paymentIntentId: "pi_order", amount: 19_800 }]);
  });
});
