import type { RefundReading } from "../../src/integrations/stripe";
import { settleFromBalance } from "../../src/modules/billing/repositories/settling";
import { billOrder } from "../../src/processes/billing/bill-order";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { noticeInvoicePayment } from "../../src/processes/billing/collect/notice-payment";
import { noticeRefunds } from "../../src/processes/billing/collect/notice-reversal";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { discardDraft } from "../../src/processes/billing/drafts/drafts";
import { readStatement } from "../../src/processes/billing/statement/read-statement";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-03-15T10:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const ORDER = "order_1";

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let accountId: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_under_way");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  world.card = card;
  accountId = await world.addCompany("acme");
  card.authorise("pi_order", 30_000);
  await database.billing.storeQuote({
    id: "quote_1",
    hash: "hash",
    companyId: "acme",
    currency: "USD",
    createdAt: NOW,
    expiresAt: later(30),
    facts: { billingDay: null, tax: null, tenant: null, lines: [] },
    shown: {},
  });
  world.checkouts.set(ORDER, { quoteId: "quote_1", poNumber: null, authorisedAt: new Date("2026-03-08T10:00:00Z") });
  world.orders.set(ORDER, {
    displayId: 7,
    payments: [{ id: "pay_1", data: { payment_intent_id: "pi_order" }, captures: [{ amount: 1_000_000 }] }],
  });
  world.addSubscription({ id: "sub", companyId: "acme", orderId: ORDER, startedOn: "2026-03-15" });
});
afterEach(() => jest.restoreAllMocks());

const settle = (now = later(5)) => billOrder(world.container, { orderId: ORDER, now, gateway: card.gateway });
const charge = (now: Date) => chargeInvoices(world.container, { now, limit: 9, gateway: card.gateway });
async function invoice() {
  const found = await database.billing.invoices.findByOrder(ORDER);
  if (found === null) throw new Error("no invoice");
  return database.billing.retrieveInvoice(found.id);
}
const balance = async () => (await database.billing.retrieveAccount(accountId)).creditBalance;
const cases = () => database.billing.cases.listOpen(9);
const taken = () => card.taken.reduce((sum, one) => sum + one.amount, 0);
async function booked(): Promise<number> {
  const row = await database.db("csp_charge_attempt").where({ state: "succeeded" }).sum({ amount: "amount" }).first();
  return Number(row?.amount ?? 0);
}
const broken = async () => {
  const results = await database.billing.checkBooks({ since: new Date(0), now: NOW });
  return results.filter((one) => one.broken.length > 0).map((one) => one.name);
};
const closing = async () => {
  const read = await readStatement(world.container, { companyId: "acme", now: later(60 * 24), from: "2026-01-01" });
  return read?.closing.amount;
};
async function credit(net: number | "all", now = later(4)): Promise<void> {
  const { id, lines } = await invoice();
  const [line] = lines;
  await createCreditNote(world.container, {
    invoiceId: id,
    reason: "goodwill",
    text: "sorry",
    lines: net === "all" ? "all" : [{ lineId: line?.id ?? "", net }],
    actor: "user_1",
    now,
  });
}
async function giveCredit(amount: number): Promise<void> {
  await database.db("csp_billing_account").where({ id: accountId }).update({ credit_balance: amount });
  await database.db("csp_credit_entry").insert({
    id: `by_hand_${amount}`,
    billing_account_id: accountId,
    kind: "adjustment",
    amount,
    balance: amount,
    actor: "user_1",
    created_at: NOW,
  });
}
const refundOf = (paymentIntentId: string, amount: number): RefundReading => ({
  id: "re_1",
  paymentIntentId,
  amount,
  currency: "USD",
  stands: true,
  isClosed: true,
  reason: null,
  madeAt: later(50),
});
const noticeRefund = (paymentIntentId: string, amount: number) =>
  noticeRefunds(world.container, {
    paymentIntentId,
    now: later(51),
    readings: {
      refundsOf: async () => [refundOf(paymentIntentId, amount)],
      dispute: async () => {
        throw new Error("no dispute");
      },
    },
  });

/** Each kind of attempt, left with an end that nobody knows. */
const attempts: Record<string, () => Promise<unknown>> = {
  "a capture whose answer is lost": async () => {
    card.script.push("lose the answer after");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
  },
  "a capture that never arrived": async () => {
    card.script.push("lose the answer before");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
  },
  "a capture of all that is held, which is less": async () => {
    card.authorise("pi_order", 20_000);
    card.script.push("lose the answer after");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
  },
  "a charge of the saved card": async () => {
    await card.cancel({ paymentIntentId: "pi_order", idempotencyKey: "lapsed" });
    await settle(NOW);
    card.script.push("lose the answer after");
    await charge(NOW);
  },
  "a charge the bank thinks about": async () => {
    await card.cancel({ paymentIntentId: "pi_order", idempotencyKey: "lapsed" });
    await settle(NOW);
    card.script.push("processing");
    await charge(NOW);
  },
};

/** What anybody may do beside it. */
const acts: Record<string, () => Promise<unknown>> = {
  "is not credited in part": () => expect(credit(5_000)).rejects.toThrow("is under way"),
  "is not credited whole, and so not voided": () => expect(credit("all")).rejects.toThrow("is under way"),
  "is not settled from credit": async () => {
    await giveCredit(9_000);
    await database.db.transaction(async (trx) => {
      await settleFromBalance(trx, { accountId, actor: "test", now: later(4), also: (await invoice()).id });
    });
    expect(await invoice()).toMatchObject({ creditApplied: 0 });
  },
  "is not changed past the code": async () => {
    const { id } = await invoice();
    const change = database.db("csp_invoice").where({ id }).update({ amount_credited: 100 });
    await expect(change).rejects.toThrow("is under way");
  },
  "is not discarded": async () => {
    const discard = { invoiceId: (await invoice()).id, actor: "user_1", now: later(4) };
    await expect(discardDraft(world.container, discard)).rejects.toThrow("not a draft");
  },
  "is not charged a second time": async () => {
    const before = (await invoice()).attempts.length;
    await world.saveCard(accountId, "pm_new", later(4));
    await database.billing.invoices.scheduleCharge((await invoice()).id, later(4));
    card.script.push("lose the answer before");
    await charge(later(4));
    expect((await invoice()).attempts.length).toBeLessThanOrEqual(before + 1);
  },
  "has no refund before its payment": async () => {
    const id = (await invoice()).attempts.at(-1)?.paymentIntentId ?? "none";
    expect(await noticeRefund(id, 1_000)).toBe("not_yet");
  },
};

const pairs = Object.keys(attempts).flatMap((attempt) => Object.keys(acts).map((act) => [attempt, act] as const));

describe("an invoice beside whose attempt something else is asked for", () => {
  it.each(pairs)("%s: it %s, and all that was taken is booked once", async (attempt, act) => {
    await attempts[attempt]?.();
    await acts[act]?.();
    card.script.length = 0;
    const waiting = (await invoice()).attempts.at(-1);
    if (waiting?.state === "processing") {
      card.succeed(waiting.paymentIntentId ?? "");
    }
    await settle(later(6));
    for (const minutes of [20, 90, 200]) {
      await database.billing.invoices.scheduleCharge((await invoice()).id, later(minutes));
      await charge(later(minutes));
    }
    const { status, amountPaid, creditApplied } = await invoice();
    expect([status, amountPaid + creditApplied]).toEqual(["paid", 24_200]);
    expect([taken(), await booked()]).toEqual([amountPaid, amountPaid]);
    expect(await broken()).toEqual([]);
    // Once the end is known, it may be credited: the customer has paid, so it is theirs.
    const before = await balance();
    await credit(5_000, later(300));
    expect(await balance()).toBe(before + 5_500);
  });
});

describe("money that the processor took for an order", () => {
  /** What was taken before attempts of captures were written down, or by hand in the processor's dashboard. */
  async function takenUnseen(amount: number): Promise<void> {
    jest.spyOn(card, "retrieve").mockRejectedValueOnce(new Error("killed"));
    jest.spyOn(card, "capture").mockRejectedValueOnce(new Error("killed"));
    await expect(settle(NOW)).rejects.toThrow("killed");
    jest.restoreAllMocks();
    await database.db("csp_charge_attempt").delete();
    await card.capture({ paymentIntentId: "pi_order", amount, currency: "USD", idempotencyKey: "by hand" });
  }

  it("is booked after a credit in part: what it owes is paid, the rest is the company's credit", async () => {
    await takenUnseen(24_200);
    await credit(5_000);
    await settle();
    await settle(later(6));
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: 18_700, amountCredited: 5_500 });
    expect([await booked(), await balance(), await closing()]).toEqual([24_200, 5_500, -5_500]);
    expect(await cases()).toMatchObject([{ kind: "amount_mismatch", subject: "pi_order", amount: 5_500 }]);
    expect(world.canceledPayments).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it("is booked after the whole was credited, and nothing is released any more; a refund takes the credit back", async () => {
    await takenUnseen(24_200);
    await credit("all");
    expect(await invoice()).toMatchObject({ status: "void" });
    await settle();
    await settle(later(6));
    expect([await booked(), await balance(), await closing()]).toEqual([24_200, 24_200, -24_200]);
    expect(await cases()).toMatchObject([{ kind: "unclaimed_money", subject: "pi_order", amount: 24_200 }]);
    expect(world.canceledPayments).toEqual([]);
    expect(await broken()).toEqual([]);
    expect(await noticeRefund("pi_order", 24_200)).toBe("done");
    expect([await balance(), await closing()]).toEqual([0, 0]);
    expect(await cases()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it("and refunded when its credit is used up: a person is told that the company has it twice", async () => {
    await takenUnseen(24_200);
    await credit("all");
    await settle();
    await database.db("csp_credit_entry").insert({
      id: "used",
      billing_account_id: accountId,
      kind: "adjustment",
      amount: -24_200,
      balance: 0,
      actor: "user_1",
      created_at: later(7),
    });
    await database.db("csp_billing_account").where({ id: accountId }).update({ credit_balance: 0 });
    await noticeRefund("pi_order", 24_200);
    const open = await cases();
    expect(open.find((one) => one.kind === "refunded")).toMatchObject({
      amount: 24_200,
      words: expect.stringContaining("twice"),
    });
  });

  it("is booked when it is more than the invoice asks for", async () => {
    await takenUnseen(30_000);
    await settle();
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: 24_200 });
    expect([await booked(), await balance()]).toEqual([30_000, 5_800]);
    expect(await broken()).toEqual([]);
  });

  it("pays other open invoices of the company with what is left of it", async () => {
    await takenUnseen(30_000);
    card.authorise("pi_other", 30_000);
    world.addSubscription({ id: "other", companyId: "acme", orderId: "order_2", startedOn: "2026-03-15" });
    world.orders.set("order_2", { displayId: 8, payments: [] });
    world.checkouts.set("order_2", { quoteId: "quote_1", poNumber: null, authorisedAt: NOW });
    await billOrder(world.container, { orderId: "order_2", now: NOW, gateway: card.gateway });
    card.script.push("decline");
    const other = await database.billing.invoices.findByOrder("order_2");
    await database.db("csp_invoice").whereNot({ id: other?.id }).update({ next_charge_at: null });
    await charge(NOW);
    await settle();
    expect(await database.billing.invoices.findByOrder("order_2")).toMatchObject({ creditApplied: 5_800 });
    expect(await balance()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  it("is booked although the order was cancelled in Medusa before the answer came", async () => {
    card.script.push("lose the answer after");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
    const order = world.orders.get(ORDER);
    if (order) order.canceledAt = NOW.toISOString();
    await settle();
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: 24_200 });
    expect(await broken()).toEqual([]);
  });

  it("is not taken any more when the order was cancelled before the capture arrived: the attempt ends", async () => {
    card.script.push("lose the answer before");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
    const order = world.orders.get(ORDER);
    if (order) order.canceledAt = NOW.toISOString();
    await settle();
    expect(await invoice()).toMatchObject({ status: "open", nextChargeAt: null, attempts: [{ state: "declined" }] });
    expect(card.payments.get("pi_order")?.state).toBe("canceled");
    await credit("all", later(8));
    expect(await invoice()).toMatchObject({ status: "void" });
    expect(card.taken).toEqual([]);
  });

  it("is asked for by its own key with its own amount, however often", async () => {
    card.script.push("lose the answer before", "lose the answer before");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
    await expect(settle(later(1))).rejects.toThrow("no usable answer");
    await settle(later(2));
    const captures = card.calls.filter((call) => call.startsWith("capture"));
    expect(new Set(captures).size).toBe(1);
    expect(card.taken).toEqual([{ paymentIntentId: "pi_order", amount: 24_200 }]);
  });

  it("that a notice tells of while the answer is lost is booked by the charge that it asks for", async () => {
    card.script.push("lose the answer after");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
    const notice = { paymentIntentId: "pi_order", now: later(1), gateway: card.gateway };
    expect(await noticeInvoicePayment(world.container, notice)).toBe(true);
    await charge(later(1));
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: 24_200 });
  });

  it("lapsed behind a lost answer: the attempt ends, and the saved card pays once", async () => {
    card.script.push("lose the answer before");
    await expect(settle(NOW)).rejects.toThrow("no usable answer");
    await card.cancel({ paymentIntentId: "pi_order", idempotencyKey: "lapsed" });
    await settle(later(1));
    await charge(later(1));
    expect(await invoice()).toMatchObject({
      status: "paid",
      attempts: [{ state: "declined" }, { state: "succeeded" }],
    });
    expect(taken()).toBe(24_200);
    expect(await broken()).toEqual([]);
  });
});
