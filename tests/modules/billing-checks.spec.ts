import { Migration20261122013000 } from "../../src/modules/subscription/migrations/Migration20261122013000";
import { Migration20261122040000 } from "../../src/modules/subscription/migrations/Migration20261122040000";
import { Migration20261128010000 } from "../../src/modules/subscription/migrations/Migration20261128010000";
import { bookCheckDuty, checkBooks } from "../../src/processes/billing/checks/check-books";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { billingRunDuty } from "../../src/processes/billing/duties";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase, runMigration } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-31T00:00:00Z");
const NEXT = new Date("2026-02-28T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_checks");
  for (const migration of [Migration20261122013000, Migration20261122040000, Migration20261128010000]) {
    await runMigration(database.db, migration, "up");
  }
});
afterAll(() => database.drop());

/** Two months of three companies, one of them with credit, all in order. */
beforeEach(async () => {
  await database.clear();
  await database.db.raw("truncate csp_subscription, csp_subscription_event, csp_seat_tranche");
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
    effect: { kind: "paid", paymentIntentId: null },
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
});

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
      .ignore();
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
  (await checkBooks(world.container, now)).filter((check) => check.broken.length > 0).map((check) => check.name);

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
])("sees when %s is broken", async (name, statement) => {
  await tamper(statement);
  expect(await broken()).toContain(name);
});

it("raises an alarm once a day, and says what breaks which rule", async () => {
  await tamper("update csp_number_series set next_number = next_number + 1 where series = 'INV-2026'");
  const duty = bookCheckDuty();
  await duty.run(world.container, NEXT);
  await duty.run(world.container, NEXT);
  expect(world.log).toEqual([expect.stringMatching(/numbers of a series.*INV-2026/)]);
  await duty.run(world.container, new Date("2026-03-01T00:00:00Z"));
  expect(world.log).toHaveLength(2);
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
      expect(await broken(next)).toEqual([]);
      next = nextDueAt;
    }
    expect((await database.billing.findAccount("b"))?.positions.sub_b?.sequence).toBe(2);
  });
});
