import type { DisputeReading, RefundReading, StripeReadings } from "../../src/integrations/stripe";
import type { NewInvoice } from "../../src/modules/billing";
import { Migration20261129202040 } from "../../src/modules/billing/migrations/Migration20261129202040";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { noticeInvoicePayment } from "../../src/processes/billing/collect/notice-payment";
import { noticeDispute, noticeRefunds } from "../../src/processes/billing/collect/notice-reversal";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { readStatement } from "../../src/processes/billing/statement/read-statement";
import { documentsPerCharge } from "../support/billing/charge-documents";
import { type BillingDatabase, createBillingDatabase, runMigration } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

/** What is refunded of a payment, against what documents give back of the charges that it paid. Cents; 242.00 a month. */
const NOW = new Date("2026-01-31T00:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const GONE = new Date("2026-02-03T09:00:00Z");
const AFTER = new Date("2026-02-04T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let accountId: string;
let first: string;
let refunds: RefundReading[];
let dispute: DisputeReading;

const readings: Pick<StripeReadings, "refundsOf" | "dispute"> = {
  refundsOf: async () => refunds,
  dispute: async () => dispute,
};

beforeAll(async () => {
  database = await createBillingDatabase("billing_refunds");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  accountId = await world.addCompany("acme");
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
  await run(NOW);
  first = (await database.billing.invoices.list({ limit: 1, offset: 0 })).invoices[0]?.id ?? "";
  refunds = [];
  dispute = {
    id: "du_1",
    paymentIntentId: "pi_1",
    amount: 24_200,
    currency: "USD",
    stands: true,
    isInquiry: false,
    isClosed: false,
    status: "needs_response",
    reason: "fraudulent",
    madeAt: AFTER,
    dueBy: AFTER,
  };
});

async function run(now: Date): Promise<void> {
  await database.billing.markDue(["acme"], now);
  await runBilling(world.container, { now, trigger: "ticker" });
}
const charge = (now = NOW) => chargeInvoices(world.container, { now, limit: 50, gateway: card.gateway });
const detail = (id = first) => database.billing.retrieveInvoice(id);
const balance = async () => (await database.billing.retrieveAccount(accountId)).creditBalance;
const cases = async () =>
  (await database.billing.cases.listOpen(9)).map(({ kind, amount, invoiceId }) => [kind, amount, invoiceId]);
const broken = async () => {
  const results = await database.billing.checkBooks({ since: new Date(0), now: NOW });
  return results.filter((one) => one.broken.length > 0).map((one) => one.name);
};
const refund = (id: string, amount: number, stands = true): RefundReading => ({
  id,
  paymentIntentId: "pi_1",
  amount,
  currency: "USD",
  stands,
  isClosed: true,
  reason: "requested_by_customer",
  madeAt: AFTER,
});
const noticed = async (...all: RefundReading[]) => {
  refunds = all;
  await noticeRefunds(world.container, { paymentIntentId: "pi_1", now: AFTER, readings });
  // A notice that comes twice changes nothing.
  await noticeRefunds(world.container, { paymentIntentId: "pi_1", now: AFTER, readings });
};
const disputed = async (part: Partial<DisputeReading> = {}) => {
  dispute = { ...dispute, ...part };
  await noticeDispute(world.container, { disputeId: "du_1", now: AFTER, readings });
};
const owed = async () =>
  (await readStatement(world.container, { companyId: "acme", now: later(60 * 24 * 27), from: "2026-01-01" }))?.closing
    .amount;
const seats = (id: string, on: string, quantity: number) =>
  world.appendEvent("sub", { type: "quantity_changed", id, on, quantity });
const cancel = (on = "2026-01-31") => world.appendEvent("sub", { type: "cancelled", id: "cancel", on });
const credit = (invoiceId: string, net: number | "all", dryRun = false) =>
  detail(invoiceId).then(({ lines }) =>
    createCreditNote(world.container, {
      invoiceId,
      reason: "goodwill",
      text: "sorry",
      lines: net === "all" ? "all" : [{ lineId: lines[0]?.id ?? "", net }],
      actor: "u",
      now: AFTER,
      dryRun,
    }),
  );

describe("a refund of what a run's credit note gave back", () => {
  /** The licences are gone on their first day: the run gives all of it back as credit. */
  const gone = async () => {
    cancel();
    await run(GONE);
  };

  it("takes that credit, and asks nobody for a document", async () => {
    await charge();
    await gone();
    expect(await balance()).toBe(24_200);
    await noticed(refund("re_1", 24_200));
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([]);
    expect(await owed()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  it("in parts takes each part once", async () => {
    await charge();
    await gone();
    await noticed(refund("re_1", 4_200));
    expect(await balance()).toBe(20_000);
    await noticed(refund("re_1", 4_200), refund("re_2", 20_000));
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([]);
    expect(await owed()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  it("that is more than the note gave: a document is asked for over the rest", async () => {
    await charge();
    seats("less", "2026-01-31", 6);
    await run(GONE);
    const given = await balance();
    expect(given).toBe(9_680);
    await noticed(refund("re_1", 10_000));
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([["refunded", 320, first]]);
    expect(await owed()).toBe(320);
    expect(await broken()).toEqual([]);
  });

  it("after a part was given by hand takes both notes' credit", async () => {
    await charge();
    await credit(first, 10_000);
    await gone();
    expect(await balance()).toBe(24_200);
    await noticed(refund("re_1", 24_200));
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it("whose credit is used up says that the company has it twice", async () => {
    await charge();
    seats("less", "2026-01-31", 6);
    await run(GONE);
    await run(new Date("2026-02-28T00:00:00Z"));
    expect(await balance()).toBe(0);
    await noticed(refund("re_1", 9_680));
    const [told] = await database.billing.cases.listOpen(9);
    expect(told).toMatchObject({ kind: "refunded", amount: 9_680, words: expect.stringContaining("twice") });
    expect(await broken()).toEqual([]);
  });

  it("that fails gives the credit again", async () => {
    await charge();
    await gone();
    await noticed(refund("re_1", 24_200));
    await noticed(refund("re_1", 24_200, false));
    expect(await balance()).toBe(24_200);
    expect(await cases()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it("by a dispute takes it, and one that is won gives it again", async () => {
    await charge();
    await gone();
    await disputed();
    expect(await balance()).toBe(0);
    await disputed({ stands: false, isClosed: true, status: "won" });
    expect(await balance()).toBe(24_200);
    expect(await cases()).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it("that is heard of before the end of a dispute that came before it takes what that gives again", async () => {
    await charge();
    await disputed();
    seats("less", "2026-01-31", 6);
    await run(GONE);
    expect(await balance()).toBe(0);
    await noticed(refund("re_1", 24_200));
    expect(await cases()).toContainEqual(["refunded", 14_520, first]);
    await disputed({ stands: false, isClosed: true, status: "won" });
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([["refunded", 14_520, first]]);
    expect(await owed()).toBe(14_520);
    expect(await broken()).toEqual([]);
  });

  it("is told anew of what a dispute that was won leaves of it without a document", async () => {
    await charge();
    await credit(first, 10_000);
    await disputed({ amount: 9_000 });
    await noticed(refund("re_1", 15_000));
    expect(await balance()).toBe(0);
    expect(await cases()).toContainEqual(["refunded", 13_000, first]);
    await disputed({ amount: 9_000, stands: false, isClosed: true, status: "won" });
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([["refunded", 4_000, first]]);
    expect((await database.billing.cases.listOpen(9))[0]?.words).toContain("40.00 USD of invoice");
    await disputed({ amount: 9_000, isClosed: true, status: "lost" });
    expect(await balance()).toBe(0);
    expect(await broken()).toEqual([]);
  });

  it("takes of a note over two invoices only what it gave of the one", async () => {
    await charge();
    seats("more", "2026-02-01", 15);
    await run(new Date("2026-02-01T00:00:00Z"));
    await charge(new Date("2026-02-01T00:00:00Z"));
    cancel("2026-02-01");
    await run(GONE);
    const given = await balance();
    const back = await documentsPerCharge(
      database.db,
      (await detail()).lines.map(({ id }) => id),
    );
    const ofFirst = -back.filter(({ net }) => net < 0).reduce((sum, { net, tax }) => sum + net + tax, 0);
    expect(ofFirst).toBeGreaterThan(0);
    expect(given).toBeGreaterThan(ofFirst);
    await noticed(refund("re_1", 24_200));
    expect(await balance()).toBe(given - ofFirst);
    expect(await cases()).toEqual([["refunded", 24_200 - ofFirst, first]]);
    expect(await broken()).toEqual([]);
  });

  it("whose credit paid a part of the same invoice finds nothing that was given twice", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    seats("less", "2026-01-31", 6);
    await run(GONE);
    await database.billing.invoices.scheduleCharge(first, GONE);
    await charge(GONE);
    expect(await detail()).toMatchObject({ amountPaid: 14_520, creditApplied: 9_680 });
    await noticed(refund("re_1", 5_000));
    const [told] = await database.billing.cases.listOpen(9);
    expect(told).toMatchObject({ kind: "refunded", amount: 5_000, words: expect.stringContaining("no document") });
    expect(await broken()).toEqual([]);
  });

  describe("made before the run knows", () => {
    it("of all of it: the note gives nothing more, and the case is settled", async () => {
      await charge();
      await noticed(refund("re_1", 24_200));
      await gone();
      expect(await balance()).toBe(0);
      expect(await cases()).toEqual([]);
      expect(await owed()).toBe(0);
      expect(await broken()).toEqual([]);
    });

    it("of a part, and the rest after: the credit is what is left, then nothing", async () => {
      await charge();
      await noticed(refund("re_1", 4_200));
      await gone();
      expect(await balance()).toBe(20_000);
      expect(await cases()).toEqual([]);
      await noticed(refund("re_1", 4_200), refund("re_2", 20_000));
      expect(await balance()).toBe(0);
      expect(await owed()).toBe(0);
      expect(await cases()).toEqual([]);
      expect(await broken()).toEqual([]);
    });

    it("of more than the note gives: a document is still asked for", async () => {
      await charge();
      await noticed(refund("re_1", 10_000));
      seats("less", "2026-01-31", 6);
      await run(GONE);
      expect(await balance()).toBe(0);
      expect(await cases()).toEqual([["refunded", 10_000, first]]);
      const tried = await credit(first, "all", true);
      expect([tried.split.covers, tried.split.earned]).toEqual([320, 14_200]);
    });

    it("and that failed since gives what it had taken", async () => {
      await charge();
      await noticed(refund("re_1", 24_200));
      await gone();
      await noticed(refund("re_1", 24_200, false));
      expect(await balance()).toBe(24_200);
      expect(await cases()).toEqual([]);
      expect(await broken()).toEqual([]);
    });

    it("by a dispute: the note gives nothing more until it is won", async () => {
      await charge();
      await disputed();
      await gone();
      expect(await balance()).toBe(0);
      await disputed({ stands: false, isClosed: true, status: "won" });
      expect(await balance()).toBe(24_200);
      expect(await broken()).toEqual([]);
    });

    it("and the note waits as a draft: it takes its place when it is issued", async () => {
      await database.billing.accounts.change(accountId, { invoiceApproval: "review" });
      await charge();
      await noticed(refund("re_1", 24_200));
      await gone();
      const { invoices } = await database.billing.invoices.list({ limit: 9, offset: 0 });
      const draft = invoices.find(({ kind }) => kind === "credit_note");
      expect(draft?.status).toBe("draft");
      const entity = await database.db("csp_legal_entity").first();
      await database.billing.drafts.issue({
        invoiceId: draft?.id ?? "",
        legalEntity: { ...entity, numberPrefix: entity.number_prefix },
        dates: { issuedAt: AFTER, issuedOn: "2026-02-04", dueOn: "2026-02-04", nextChargeAt: null },
        actor: "u",
      });
      expect(await balance()).toBe(0);
      expect(await cases()).toEqual([]);
      expect(await broken()).toEqual([]);
    });
  });
});

describe("money that comes when nobody waits for it, and was refunded before anybody heard of it", () => {
  /** The month's payment was declined, and another invoice is open; what the first asked for was credited. */
  const declinedAndCredited = async () => {
    card.script.push("decline");
    await charge();
    await credit(first, "all");
    await run(new Date("2026-02-28T00:00:00Z"));
    const { invoices } = await database.billing.invoices.list({ limit: 9, offset: 0, status: "open" });
    expect(invoices).toMatchObject([{ amountDue: 24_200 }]);
    return invoices[0]?.id ?? "";
  };
  const comes = () =>
    noticeInvoicePayment(world.container, { paymentIntentId: "pi_1", now: later(60 * 24 * 29), gateway: card.gateway });

  it.each<[string, number[], number, number]>([
    ["all of it", [24_200], 24_200, 0],
    ["a part of it", [10_000], 10_000, 14_200],
  ])("%s: pays no other invoice", async (_what, parts, due, left) => {
    const other = await declinedAndCredited();
    card.succeed("pi_1");
    for (const part of parts) {
      card.giveBack("pi_1", part);
    }
    expect(await comes()).toBe(true);
    expect(await detail(other)).toMatchObject({ status: "open", amountDue: due });
    expect(await balance()).toBe(0);
    expect((await cases()).filter(([kind]) => kind === "refunded")).toEqual([]);
    expect(await owed()).toBe(due);
    expect(left + due).toBe(24_200);
    expect(await broken()).toEqual([]);
  });

  it("nothing of it: pays it", async () => {
    const other = await declinedAndCredited();
    card.succeed("pi_1");
    expect(await comes()).toBe(true);
    expect(await detail(other)).toMatchObject({ status: "paid", amountDue: 0 });
  });
});

it("a charge whose answer was lost is booked with what was refunded before it was found", async () => {
  card.script.push("lose the answer after");
  await charge();
  card.giveBack("pi_1", 5_000);
  await charge(later(10));
  expect(await detail()).toMatchObject({ status: "paid", amountPaid: 24_200, amountReversed: 5_000 });
  expect(await cases()).toEqual([["refunded", 5_000, first]]);
  expect(await broken()).toEqual([]);
});

describe("what a credit note on refunded money is said to give", () => {
  it.each([
    ["nothing was refunded", [], 0, 24_200],
    ["a part", [refund("re_1", 10_000)], 10_000, 14_200],
    ["two parts", [refund("re_1", 10_000), refund("re_2", 4_200)], 14_200, 10_000],
    ["all", [refund("re_1", 24_200)], 24_200, 0],
    ["a refund that failed", [refund("re_1", 24_200, false)], 0, 24_200],
  ])("is what it gives: %s", async (_what, all, covers, earned) => {
    await charge();
    await noticed(...all);
    const tried = await credit(first, "all", true);
    expect(tried.split).toEqual({ reduces: 0, covers, earned });
    const note = await credit(first, "all");
    expect(note.split).toEqual(tried.split);
    expect(await balance()).toBe(earned);
  });

  it("also of a part, after a note that covered some, and after a dispute", async () => {
    await charge();
    await noticed(refund("re_1", 7_700));
    expect((await credit(first, 5_000)).split).toEqual({ reduces: 0, covers: 5_500, earned: 0 });
    const tried = await credit(first, 5_000, true);
    expect(tried.split).toEqual({ reduces: 0, covers: 2_200, earned: 3_300 });
    expect((await credit(first, 5_000)).split).toEqual(tried.split);
    await disputed({ amount: 10_000 });
    expect((await credit(first, "all", true)).split).toEqual({ reduces: 0, covers: 6_700, earned: 6_500 });
  });

  it("and of one that is unpaid, what it takes off", async () => {
    expect((await credit(first, 5_000, true)).split).toEqual({ reduces: 5_500, covers: 0, earned: 0 });
    expect((await credit(first, "all")).split).toEqual({ reduces: 24_200, covers: 0, earned: 0 });
  });
});

describe("a refund of a payment that paid small invoices as well", () => {
  let small: string[];
  /** One charge of 242.54: the invoice, then 0.34 and 0.20. */
  beforeEach(async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    small = [await addInvoice(34, later(1)), await addInvoice(20, later(2))];
    await database.db("csp_invoice").whereIn("id", small).update({ charge_hold: "too_small" });
    await database.billing.invoices.scheduleCharge(first, later(5));
    await charge(later(5));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_254 }]);
  });
  const reversed = async () => Promise.all([first, ...small].map(async (id) => (await detail(id)).amountReversed));

  it.each<[string, number[], number[], number[]]>([
    ["all of it", [24_254], [24_200, 34, 20], [24_200, 34, 20]],
    ["a part: the payment's own invoice first", [24_200], [24_200, 0, 0], [24_200]],
    ["into the first small one", [24_210], [24_200, 10, 0], [24_200, 10]],
    ["in two", [24_000, 254], [24_200, 34, 20], [24_000, 200, 34, 20]],
    ["in three, each small one by itself", [24_200, 34, 20], [24_200, 34, 20], [24_200, 34, 20]],
    ["more than it brought", [24_300], [24_200, 34, 20], [24_200, 34, 20]],
  ])("is spread over them, %s", async (_what, amounts, each, told) => {
    const all = amounts.map((amount, index) => refund(`re_${index}`, amount));
    for (let count = 1; count <= all.length; count += 1) {
      await noticed(...all.slice(0, count));
    }
    expect(await reversed()).toEqual(each);
    const open = await cases();
    expect(open.map(([, amount]) => amount).sort()).toEqual([...told].sort());
    const sum = amounts.reduce((total, amount) => total + amount, 0);
    expect(await owed()).toBe(sum);
    expect(await broken()).toEqual([]);
    for (const id of [first, ...small]) {
      await credit(id, "all");
    }
    expect(await cases()).toEqual([]);
    expect((await owed()) ?? 0).toBe(sum - 24_254);
    expect(await balance()).toBe(Math.max(0, 24_254 - sum));
    expect(await broken()).toEqual([]);
  });

  it("takes first what a note gave of any of them", async () => {
    await credit(small[1] ?? "", "all");
    expect(await balance()).toBe(20);
    await noticed(refund("re_1", 20));
    expect(await reversed()).toEqual([0, 0, 20]);
    expect(await balance()).toBe(0);
    expect(await cases()).toEqual([]);
    await noticed(refund("re_1", 20), refund("re_2", 24_234));
    expect(await reversed()).toEqual([24_200, 34, 20]);
    expect(await cases()).toEqual([
      ["refunded", 24_200, first],
      ["refunded", 34, small[0]],
    ]);
    expect(await broken()).toEqual([]);
  });

  it("that fails is undone on all of them, and a person pays it another way once", async () => {
    await credit(small[0] ?? "", "all");
    await noticed(refund("re_1", 24_254));
    expect(await balance()).toBe(0);
    await noticed(refund("re_1", 24_254, false));
    expect(await reversed()).toEqual([0, 0, 0]);
    expect(await balance()).toBe(34);
    expect(await cases()).toEqual([["refund_failed", 24_220, first]]);
    expect(await owed()).toBe(-34);
    expect(await broken()).toEqual([]);
  });

  it("is a dispute: won after all was credited, it is told for each", async () => {
    await disputed({ amount: 24_254 });
    expect(await reversed()).toEqual([24_200, 34, 20]);
    const [told] = await database.billing.cases.listOpen(9);
    for (const [id, sum] of [
      [first, "242.00"],
      [small[0], "0.34"],
      [small[1], "0.20"],
    ]) {
      expect(told?.words).toContain(`${(await detail(id)).number} (${sum}`);
    }
    for (const id of [first, small[0] ?? ""]) {
      await credit(id, "all");
    }
    expect(await balance()).toBe(0);
    await disputed({ amount: 24_254, stands: false, isClosed: true, status: "won" });
    expect(await reversed()).toEqual([0, 0, 0]);
    expect(await cases()).toEqual([
      ["dispute_won", 24_200, first],
      ["dispute_won", 34, small[0]],
    ]);
    expect(await broken()).toEqual([]);
  });

  it("is one refund to the comparison with the card processor", async () => {
    await noticed(refund("re_1", 24_254));
    const window = { from: NOW, to: later(60 * 24 * 9) };
    const standing = { processorId: "re_1", amount: 24_254, stands: true };
    expect(await database.billing.paymentsBooked.reversals("refund", [], window)).toMatchObject([standing]);
    const followed = { before: window.to, finalSince: NOW, most: 9 };
    expect(await database.billing.paymentsBooked.followed("refund", followed)).toEqual([
      { ...standing, paymentIntentId: "pi_1" },
    ]);
  });

  it("that was counted on the one only is seen by the check, and is spread by the migration", async () => {
    await noticed(refund("re_1", 24_000), refund("re_2", 254));
    const parts = () =>
      database
        .db("csp_payment_reversal")
        .orderBy(["processor_id", "invoice_id"])
        .select("processor_id", "invoice_id", "amount");
    const spread = await parts();
    await database.db("csp_payment_reversal").whereNot({ invoice_id: first }).delete();
    await database.db("csp_payment_reversal").where({ processor_id: "re_2" }).update({ amount: 254 });
    await database.db("csp_invoice").whereIn("id", small).update({ amount_reversed: 0 });
    expect(await broken()).toEqual(["reversal_is_spread"]);
    await runMigration(database.db, Migration20261129202040, "up");
    expect(await parts()).toEqual(spread);
    expect(await reversed()).toEqual([24_200, 34, 20]);
    expect(await broken()).toEqual([]);
  });
});

/** Another invoice of the account over this gross; nobody is asked for it yet. */
async function addInvoice(gross: number, issuedAt: Date): Promise<string> {
  const like = await detail();
  const [line] = like.lines;
  if (line === undefined) throw new Error("no line");
  const id = `inv_${gross}`;
  const amounts = { net: gross, tax: 0, gross, discount: 0 };
  const own = { id: `line_${id}`, chargeKey: id, kind: "correction", discounts: [], givesBack: [] } as const;
  const invoice: NewInvoice = {
    ...like,
    ...amounts,
    id,
    periodKey: id,
    issuedAt,
    nextChargeAt: null,
    taxRates: [],
    taxSummary: [],
    lines: [{ ...line, ...amounts, ...own }],
  };
  const entity = await database.db("csp_legal_entity").first();
  await database.billing.issue({
    legalEntity: { ...entity, numberPrefix: entity.number_prefix },
    documents: [{ invoice, draft: false }],
    progress: [],
    leaseToken: null,
    actor: "test",
  });
  return id;
}
