import { money } from "../../src/domain/money";
import { billOrder } from "../../src/processes/billing/bill-order";
import { giveBackTaken } from "../../src/processes/billing/collect/give-back";
import { noticeDispute, noticeFraudWarning, noticeRefunds } from "../../src/processes/billing/collect/notice-reversal";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { moneyNotCharged } from "../../src/processes/billing/money-not-charged";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { readStatement } from "../../src/processes/billing/statement/read-statement";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

/** What somebody does in the card processor's dashboard with the money of an order, before the books have it. */

const NOW = new Date("2026-03-15T10:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const ORDER = "order_1";
const PI = "pi_order";
const HELD = 30_000;
const GROSS = 24_200;

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let accountId: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_by_hand");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  world.card = card;
  accountId = await world.addCompany("acme");
  card.authorise(PI, HELD);
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
  world.checkouts.set(ORDER, {
    quoteId: "quote_1",
    poNumber: null,
    authorisedAt: new Date("2026-03-15T09:00:00Z"),
    paymentIntentId: PI,
    billingAccountId: accountId,
    orderId: ORDER,
    amount: HELD,
    currency: "USD",
  });
  world.orders.set(ORDER, {
    displayId: 7,
    payments: [{ id: "pay_1", data: { payment_intent_id: PI }, captures: [] }],
  });
});
afterEach(() => jest.restoreAllMocks());

/** Medusa's own books are not what is looked at here: what it is told to capture is known to it already. */
const goLive = () => {
  world.addSubscription({ id: "sub", companyId: "acme", orderId: ORDER, startedOn: "2026-03-15" });
  const [payment] = world.orders.get(ORDER)?.payments ?? [];
  payment?.captures.push({ amount: 1_000_000 });
};
const settle = (now = later(5)) => billOrder(world.container, { orderId: ORDER, now, gateway: card.gateway });
const refundsNoticed = (now = later(1)) =>
  noticeRefunds(world.container, { paymentIntentId: PI, now, readings: readings() });
const disputeNoticed = (disputeId: string, now = later(1)) =>
  noticeDispute(world.container, { disputeId, now, readings: readings() });
const readings = () => ({
  refundsOf: async () => card.refunds,
  dispute: async (id: string) => {
    const found = card.disputes.find((one) => one.id === id);
    if (found === undefined) throw new Error("no dispute");
    return found;
  },
});
async function invoice() {
  const found = await database.billing.invoices.findByOrder(ORDER);
  if (found === null) throw new Error("no invoice");
  return database.billing.retrieveInvoice(found.id);
}
const balance = async () => (await database.billing.retrieveAccount(accountId)).creditBalance;
const cases = () => database.billing.cases.listOpen(9);
const broken = async () => {
  const results = await database.billing.checkBooks({ since: new Date(0), now: later(60 * 24) });
  return results.filter((one) => one.broken.length > 0).map((one) => one.name);
};
const statement = async () => {
  const read = await readStatement(world.container, { companyId: "acme", now: later(60 * 24), from: "2026-01-01" });
  return { rows: read?.rows.map(({ kind, amount }) => [kind, amount.amount]), closing: read?.closing.amount };
};
/** What the customer reads of the money that is not charged: released, given back, credited, owed; minor units. */
const became = async () => {
  const read = await moneyNotCharged(world.container, { orderId: ORDER, held: money(HELD, "USD") });
  return [read.released, read.givenBack, read.credited, read.owed].map(({ amount }) => amount);
};
/** What the processor keeps of the payment is what the books say they keep of it. */
async function expectSameMoney(): Promise<void> {
  const gone = [...card.refunds, ...card.disputes].filter(({ stands }) => stands);
  const there = gone.reduce((sum, one) => sum - one.amount, (await card.retrieve(PI)).amountReceived);
  const booked = (await database.billing.paymentsBooked.byPayment([PI])).get(PI) ?? 0;
  const row = await database.db("csp_payment_reversal").whereNull("undone_at").sum({ sum: "amount" }).first();
  expect(booked - Number(row?.sum ?? 0)).toBe(there);
  expect(await broken()).toEqual([]);
}

describe("a hold that was captured by hand, of an order that goes live", () => {
  beforeEach(() => goLive());

  it.each<[string, readonly number[], number]>([
    ["all of it was refunded", [HELD], GROSS],
    ["a part of it was refunded", [10_000], 4_200],
    ["it was refunded in two parts", [10_000, 5_000], 9_200],
    ["what nobody owes was refunded", [HELD - GROSS], 0],
  ])("before the invoice %s: the notice is kept, and it is booked with the payment", async (_what, parts, open) => {
    card.captureByHand(PI);
    for (const part of parts) {
      card.giveBack(PI, part);
      expect(await refundsNoticed()).toBe("later");
    }
    await settle();
    const back = parts.reduce((sum, part) => sum + part, 0);
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: GROSS, amountReversed: Math.min(back, GROSS) });
    expect(await balance()).toBe(Math.max(0, HELD - GROSS - back));
    const excess = HELD - GROSS;
    expect(await became()).toEqual([0, Math.min(excess, back), Math.max(0, excess - back), 0]);
    const refunded = (await cases()).filter(({ kind }) => kind === "refunded");
    expect(refunded.reduce((sum, { amount }) => sum + (amount ?? 0), 0)).toBe(open);
    await expectSameMoney();
    await settle(later(6));
    expect(await refundsNoticed(later(7))).toBe("done");
    await expectSameMoney();
  });

  it("what nobody owes was refunded, while another invoice is open: it is not given to that one as well", async () => {
    world.addSubscription({ id: "other", companyId: "acme", startedOn: "2026-03-15" });
    await database.billing.markDue(["acme"], NOW);
    await runBilling(world.container, { now: NOW, trigger: "ticker" });
    const open = async () =>
      (await database.billing.invoices.list({ limit: 9, offset: 0 })).invoices.find(({ orderId }) => orderId !== ORDER);
    expect(await open()).toMatchObject({ status: "open", amountDue: 24_200 });
    card.captureByHand(PI);
    card.giveBack(PI, HELD - GROSS);
    await settle();
    expect(await open()).toMatchObject({ status: "open", amountDue: 24_200 });
    expect(await cases()).toEqual([]);
    expect(await balance()).toBe(0);
    await expectSameMoney();
  });

  it("what credit paid of the invoice is not taken of the hold, and is told as free with the rest of it", async () => {
    const given = { id: "by_hand", billing_account_id: accountId, kind: "adjustment", amount: 5_000, balance: 5_000 };
    await database.db("csp_billing_account").where({ id: accountId }).update({ credit_balance: 5_000 });
    await database.db("csp_credit_entry").insert({ ...given, actor: "user_1", created_at: NOW });
    await settle();
    expect(await invoice()).toMatchObject({ status: "paid", creditApplied: 5_000, amountPaid: GROSS - 5_000 });
    expect(await became()).toEqual([HELD - GROSS + 5_000, 0, 0, 0]);
  });

  it("before the invoice it was disputed: it is told at once, and is a movement of the invoice once that is there", async () => {
    card.captureByHand(PI);
    const { id } = card.dispute(PI, HELD);
    expect(await disputeNoticed(id)).toBe("later");
    expect(await cases()).toMatchObject([
      { kind: "disputed", subject: id, billingAccountId: accountId, words: expect.stringContaining("order 7") },
    ]);
    await settle();
    const { id: invoiceId } = await invoice();
    expect(await invoice()).toMatchObject({ status: "paid", amountReversed: GROSS });
    expect(await cases()).toContainEqual(expect.objectContaining({ kind: "disputed", subject: id, invoiceId }));
    await expectSameMoney();
  });

  it("a warning of fraud before the invoice is told at once", async () => {
    const warning = { warningId: "issfr_1", paymentIntentId: PI, now: later(1) };
    expect(await noticeFraudWarning(world.container, warning)).toBe(true);
    expect(await cases()).toMatchObject([{ kind: "fraud_warning", words: expect.stringContaining("order 7") }]);
  });

  it("a refund that failed before the invoice is nothing, one that fails after it is told", async () => {
    card.captureByHand(PI, GROSS);
    card.giveBack(PI, 1_000, false);
    const { id } = card.giveBack(PI, 2_000);
    await settle();
    expect(await invoice()).toMatchObject({ amountReversed: 2_000 });
    card.comesBack(id);
    expect(await refundsNoticed(later(9))).toBe("done");
    expect(await invoice()).toMatchObject({ amountReversed: 0 });
    expect(await cases()).toMatchObject([{ kind: "refund_failed", subject: id }]);
    await expectSameMoney();
  });

  it("a part of it was captured, and some of that refunded: the rest is charged on the card, and the refund is booked", async () => {
    card.captureByHand(PI, 10_000);
    card.giveBack(PI, 1_000);
    await settle();
    expect(await invoice()).toMatchObject({ status: "open", amountPaid: 10_000, amountReversed: 1_000 });
    await expectSameMoney();
  });

  it("a part of it was captured, and all of that refunded: a credit note over the open invoice gives none of it again", async () => {
    card.captureByHand(PI, 10_000);
    card.giveBack(PI, 10_000);
    await settle();
    const { id: invoiceId } = await invoice();
    expect(await cases()).toMatchObject([{ kind: "refunded", amount: 10_000, invoiceId }]);
    const note = { invoiceId, reason: "goodwill", text: "sorry", lines: "all", actor: "u", now: later(9) } as const;
    const tried = await createCreditNote(world.container, { ...note, dryRun: true });
    expect(tried.split).toEqual({ reduces: 14_200, covers: 10_000, earned: 0 });
    expect((await createCreditNote(world.container, note)).split).toEqual(tried.split);
    expect(await invoice()).toMatchObject({ status: "paid", amountDue: 0, amountPaid: 10_000, amountReversed: 10_000 });
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([]);
    expect((await statement()).closing).toBe(0);
    await expectSameMoney();
  });

  it("the books wait for what went back while it cannot be read, and make up for a call that died there", async () => {
    card.captureByHand(PI);
    card.giveBack(PI, HELD);
    jest.spyOn(card, "wentBack").mockRejectedValueOnce(new Error("no answer"));
    await expect(settle()).rejects.toThrow("no answer");
    await settle(later(6));
    expect(await invoice()).toMatchObject({ amountReversed: GROSS });
    await expectSameMoney();
  });

  it("is captured while it is settled: what came is booked with what went back", async () => {
    jest.spyOn(card, "capture").mockImplementationOnce(async () => {
      card.captureByHand(PI);
      card.giveBack(PI, 3_000);
      return {
        outcome: "refused",
        code: "payment_intent_unexpected_state",
        reason: "succeeded",
        payment: await card.retrieve(PI),
      };
    });
    await settle();
    expect(await invoice()).toMatchObject({ status: "paid", amountPaid: GROSS });
    await expectSameMoney();
  });
});

describe("a hold that was captured by hand, of an order of which nothing is live", () => {
  it.each<[string, number, readonly number[]]>([
    ["all of it", HELD, []],
    ["a part of it", 10_000, []],
    ["all of it, of which a part was refunded", HELD, [10_000]],
    ["all of it, which was refunded in two parts", HELD, [10_000, 20_000]],
  ])("%s: what is left is given back, once, and the books have both", async (_what, captured, parts) => {
    card.captureByHand(PI, captured);
    for (const part of parts) {
      card.giveBack(PI, part);
      expect(await refundsNoticed()).toBe("later");
    }
    expect(await settle()).toEqual({ outcome: "nothing_live" });
    await settle(later(6));
    expect(card.refunds.reduce((sum, { amount }) => sum + amount, 0)).toBe(captured);
    expect(world.canceledPayments).toEqual(["pay_1"]);
    expect(await database.billing.unbilled.ofOrder(ORDER)).toMatchObject([
      { paymentIntentId: PI, amount: captured, returned: captured, about: "order 7" },
    ]);
    expect(await became()).toEqual([HELD - captured, captured, 0, 0]);
    expect((await statement()).closing).toBe(0);
    expect((await statement()).rows).toContainEqual(["payment", -captured]);
    expect(await cases()).toEqual([]);
    expect(await refundsNoticed(later(7))).toBe("done");
    await expectSameMoney();
  });

  it.each(["lose the answer before", "lose the answer after"] as const)(
    "%s of the refund: asked again, it is given back once",
    async (step) => {
      card.captureByHand(PI);
      card.script.push(step);
      await expect(settle()).rejects.toThrow("no usable answer");
      expect(world.canceledPayments).toEqual([]);
      await settle(later(6));
      expect(card.refunds.map(({ amount }) => amount)).toEqual([HELD]);
      await expectSameMoney();
    },
  );

  it("is refunded by hand while it is given back: only what is left goes", async () => {
    card.captureByHand(PI);
    const refund = card.refund.bind(card);
    jest.spyOn(card, "refund").mockImplementationOnce(async (input) => {
      card.giveBack(PI, HELD);
      return refund(input);
    });
    await settle();
    expect(card.refunds.map(({ amount }) => amount)).toEqual([HELD]);
    expect(await cases()).toEqual([]);
    await expectSameMoney();
  });

  it("the processor does not give it back: the order ends, a person is asked, and a refund by hand closes the case", async () => {
    card.captureByHand(PI);
    card.script.push("decline");
    await settle();
    expect(world.canceledPayments).toEqual(["pay_1"]);
    expect(await cases()).toMatchObject([
      { kind: "refund_failed", subject: PI, amount: HELD, words: expect.stringContaining("order 7") },
    ]);
    expect(await became()).toEqual([0, 0, 0, HELD]);
    await expectSameMoney();
    card.giveBack(PI, HELD);
    await refundsNoticed(later(9));
    expect(await cases()).toEqual([]);
    await expectSameMoney();
  });

  it("the refund fails later: a person is asked, and nothing is refunded a second time", async () => {
    card.captureByHand(PI);
    await settle();
    card.comesBack("re_1");
    expect(await refundsNoticed(later(9))).toBe("done");
    expect(await cases()).toMatchObject([{ kind: "refund_failed", subject: "re_1", amount: HELD }]);
    await settle(later(10));
    expect(card.calls.filter((call) => call.startsWith("refund "))).toHaveLength(1);
    expect(await cases()).toMatchObject([{ kind: "refund_failed", subject: "re_1", amount: HELD }]);
    await expectSameMoney();
    card.giveBack(PI, HELD);
    await refundsNoticed(later(11));
    expect(await cases()).toEqual([]);
    await expectSameMoney();
  });

  it("is disputed: what the bank took is not given back again; once it is won, it is for a person", async () => {
    card.captureByHand(PI);
    const { id } = card.dispute(PI, HELD);
    await settle();
    expect(card.refunds).toEqual([]);
    await expectSameMoney();
    card.comesBack(id);
    expect(await disputeNoticed(id, later(9))).toBe("done");
    expect(await cases()).toMatchObject([{ kind: "dispute_won", subject: id, amount: HELD }]);
    await expectSameMoney();
  });

  it("is captured while it is released: the next call gives it back", async () => {
    jest.spyOn(card, "cancel").mockImplementationOnce(async () => {
      card.captureByHand(PI);
      return { outcome: "refused", code: null, reason: "succeeded", payment: await card.retrieve(PI) };
    });
    await expect(settle()).rejects.toThrow("not released");
    await settle(later(6));
    expect(card.refunds.map(({ amount }) => amount)).toEqual([HELD]);
    await expectSameMoney();
  });

  it("a hold that was cancelled by hand counts as released", async () => {
    await card.cancel({ paymentIntentId: PI, idempotencyKey: "dashboard" });
    expect(await settle()).toEqual({ outcome: "nothing_live" });
    expect(world.canceledPayments).toEqual(["pay_1"]);
    expect(await database.billing.unbilled.ofOrder(ORDER)).toEqual([]);
    expect(await became()).toEqual([HELD, 0, 0, 0]);
  });

  it("also where Medusa calls the payment canceled already", async () => {
    card.captureByHand(PI);
    const [payment] = world.orders.get(ORDER)?.payments ?? [];
    Object.assign(payment ?? {}, { canceled_at: NOW.toISOString() });
    await settle();
    expect(card.refunds.map(({ amount }) => amount)).toEqual([HELD]);
  });

  it("a checkout that becomes no order gives back what was taken", async () => {
    card.captureByHand(PI);
    const takenFor = { billingAccountId: accountId, orderId: null, reference: "chk_1", about: "a checkout" };
    const payment = await card.retrieve(PI);
    await giveBackTaken(world.container, { takenFor, payment, now: NOW, gateway: card.gateway });
    expect(card.refunds.map(({ amount }) => amount)).toEqual([HELD]);
    await expectSameMoney();
  });
});
