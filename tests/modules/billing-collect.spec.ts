import Stripe from "stripe";
import { reachOf } from "../../src/connections/set-up-faults";
import { type CardGateway, StripeUnavailableError } from "../../src/integrations/stripe";
import { translate } from "../../src/integrations/stripe/errors";
import type { NewInvoice } from "../../src/modules/billing";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { noticeInvoicePayment } from "../../src/processes/billing/collect/notice-payment";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";
import { testSettings } from "../support/settings";

const NOW = new Date("2026-01-31T00:00:00Z");
const later = (minutes: number) => new Date(NOW.getTime() + minutes * 60_000);
const { errors } = Stripe;
const said = (raw: Record<string, unknown>) =>
  ({ message: "no", ...raw }) as unknown as ConstructorParameters<typeof errors.StripeError>[0];

let database: BillingDatabase;
let world: BillingWorld;
let card: FakeGateway;
let accountId: string;
let first: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_collect");
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
  first = (await database.billing.invoices.list({ limit: 1, offset: 0 })).invoices[0]?.id ?? "";
});

const CHARGES = { system: "stripe", scope: "write payment_intents" } as const;

/**
 * The card rail as the connection has it: how calls end is heard, but not that other calls work here while the
 * next confirmation is scripted to meet a set-up that none would get past.
 */
function heard(now: Date): CardGateway {
  const { setUpFaults } = testSettings(database.db);
  return new Proxy(card.gateway, {
    get: (rail, name) => async (input: never) => {
      try {
        const answer = await Reflect.get(rail, name).call(rail, input);
        if (typeof card.script[0] !== "object") {
          await setUpFaults.clear(CHARGES, now);
        }
        return answer;
      } catch (error) {
        if (error instanceof StripeUnavailableError && error.answer.fault === "set_up") {
          await setUpFaults.record(reachOf(CHARGES, error.answer), error.message, now);
        }
        throw error;
      }
    },
  });
}

const run = (now: Date) => chargeInvoices(world.container, { now, limit: 50, gateway: heard(now) });
const detail = (id = first) => database.billing.retrieveInvoice(id);
const charge = (id: string, at: Date) => database.billing.invoices.scheduleCharge(id, at);
const broken = async () => {
  const results = await database.billing.checkBooks({ since: new Date(0), now: NOW });
  return results.filter((one) => one.broken.length > 0).map((one) => one.name);
};

/** Another invoice of the account over this gross, issued at the instant; nobody is asked for it yet. */
async function addInvoice(gross: number, issuedAt = later(1), nextChargeAt: Date | null = null): Promise<string> {
  const like = await detail();
  const id = `inv_${gross}_${issuedAt.getTime()}`;
  const [line] = like.lines;
  if (line === undefined) throw new Error("no line");
  const amounts = { net: gross, tax: 0, gross, discount: 0 };
  const invoice: NewInvoice = {
    ...like,
    ...amounts,
    id,
    periodKey: id,
    issuedAt,
    nextChargeAt,
    lines: [{ ...line, ...amounts, discounts: [], id: `line_${id}`, chargeKey: id, kind: "correction", givesBack: [] }],
  };
  const legalEntity = await database.db("csp_legal_entity").first();
  await database.billing.issue({
    legalEntity: { ...legalEntity, id: legalEntity.id, numberPrefix: legalEntity.number_prefix },
    documents: [{ invoice, draft: false }],
    progress: [],
    leaseToken: null,
    actor: "test",
  });
  return id;
}

describe("a fault of our own set-up", () => {
  const revoked = { error: new errors.StripeAuthenticationError(said({ statusCode: 401 })) };

  it.each([
    ["a revoked key", revoked.error],
    ["a key that may too little", new errors.StripePermissionError(said({ statusCode: 403 }))],
    ["live charges switched off", new errors.StripeInvalidRequestError(said({ code: "testmode_charges_only" }))],
    ["a closed account", new errors.StripeCardError(said({ statusCode: 402, code: "account_closed" }))],
  ])("%s: nothing is marked, the whole run stops asking, and it goes on by itself", async (_what, error) => {
    for (let at = 2; at < 12; at += 1) {
      await addInvoice(1000 + at, later(at), NOW);
    }
    card.script.push({ error }, { error });
    const paused = await run(later(20));
    expect(paused).toEqual({ done: 1, pausedUntil: later(21) });
    expect(card.calls.filter((call) => call.startsWith("confirm"))).toHaveLength(1);
    const { invoices } = await database.billing.invoices.list({ limit: 50, offset: 0 });
    expect(new Set(invoices.map(({ status }) => status))).toEqual(new Set(["open"]));
    const beforeItIsTriedAgain = new Date(later(21).getTime() - 1);
    expect(await run(beforeItIsTriedAgain)).toEqual({ done: 0, pausedUntil: later(21) });
    expect(await run(later(25))).toMatchObject({ done: 1 });
    const settings = world.container.resolve("csp_settings");
    expect(await settings.listSetUpFaults(later(25))).toMatchObject([{ system: "stripe", since: later(20), count: 2 }]);
    expect(card.calls.filter((call) => call.startsWith("confirm"))).toHaveLength(2);
    await run(later(31));
    expect(card.taken).toHaveLength(11);
    expect(await settings.listSetUpFaults(later(31))).toEqual([]);
    expect(world.mailed("card_declined")).toBe(0);
  });

  it("a right that only this invoice's charge needs: it is tried again after a minute, and the others go on", async () => {
    await addInvoice(1_000, later(2), later(2));
    const refused = translate("GET /v1/disputes", new errors.StripePermissionError(said({ statusCode: 403 })));
    const { setUpFaults } = testSettings(database.db);
    const asked: string[] = [];
    const gateway = new Proxy(card.gateway, {
      get: (rail, name) => async (input: { metadata?: { invoice_id?: string } }) => {
        asked.push(String(name));
        if (input.metadata?.invoice_id === first) {
          await setUpFaults.record({ system: "stripe", scope: "read disputes" }, "no", NOW);
          throw refused;
        }
        return Reflect.get(rail, name).call(rail, input as never);
      },
    });
    const now = later(20);
    expect((await chargeInvoices(world.container, { now, limit: 10, gateway })).done).toBe(2);
    expect(asked.filter((name) => name === "createPaymentIntent")).toHaveLength(2);
    expect(card.taken).toEqual([{ paymentIntentId: expect.any(String), amount: 1_000 }]);
    const { status, nextChargeAt } = await detail();
    expect(status).toBe("open");
    expect(nextChargeAt?.getTime()).toBeGreaterThanOrEqual(later(21).getTime());
    expect(nextChargeAt?.getTime()).toBeLessThanOrEqual(later(22).getTime());
  });

  it("of many workers one probes", async () => {
    card.script.push(revoked);
    await run(NOW);
    card.script.push(revoked);
    const done = await Promise.all([run(later(5)), run(later(5)), run(later(5))]);
    expect(done.reduce((sum, one) => sum + one.done, 0)).toBe(1);
  });

  it("a whole day of it loses nothing: the attempt that was sent ends, and the next takes the money", async () => {
    card.script.push(revoked);
    await run(NOW);
    await run(later(60 * 30));
    expect(card.taken).toHaveLength(1);
    expect(await detail()).toMatchObject({ status: "paid" });
  });
});

describe("an answer that says nothing about the card", () => {
  it.each([
    ["a wrong parameter", new errors.StripeInvalidRequestError(said({ code: "parameter_unknown" })), "request_refused"],
    ["a code nobody knows", new errors.StripeInvalidRequestError(said({ code: "brand_new" })), "request_refused"],
    [
      "too large an amount",
      new errors.StripeInvalidRequestError(said({ code: "amount_too_large" })),
      "request_refused",
    ],
    ["a key used for another request", new errors.StripeIdempotencyError(said({ statusCode: 400 })), "key_clash"],
  ])("%s: not failed, no mail, and a person is asked", async (_what, error, kind) => {
    card.script.push({ error });
    await run(NOW);
    expect(await detail()).toMatchObject({ status: "open", chargeHold: "person", nextChargeAt: null });
    expect(await database.billing.cases.listOpen(9)).toMatchObject([{ kind, invoiceId: first, amount: 24_200 }]);
    expect((await run(later(600))).done).toBe(0);
    await charge(first, later(601));
    await run(later(601));
    expect(card.taken).toHaveLength(1);
  });

  it("a card that no longer exists is the customer's to replace", async () => {
    card.script.push({
      error: new errors.StripeInvalidRequestError(said({ code: "resource_missing", param: "payment_method" })),
    });
    await run(NOW);
    expect(await detail()).toMatchObject({ status: "payment_failed", paymentFailure: { declineClass: "never" } });
  });
});

describe("a payment that was closed at the processor", () => {
  it.each(["before the new card", "while it was asked for"])("%s: a new one takes the money once", async (when) => {
    card.script.push("decline");
    await run(NOW);
    if (when === "before the new card") {
      await card.cancel({ paymentIntentId: "pi_1", idempotencyKey: "by hand" });
    } else {
      jest.spyOn(card, "confirmOffSession").mockImplementationOnce(async () => {
        const closed = await card.cancel({ paymentIntentId: "pi_1", idempotencyKey: "by hand" });
        if (closed.outcome !== "canceled") throw new Error("not closed");
        return closed;
      });
    }
    await world.saveCard(accountId, "pm_new", later(5));
    await run(later(5));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_2", amount: 24_200 }]);
    expect(await detail()).toMatchObject({ status: "paid", paymentIntentId: "pi_2" });
    jest.restoreAllMocks();
  });

  it("again and again: a person is asked", async () => {
    jest.spyOn(card, "confirmOffSession").mockImplementation(async ({ paymentIntentId }) => {
      const closed = await card.cancel({ paymentIntentId, idempotencyKey: "always" });
      if (closed.outcome !== "canceled") throw new Error("not closed");
      return closed;
    });
    await run(NOW);
    jest.restoreAllMocks();
    expect(card.taken).toEqual([]);
    expect(await detail()).toMatchObject({ status: "open", chargeHold: "person" });
    expect(await database.billing.cases.listOpen(9)).toMatchObject([{ kind: "payments_closed" }]);
  });
});

describe("money that comes when nobody waits for it", () => {
  it("for an invoice that credit has settled since: it is the company's credit, and a person may refund it", async () => {
    card.script.push("decline");
    await run(NOW);
    await createCreditNote(world.container, {
      invoiceId: first,
      reason: "goodwill",
      text: "sorry",
      lines: "all",
      actor: "u",
      now: later(1),
    });
    card.succeed("pi_1");
    await noticeInvoicePayment(world.container, { paymentIntentId: "pi_1", now: later(2), gateway: card.gateway });
    expect(await database.billing.cases.listOpen(9)).toMatchObject([{ kind: "unclaimed_money", amount: 24_200 }]);
    expect((await database.billing.retrieveAccount(accountId)).creditBalance).toBe(24_200);
    expect(await broken()).toEqual([]);
  });

  it("over what was asked before a credit: it pays the invoice, and the rest is credit", async () => {
    card.script.push("decline");
    await run(NOW);
    const { lines } = await detail();
    await createCreditNote(world.container, {
      invoiceId: first,
      reason: "goodwill",
      text: "part",
      lines: [{ lineId: lines[0]?.id ?? "", net: 1000 }],
      actor: "u",
      now: later(1),
    });
    card.succeed("pi_1");
    const notice = { paymentIntentId: "pi_1", now: later(2), gateway: card.gateway };
    expect(await noticeInvoicePayment(world.container, notice)).toBe(true);
    expect(await database.billing.cases.listOpen(9)).toMatchObject([{ kind: "amount_mismatch", amount: 1_100 }]);
    expect(await detail()).toMatchObject({ status: "paid", amountPaid: 23_100, amountCredited: 1_100 });
    expect((await database.billing.retrieveAccount(accountId)).creditBalance).toBe(1_100);
    expect(await broken()).toEqual([]);
  });

  it("for small invoices too, one of which was credited since: what is left of it is credit", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    const small = [await addInvoice(24, later(1), later(1)), await addInvoice(20, later(2), null)];
    await database.db("csp_invoice").where({ id: small[1] }).update({ charge_hold: "too_small" });
    await run(later(2));
    card.script.push("decline");
    await charge(first, later(5));
    await run(later(5));
    await createCreditNote(world.container, {
      invoiceId: small[0] ?? "",
      reason: "goodwill",
      text: "waived",
      lines: "all",
      actor: "u",
      now: later(6),
    });
    const asked = (await detail()).attempts.at(-1);
    card.succeed("pi_1");
    await noticeInvoicePayment(world.container, { paymentIntentId: "pi_1", now: later(7), gateway: card.gateway });
    expect(asked).toMatchObject({ amount: 24_200, carried: 44 });
    expect((await detail()).attempts.at(-1)).toMatchObject({ amount: 24_224, carried: 20, excess: 24 });
    expect(await detail(small[1])).toMatchObject({ status: "paid", amountPaid: 20 });
    expect((await database.billing.retrieveAccount(accountId)).creditBalance).toBe(24);
    expect(await broken()).toEqual([]);
  });

  it("beside another attempt whose end is not known: it waits for that end", async () => {
    card.script.push("decline");
    await run(NOW);
    await database.db("csp_invoice").where({ id: first }).update({ payment_intent_id: null });
    await world.saveCard(accountId, "pm_new", later(1));
    card.script.push("processing");
    await run(later(1));
    card.succeed("pi_1");
    const notice = { paymentIntentId: "pi_1", now: later(2), gateway: card.gateway };
    expect(await noticeInvoicePayment(world.container, notice)).toBe("not_yet");
    card.succeed("pi_2");
    await charge(first, later(3));
    await run(later(3));
    expect(await noticeInvoicePayment(world.container, { ...notice, now: later(4) })).toBe(true);
    expect(await noticeInvoicePayment(world.container, { ...notice, now: later(4) })).toBe(false);
    expect(await detail()).toMatchObject({ status: "paid", amountPaid: 24_200 });
    expect((await database.billing.retrieveAccount(accountId)).creditBalance).toBe(24_200);
    expect(await broken()).toEqual([]);
  });
});

describe("an amount too small for a card", () => {
  it("is not charged and not failed; it is collected with the next invoice, in one charge", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    const small = await addInvoice(34, later(1), later(1));
    await run(later(1));
    expect(await detail(small)).toMatchObject({ status: "open", chargeHold: "too_small", attempts: [] });
    expect(card.calls).toEqual([]);
    await charge(first, later(5));
    await run(later(5));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_234 }]);
    expect(await detail(small)).toMatchObject({
      status: "paid",
      amountPaid: 34,
      attempts: [{ state: "succeeded", amount: 34, paymentIntentId: "pi_1" }],
    });
    expect(await detail()).toMatchObject({
      status: "paid",
      amountPaid: 24_200,
      attempts: [{ amount: 24_200, carried: 34 }],
    });
    expect(await broken()).toEqual([]);
  });

  it("several of them are charged as soon as they are enough together", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    const small = [await addInvoice(20, later(1), later(1)), await addInvoice(31, later(2), later(2))];
    await run(later(3));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 51 }]);
    expect(await Promise.all(small.map(async (id) => (await detail(id)).status))).toEqual(["paid", "paid"]);
    expect(await broken()).toEqual([]);
  });

  it("goes with the next card after a decline, and is not asked for twice", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    await addInvoice(34, later(1), later(1));
    await run(later(1));
    card.script.push("decline");
    await charge(first, later(5));
    await run(later(5));
    await world.saveCard(accountId, "pm_new", later(9));
    await run(later(9));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_234 }]);
    expect(await broken()).toEqual([]);
  });

  it("that no other invoice came for is a person's after five weeks, and still goes with a later one", async () => {
    const days = (count: number) => later(count * 24 * 60);
    await database.db("csp_invoice").update({ next_charge_at: null });
    const small = await addInvoice(34, later(1), later(1));
    await run(later(1));
    expect((await detail(small)).nextChargeAt).toEqual(new Date(later(1).getTime() + 35 * 24 * 60 * 60_000));
    await run(days(34));
    expect(await database.billing.cases.listOpen(9)).toEqual([]);
    await run(days(36));
    expect(await database.billing.cases.listOpen(9)).toMatchObject([
      { kind: "too_small", invoiceId: small, amount: 34 },
    ]);
    expect(await detail(small)).toMatchObject({ status: "open", chargeHold: "too_small", nextChargeAt: null });
    await charge(first, days(40));
    await run(days(40));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_234 }]);
    expect(await database.billing.cases.listOpen(9)).toEqual([]);
  });

  it("is not asked for beside the charge that takes it along", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    const small = await addInvoice(34, later(1), later(1));
    await run(later(1));
    await charge(first, later(5));
    card.script.push("processing");
    await run(later(5));
    const other = await addInvoice(34, later(6), later(9_999_999));
    await database.db("csp_invoice").where({ id: other }).update({ charge_hold: "too_small" });
    await charge(small, later(7));
    await database
      .db("csp_invoice")
      .where({ id: first })
      .update({ next_charge_at: later(90) });
    await run(later(7));
    expect(card.taken).toEqual([]);
    expect(await detail(small)).toMatchObject({ attempts: [], nextChargeAt: later(67) });
    card.succeed("pi_1");
    await run(later(90));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 24_234 }]);
    expect(await detail(small)).toMatchObject({ status: "paid", amountPaid: 34 });
  });

  it("is what Stripe says it is, where the least is not known here", async () => {
    card.script.push({ error: new errors.StripeInvalidRequestError(said({ code: "amount_too_small" })) });
    await run(NOW);
    expect(await detail()).toMatchObject({ status: "open", chargeHold: "too_small", paymentFailure: null });
    expect(await database.billing.cases.listOpen(9)).toEqual([]);
  });

  it("more than a card is charged at once waits for a person", async () => {
    await database.db("csp_invoice").update({ next_charge_at: null });
    const large = await addInvoice(100_000_000, later(1), later(1));
    await run(later(1));
    expect(card.calls).toEqual([]);
    expect(await detail(large)).toMatchObject({ status: "open", chargeHold: "person" });
    expect(await database.billing.cases.listOpen(9)).toMatchObject([{ kind: "too_large", invoiceId: large }]);
  });
});

describe("credit", () => {
  const credit = async (invoiceId: string, now: Date) =>
    createCreditNote(world.container, { invoiceId, reason: "goodwill", text: "back", lines: "all", actor: "u", now });

  it("that comes after the invoice settles open ones, the oldest first, before anything is charged", async () => {
    await run(NOW);
    const [older, newer] = [
      await addInvoice(10_000, later(1), later(60)),
      await addInvoice(20_000, later(2), later(60)),
    ];
    await credit(first, later(3));
    expect(await detail(older)).toMatchObject({ status: "paid", creditApplied: 10_000, nextChargeAt: null });
    expect(await detail(newer)).toMatchObject({ status: "open", creditApplied: 14_200, amountDue: 5_800 });
    card.taken.length = 0;
    await run(later(60));
    expect(card.taken).toEqual([{ paymentIntentId: "pi_2", amount: 5_800 }]);
    expect((await database.billing.retrieveAccount(accountId)).creditBalance).toBe(0);
    expect(await broken()).toEqual([]);
  });

  it("that is there at the charge's last moment is used, once, whoever charges", async () => {
    await database.db("csp_billing_account").where({ id: accountId }).update({ credit_balance: 5_000 });
    await database.db("csp_credit_entry").insert({
      id: "by_hand",
      billing_account_id: accountId,
      kind: "adjustment",
      amount: 5_000,
      balance: 5_000,
      actor: "u",
      created_at: NOW,
    });
    await Promise.all([run(later(1)), run(later(1)), run(later(1))]);
    expect(card.taken).toEqual([{ paymentIntentId: "pi_1", amount: 19_200 }]);
    expect(await detail()).toMatchObject({ status: "paid", creditApplied: 5_000, amountPaid: 19_200 });
    expect(await broken()).toEqual([]);
  });

  it("leaves an invoice alone whose payment is under way", async () => {
    await run(NOW);
    const other = await addInvoice(9_000, later(3), later(3));
    card.script.push("processing");
    await run(later(3));
    await credit(first, later(4));
    expect(await detail(other)).toMatchObject({ status: "open", creditApplied: 0 });
    expect((await database.billing.retrieveAccount(accountId)).creditBalance).toBe(24_200);
    card.succeed("pi_2");
    await noticeInvoicePayment(world.container, { paymentIntentId: "pi_2", now: later(5), gateway: card.gateway });
    await run(later(5));
    expect(await detail(other)).toMatchObject({ status: "paid", amountPaid: 9_000 });
  });

  it("larger than a declined invoice pays it, and no new card is charged for it", async () => {
    await run(NOW);
    card.script.push("decline");
    const declined = await addInvoice(9_000, later(1), later(1));
    await run(later(1));
    await credit(first, later(2));
    expect(await detail(declined)).toMatchObject({ status: "paid", paymentFailure: null });
    await world.saveCard(accountId, "pm_new", later(3));
    card.taken.length = 0;
    await run(later(3));
    expect(card.taken).toEqual([]);
  });
});
