import { billOrder } from "../../src/processes/billing/bill-order";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
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
    ["after the money was taken", "openOrPlan"],
    ["before the outcome was written", "recordOutcome"],
  ] as const)("killed %s, the next call finishes it", async (_when, where) => {
    addLive();
    const die = async () => {
      throw new Error("killed");
    };
    if (where === "capture") jest.spyOn(card, "capture").mockImplementationOnce(die);
    if (where === "openOrPlan") jest.spyOn(database.billing.attempts, "openOrPlan").mockImplementationOnce(die);
    if (where === "recordOutcome") jest.spyOn(database.billing, "recordOutcome").mockImplementationOnce(die);
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
    expect(await chargeInvoices(world.container, { now: later, limit: 5, gateway: card.gateway })).toBe(1);
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

  it("never charges twice when money was taken that does not fit: it stops for a person", async () => {
    addLive();
    await card.capture({ paymentIntentId: "pi_order", amount: 30_000, idempotencyKey: "by hand" });
    await expect(settle()).rejects.toThrow("could neither be taken nor released");
    await chargeInvoices(world.container, { now: new Date("2026-03-16T00:00:00Z"), limit: 5, gateway: card.gateway });
    expect(card.taken).toHaveLength(1);
    expect(await database.db("csp_invoice")).toEqual([expect.objectContaining({ status: "open" })]);
  });
});
