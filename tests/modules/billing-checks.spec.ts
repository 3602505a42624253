import Stripe from "stripe";
import {
  type ChargeReading,
  type DisputeReading,
  type RefundReading,
  type Stretch,
  StripeRefusedError,
  StripeUnavailableError,
} from "../../src/integrations/stripe";
import { WrongBodyError } from "../../src/integrations/stripe/wrong-body";
import { Migration20261122013000 } from "../../src/modules/subscription/migrations/Migration20261122013000";
import { Migration20261122040000 } from "../../src/modules/subscription/migrations/Migration20261122040000";
import { Migration20261128010000 } from "../../src/modules/subscription/migrations/Migration20261128010000";
import { Migration20261129201200 } from "../../src/modules/subscription/migrations/Migration20261129201200";
import { Migration20261130190100 } from "../../src/modules/subscription/migrations/Migration20261130190100";
import { Migration20261130231500 } from "../../src/modules/subscription/migrations/Migration20261130231500";
import { bookCheckDuty, checkBooks } from "../../src/processes/billing/checks/check-books";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { billingRunDuty } from "../../src/processes/billing/duties";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase, runMigration } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

/** What the card processor lists, in memory. */
const processor = {
  charges: jest.fn<Promise<Stretch<ChargeReading>>, []>(),
  refunds: jest.fn<Promise<Stretch<RefundReading>>, []>(),
  disputes: jest.fn<Promise<Stretch<DisputeReading>>, []>(),
  received: jest.fn<Promise<number>, [string]>(),
  refundsOf: jest.fn<Promise<RefundReading[]>, [string]>(),
  refund: jest.fn<Promise<RefundReading>, [string]>(),
  dispute: jest.fn<Promise<DisputeReading>, [string]>(),
};
const listed = <One>(...items: One[]): Promise<Stretch<One>> => Promise.resolve({ items, from: new Date(0) });
const atProcessor = (parts: {
  charges?: ChargeReading[];
  refunds?: RefundReading[];
  disputes?: DisputeReading[];
  received?: number;
}) => {
  processor.charges.mockImplementation(() => listed(...(parts.charges ?? [])));
  processor.refunds.mockImplementation(() => listed(...(parts.refunds ?? [])));
  processor.disputes.mockImplementation(() => listed(...(parts.disputes ?? [])));
  processor.received.mockResolvedValue(parts.received ?? 0);
};

const NOW = new Date("2026-01-31T00:00:00Z");
const NEXT = new Date("2026-02-28T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_checks");
  for (const migration of [
    Migration20261122013000,
    Migration20261122040000,
    Migration20261128010000,
    Migration20261129201200,
    Migration20261130190100,
    Migration20261130231500,
  ]) {
    await runMigration(database.db, migration, "up");
  }
  // Of Medusa's table only what is read of it.
  await database.db.raw('create table "order" (id text primary key, canceled_at timestamptz null)');
});
afterAll(() => database.drop());

/** Two months of three companies, one of them with credit, all in order. */
beforeEach(async () => {
  await database.clear();
  atProcessor({});
  await database.db.raw('truncate "order", csp_book_finding');
  await database.db.raw(
    "truncate csp_renewal_confirmation, csp_subscription, csp_subscription_change, csp_subscription_event, csp_seat_tranche",
  );
  world = new BillingWorld(database.billing, database.db);
  for (const id of ["a", "b", "c"]) {
    await world.addCompany(id);
    world.addSubscription({ id: `sub_${id}`, companyId: id, startedOn: "2026-01-31" });
  }
  await database.billing.markDue(["a", "b", "c"], NOW);
  await runBilling(world.container, { now: NOW, trigger: "ticker" });
  const { invoices } = await database.billing.invoices.list({ limit: 1, offset: 0 });
  const id = invoices[0]?.id ?? "";
  const attempt = await database.billing.attempts.openOrPlan({
    invoiceId: id,
    amount: 24_200,
    currency: "USD",
    paymentMethodId: "pm",
    cardLabel: "Visa 4242",
    now: NOW,
  });
  await database.billing.recordOutcome({
    invoiceId: id,
    attemptId: attempt.id,
    result: { state: "succeeded" },
    effect: { kind: "paid" },
    leaseToken: null,
    now: NOW,
  });
  await createCreditNote(world.container, {
    invoiceId: id,
    reason: "goodwill",
    text: "Outage",
    lines: "all",
    actor: "user_1",
    now: NOW,
  });
  await runBilling(world.container, { now: NEXT, trigger: "ticker" });
  await keepHistories();
  await chargesGoOn();
});

/** Nobody charges cards here: what the books say of it is that it is still to come. */
async function chargesGoOn(): Promise<void> {
  await database.db("csp_invoice").where({ status: "open" }).update({ next_charge_at: "2028-01-01" });
}

/** Writes what the world knows of subscriptions into their tables, as of an hour ago. */
async function keepHistories(): Promise<void> {
  for (const { events, ...one } of world.subscriptions.values()) {
    const { terms, on, termEndsOn } = events.findLast((event) => "terms" in event) ?? {};
    await database
      .db("csp_subscription")
      .insert({
        id: one.id,
        company_id: one.companyId,
        order_id: one.orderId,
        order_line_id: one.orderLineId,
        plan_id: one.planId,
        title: one.title,
        sku_title: one.skuTitle,
        product_id: one.productId,
        variant_id: one.variantId,
        vendor: one.vendor,
        vendor_tenant_id: "tenant",
        vendor_product_id: "product",
        vendor_sku_id: "sku",
        vendor_subscription_id: one.vendorSubscriptionId,
        segment: "commercial",
        domain: "example.onmicrosoft.com",
        status: one.status,
        quantity: 1,
        term: terms?.term,
        billing_plan: terms?.billingPlan,
        currency: terms?.currency,
        unit_term_price: terms?.unitTermPrice,
        price_version: terms?.priceVersion,
        started_on: on,
        term_started_on: on,
        term_ends_on: termEndsOn,
        auto_renew: true,
        activated_at: NOW,
        synced_at: NOW,
      })
      .onConflict("id")
      // As the module does, with each event.
      .merge({ term_ends_on: termEndsOn });
    for (const { id, sequence, type, on: onDate } of events) {
      await database
        .db("csp_subscription_event")
        .insert({
          id,
          subscription_id: one.id,
          sequence,
          source_id: id,
          type,
          on_date: onDate,
          data: "{}",
          recorded_at: database.db.raw("now() - interval '1 hour'"),
        })
        .onConflict("id")
        .ignore();
    }
  }
}

const broken = async (now = NEXT) =>
  (await checkBooks(world.container, now, processor))
    .filter((check) => check.broken.length > 0)
    .map((check) => check.name);

/** As somebody with all rights and no care would do it. */
async function tamper(statement: string): Promise<void> {
  await database.db.transaction(async (trx) => {
    await trx.raw("set local session_replication_role = replica");
    await trx.raw(statement);
  });
}

it("finds nothing in books that are in order", async () => {
  expect(await broken()).toEqual([]);
});

it.each([
  ["lines_add_up", "update csp_invoice_line set net = net + 1, gross = gross + 1 where position = 1"],
  ["numbers_without_gap", "update csp_number_series set next_number = next_number + 1"],
  ["credit_adds_up", "update csp_billing_account set credit_balance = credit_balance + 1"],
  ["credit_used_is_booked", "delete from csp_credit_entry where kind = 'applied'"],
  ["paid_has_a_payment", "update csp_charge_attempt set amount = amount - 1"],
  [
    "no_day_twice",
    "update csp_invoice_line set period_end = period_end + 1 where kind = 'cycle' and period_start = '2026-01-31'",
  ],
  ["nothing_forgotten", "update csp_billing_account set next_run_at = '2026-01-01'"],
  ["no_lost_payment", "update csp_charge_attempt set state = 'sent', planned_at = '2026-01-01'"],
  [
    "paid_has_a_payment",
    `insert into csp_charge_attempt
       (id, invoice_id, attempt_no, idempotency_key, state, amount, currency, card_label, planned_at)
     select id, id, 1, id, 'succeeded', 1, 'USD', 'Card', issued_at from csp_invoice where status = 'open'`,
  ],
  [
    "payment_has_a_document",
    "update csp_charge_attempt set invoice_id = (select id from csp_invoice where kind = 'credit_note')",
  ],
  [
    "reversal_is_booked",
    `insert into csp_payment_reversal (id, invoice_id, kind, processor_id, payment_intent_id, amount, currency, made_at)
     select 'rev', invoice_id, 'refund', 're_1', 'pi_1', 100, 'USD', '2026-02-01' from csp_charge_attempt`,
  ],
  [
    "reversal_is_spread",
    `with own as (update csp_charge_attempt set payment_intent_id = 'pi_1' returning *),
     small as (
       insert into csp_charge_attempt
         (id, invoice_id, attempt_no, idempotency_key, state, amount, currency, card_label, payment_intent_id, planned_at)
       select 'small', i.id, 9, 'small', 'succeeded', 1, 'USD', 'Card', 'pi_1', own.planned_at
       from own, csp_invoice i where i.id <> own.invoice_id and i.kind <> 'credit_note' limit 1)
     insert into csp_payment_reversal (id, invoice_id, kind, processor_id, payment_intent_id, amount, currency, made_at)
     select 'rev', invoice_id, 'refund', 're_1', 'pi_1', amount + 1, 'USD', '2026-02-01' from own`,
  ],
  ["excess_is_credit", "update csp_charge_attempt set excess = 100"],
  [
    "excess_is_credit",
    `insert into csp_credit_entry (id, billing_account_id, kind, invoice_id, amount, balance, actor, created_at)
     select 'more', billing_account_id, 'overpaid', id, 100, 100, 'payment', now() from csp_invoice where status = 'paid' limit 1`,
  ],
  ["charge_never_below_nothing", "update csp_line_credit set net = net - 1"],
  ["charge_never_below_nothing", "update csp_line_credit set tax = tax - 1"],
  ["charge_never_below_nothing", "update csp_line_credit set net = -net"],
  ["credit_names_its_charges", "update csp_line_credit set net = net + 1"],
  ["credit_names_its_charges", "delete from csp_line_credit"],
  [
    "credit_bears_its_rates",
    `update csp_invoice_line l set tax_rates = jsonb_set(i.tax_rates, '{0,ratePercent}', '"7"')
     from csp_invoice i where i.id = l.invoice_id and i.kind = 'credit_note'`,
  ],
])("sees when %s is broken", async (name, statement) => {
  await tamper(statement);
  expect(await broken()).toContain(name);
});

it("raises an alarm once a day, and says what breaks which rule", async () => {
  await tamper("update csp_number_series set next_number = next_number + 1 where series = 'INV-2026'");
  const duty = bookCheckDuty(processor);
  await duty.run(world.container, NEXT);
  await duty.run(world.container, NEXT);
  expect(world.log).toEqual([expect.stringMatching(/numbers of a series.*INV-2026/)]);
  await duty.run(world.container, new Date("2026-03-01T00:00:00Z"));
  expect(world.log).toHaveLength(2);
});

describe("an invoice that is due and not paid", () => {
  const LATER = new Date("2026-04-15T00:00:00Z");
  const set = (columns: string) => tamper(`update csp_invoice set ${columns} where status = 'open'`);
  const forgotten = async () => (await broken(LATER)).includes("unpaid_has_a_next_step");
  const openCase = (kind: string, resolved: string) =>
    tamper(`insert into csp_payment_case (id, kind, subject, invoice_id, words, opened_at, resolved_at)
      select id, '${kind}', id, id, 'words', now(), ${resolved} from csp_invoice where status = 'open'`);
  const REFUSED = `'{"at": "2026-02-28T00:00:00Z", "declineClass": "soft", "reason": "no"}'::jsonb`;

  it.each([
    ["nothing more happens to it", "next_charge_at = null", true],
    ["its charge was missed", "next_charge_at = '2026-04-10'", true],
    ["its charge is scheduled", "next_charge_at = '2026-04-16'", false],
    ["a person was to look, and has no case", "next_charge_at = null, charge_hold = 'person'", true],
    ["its amount is too small, and nobody looks again", "next_charge_at = null, charge_hold = 'too_small'", true],
    ["it waits for a card, and there is one", "next_charge_at = null, charge_hold = 'no_card'", true],
    [
      "its payment failed, and the charge that was to follow was missed",
      `next_charge_at = '2026-04-10', status = 'payment_failed', payment_failure = ${REFUSED}`,
      true,
    ],
    [
      "its payment failed, and another charge is scheduled",
      `next_charge_at = '2026-04-16', status = 'payment_failed', payment_failure = ${REFUSED}`,
      false,
    ],
    [
      "it waited for a card, and the charge that was to follow was missed",
      "next_charge_at = '2026-04-10', charge_hold = 'no_card'",
      true,
    ],
    ["its payment failed without a word", "next_charge_at = null, status = 'payment_failed'", true],
    [
      "its failed payment stands on Attention",
      `next_charge_at = null, status = 'payment_failed', payment_failure = ${REFUSED}`,
      false,
    ],
  ])("is forgotten or not when %s", async (_what, columns, expected) => {
    await set(columns);
    expect(await forgotten()).toBe(expected);
  });

  it("is not forgotten while its company has no card, or a payment is under way", async () => {
    await set("next_charge_at = null, charge_hold = 'no_card'");
    await database.db("csp_payment_method").update({ is_default: false });
    expect(await forgotten()).toBe(false);
    await set("charge_hold = null");
    expect(await forgotten()).toBe(true);
    await tamper(`insert into csp_charge_attempt
      (id, invoice_id, attempt_no, idempotency_key, state, amount, currency, card_label, planned_at)
      select id, id, 1, id, 'processing', 1, 'USD', 'Card', '2026-04-14' from csp_invoice where status = 'open'`);
    expect(await forgotten()).toBe(false);
  });

  it.each([
    ["order_canceled", "null", false],
    ["order_canceled", "now()", true],
    // A person has seen it; it is collected with what comes, or never.
    ["too_small", "now()", false],
  ])("a case %s, resolved %s, leaves it forgotten: %s", async (kind, resolved, expected) => {
    await set("next_charge_at = null");
    await openCase(kind, resolved);
    expect(await forgotten()).toBe(expected);
  });
});

describe("days on which nothing was agreed", () => {
  const term = (columns: Record<string, unknown>) =>
    database.db("csp_subscription").where({ id: "sub_a" }).update(columns);

  it.each([
    ["before the first day", { started_on: "2026-02-01", term_started_on: "2026-02-01" }],
    ["after the term, which nobody renewed", { term_ends_on: "2026-03-20" }],
  ])("are charged %s", async (_what, columns) => {
    await term(columns);
    expect(await broken()).toEqual(["no_charge_outside_the_term"]);
    await tamper(`insert into csp_line_credit select id || 'c', id, 0, -net, -tax from csp_invoice_line
      where subscription_id = 'sub_a' on conflict do nothing`);
    expect(await broken()).not.toContain("no_charge_outside_the_term");
  });

  it("are none up to the term's last day, nor an account's that is due", async () => {
    await term({ term_ends_on: "2026-03-31" });
    expect(await broken()).toEqual([]);
    await term({ term_ends_on: "2026-03-30" });
    await database.billing.markDue(["a"], NEXT);
    expect(await broken()).not.toContain("no_charge_outside_the_term");
  });
});

describe("billing that holds", () => {
  const hold = async (since: string) => {
    const sighting = JSON.stringify({ state: "gone", said: "expired", since, lastAt: since, readings: 5 });
    await database.db("csp_subscription").where({ id: "sub_a" }).update({ vendor_sighting: sighting });
    const known = world.subscriptions.get("sub_a");
    if (known) {
      world.subscriptions.set("sub_a", { ...known, isHeld: true });
    }
  };
  const charged = async () => {
    const { invoices } = await database.billing.invoices.list({ limit: 50, offset: 0 });
    return invoices.filter(({ companyId }) => companyId === "a").length;
  };

  it("is left out by a run, looked at daily, and made up when it goes on", async () => {
    const march = new Date("2026-03-31T00:00:00Z");
    await hold("2026-03-30T00:00:00.000Z");
    const before = await charged();
    await runBilling(world.container, { now: march, trigger: "ticker" });
    expect(await charged()).toBe(before);
    const account = await database.billing.findAccount("a");
    expect(account?.nextRunAt).toEqual(new Date("2026-04-01T00:00:00Z"));
    expect(account?.parkedReason).toBeNull();
    const known = world.subscriptions.get("sub_a");
    if (known) {
      world.subscriptions.set("sub_a", { ...known, isHeld: false });
    }
    await runBilling(world.container, { now: new Date("2026-04-02T00:00:00Z"), trigger: "ticker" });
    expect(await charged()).toBe(before + 1);
  });

  it("is seen to be charged all the same, and its events are not called forgotten", async () => {
    world.appendEvent("sub_a", { type: "quantity_changed", id: "more", on: "2026-03-01", quantity: 11 });
    await keepHistories();
    await hold("2026-03-30T00:00:00.000Z");
    expect(await broken()).toEqual([]);
    await hold("2026-02-27T00:00:00.000Z");
    expect(await broken()).toEqual(["no_charge_while_held"]);
  });
});

describe("licences that are gone", () => {
  const end = async (type: "cancelled" | "ended", on: string) => {
    world.appendEvent("sub_a", type === "ended" ? { type, id: "end", on } : { type, id: "end", on });
    await keepHistories();
  };

  it.each(["cancelled", "ended"] as const)("%s before a charge that nobody gives back", async (type) => {
    await end(type, "2026-02-10");
    expect(await broken()).toEqual(expect.arrayContaining(["no_charge_after_the_end"]));
  });

  it("are no matter when the charge is of days before, is given back, or the account is due", async () => {
    await end("ended", "2026-03-31");
    expect(await broken()).not.toContain("no_charge_after_the_end");
    await database.db("csp_subscription_event").where({ id: "end" }).update({ on_date: "2026-02-10" });
    await database.billing.markDue(["a"], NEXT);
    expect(await broken()).not.toContain("no_charge_after_the_end");
    await database.db("csp_billing_account").update({ next_run_at: null });
    expect(await broken()).toContain("no_charge_after_the_end");
    await tamper(`insert into csp_line_credit select 'credit', id, 0, -net, -tax from csp_invoice_line
      where subscription_id = 'sub_a' and period_start >= '2026-02-10' on conflict do nothing`);
    expect(await broken()).not.toContain("no_charge_after_the_end");
  });

  it.each([
    ["active", true],
    ["suspended", true],
    ["cancelled", false],
    ["ended", false],
  ] as const)("of a cancelled order, and a subscription that is %s", async (status, expected) => {
    await database.db("csp_subscription").where({ id: "sub_a" }).update({ status, order_id: "order_9" });
    await database.db("order").insert({ id: "order_9", canceled_at: null });
    expect(await broken()).not.toContain("no_licence_of_a_cancelled_order");
    await database.db("order").update({ canceled_at: NOW });
    expect((await broken()).includes("no_licence_of_a_cancelled_order")).toBe(expected);
  });
});

describe("money at the processor", () => {
  const MADE = new Date("2026-02-25T00:00:00Z");
  const charge = (part: Partial<ChargeReading> = {}): ChargeReading => ({
    paymentIntentId: "pi_1",
    customerId: "cus_a",
    captured: 24_200,
    currency: "USD",
    madeAt: MADE,
    ...part,
  });
  const refund = (part: Partial<RefundReading> = {}): RefundReading => ({
    id: "re_1",
    paymentIntentId: "pi_1",
    amount: 5_000,
    currency: "USD",
    stands: true,
    isClosed: true,
    reason: null,
    madeAt: MADE,
    ...part,
  });
  const dispute = (stands: boolean): DisputeReading => ({
    ...refund({ id: "du_1", stands }),
    reason: "fraudulent",
    isInquiry: false,
    isClosed: false,
    status: "needs_response",
    dueBy: null,
  });
  const book = (kind: string, processorId: string, undone = "null") =>
    tamper(`insert into csp_payment_reversal
      (id, invoice_id, kind, processor_id, payment_intent_id, amount, currency, made_at, undone_at)
      select '${processorId}', invoice_id, '${kind}', '${processorId}', 'pi_1', 5000, 'USD', '2026-02-25', ${undone}
      from csp_charge_attempt`);
  const different = async () =>
    (await checkBooks(world.container, NEXT, processor)).find(({ name }) => name === "money_at_processor")?.broken;

  beforeEach(() => tamper("update csp_charge_attempt set payment_intent_id = 'pi_1', finished_at = '2026-02-27'"));

  it.each<[string, Parameters<typeof atProcessor>[0], string[]]>([
    ["the same", { charges: [charge()] }, []],
    ["the same in two charges", { charges: [charge({ captured: 4_200 }), charge({ captured: 20_000 })] }, []],
    ["less", { charges: [charge({ captured: 24_100 })] }, ["pi_1"]],
    ["held only", { charges: [charge({ captured: 0 })] }, ["pi_1"]],
    ["not listed, and read", { received: 24_200 }, []],
    ["not listed, and not there", { received: 0 }, ["pi_1"]],
    [
      "more, of a customer of ours",
      { charges: [charge(), charge({ paymentIntentId: "pi_2" })], received: 24_200 },
      ["pi_2"],
    ],
    ["declined in the stretch, and paid since", { charges: [charge({ captured: 0 })], received: 24_200 }, []],
    [
      "more, of somebody else's",
      { charges: [charge(), charge({ paymentIntentId: "pi_2", customerId: "cus_stranger" })] },
      [],
    ],
    ["a refund that is no movement", { charges: [charge()], refunds: [refund()] }, ["re_1"]],
    ["a refund that failed", { charges: [charge()], refunds: [refund({ stands: false })] }, []],
    ["a stranger's refund", { charges: [charge()], refunds: [refund({ paymentIntentId: "pi_9" })] }, []],
    ["a chargeback that is no movement", { charges: [charge()], disputes: [dispute(true)] }, ["du_1"]],
    ["a dispute that was won", { charges: [charge()], disputes: [dispute(false)] }, []],
  ])("is compared payment by payment: %s", async (_what, parts, expected) => {
    atProcessor(parts);
    expect(await different()).toEqual(expected);
  });

  it.each<[string, RefundReading[], string, string[]]>([
    ["stands on both sides", [refund()], "null", []],
    ["is of another amount", [refund({ amount: 4_000 })], "null", ["re_1"]],
    ["failed there", [refund({ stands: false })], "null", ["re_1"]],
    ["is undone here", [refund()], "now()", ["re_1"]],
    ["is not known there", [], "null", ["re_1"]],
  ])("a movement of the books that %s", async (_what, refunds, undone, expected) => {
    await book("refund", "re_1", undone);
    atProcessor({ charges: [charge()], refunds });
    expect(await different()).toEqual(expected);
  });

  describe("long after it was made", () => {
    const days = (count: number) => new Date(NEXT.getTime() + count * 24 * 60 * 60_000);
    const lookOn = async (day: number) =>
      (await checkBooks(world.container, days(day), processor)).find(({ name }) => name === "money_at_processor")
        ?.broken;
    // The stretch that is listed is over: each is asked for by itself.
    const overdue = (refunds: RefundReading[], one?: DisputeReading) => {
      atProcessor({});
      processor.refundsOf.mockResolvedValue(refunds);
      processor.dispute.mockImplementation(async () => one ?? dispute(true));
      const over = <Reading>() => Promise.resolve({ items: [] as Reading[], from: days(15) });
      processor.refunds.mockImplementation(() => over());
      processor.disputes.mockImplementation(() => over());
    };

    it("a refund that fails weeks later is seen, and one that arrived is asked about for forty days", async () => {
      await book("refund", "re_1");
      overdue([refund({ isClosed: false })]);
      expect(await lookOn(25)).toEqual([]);
      overdue([refund()]);
      expect(await lookOn(60)).toEqual([]);
      overdue([refund({ stands: false })]);
      expect(await lookOn(80)).toEqual(["re_1"]);
      processor.refundsOf.mockClear();
      expect(await lookOn(101)).toEqual([]);
      expect(processor.refundsOf).not.toHaveBeenCalled();
    });

    it.each<[string, string, DisputeReading, string[]]>([
      ["is won", "null", { ...dispute(false), isClosed: true }, ["du_1"]],
      ["is lost", "null", { ...dispute(true), isClosed: true }, []],
      ["is open still", "null", dispute(true), []],
      ["was won, and is lost after all", "now()", { ...dispute(true), isClosed: true }, ["du_1"]],
    ])("a dispute that %s", async (_what, undone, there, expected) => {
      await book("chargeback", "du_1", undone);
      overdue([], there);
      expect(await lookOn(70)).toEqual(expected);
    });

    it("a dispute that nobody there knows", async () => {
      await book("chargeback", "du_1");
      overdue([]);
      const raw = { message: "No such dispute", code: "resource_missing", statusCode: 404 };
      const type = Stripe.errors.StripeInvalidRequestError;
      const missing = new type(raw as unknown as ConstructorParameters<typeof type>[0]);
      processor.dispute.mockRejectedValue(new StripeRefusedError("reading the dispute", missing));
      expect(await lookOn(30)).toEqual(["du_1"]);
    });

    it("an inquiry that has become a dispute unheard", async () => {
      await tamper(`insert into csp_payment_case (id, kind, subject, words, opened_at)
        values ('case', 'dispute_inquiry', 'du_1', 'words', '2026-02-25')`);
      overdue([], { ...dispute(false), isInquiry: true });
      expect(await lookOn(30)).toEqual([]);
      overdue([], dispute(true));
      expect(await lookOn(40)).toEqual(["du_1"]);
    });

    it("an inquiry that has, of more than one look follows", async () => {
      for (let nth = 0; nth <= 50; nth += 1) {
        await tamper(`insert into csp_payment_case (id, kind, subject, words, opened_at)
          values ('case_${nth}', 'dispute_inquiry', 'du_${nth}', 'words', timestamptz '2026-01-01' + interval '${nth} minutes')`);
      }
      overdue([]);
      processor.dispute.mockImplementation(async (id) => ({
        ...dispute(id === "du_50"),
        id,
        isInquiry: id !== "du_50",
      }));
      expect([await lookOn(30), await lookOn(31)]).toEqual([[], ["du_50"]]);
    });
  });

  describe("what differs stands on Attention by name", () => {
    const days = (count: number) => new Date(NEXT.getTime() + count * 24 * 60 * 60_000);
    const lookOn = (day: number) => checkBooks(world.container, days(day), processor);
    const cases = async () =>
      (await database.billing.cases.listOpen(9)).filter(({ kind }) => kind === "processor_differs");

    it("a refund, after the days that are compared, until the books have it", async () => {
      atProcessor({ charges: [charge()], refunds: [refund()] });
      await lookOn(0);
      const about = {
        subject: "re_1",
        amount: 5_000,
        currency: "USD",
        words: expect.stringMatching(/^re_1 of Company ./),
      };
      expect(await cases()).toMatchObject([about]);
      expect((await cases())[0]?.words).toMatch(/invoice .*: Stripe says 50\.00 .*, the books say 0\.00/);
      atProcessor({});
      processor.received.mockResolvedValue(24_200);
      processor.refund.mockResolvedValue(refund());
      await lookOn(30);
      expect(await cases()).toMatchObject([about]);
      await book("refund", "re_1");
      atProcessor({ charges: [charge()], refunds: [refund()] });
      await lookOn(31);
      expect(await cases()).toEqual([]);
    });

    const tell = (subject: string, day: number, kind = "processor_differs") =>
      database.db("csp_payment_case").insert({
        id: `case_${subject}`,
        ...{ kind, subject, words: "Look it up.", opened_at: days(day), billing_account_id: null },
      });
    const standing = async () =>
      new Set(await database.db("csp_payment_case").whereNull("resolved_at").pluck("subject"));

    it("of more than one look follows, each gets its turn", async () => {
      atProcessor({ charges: [charge()] });
      for (let nth = 0; nth <= 100; nth += 1) {
        await tell(`re_${nth}`, -nth);
      }
      processor.refund.mockImplementation(async (id) => refund({ id, stands: id !== "re_100" }));
      await lookOn(30);
      await lookOn(31);
      expect((await standing()).size).toBe(100);
      expect(await standing()).not.toContain("re_100");
    });

    it.each([
      ["re_a", "re_b"],
      ["re_b", "re_a"],
    ])("one that cannot be read (%s) does not keep the others from being looked at", async (unreadable, other) => {
      atProcessor({ charges: [charge()] });
      await tell("re_a", 1);
      await tell("re_b", 2);
      processor.refund.mockImplementation(async (id) => {
        if (id === unreadable) {
          throw new StripeUnavailableError("reading the refund", new WrongBodyError("not a refund"));
        }
        return refund({ id, stands: false });
      });
      await lookOn(30);
      await lookOn(31);
      expect([...(await standing())]).toEqual([unreadable]);
      expect(other).not.toBe(unreadable);
    });

    it("a payment of a customer of ours that the books do not have, until it is undone", async () => {
      atProcessor({ charges: [charge(), charge({ paymentIntentId: "pi_2" })], received: 24_200 });
      await lookOn(0);
      expect(await cases()).toMatchObject([
        { subject: "pi_2", amount: 24_200, words: expect.stringMatching(/^pi_2 of Company a:/) },
      ]);
      atProcessor({ charges: [charge()], received: 24_200 });
      await lookOn(20);
      expect(await cases()).toHaveLength(1);
      processor.received.mockImplementation(async (id) => (id === "pi_2" ? 0 : 24_200));
      await lookOn(21);
      expect(await cases()).toEqual([]);
    });
  });

  it("is looked at over all days since the last look, and over a hundred of them by a process that knows of none", async () => {
    const duty = bookCheckDuty(processor);
    const days = (count: number) => new Date(NEXT.getTime() + count * 24 * 60 * 60_000);
    const lookedBack = async (day: number) => {
      processor.disputes.mockClear();
      await duty.run(world.container, days(day));
      const calls: unknown[][] = processor.disputes.mock.calls;
      const stretch = calls[0]?.[0] as { from: Date } | undefined;
      return stretch === undefined ? null : Math.round((days(day).getTime() - stretch.from.getTime()) / 86_400_000);
    };
    atProcessor({ charges: [charge()] });
    expect(await lookedBack(0)).toBe(100);
    expect(await lookedBack(1)).toBe(10);
    expect(await lookedBack(32)).toBe(32);
    processor.charges.mockRejectedValue(new StripeUnavailableError("reading charges", new WrongBodyError("not JSON")));
    for (const day of [33, 45, 60]) {
      expect(await lookedBack(day)).toBeNull();
    }
    atProcessor({ charges: [charge()] });
    expect(await lookedBack(61)).toBe(30);
    expect(await lookedBack(62)).toBe(10);
  });

  it("keeps what was found while the processor cannot be asked", async () => {
    const found = () => database.db("csp_book_finding").where({ name: "money_at_processor" }).pluck("broken");
    const uncompared = () => database.db("csp_book_finding").where({ name: "money_compared" }).pluck("broken");
    atProcessor({ charges: [charge({ captured: 1 })] });
    await different();
    processor.charges.mockRejectedValue(new StripeUnavailableError("reading charges", new WrongBodyError("not JSON")));
    expect(await different()).toBeUndefined();
    expect(await found()).toEqual([["pi_1"]]);
    const [words] = await uncompared();
    expect(words).toEqual([expect.stringContaining("Stripe gave no usable answer to reading charges")]);
    atProcessor({ charges: [charge()] });
    expect(await different()).toEqual([]);
    expect(await found()).toEqual([]);
    expect(await uncompared()).toEqual([]);
  });

  it("is asked again within the hour when it did not answer, and once a day when it did", async () => {
    const duty = bookCheckDuty(processor);
    const looks = async (minutes: number) => {
      processor.charges.mockClear();
      await duty.run(world.container, new Date(NEXT.getTime() + minutes * 60_000));
      return processor.charges.mock.calls.length;
    };
    processor.charges.mockRejectedValue(new StripeUnavailableError("reading charges", new WrongBodyError("not JSON")));
    expect([await looks(0), await looks(59), await looks(60)]).toEqual([1, 0, 1]);
    atProcessor({ charges: [charge()] });
    expect([await looks(120), await looks(180), await looks(24 * 60), await looks(26 * 60)]).toEqual([1, 0, 0, 1]);
  });

  it("is asked again within the hour when the look broke off for a reason of ours", async () => {
    const duty = bookCheckDuty(processor);
    const look = (minutes: number) => duty.run(world.container, new Date(NEXT.getTime() + minutes * 60_000));
    processor.charges.mockRejectedValue(new Error("a connection was lost"));
    await expect(look(0)).rejects.toThrow("a connection was lost");
    expect((await look(59)).done).toBe(0);
    atProcessor({ charges: [charge()] });
    expect((await look(60)).done).toBe(1);
    expect((await look(120)).done).toBe(0);
  });
});

describe("a history with events that no run looks at", () => {
  const more = async () => {
    world.appendEvent("sub_a", { type: "quantity_changed", id: "more", on: "2026-03-01", quantity: 11 });
    await keepHistories();
  };

  it("is seen when nobody made the account due, and not any more once it is due", async () => {
    await more();
    expect(await broken()).toEqual(["no_event_unseen"]);
    await database.billing.markDue(["a"], NEXT);
    expect(await broken()).toEqual([]);
    await runBilling(world.container, { now: NEXT, trigger: "ticker" });
    expect(await broken()).toEqual([]);
  });

  it("is seen when the account is never looked at again", async () => {
    await more();
    await database.db("csp_billing_account").where({ company_id: "a" }).update({ next_run_at: null });
    expect(await broken()).toEqual(["no_event_unseen"]);
  });

  it("is a parked account's own matter", async () => {
    await more();
    await database.db("csp_billing_account").where({ company_id: "a" }).update({ parked_reason: "no tax" });
    expect(await broken()).toEqual([]);
  });

  it("is not there while the event is being recorded", async () => {
    await more();
    await database.db("csp_subscription_event").where({ id: "more" }).update({ recorded_at: database.db.fn.now() });
    expect(await broken()).toEqual([]);
  });

  it.each([
    ["is no matter of runs before the order is settled", null, false, 1, []],
    ["waits for the end of what its order billed", "2026-03-31", true, 1, []],
    ["is forgotten when nothing looks at it then", null, true, 1, ["no_event_unseen"]],
    ["is forgotten when it went on meanwhile and nobody said so", "2026-03-31", true, 2, ["no_event_unseen"]],
  ] as const)("of an order %s", async (_what, nextRunOn, isSettled, events, expected) => {
    await world.addCompany("new");
    world.addSubscription({ id: "sub_new", companyId: "new", startedOn: "2026-02-28", orderId: "order_1" });
    if (events === 2) {
      world.appendEvent("sub_new", { type: "quantity_changed", id: "early", on: "2026-03-01", quantity: 11 });
    }
    await keepHistories();
    await database.db("csp_billing_account").where({ company_id: "new" }).update({ next_run_at: nextRunOn });
    if (isSettled) {
      await tamper(`insert into csp_invoice select (jsonb_populate_record(i, jsonb_build_object('id', 'inv_new',
        'kind', 'activation', 'period_key', 'order_1', 'number', 'INV-X', 'sequence', 99))).*
        from csp_invoice i where kind = 'recurring' limit 1`);
    }
    expect((await broken()).filter((name) => name === "no_event_unseen")).toEqual(expected);
  });

  it("does not come about in a year of seat changes and a renewal", async () => {
    world.appendEvent("sub_a", { type: "quantity_changed", id: "up", on: "2026-03-10", quantity: 12 });
    await database.billing.markDue(["a"], new Date("2026-03-10T00:00:00Z"));
    for (let next: Date | null = NEXT; next !== null && next < new Date("2027-02-15T00:00:00Z"); ) {
      if (next >= new Date("2027-01-31T00:00:00Z") && world.subscriptions.get("sub_b")?.events.length === 1) {
        const terms = { term: "P1Y", billingPlan: "monthly", currency: "USD", unitTermPrice: 30_000 } as const;
        world.appendEvent("sub_b", {
          type: "renewed",
          id: "again",
          on: "2027-01-31",
          quantity: 10,
          terms: { ...terms, priceVersion: "2" },
          termEndsOn: "2028-01-31",
        });
        await database.billing.markDue(["b"], next);
      }
      const { nextDueAt } = await billingRunDuty(runBilling).run(world.container, next);
      await keepHistories();
      await chargesGoOn();
      expect(await broken(next)).toEqual([]);
      next = nextDueAt;
    }
    expect((await database.billing.findAccount("b"))?.positions.sub_b?.sequence).toBe(2);
  });
});
