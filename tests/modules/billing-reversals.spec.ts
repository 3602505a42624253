import type { DisputeReading, RefundReading, StripeReadings } from "../../src/integrations/stripe";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { noticeCard, noticeCustomerGone } from "../../src/processes/billing/collect/notice-card";
import { noticeDispute, noticeFraudWarning, noticeRefunds } from "../../src/processes/billing/collect/notice-reversal";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { mailOutstanding } from "../../src/processes/billing/invoice-mail";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { readStatement } from "../../src/processes/billing/statement/read-statement";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-31T00:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let invoiceId: string;
let refunds: RefundReading[];
let dispute: DisputeReading;

const readings: Pick<StripeReadings, "refundsOf" | "dispute"> = {
  refundsOf: async () => refunds,
  dispute: async () => dispute,
};

beforeAll(async () => {
  database = await createBillingDatabase("billing_reversals");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  await world.addCompany("acme");
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
  await database.billing.markDue(["acme"], NOW);
  await runBilling(world.container, { now: NOW, trigger: "ticker" });
  invoiceId = (await database.billing.invoices.list({ limit: 1, offset: 0 })).invoices[0]?.id ?? "";
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
    madeAt: later(60 * 24),
    dueBy: later(60 * 24 * 14),
  };
});

const charge = () => chargeInvoices(world.container, { now: NOW, limit: 9, gateway: card.gateway });
const detail = () => database.billing.retrieveInvoice(invoiceId);
const cases = () => database.billing.cases.listOpen(9);
const refund = (id: string, amount: number, stands = true): RefundReading => ({
  id,
  paymentIntentId: "pi_1",
  amount,
  currency: "USD",
  stands,
  isClosed: true,
  reason: "requested_by_customer",
  madeAt: later(60),
});
const noticed = (paymentIntentId = "pi_1") =>
  noticeRefunds(world.container, { paymentIntentId, now: later(61), readings });
const disputed = () => noticeDispute(world.container, { disputeId: "du_1", now: later(60 * 25), readings });
const statement = async () => {
  const read = await readStatement(world.container, { companyId: "acme", now: later(60 * 24 * 9), from: "2026-01-01" });
  return { rows: read?.rows.map(({ kind, amount }) => [kind, amount.amount]), closing: read?.closing.amount };
};
const broken = async () => {
  const results = await database.billing.checkBooks({ since: new Date(0), now: NOW });
  return results.filter((one) => one.broken.length > 0).map((one) => one.name);
};

describe("a refund made at the processor", () => {
  it("is a movement of the invoice, stands on the statement, and a person is asked for its document", async () => {
    await charge();
    refunds = [refund("re_1", 5_000)];
    expect(await noticed()).toBe("done");
    expect(await noticed()).toBe("done");
    expect(await detail()).toMatchObject({ status: "paid", amountPaid: 24_200, amountReversed: 5_000 });
    expect(await statement()).toEqual({
      rows: [
        ["invoice", 24_200],
        ["refund", 5_000],
        ["payment", -24_200],
      ],
      closing: 5_000,
    });
    expect(await cases()).toMatchObject([{ kind: "refunded", subject: "re_1", amount: 5_000, invoiceId }]);
    expect(await broken()).toEqual([]);
  });

  it.each([
    ["a refund", () => [refund("re_1", 5_000)], "refunded"],
    ["a refund that failed since", () => [refund("re_1", 5_000, false)], "refund_failed"],
  ] as const)(
    "of %s nothing is written when nobody can be told, so that whoever reads it again tells it",
    async (what, now, kind) => {
      await charge();
      if (what !== "a refund") {
        refunds = [refund("re_1", 5_000)];
        await noticed();
      }
      refunds = now();
      await database.db.raw(
        "alter table csp_payment_case add constraint nobody_told check (kind <> ?) not valid".replace("?", `'${kind}'`),
      );
      await expect(noticed()).rejects.toThrow("nobody_told");
      await database.db.raw("alter table csp_payment_case drop constraint nobody_told");
      expect(await noticed()).toBe("done");
      expect(await cases()).toMatchObject([{ kind, subject: "re_1" }]);
    },
  );

  it("in two parts is two movements", async () => {
    await charge();
    refunds = [refund("re_1", 5_000)];
    await noticed();
    refunds = [refund("re_1", 5_000), refund("re_2", 1_200)];
    await noticed();
    expect(await detail()).toMatchObject({ amountReversed: 6_200 });
    expect(await cases()).toHaveLength(2);
  });

  it("that fails is undone, and a person pays another way", async () => {
    await charge();
    refunds = [refund("re_1", 5_000)];
    await noticed();
    refunds = [refund("re_1", 5_000, false)];
    await noticed();
    expect(await detail()).toMatchObject({ amountReversed: 0 });
    expect((await statement()).closing).toBe(0);
    expect(await cases()).toMatchObject([{ kind: "refund_failed" }]);
  });

  describe("that fails and is made again", () => {
    const failed = refund("re_1", 5_000, false);
    const again = (amount: number) => ({ ...refund("re_2", amount), madeAt: later(120) });
    const firstFails = async () => {
      await charge();
      refunds = [refund("re_1", 5_000)];
      await noticed();
    };
    const told = async () => (await cases()).map(({ kind, subject, amount }) => [kind, subject, amount]);

    it.each([
      ["after it was heard that it failed", [[failed], [again(5_000), failed]]],
      [
        "before it was heard that it failed",
        [
          [again(5_000), refund("re_1", 5_000)],
          [again(5_000), failed],
        ],
      ],
      ["and both are heard at once", [[again(5_000), failed]]],
    ])("%s: nobody is asked to pay it another way as well", async (_what, heard) => {
      await firstFails();
      for (const all of heard) {
        refunds = all;
        await noticed();
      }
      expect(await told()).toEqual([["refunded", "re_2", 5_000]]);
      expect(await detail()).toMatchObject({ amountReversed: 5_000 });
    });

    it("in a part: the rest is somebody's still", async () => {
      await firstFails();
      refunds = [again(4_999), failed];
      await noticed();
      expect(await told()).toContainEqual(["refund_failed", "re_1", 5_000]);
    });

    it("is not what was refunded before it", async () => {
      await charge();
      const earlier = { ...refund("re_0", 5_000), madeAt: later(30) };
      refunds = [earlier, refund("re_1", 5_000)];
      await noticed();
      refunds = [earlier, failed];
      await noticed();
      expect(await told()).toContainEqual(["refund_failed", "re_1", 5_000]);
    });

    it("stands for the same document", async () => {
      await firstFails();
      const { lines } = await detail();
      const note = { invoiceId, reason: "goodwill", text: "sorry", actor: "u", now: later(70) } as const;
      await createCreditNote(world.container, { ...note, lines: [{ lineId: lines[0]?.id ?? "", net: 4_545 }] });
      refunds = [failed];
      await noticed();
      refunds = [again(5_000), failed];
      await noticed();
      expect(await told()).toEqual([]);
      expect((await statement()).closing).toBe(0);
      expect(await broken()).toEqual([]);
    });
  });

  it("that failed before anybody heard of it is nothing", async () => {
    await charge();
    refunds = [refund("re_1", 5_000, false)];
    await noticed();
    expect(await detail()).toMatchObject({ amountReversed: 0 });
    expect(await cases()).toEqual([]);
  });

  it("gets its document by a credit note, which gives nothing a second time", async () => {
    await charge();
    const { lines } = await detail();
    refunds = [refund("re_1", 5_500)];
    await noticed();
    await createCreditNote(world.container, {
      invoiceId,
      reason: "goodwill",
      text: "for the refund",
      lines: [{ lineId: lines[0]?.id ?? "", net: 5_000 }],
      actor: "u",
      now: later(70),
    });
    expect((await database.billing.findAccount("acme"))?.creditBalance).toBe(0);
    expect((await statement()).closing).toBe(0);
    expect(await cases()).toEqual([]);
    await createCreditNote(world.container, {
      invoiceId,
      reason: "goodwill",
      text: "more",
      lines: [{ lineId: lines[0]?.id ?? "", net: 1_000 }],
      actor: "u",
      now: later(71),
    });
    expect((await database.billing.findAccount("acme"))?.creditBalance).toBe(1_100);
    expect(await broken()).toEqual([]);
  });

  describe("of what a credit note gave before", () => {
    const credited = (net: number | "all") =>
      detail().then(({ lines }) =>
        createCreditNote(world.container, {
          invoiceId,
          reason: "goodwill",
          text: "sorry",
          lines: net === "all" ? "all" : [{ lineId: lines[0]?.id ?? "", net }],
          actor: "u",
          now: later(50),
        }),
      );
    const balance = async () => (await database.billing.findAccount("acme"))?.creditBalance;

    it.each([
      ["all of it: the credit goes, and nobody is asked for a document that is there", 24_200, 0, []],
      ["a part of it: that part of the credit goes", 10_000, 14_200, []],
    ])("%s", async (_what, amount, left, told) => {
      await charge();
      await credited("all");
      refunds = [refund("re_1", amount)];
      await noticed();
      await noticed();
      expect(await balance()).toBe(left);
      expect((await statement()).closing).toBe(0 - left);
      expect(await cases()).toEqual(told);
      expect(await broken()).toEqual([]);
    });

    it("and more: the credit goes, and a document is asked for over the rest", async () => {
      await charge();
      await credited(10_000);
      refunds = [refund("re_1", 20_000)];
      await noticed();
      expect(await balance()).toBe(0);
      expect(await cases()).toMatchObject([
        { kind: "refunded", amount: 9_000, words: expect.stringContaining("90.00") },
      ]);
      await credited(5_000);
      expect(await balance()).toBe(0);
      expect(await broken()).toEqual([]);
    });

    it("in two refunds takes it once", async () => {
      await charge();
      await credited(10_000);
      refunds = [refund("re_1", 6_000), refund("re_2", 5_000)];
      await noticed();
      expect(await balance()).toBe(0);
      expect(await cases()).toEqual([]);
      expect(await broken()).toEqual([]);
    });

    it("and that fails gives the credit again, and nobody has to pay anything", async () => {
      await charge();
      await credited("all");
      refunds = [refund("re_1", 24_200)];
      await noticed();
      refunds = [refund("re_1", 24_200, false)];
      await noticed();
      expect(await balance()).toBe(24_200);
      expect((await statement()).closing).toBe(-24_200);
      expect(await cases()).toEqual([]);
      expect(await broken()).toEqual([]);
    });

    it("whose credit is used up says that the company has it twice", async () => {
      await charge();
      await credited("all");
      await runBilling(world.container, { now: new Date("2026-02-28T00:00:00Z"), trigger: "ticker" });
      const used = 24_200 - ((await balance()) ?? 0);
      expect(used).toBeGreaterThan(0);
      refunds = [refund("re_1", 24_200)];
      await noticed();
      expect(await balance()).toBe(0);
      expect(await cases()).toMatchObject([
        { kind: "refunded", amount: used, words: expect.stringContaining("twice") },
      ]);
      expect(await broken()).toEqual([]);
    });

    it("by a dispute takes it as well, and gives it again when the dispute is won", async () => {
      await charge();
      await credited("all");
      await disputed();
      expect(await balance()).toBe(0);
      dispute = { ...dispute, stands: false, isClosed: true, status: "won" };
      await disputed();
      expect(await balance()).toBe(24_200);
      expect(await cases()).toEqual([]);
      expect(await broken()).toEqual([]);
    });

    it("after a dispute that was won settles that case, and opens none", async () => {
      await charge();
      await disputed();
      await credited("all");
      dispute = { ...dispute, stands: false, isClosed: true, status: "won" };
      await disputed();
      refunds = [refund("re_1", 24_200)];
      await noticed();
      expect(await cases()).toEqual([]);
      expect((await statement()).closing).toBe(0);
      expect(await broken()).toEqual([]);
    });
  });

  it("of a stranger's payment is not ours, and of one that is not booked yet waits", async () => {
    expect(await noticed("pi_stranger")).toBe("not_ours");
    await database.db("csp_invoice").update({ payment_intent_id: "pi_1" });
    refunds = [refund("re_1", 5_000)];
    expect(await noticed()).toBe("not_yet");
  });
});

describe("a dispute", () => {
  it("takes the money back, with a day by which a person has to answer; won, it comes again", async () => {
    await charge();
    await disputed();
    expect(await detail()).toMatchObject({ amountReversed: 24_200 });
    expect(await cases()).toMatchObject([{ kind: "disputed", dueBy: later(60 * 24 * 14) }]);
    expect((await statement()).rows).toContainEqual(["chargeback", 24_200]);
    dispute = { ...dispute, stands: false, isClosed: true, status: "won" };
    await disputed();
    expect(await detail()).toMatchObject({ amountReversed: 0 });
    expect((await statement()).closing).toBe(0);
    expect(await cases()).toEqual([]);
  });

  it("that is won after a credit note gave the money away is told to a person, once", async () => {
    await charge();
    await disputed();
    await createCreditNote(world.container, {
      invoiceId,
      reason: "goodwill",
      text: "disputed",
      lines: "all",
      actor: "u",
      now: later(60 * 26),
    });
    dispute = { ...dispute, stands: false, isClosed: true, status: "won" };
    await disputed();
    await disputed();
    expect(await cases()).toMatchObject([{ kind: "dispute_won", subject: "du_1", amount: 24_200 }]);
    expect(await broken()).toEqual([]);
  });

  it("that is lost stays with a person", async () => {
    await charge();
    await disputed();
    dispute = { ...dispute, isClosed: true, status: "lost" };
    await disputed();
    expect(await detail()).toMatchObject({ amountReversed: 24_200 });
    expect(await cases()).toMatchObject([{ kind: "disputed", words: expect.stringContaining("lost") }]);
  });

  it("that is only an inquiry moves no money", async () => {
    await charge();
    dispute = { ...dispute, stands: false, isInquiry: true, status: "warning_needs_response" };
    await disputed();
    expect(await detail()).toMatchObject({ amountReversed: 0 });
    expect(await cases()).toMatchObject([{ kind: "dispute_inquiry" }]);
  });

  it("that is feared is told to a person", async () => {
    await charge();
    const warning = { warningId: "issfr_1", now: later(5) };
    expect(await noticeFraudWarning(world.container, { ...warning, paymentIntentId: "pi_1" })).toBe(true);
    expect(await noticeFraudWarning(world.container, { ...warning, paymentIntentId: "pi_x" })).toBe(false);
    expect(await cases()).toMatchObject([{ kind: "fraud_warning", amount: 24_200 }]);
  });
});

describe("a card that changes at the processor", () => {
  const saved = { id: "pm_acme", brand: "visa", last4: "1111", expMonth: 5, expYear: 2031 };
  const found = { ...saved, fingerprint: null, country: null, funding: "credit" };
  const read = (customerId: string | null) => ({ card: async () => ({ card: found, customerId }) });
  const account = () => database.billing.findAccount("acme");

  it("has its new data from then on", async () => {
    expect(await noticeCard(world.container, "pm_acme", read("cus_acme"))).toBe(true);
    const known = await database.billing.defaultPaymentMethod((await account())?.id ?? "");
    expect(known).toMatchObject({ last4: "1111", expMonth: 5, expYear: 2031 });
    expect(await noticeCard(world.container, "pm_stranger", read("cus_x"))).toBe(false);
  });

  it("that was removed is not asked any more", async () => {
    expect(await noticeCard(world.container, "pm_acme", read(null))).toBe(true);
    await charge();
    expect(card.calls).toEqual([]);
    expect(await detail()).toMatchObject({ status: "open", chargeHold: "no_card" });
  });

  it("goes with the company's record, and a person is told", async () => {
    expect(await noticeCustomerGone(world.container, "cus_acme", NOW)).toBe(true);
    expect(await noticeCustomerGone(world.container, "cus_stranger", NOW)).toBe(false);
    await charge();
    expect(card.calls).toEqual([]);
    expect(await cases()).toMatchObject([{ kind: "customer_gone" }]);
    const consent = { textVersion: "v1", agreedAt: later(60), ip: null };
    const accountId = (await account())?.id ?? "";
    const saved = { brand: "visa", last4: "4242", expMonth: 4, expYear: 2040, consent };
    await database.billing.savePaymentMethod({ accountId, paymentMethodId: "pm_next", ...saved });
    expect(await cases()).toEqual([]);
  });
});

describe("the mail about an invoice", () => {
  const mails = () => world.mails.map(({ template }) => template);
  const text = (template: string) =>
    JSON.stringify(world.mails.find((mail) => mail.template === template) ?? {}).replaceAll("\\n", " ");

  it("waits until it is known how the charge ended, and then is one", async () => {
    expect(await mailOutstanding(world.container, NOW, 9)).toBe(0);
    await charge();
    await mailOutstanding(world.container, NOW, 9);
    await mailOutstanding(world.container, later(5), 9);
    expect(mails()).toEqual(["invoice_issued"]);
    expect(text("invoice_issued")).toContain("was charged to Visa 4242");
  });

  it("of a charge that failed is one as well", async () => {
    card.script.push("decline");
    await charge();
    await mailOutstanding(world.container, NOW, 9);
    await mailOutstanding(world.container, later(5), 9);
    expect(mails()).toEqual(["card_declined"]);
  });

  it("of a bank that does not decide goes after an hour, and says no more than is known", async () => {
    card.script.push("processing");
    await charge();
    expect(await mailOutstanding(world.container, later(59), 9)).toBe(0);
    await mailOutstanding(world.container, later(61), 9);
    expect(mails()).toEqual(["invoice_issued"]);
  });

  it("to a company without a card says how to pay instead", async () => {
    await database.db("csp_payment_method").delete();
    await charge();
    await mailOutstanding(world.container, NOW, 9);
    expect(mails()).toEqual(["invoice_issued"]);
    expect(text("invoice_issued")).toContain("Please pay it by then");
    expect(text("invoice_issued")).not.toContain("saved card");
  });

  it("goes at once when nothing is charged yet", async () => {
    await database.db("csp_invoice").update({ next_charge_at: later(60 * 24 * 14) });
    await mailOutstanding(world.container, NOW, 9);
    expect(mails()).toEqual(["invoice_issued"]);
  });
});
