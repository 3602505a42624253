import { bookCheckDuty, checkBooks } from "../../src/processes/billing/checks/check-books";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-31T00:00:00Z");
const NEXT = new Date("2026-02-28T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_checks");
});
afterAll(() => database.drop());

/** Two months of three companies, one of them with credit, all in order. */
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
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
});

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
