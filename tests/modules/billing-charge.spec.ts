import { Modules } from "@medusajs/framework/utils";
import type { NewPaymentCase } from "../../src/modules/billing";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { noticeInvoicePayment } from "../../src/processes/billing/collect/notice-payment";
import { invoiceMailDuty } from "../../src/processes/billing/duties";
import { mailOutstanding } from "../../src/processes/billing/invoice-mail";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-31T00:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let accountId: string;
let invoiceId: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_charge");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  card = new FakeGateway();
  accountId = await world.addCompany("acme");
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
  await database.billing.markDue(["acme"], NOW);
  await runBilling(world.container, { now: NOW, trigger: "ticker" });
  const { invoices } = await database.billing.invoices.list({ limit: 1, offset: 0 });
  invoiceId = invoices[0]?.id ?? "";
});

const charge = async (now = NOW) =>
  (await chargeInvoices(world.container, { now, limit: 10, gateway: card.gateway })).done;
const detail = async () => {
  const invoice = await database.billing.invoices.detail(invoiceId);
  if (!invoice) throw new Error("missing");
  return invoice;
};

describe("charging a saved card", () => {
  it("takes the gross once and makes the invoice paid", async () => {
    expect(await charge()).toBe(1);
    expect(await charge(later(60))).toBe(0);
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_200 }]);
    expect(card.calls).toEqual([`create inv:${invoiceId}:pi`, `confirm inv:${invoiceId}:try:1`]);
    expect(await detail()).toMatchObject({
      status: "paid",
      paidAt: NOW,
      amountPaid: 24_200,
      attempts: [{ attemptNo: 1, state: "succeeded", cardLabel: "Visa 4242", chargeId: "ch_pi_1" }],
    });
  });

  it("leaves a declined invoice with its reason, mails once, and does not try again by itself", async () => {
    card.script.push("decline");
    await charge();
    await mailOutstanding(world.container, NOW, 10);
    await mailOutstanding(world.container, NOW, 10);
    expect(await charge(later(60 * 24 * 30))).toBe(0);
    expect(await detail()).toMatchObject({
      status: "payment_failed",
      paymentFailure: { declineClass: "soft", reason: expect.stringContaining("declined") },
      attempts: [{ state: "declined", declineCode: "insufficient_funds", code: "card_declined" }],
    });
    expect(world.mailed("card_declined")).toBe(1);
    // The one mail brings the invoice and says how its charge ended.
    expect(world.mailed("invoice_issued")).toBe(0);
  });

  it("mails whoever acts for the company by then, not the contact of the day of issue, and nobody where none is left", async () => {
    const acme = world.companies.get("acme");
    if (acme === undefined) throw new Error("no company");
    card.script.push("decline");
    world.companies.set("acme", { ...acme, email: "heir@acme.example" });
    await chargeInvoices(world.container, { now: NOW, limit: 10, gateway: card.gateway });
    await mailOutstanding(world.container, NOW, 10);
    expect(world.mails.map(({ to, template }) => [to, template])).toEqual([["heir@acme.example", "card_declined"]]);
    world.companies.set("acme", { ...acme, email: "erased@erased.invalid" });
    await database.db("csp_invoice").update({ failure_mailed_at: null });
    await mailOutstanding(world.container, NOW, 10);
    expect(world.mails).toHaveLength(1);
    expect(await database.billing.invoices.unmailed(9)).toEqual([]);
  });

  it("charges a new card at once, on the same payment under a new attempt's key", async () => {
    card.script.push("decline");
    await charge();
    await world.saveCard(accountId, "pm_new", later(5));
    expect(await charge(later(5))).toBe(1);
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_200 }]);
    expect(card.calls.at(-1)).toBe(`confirm inv:${invoiceId}:try:2`);
    expect(await detail()).toMatchObject({ status: "paid", paymentFailure: null });
  });

  it("without a saved card makes no attempt and fails nothing; saving one charges at once", async () => {
    await database.db("csp_payment_method").delete();
    await charge();
    expect(await detail()).toMatchObject({ status: "open", chargeHold: "no_card", nextChargeAt: null, attempts: [] });
    expect(card.calls).toEqual([]);
    await world.saveCard(accountId, "pm_first", later(5));
    expect(await charge(later(5))).toBe(1);
    expect(await detail()).toMatchObject({ status: "paid", chargeHold: null });
  });

  it.each(["lose the answer before", "lose the answer after"] as const)(
    "asks again under the same key when it would %s, and takes the money once",
    async (fault) => {
      card.script.push(fault);
      await charge();
      expect(await detail()).toMatchObject({ status: "open", attempts: [{ attemptNo: 1, state: "unknown" }] });
      expect(await charge(later(5))).toBe(1);
      expect(card.taken).toHaveLength(1);
      expect((await detail()).attempts).toMatchObject([{ attemptNo: 1, state: "succeeded" }]);
      expect(await detail()).toMatchObject({ status: "paid" });
    },
  );

  it("after a day never sends the same again: the attempt ends, and the next one takes the money once", async () => {
    card.script.push("lose the answer before");
    await charge();
    await charge(later(60 * 24));
    expect(card.calls.filter((call) => call.startsWith("confirm"))).toEqual([
      `confirm inv:${invoiceId}:try:1`,
      `confirm inv:${invoiceId}:try:2`,
    ]);
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_200 }]);
    expect(await detail()).toMatchObject({
      status: "paid",
      attempts: [{ state: "declined", code: "lapsed" }, { state: "succeeded" }],
    });
  });

  it("waits while the bank decides, and believes the payment itself, not the notice", async () => {
    card.script.push("processing");
    await charge();
    expect(await noticeInvoicePayment(world.container, { paymentIntentId: "pi_1", now: later(1) })).toBe(true);
    await charge(later(1));
    expect(await detail()).toMatchObject({ status: "open", attempts: [{ state: "processing" }] });
    card.succeed("pi_1");
    await noticeInvoicePayment(world.container, { paymentIntentId: "pi_1", now: later(2) });
    await charge(later(2));
    expect(await detail()).toMatchObject({ status: "paid", attempts: [{ attemptNo: 1, state: "succeeded" }] });
    expect(await noticeInvoicePayment(world.container, { paymentIntentId: "pi_1", now: later(3) })).toBe(false);
    expect(await noticeInvoicePayment(world.container, { paymentIntentId: "pi_other", now: later(3) })).toBe(false);
  });

  it("records money that came after a refusal, and asks no card again for a notice that brings none", async () => {
    card.script.push("decline");
    await charge();
    const notice = { paymentIntentId: "pi_1", now: later(5), gateway: card.gateway };
    expect(await noticeInvoicePayment(world.container, notice)).toBe(false);
    expect(await detail()).toMatchObject({ status: "payment_failed", nextChargeAt: null });
    card.succeed("pi_1");
    expect(await noticeInvoicePayment(world.container, notice)).toBe(true);
    expect(await noticeInvoicePayment(world.container, notice)).toBe(false);
    expect(await detail()).toMatchObject({
      status: "paid",
      amountPaid: 24_200,
      attempts: [{ attemptNo: 1, state: "succeeded", chargeId: "ch_pi_1" }],
    });
  });

  it("counts a mail that did not go out as not done, so that the duty rests, and mails the others", async () => {
    const other = await world.addCompany("other");
    world.addSubscription({ id: "sub_other", companyId: "other", startedOn: "2026-01-31" });
    await database.billing.markDue(["other"], NOW);
    await runBilling(world.container, { now: NOW, trigger: "ticker" });
    await charge();
    const notifications = world.container.resolve(Modules.NOTIFICATION);
    const send = notifications.createNotifications.bind(notifications);
    const sending = jest.spyOn(notifications, "createNotifications").mockRejectedValue(new Error("no mail server"));
    expect(await invoiceMailDuty.run(world.container, NOW)).toEqual({ done: 0, nextDueAt: null });
    expect(sending).toHaveBeenCalledTimes(2);
    await database.db("csp_mail").where({ state: "waiting" }).update({ next_at: database.db.fn.now() });
    sending.mockReset().mockRejectedValueOnce(new Error("mailbox full")).mockImplementation(send);
    expect(await mailOutstanding(world.container, later(2), 1)).toBe(1);
    const { invoices } = await database.billing.invoices.list({ limit: 9, offset: 0 });
    const told = await Promise.all(invoices.map(({ id }) => database.billing.invoices.detail(id)));
    expect(told.map((one) => [one?.billingAccountId === other, one?.mailedAt !== null]).sort()).toEqual([
      [false, false],
      [true, true],
    ]);
    sending.mockRestore();
  });

  it("keeps a refusal against an answer that says less, and does not ask again because of it", async () => {
    card.script.push("decline");
    await charge();
    const [attempt] = (await detail()).attempts;
    await database.billing.recordOutcome({
      invoiceId,
      attemptId: attempt?.id ?? "",
      result: { state: "unknown", message: "timed out" },
      effect: { kind: "wait", nextChargeAt: later(5) },
      leaseToken: null,
      now: later(1),
    });
    expect(await detail()).toMatchObject({
      status: "payment_failed",
      nextChargeAt: null,
      attempts: [{ attemptNo: 1, state: "declined" }],
    });
  });

  it("two workers at once charge once", async () => {
    const taken = await Promise.all([charge(), charge(), charge()]);
    expect(taken.reduce((sum, one) => sum + one, 0)).toBe(1);
    expect(card.taken).toHaveLength(1);
  });

  it("the database refuses a second attempt while one is open, and a second success", async () => {
    await database.billing.attempts.openOrPlan({
      invoiceId,
      amount: 1,
      currency: "USD",
      paymentMethodId: null,
      cardLabel: "Card",
      now: NOW,
    });
    const second = (state: string) =>
      database.db("csp_charge_attempt").insert({
        id: "x",
        invoice_id: invoiceId,
        attempt_no: 2,
        idempotency_key: "x",
        state,
        amount: 1,
        currency: "USD",
        card_label: "Card",
        planned_at: NOW,
      });
    await expect(second("planned")).rejects.toThrow("csp_charge_attempt_one_open");
  });
});

describe("a worker whose lease on an invoice was taken over", () => {
  const row = () => database.db("csp_invoice").where({ id: invoiceId }).first();
  const lease = () => database.billing.invoices.leaseChargeable({ now: NOW, limit: 1 });
  const outrun = () => database.db("csp_invoice").update({ lease_until: new Date("2020-01-01T00:00:00Z") });

  /** The token that was lost, the one that holds now, and the attempt that both are about. */
  async function takenOver() {
    const { token: lost } = await lease();
    await outrun();
    const { token: holder } = await lease();
    const attempt = await database.billing.attempts.openOrPlan({
      invoiceId,
      amount: 24_200,
      currency: "USD",
      paymentMethodId: "pm_acme",
      cardLabel: "Visa 4242",
      now: NOW,
    });
    await database.billing.attempts.markSent(attempt.id, "pi_1", NOW);
    return { lost, holder, attemptId: attempt.id };
  }

  it("still records money that was taken, and leaves the lease to its holder", async () => {
    const { lost, holder, attemptId } = await takenOver();
    const outcome = { invoiceId, attemptId, now: NOW, result: { state: "succeeded" }, leaseToken: lost } as const;
    await database.billing.recordOutcome({ ...outcome, effect: { kind: "paid" } });
    expect(await row()).toMatchObject({ status: "paid", amount_paid: "24200", lease_token: holder });
    // What is known already ends nobody else's lease either; the holder's own call does.
    const again = { ...outcome, result: { state: "declined" }, effect: { kind: "wait", nextChargeAt: NOW } } as const;
    await database.billing.recordOutcome(again);
    expect(await row()).toMatchObject({ status: "paid", lease_token: holder });
    await database.billing.recordOutcome({ ...again, leaseToken: holder });
    expect(await row()).toMatchObject({ status: "paid", lease_token: null, lease_until: null });
  });

  const aCase = (subject: string): NewPaymentCase => ({
    ...{ billingAccountId: accountId, invoiceId: subject, kind: "order_canceled", subject, words: "x" },
    ...{ amount: 1, currency: "USD", openedAt: NOW, dueBy: null },
  });

  it.each<[string, (held: { id: string; token: string }) => Promise<unknown>]>([
    ["puts the charge off", ({ id, token }) => database.billing.invoices.reschedule(id, token, later(10))],
    ["leaves it to a person", ({ id, token }) => database.billing.invoices.holdForPerson(id, token, aCase(id))],
    ["withholds it", ({ id, token }) => database.billing.invoices.withhold(id, token, aCase(id))],
  ])("whose holder %s leaves an invoice that was paid meanwhile as it is", async (_name, act) => {
    const { lost, holder, attemptId } = await takenOver();
    const result = { state: "succeeded" } as const;
    await database.billing.recordOutcome({
      ...{ invoiceId, attemptId, now: NOW, result, leaseToken: lost },
      effect: { kind: "paid" },
    });
    await act({ id: invoiceId, token: holder });
    const paid = { status: "paid", next_charge_at: null, charge_hold: null, lease_token: null, lease_until: null };
    expect(await row()).toMatchObject(paid);
    expect(await database.db("csp_payment_case").whereNull("resolved_at")).toEqual([]);
    expect(await database.billing.invoices.nextChargeAt()).toBeNull();
  });

  it("decides nothing else about the invoice", async () => {
    const { lost, holder, attemptId } = await takenOver();
    const before = await row();
    await database.billing.recordOutcome({
      invoiceId,
      attemptId,
      leaseToken: lost,
      result: { state: "unknown" },
      effect: { kind: "wait", nextChargeAt: later(60) },
      now: NOW,
    });
    expect(await database.billing.invoices.setPaymentIntent({ id: invoiceId, token: lost }, "pi_2")).toBe(false);
    await database.billing.invoices.scheduleCharge(invoiceId, later(60), lost);
    expect(await row()).toEqual(before);
    expect(await database.billing.invoices.setPaymentIntent({ id: invoiceId, token: holder }, "pi_2")).toBe(true);
    await database.billing.invoices.scheduleCharge(invoiceId, later(60), holder);
    expect(await row()).toMatchObject({ payment_intent_id: "pi_2", next_charge_at: later(60), lease_token: holder });
  });

  it("does not ask a card again that has just been declined to the other", async () => {
    const take = database.billing.invoices.leaseChargeable.bind(database.billing.invoices);
    jest.spyOn(database.billing.invoices, "leaseChargeable").mockImplementationOnce(async (input) => {
      const taken = await take(input);
      await outrun();
      card.script.push("decline");
      await charge();
      return taken;
    });
    await charge();
    jest.restoreAllMocks();
    expect(card.calls.filter((call) => call.startsWith("confirm"))).toEqual([`confirm inv:${invoiceId}:try:1`]);
    expect(await detail()).toMatchObject({ status: "payment_failed", attempts: [{ state: "declined" }] });
  });
});
