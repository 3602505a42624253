import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { ATTENTION_MODULE, AttentionService } from "../../src/modules/attention";
import { BILLING_MODULE, BillingModuleService } from "../../src/modules/billing";
import { CATALOG_MODULE, type LeftPlan } from "../../src/modules/catalog";
import { COMPANY_MODULE, CompanyService } from "../../src/modules/company";
import { SETTINGS_MODULE, SIGN_INS, scopesOf, WHOLE_ACCESS } from "../../src/modules/settings";
import { resolveItem } from "../../src/processes/attention/mark-item";
import { rejectClaim } from "../../src/processes/company/prove-tenant";
import { readAttention } from "../../src/reads/attention";
import { readJournal } from "../../src/reads/journal";
import { emptyTables, insertAny } from "../support/any-row";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../support/postgres";
import { testSettings } from "../support/settings";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const ago = (ms: number) => new Date(NOW.getTime() - ms);
const later = (ms: number) => new Date(NOW.getTime() + ms);
const ANN = { actor: "user_ann", now: NOW };

const TABLES = [
  "csp_set_up_fault",
  "csp_payment_case",
  "csp_charge_attempt",
  "csp_invoice",
  "csp_billing_account",
  "csp_billing_run_failure",
  "csp_subscription_finding",
  "csp_subscription",
  "csp_checkout",
  "csp_provisioning_task",
  "csp_inbox_event",
  "csp_tenant_claim",
  "csp_tax_id_check",
  "csp_company",
  "csp_attention_mark",
  "csp_mail",
  "order",
];

const database = `attention_kinds_${process.pid}_${Date.now()}`;
let db: Knex;
let container: MedusaContainer;
let leftPlans: LeftPlan[];

const service = <T>(make: new (container: Record<string, unknown>) => T): T =>
  new make({ [ContainerRegistrationKeys.PG_CONNECTION]: db });

beforeAll(async () => {
  await createDatabaseWith("tables", database);
  db = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl(database), schema: "public" }) as Knex;
  const services: Record<string, unknown> = {
    [ContainerRegistrationKeys.PG_CONNECTION]: db,
    [ATTENTION_MODULE]: service(AttentionService),
    [COMPANY_MODULE]: service(CompanyService),
    [CATALOG_MODULE]: { listLeftPlans: async () => leftPlans },
    [BILLING_MODULE]: service(BillingModuleService),
    [SETTINGS_MODULE]: testSettings(db),
  };
  container = { resolve: (key: string) => services[key] } as unknown as MedusaContainer;
}, DATABASE_WITHIN_MS);

beforeEach(async () => {
  leftPlans = [];
  await emptyTables(db, TABLES);
  await insertAny(db, "csp_company", { id: "cspcom_1", legal_name: "Fabrikam", country_code: "us" });
  await insertAny(db, "csp_billing_account", {
    time_zone: "UTC",
    ...{ id: "acc_1", company_id: "cspcom_1", currency: "USD", next_run_at: NOW, parked_reason: null },
  });
});

afterAll(async () => {
  await db?.destroy();
  await dropDatabase(database);
});

/** Words of the program and of formats, which no person need know. */
const OF_THE_PROGRAM = /\b[a-z]+(?:_[a-z]+)+\b|\bP\d+[DMY]\b/;

const items = async (now = NOW) => {
  const { entries, unreadable } = await readAttention(container, now);
  expect(unreadable).toEqual([]);
  const said = entries.flatMap(({ item }) => [item.words, item.customerReads ?? "", item.money?.rule ?? ""]);
  expect(said.filter((words) => OF_THE_PROGRAM.test(words))).toEqual([]);
  return entries;
};
const listed = async (now = NOW) => (await items(now)).map(({ kind, item }) => `${kind.name} ${item.ref}`);
const only = async (now = NOW) => {
  const [entry, ...rest] = await items(now);
  expect(rest).toEqual([]);
  return entry?.item;
};

const addInvoice = (columns: Record<string, unknown>) =>
  insertAny(db, "csp_invoice", {
    ...{ id: "inv_1", billing_account_id: "acc_1", company_id: "cspcom_1", kind: "recurring", number: "INV-7" },
    ...{ currency: "USD", net: 20_000, tax: 4200, gross: 24_200, status: "open", issued_at: ago(20 * DAY_MS) },
    ...{ due_on: "2026-03-01", period_start: "2026-03-01", period_end: "2026-04-01", next_charge_at: null },
    ...{ tax_rates: "[]", tax_summary: "[]", legal_entity_id: "le_1" },
    ...{ series: "2026", sequence: 7, issued_on: "2026-02-23" },
    ...columns,
  });

const addAttempt = (columns: Record<string, unknown>) =>
  insertAny(db, "csp_charge_attempt", {
    ...{ id: "att_1", invoice_id: "inv_1", attempt_no: 1, amount: 24_200, currency: "USD", state: "unknown" },
    ...{ planned_at: ago(2 * DAY_MS), finished_at: null },
    ...columns,
  });

const addCase = (columns: Record<string, unknown>) =>
  insertAny(db, "csp_payment_case", {
    ...{ id: "case_1", kind: "disputed", subject: "dp_1", billing_account_id: "acc_1", invoice_id: "inv_1" },
    ...{ amount: 24_200, currency: "USD", words: "The card holder disputes it.", opened_at: ago(DAY_MS) },
    ...columns,
  });

describe("invoices", () => {
  it("a payment that failed for good, until another attempt is planned", async () => {
    const failure = { at: ago(DAY_MS).toISOString(), declineClass: "hard", reason: "The card was reported stolen." };
    await addInvoice({ status: "payment_failed", payment_failure: JSON.stringify(failure) });
    expect(await only()).toMatchObject({
      ...{ ref: "inv_1", since: ago(DAY_MS), companyId: "cspcom_1", customerReads: failure.reason },
      ...{ detail: "hard: The card was reported stolen.", money: { amount: 24_200, currency: "USD" } },
      acts: [{ words: "Charge again", path: "/invoices/inv_1/charge" }],
    });
    await container.resolve(BILLING_MODULE).invoices.scheduleCharge("inv_1", NOW);
    expect(await listed()).toEqual([]);
  });

  it.each([
    ["unknown", 1, "has got no answer"],
    ["planned", 1, "not sent yet"],
    ["sent", 1, "its answer was not noted"],
    ["processing", 10, "bank is at it"],
  ])("an attempt that is %s for %i days, and no earlier", async (state, days, detail) => {
    await addInvoice({ due_on: "2026-04-01" });
    await addAttempt({ state, planned_at: ago(days * DAY_MS - MINUTE_MS) });
    expect(await listed()).toEqual([]);
    const stands = new Date(NOW.getTime() + 2 * MINUTE_MS);
    expect(await listed(stands)).toEqual(["charge_undecided inv_1"]);
    expect((await only(stands))?.detail).toContain(detail);
  });

  it("an overdue invoice with what is still to be paid of it, from its own rows", async () => {
    await addInvoice({ credit_applied: 1000, amount_credited: 2000, amount_paid: 200 });
    expect(await only()).toMatchObject({
      words: "Invoice INV-7 was due on 2026-03-01 and is not paid; no card will be charged by itself.",
      money: {
        amount: 21_000,
        inputs: [
          { words: "Total of invoice INV-7", amount: 24_200 },
          { words: "Paid from credit", amount: -1000 },
          { words: "Given back by credit notes", amount: -2000 },
          { words: "Paid", amount: -200 },
        ],
      },
    });
  });

  it.each([
    ["Pacific/Auckland", "2026-03-15T10:59:00.000Z", "2026-03-15T11:01:00.000Z"],
    ["America/Los_Angeles", "2026-03-16T06:59:00.000Z", "2026-03-16T07:01:00.000Z"],
  ])("is overdue when its day is over where the account is billed: %s", async (time_zone, before, after) => {
    await insertAny(db, "csp_billing_account", { id: "acc_zone", time_zone, currency: "USD" });
    await addInvoice({ billing_account_id: "acc_zone", due_on: "2026-03-15" });
    const unpaid = async (now: Date) => {
      const checks = await container.resolve(BILLING_MODULE).checkBooks({ since: ago(40 * DAY_MS), now });
      return checks.find(({ name }) => name === "unpaid_has_a_next_step")?.broken;
    };
    const dayAfter = (at: string) => new Date(Date.parse(at) + DAY_MS);
    expect([await listed(new Date(before)), await unpaid(dayAfter(before))]).toEqual([[], []]);
    const overdue = [["invoice_overdue inv_1"], ["INV-7"]];
    expect([await listed(new Date(after)), await unpaid(dayAfter(after))]).toEqual(overdue);
  });

  it.each([
    ["not due yet", { due_on: "2026-03-15" }],
    ["about to be charged", { next_charge_at: NOW }],
    ["too small for a card, and waits for a later invoice", { charge_hold: "too_small", next_charge_at: NOW }],
  ])("one that is %s is not listed", async (_what, columns) => {
    await addInvoice(columns);
    expect(await listed()).toEqual([]);
  });

  it("one of a company without a card says so, and offers no charge", async () => {
    await addInvoice({ charge_hold: "no_card" });
    expect(await only()).toMatchObject({ words: expect.stringContaining("the company has no card"), acts: [] });
  });

  it("a draft that waits to be issued", async () => {
    await addInvoice({ status: "draft", number: null, series: null, sequence: null });
    expect(await only()).toMatchObject({ ref: "inv_1", acts: [{ words: "Issue", path: "/invoices/inv_1/issue" }] });
  });
});

describe("payment cases", () => {
  it("say by when a dispute must be answered and what hangs on it, and end with a person's reason in the journal", async () => {
    await addInvoice({ status: "paid", paid_at: NOW, amount_paid: 24_200 });
    await addCase({ due_by: new Date("2026-03-28T23:59:59Z") });
    const item = await only();
    expect(item).toMatchObject({
      ...{ ref: "case_1", companyId: "cspcom_1", since: ago(DAY_MS), detail: "disputed: dp_1" },
      words: "The card holder disputes it. An answer is due by 28 Mar 2026, 23:59 UTC.",
      money: { amount: 24_200, currency: "USD", rule: "What the bank has taken back." },
    });
    const key = { kind: "payment_case", ref: "case_1", state: item?.state ?? "" };
    await resolveItem(container, key, "Evidence was sent.", ANN);
    expect(await listed()).toEqual([]);
    const { lines } = await readJournal(container, { objectId: "case_1", limit: 5, offset: 0 });
    expect(lines).toMatchObject([
      { actor: "user_ann", area: "attention", action: "resolve", objectKind: "payment_case" },
    ]);
  });

  it.each([
    "refunded",
    "unclaimed_money",
    "amount_mismatch",
    "refund_failed",
    "fraud_warning",
    "customer_gone",
    "processor_differs",
    "tax_not_corrected",
  ])("%s stands beside whatever else is true of the invoice", async (kind) => {
    await addInvoice({});
    await addCase({ kind });
    expect((await listed()).sort()).toEqual(["invoice_overdue inv_1", "payment_case case_1"]);
  });

  it.each(["request_refused", "too_large", "too_small", "payments_closed", "key_clash", "order_canceled"])(
    "%s stands for its invoice, which is listed itself once a person has settled the case and it is late",
    async (kind) => {
      await addInvoice({ charge_hold: "person" });
      await addCase({ kind, subject: "inv_1" });
      const item = await only();
      const key = { kind: "payment_case", ref: "case_1", state: item?.state ?? "" };
      await resolveItem(container, key, "They pay by transfer.", ANN);
      expect(await listed()).toEqual(["invoice_overdue inv_1"]);
    },
  );

  it("a charge that was declined before it was stopped is listed as the case alone", async () => {
    await addInvoice({ status: "payment_failed", charge_hold: "person" });
    await addCase({ kind: "key_clash", subject: "inv_1" });
    expect(await listed()).toEqual(["payment_case case_1"]);
  });

  it("one about nothing that we know is listed all the same", async () => {
    await addCase({ invoice_id: null, billing_account_id: null, amount: null, currency: null });
    expect(await only()).toMatchObject({ companyId: null, money: null, links: [] });
  });
});

describe("set-up", () => {
  const WORDS = "The key was revoked: set another.";
  const faults = () => container.resolve(SETTINGS_MODULE).setUpFaults;

  it.each(["stripe", "partner_center", "mail"] as const)("a fault at %s, until it answers again", async (system) => {
    const access = { system, scope: WHOLE_ACCESS };
    await faults().record(access, WORDS, ago(DAY_MS));
    await faults().record(access, WORDS, NOW);
    expect(await only()).toMatchObject({
      ...{ ref: system, since: ago(DAY_MS), acts: [], money: null, detail: "Met 2 times." },
      words: expect.stringContaining(WORDS),
    });
    await faults().clear({ system, scope: "GET /anything" }, NOW);
    expect(await listed()).toEqual([]);
  });

  it("a fault of one kind of call, until a call of that kind is answered and no other", async () => {
    const checkout = { system: "partner_center", scope: "POST /customers/:id/carts/:id/checkout" } as const;
    await faults().record(checkout, "A firewall stands between.", ago(HOUR_MS));
    await faults().clear({ ...checkout, scope: "GET /domains/:id" }, NOW);
    await faults().clear({ ...checkout, system: "stripe" }, NOW);
    const ref = "partner_center POST /customers/:id/carts/:id/checkout";
    expect(await only()).toMatchObject({ ref, words: expect.stringContaining("everything else goes on") });
    expect(await faults().mayAsk("partner_center", ["GET /domains/:id"], NOW)).toBe("free");
    expect(await faults().mayAsk("partner_center", [checkout.scope], NOW)).toBe("probe");
    expect(await faults().mayAsk("partner_center", [checkout.scope], NOW)).toBe("paused");
    await faults().clear(checkout, NOW);
    expect(await listed()).toEqual([]);
  });

  it.each([
    [SIGN_INS.user, SIGN_INS.app, "only the customer agreement waits"],
    [SIGN_INS.app, SIGN_INS.user, "orders, subscriptions and companies wait"],
  ])("a fault of the %s, until a call made with it is answered and none with the %s", async (own, other, words) => {
    const fault = { system: "partner_center", scope: own } as const;
    await faults().record(fault, WORDS, ago(HOUR_MS));
    await faults().clear({ ...fault, scope: "GET /customers/:id", signIn: other }, NOW);
    expect(await only()).toMatchObject({ ref: `partner_center ${own}`, words: expect.stringContaining(words) });
    const call = { ...fault, scope: "GET /agreements" };
    expect(await faults().mayAsk("partner_center", scopesOf({ ...call, signIn: other }), NOW)).toBe("free");
    expect(await faults().mayAsk("partner_center", scopesOf({ ...call, signIn: own }), NOW)).toBe("probe");
    await faults().clear({ ...call, signIn: own }, NOW);
    expect(await listed()).toEqual([]);
  });

  it("readings wait for the application's sign-in, and not for the user's", async () => {
    await insertAny(db, "csp_subscription", {
      ...{ id: "sub_1", company_id: "cspcom_1", quantity: 3, unit_term_price: 12_000, currency: "USD" },
      ...{ status: "active", term: "P1Y", billing_plan: "annual", sync_failures: 0, next_sync_at: ago(HOUR_MS) },
      ...{ started_on: "2026-01-01", term_started_on: "2026-01-01", term_ends_on: "2027-01-01" },
    });
    await faults().record({ system: "partner_center", scope: SIGN_INS.app }, WORDS, ago(HOUR_MS));
    expect((await only())?.words).toContain("1 reading of a subscription wait for it");
    await faults().clear({ system: "partner_center", scope: SIGN_INS.app }, NOW);
    await faults().record({ system: "partner_center", scope: SIGN_INS.user }, WORDS, ago(HOUR_MS));
    expect((await only())?.words).toContain("Nothing waits for it now.");
  });

  it("what comes back within a day is the same fault, and later another", async () => {
    const right = { system: "stripe", scope: "write payment_intents" } as const;
    await faults().record(right, WORDS, ago(3 * DAY_MS));
    await faults().clear(right, ago(2.5 * DAY_MS));
    await faults().record(right, WORDS, ago(2 * DAY_MS));
    expect(await faults().list(ago(2 * DAY_MS))).toMatchObject([{ since: ago(3 * DAY_MS), count: 1 }]);
    await faults().clear(right, ago(1.5 * DAY_MS));
    await faults().record(right, WORDS, NOW);
    expect(await faults().list(NOW)).toMatchObject([{ since: NOW, count: 1 }]);
  });

  it("a kind of call that nothing has made for a week is nobody's trouble", async () => {
    await faults().record({ system: "partner_center", scope: "GET /domains/:id" }, WORDS, ago(8 * DAY_MS));
    expect(await listed()).toEqual([]);
    expect(await faults().list(NOW)).toEqual([]);
  });

  it("counts what waits for a fault, with its money, and nothing that waits for another", async () => {
    await faults().record({ system: "stripe", scope: "write payment_intents" }, WORDS, ago(HOUR_MS));
    await addInvoice({ next_charge_at: ago(HOUR_MS) });
    await addInvoice({ id: "inv_2", number: "INV-8", sequence: 8, period_key: "k8", next_charge_at: later(HOUR_MS) });
    const event = { source: "stripe", type: "charge.refunded", payload: {}, received_at: NOW, state: "waiting" };
    await insertAny(db, "csp_inbox_event", {
      ...{ ...event, id: "evt_1", event_id: "evt_1", set_up_fault: "stripe write payment_intents" },
    });
    await insertAny(db, "csp_inbox_event", { ...event, id: "evt_2", event_id: "evt_2", set_up_fault: "stripe" });
    expect(await only()).toMatchObject({
      words: expect.stringContaining("1 invoice and 1 event wait for it"),
      money: { amount: 24_200, currency: "USD" },
    });
  });

  it("is told although the order that waits for it cannot be read", async () => {
    await faults().record({ system: "stripe", scope: WHOLE_ACCESS }, WORDS, ago(HOUR_MS));
    await insertAny(db, "csp_provisioning_task", {
      ...{ id: "task_1", kind: "settle_order", state: "waiting", payload: "{}", next_at: NOW, created_at: NOW },
      ...{ set_up_fault: "stripe", set_up_since: ago(HOUR_MS), absent: null, absent_since: null },
    });
    expect(await only()).toMatchObject({ ref: "stripe", words: expect.stringContaining("1 order wait"), money: null });
  });
});

describe("what the outside world told us", () => {
  const addEvent = (columns: Record<string, unknown>) =>
    insertAny(db, "csp_inbox_event", {
      ...{ id: "evt_1", event_id: "evt_1", source: "stripe", type: "charge.dispute.created", payload: {} },
      ...{ state: "waiting", received_at: ago(DAY_MS + MINUTE_MS), next_try_at: later(MINUTE_MS), attempts: 0 },
      ...{ last_error: "Stripe answers 500", failed_at: null, set_up_fault: null },
      ...columns,
    });

  it("and could not be dealt with for a day, since nobody answers about it, until somebody does", async () => {
    await addEvent({});
    const item = await only();
    expect(item).toMatchObject({
      ...{ ref: "evt_1", since: ago(DAY_MS + MINUTE_MS), acts: [] },
      words: expect.stringContaining("charge dispute created"),
      detail: expect.stringContaining("Stripe answers 500"),
    });
    await db("csp_inbox_event").update({ last_error: "Stripe answers 503" });
    await resolveItem(container, { kind: "inbox_event", ref: "evt_1", state: item?.state ?? "" }, "Known.", ANN);
    expect(await listed()).toEqual([]);
    await db("csp_inbox_event").update({ state: "failed", failed_at: NOW });
    expect(await listed()).toEqual(["inbox_event evt_1"]);
  });

  it.each([
    ["for less than a day", { received_at: ago(DAY_MS - MINUTE_MS) }],
    ["and is tried again for the first time", { last_error: null }],
    ["and waits for our set-up, which is told by itself", { set_up_fault: "stripe" }],
    ["and is dealt with", { state: "handled" }],
  ])("not what waits %s", async (_what, columns) => {
    await addEvent(columns);
    expect(await listed()).toEqual([]);
  });
});

describe("companies", () => {
  it("a claim to a tenant, until it is decided, and the journal says by whom", async () => {
    const claim = { id: "claim_1", company_id: "cspcom_1", domain: "fabrikam.onmicrosoft.com", state: "open" };
    await insertAny(db, "csp_tenant_claim", { ...claim, codes_sent: 2, created_at: ago(DAY_MS) });
    await insertAny(db, "csp_company_member", { company_id: "cspcom_1", customer_id: "cus_1", role: "owner" });
    expect(await only()).toMatchObject({
      ...{ ref: "claim_1", since: ago(DAY_MS), companyId: "cspcom_1" },
      words: expect.stringContaining("Fabrikam says that fabrikam.onmicrosoft.com is its own"),
      links: [{ words: "Customer", path: "/customers/cus_1" }],
      acts: [{ path: "/tenant-claims/claim_1/approve" }, { path: "/tenant-claims/claim_1/reject" }],
    });
    await rejectClaim(container, { claimId: "claim_1", actor: "user_ann", note: "Not theirs." }, NOW);
    expect(await listed()).toEqual([]);
    const { lines } = await readJournal(container, { objectId: "cspcom_1", limit: 5, offset: 0 });
    expect(lines).toMatchObject([{ actor: "user_ann", action: "reject_claim", detail: { note: "Not theirs." } }]);
  });

  it("a VAT id that is another company's, until a newer answer", async () => {
    await db("csp_company").where({ id: "cspcom_1" }).update({ tax_id: "DE136695976", country_code: "de" });
    const about = {
      company_id: "cspcom_1",
      tax_id: "DE136695976",
      country_code: "de",
      how: "directory",
      decided_by: null,
    };
    const nothing = { correct_since: null, correct_at: null };
    const check = { ...about, ...nothing, outcome: "other_holder", holder: "SIEMENS AG", at: ago(DAY_MS) };
    await insertAny(db, "csp_tax_id_check", { id: "check_1", ...check });
    expect(await only()).toMatchObject({
      ...{ ref: "cspcom_1", since: ago(DAY_MS), companyId: "cspcom_1", acts: [] },
      words: expect.stringContaining("VIES says belongs to SIEMENS AG"),
    });
    await insertAny(db, "csp_tax_id_check", { id: "check_2", ...check, outcome: "valid", at: NOW });
    expect(await listed()).toEqual([]);
  });

  it("an account that cannot be billed, since its first failure, worth its last invoice", async () => {
    await db("csp_billing_account").update({ parked_reason: "No tax region for XX.", park_count: 2 });
    for (const days of [9, 3, 1]) {
      const failed_at = ago(days * DAY_MS);
      const of = { billing_account_id: "acc_1", reason: "x", run_id: `run_${days}` };
      await insertAny(db, "csp_billing_run_failure", { ...of, failed_at });
    }
    await addInvoice({ status: "paid", paid_at: NOW, amount_paid: 24_200 });
    expect(await only()).toMatchObject({
      ...{ ref: "acc_1", since: ago(3 * DAY_MS), detail: "No tax region for XX.", state: "No tax region for XX." },
      money: { amount: 24_200, inputs: [{ words: "Invoice INV-7" }] },
      acts: [{ path: "/billing-accounts/acc_1/retry" }],
    });
    await db("csp_billing_account").update({ parked_reason: null, park_count: 0 });
    expect(await listed()).toEqual([]);
  });

  it("a subscription that the vendor sees otherwise at once, one that cannot be read after three times", async () => {
    const day = { started_on: "2026-01-01", term_started_on: "2026-01-01", term_ends_on: "2027-01-01" };
    await insertAny(db, "csp_subscription", {
      ...{ id: "sub_1", company_id: "cspcom_1", sku_title: "Pine Files", quantity: 3, unit_term_price: 12_000 },
      ...{ currency: "USD", status: "active", term: "P1Y", billing_plan: "annual", problem: "seats: 3 here, 4 there" },
      ...{ ...day, sync_failures: 0, problem_since: ago(DAY_MS) },
    });
    const item = await only();
    expect(item).toMatchObject({
      ...{ ref: "sub_1", since: ago(DAY_MS), detail: "seats: 3 here, 4 there" },
      money: { amount: 36_000, inputs: [{ words: "3 × Pine Files, the whole term" }] },
      acts: [{ path: "/subscriptions/sub_1/read" }],
    });
    await db("csp_subscription").update({ sync_failures: 2 });
    expect(await listed()).toEqual([]);
    await db("csp_subscription").update({ sync_failures: 3 });
    expect((await only())?.words).toContain("could not be read at the vendor, 3 times in a row");
    await resolveItem(container, { kind: "subscription_problem", ref: "sub_1", state: item?.state ?? "" }, "Seen", ANN);
    expect(await listed()).toEqual([]);
    await db("csp_subscription").update({ problem: "price: 12000 here, 13000 there" });
    expect(await listed()).toEqual(["subscription_problem sub_1"]);
  });
});

describe("what somebody changed at the vendor", () => {
  const licences = { company_id: "cspcom_1", sku_title: "Pine Files", quantity: 3, unit_term_price: 12_000 };
  const terms = { term: "P1Y", billing_plan: "annual", currency: "USD", status: "active", sync_failures: 0 };
  const WORDS = "the vendor has 5 seats, we have 3";
  const add = async (columns: Record<string, unknown> = {}) => {
    await insertAny(db, "csp_subscription", {
      ...{ id: "sub_1", problem: WORDS, problem_since: ago(DAY_MS), ...licences, ...terms },
      ...{ started_on: "2026-01-01", term_started_on: "2026-01-01", term_ends_on: "2027-01-01", order_id: "" },
    });
    await insertAny(db, "csp_subscription_finding", {
      ...{ id: "find_1", subscription_id: "sub_1", company_id: "cspcom_1", kind: "seats", theirs: "5 seats" },
      ...{ words: WORDS, first_seen_at: ago(DAY_MS), last_seen_at: NOW },
      proposal: JSON.stringify({ type: "quantity_changed", on: "2026-03-14", data: { quantity: 5 } }),
      stake: JSON.stringify({ currency: "USD", unbilled: 19_000, eachPeriod: 24_000, periodMonths: 12 }),
      ...columns,
    });
  };

  it("stands once, with its age, its money and its acts, until one of them is done", async () => {
    await add();
    expect(await listed()).toEqual(["subscription_finding find_1"]);
    expect(await only()).toMatchObject({
      ...{
        since: ago(DAY_MS),
        detail: WORDS,
        money: { amount: 19_000, inputs: [{ amount: 19_000 }, { amount: 24_000 }] },
      },
      acts: [
        { path: "/findings/find_1/bill", warning: expect.stringContaining("190.00") },
        { path: "/subscriptions/sub_1/read" },
        { path: "/findings/find_1/ignore", asksReason: true },
      ],
    });
    await db("csp_subscription_finding").update({ state: "ignored", settled_at: NOW, settled_by: "user_ann" });
    expect(await listed()).toEqual([]);
  });

  it("can only be read again or ignored where no event is proposed", async () => {
    await add({ kind: "plan", theirs: "P3Y monthly", proposal: null, stake: null });
    const item = await only();
    expect(item?.money).toBeNull();
    expect(item?.acts.map(({ path }) => path)).toEqual(["/subscriptions/sub_1/read", "/findings/find_1/ignore"]);
  });

  it("that we do not have at all names the company, and can be ignored", async () => {
    await insertAny(db, "csp_subscription_finding", {
      ...{ id: "find_2", company_id: "cspcom_1", kind: "unknown", theirs: "4 x Pine Files", words: "4 x Pine Files" },
      ...{ first_seen_at: ago(DAY_MS), last_seen_at: NOW },
    });
    expect(await only()).toMatchObject({
      ...{ companyId: "cspcom_1", words: expect.stringContaining("billed to nobody") },
      acts: [{ path: "/findings/find_2/ignore" }],
    });
  });

  it("is not told beside billing that holds", async () => {
    await add({ kind: "state", theirs: "suspended", proposal: null, stake: null });
    const since = ago(DAY_MS).toISOString();
    const sighting = { state: "suspended", said: "suspended", since, lastAt: since, readings: 5 };
    await db("csp_subscription").update({ vendor_sighting: JSON.stringify(sighting) });
    expect(await listed()).toEqual(["subscription_held sub_1"]);
  });
});

describe("billing that holds", () => {
  const add = (sighting: object, columns: Record<string, unknown> = {}) =>
    insertAny(db, "csp_subscription", {
      ...{ id: "sub_1", company_id: "cspcom_1", sku_title: "Pine Files", quantity: 3, unit_term_price: 12_000 },
      ...{ currency: "USD", status: "active", term: "P1Y", billing_plan: "annual", problem: "they differ" },
      ...{ started_on: "2026-01-01", term_started_on: "2026-01-01", term_ends_on: "2027-01-01", sync_failures: 0 },
      ...{
        vendor_sighting: JSON.stringify({ since: ago(DAY_MS).toISOString(), readings: 5, ...sighting }),
        ...columns,
      },
    });

  it.each([
    ["gone", "expired", "/subscriptions/sub_1/end"],
    ["suspended", "suspended", "/subscriptions/sub_1/bill-on"],
  ])(
    "by licences that are %s at the vendor: it stands once, with a way out, until a person decides",
    async (state, said, path) => {
      await add({ state, said });
      expect(await listed()).toEqual(["subscription_held sub_1"]);
      expect(await only()).toMatchObject({
        ...{ since: ago(DAY_MS), detail: "they differ", money: { amount: 36_000 } },
        acts: [{ path: "/subscriptions/sub_1/read" }, { path }],
      });
      const resolution = { kind: "subscription_held", ref: "sub_1", state: (await only())?.state ?? "" };
      await expect(resolveItem(container, resolution, "Never mind", ANN)).rejects.toThrow();
      await db("csp_subscription").update({ billed_on_with: state, problem: null });
      expect(await listed()).toEqual([]);
    },
  );

  it.each([
    ["what is asked again within the hour", { state: "gone", said: "deleted", readings: 4 }, {}],
    ["a term that has run out", { state: "run_out", said: "expired" }, { problem: null }],
    ["what our books have ended", { state: "gone", said: "deleted" }, { status: "cancelled", problem: null }],
  ])("is not told of %s", async (_what, sighting, columns) => {
    await add(sighting, columns);
    expect(await listed()).toEqual([]);
  });
});

describe("orders", () => {
  const addCheckout = (columns: Record<string, unknown>) =>
    insertAny(db, "csp_checkout", {
      ...{ id: "chk_1", company_id: "cspcom_1", state: "authorised", amount: 24_200, currency: "usd", order_id: null },
      ...{
        attempt: 1,
        authorised_at: ago(11 * MINUTE_MS),
        next_check_at: NOW,
        tries: 4,
        last_error: "Error: no stock",
      },
      ...columns,
    });

  it("a card that is held for ten minutes without an order", async () => {
    await addCheckout({});
    expect(await only()).toMatchObject({
      ...{ ref: "chk_1", since: ago(11 * MINUTE_MS), detail: "Error: no stock", companyId: "cspcom_1" },
      money: { amount: 24_200, currency: "USD" },
    });
    await db("csp_checkout").update({ authorised_at: ago(9 * MINUTE_MS) });
    expect(await listed()).toEqual([]);
  });

  it("a card page that ended a day ago, of which the card processor does not say whether it was paid", async () => {
    const open = { state: "open", authorised_at: null, stripe_session_id: "cs_1", tries: 0, last_error: null };
    await addCheckout({ ...open, expires_at: ago(DAY_MS - MINUTE_MS) });
    expect(await listed()).toEqual([]);
    await db("csp_checkout").update({ expires_at: ago(DAY_MS + MINUTE_MS) });
    expect(await only()).toMatchObject({
      ...{ ref: "chk_1", since: ago(DAY_MS + MINUTE_MS), companyId: "cspcom_1" },
      words: expect.stringContaining("Stripe does not say whether it was paid"),
      money: { amount: 24_200, currency: "USD" },
    });
    await db("csp_checkout").update({ stripe_session_id: null });
    expect(await listed()).toEqual([]);
  });

  it("an order that a host's handler refuses to hear of five times", async () => {
    const ordered = { state: "ordered", order_id: "order_1", ordered_at: ago(MINUTE_MS) };
    await addCheckout({ ...ordered, tries: 4 });
    expect(await listed()).toEqual([]);
    await db("csp_checkout").update({ tries: 5 });
    expect(await only()).toMatchObject({ ref: "chk_1", money: null, links: [{ path: "/orders/order_1" }] });
  });

  it("a paid order that has no steps after ten minutes, unless it was cancelled", async () => {
    const ordered = { state: "ordered", order_id: "order_1", ordered_at: ago(11 * MINUTE_MS), next_check_at: null };
    await addCheckout(ordered);
    await insertAny(db, "order", { id: "order_1", display_id: 12, canceled_at: null, status: "pending" });
    expect(await only()).toMatchObject({
      ...{ ref: "order_1", since: ago(11 * MINUTE_MS), words: "Order 12 is paid and nothing was begun for it." },
      ...{ money: { amount: 24_200, currency: "USD" }, acts: [{ path: "/orders/order_1/take-up" }] },
    });
    await db("order").update({ canceled_at: NOW });
    expect(await listed()).toEqual([]);
  });

  describe("a mail that has not gone out", () => {
    const real = (minutes: number) => new Date(Date.now() - minutes * MINUTE_MS);
    const add = (columns: Record<string, unknown>) =>
      insertAny(db, "csp_mail", {
        ...{ id: "licences_live:1", template: "licences_live", state: "waiting", attempts: 2, asked_at: real(20) },
        ...{ next_at: real(-1), ended_at: null, sealed: null, failure: null, last_error: null, expires_at: null },
        ...columns,
      });

    it.each([
      [
        "server",
        "connect ECONNREFUSED",
        "the mail server could not be reached, or did not let us in. Look at SMTP_URL",
      ],
      ["refused", "550 5.7.1 no", "the mail server answered, and did not take it"],
      ["unwritten", "no such file", "it could not be made ready to send"],
      ["here", "no provider", "sending broke off on our side, before the mail server was asked"],
      [null, null, "its process ended before an answer of the mail server was noted"],
    ])("says what happened (%s), and never blames the server for what was not it", async (failure, said, words) => {
      await add({ failure, last_error: said });
      const item = await only();
      expect(item).toMatchObject({ ref: "licences_live:1", since: expect.any(Date) });
      expect(item?.words).toContain(`A mail (licences live) has not gone out, tried 2 times: ${words}`);
      expect(item?.words).toMatch(/It is tried again\.$/);
      expect(item?.detail).toBe(said === null ? "licences_live:1" : `licences_live:1\n${said}`);
      expect(/SMTP_URL/.test(item?.words ?? "")).toBe(failure === "server");
    });

    it("says of one that nobody has begun with that it was not tried, and not that it has perhaps gone out", async () => {
      await add({ attempts: 0, failure: null, last_error: null });
      const words = (await only())?.words;
      expect(words).toMatch(/^A mail \(licences live\) has not gone out, tried 0 times: no process has come to it/);
      expect(words).not.toMatch(/perhaps/);
    });

    it("until it has, or a person says that it need not, and not in its first quarter of an hour", async () => {
      await add({ asked_at: real(14) });
      expect(await listed()).toEqual([]);
      await db("csp_mail").update({ asked_at: real(16) });
      expect(await listed()).toEqual(["mail_not_sent licences_live:1"]);
      await db("csp_mail").update({ state: "given_up", next_at: null, ended_at: NOW });
      expect((await only())?.words).toMatch(/It is not tried any more\.$/);
      const key = { kind: "mail_not_sent", ref: "licences_live:1", state: "not_sent" };
      await resolveItem(container, key, "Told by phone.", ANN);
      expect(await listed()).toEqual([]);
      await db("csp_attention_mark").delete();
      await db("csp_mail").update({ state: "sent" });
      expect(await listed()).toEqual([]);
    });

    it("is told as the mail server's fault, once, while the server takes nothing at all", async () => {
      await add({ failure: "server" });
      await add({ id: "licences_live:2", failure: "refused" });
      await container
        .resolve(SETTINGS_MODULE)
        .setUpFaults.record({ system: "mail", scope: WHOLE_ACCESS }, "Look at SMTP_URL.", NOW);
      expect((await listed()).sort()).toEqual(["mail_not_sent licences_live:2", "set_up_fault mail"]);
    });
  });
});

it("an event that was given up is called by what it is about; its name stands beside its reason", async () => {
  await insertAny(db, "csp_inbox_event", {
    ...{
      id: "evt_1",
      source: "stripe",
      event_id: "evt_stripe",
      type: "payment_intent.payment_failed",
      state: "failed",
    },
    ...{ attempts: 11, last_error: "no such payment", failed_at: ago(DAY_MS), next_try_at: ago(DAY_MS), payload: "{}" },
  });
  expect(await only()).toMatchObject({
    words: expect.stringMatching(/^Stripe told of "payment intent payment failed", and after 11 tries/),
    detail: "payment_intent.payment_failed evt_stripe: no such payment",
  });
});

describe("plans that left the shop", () => {
  const plan = (columns: Partial<LeftPlan>): LeftPlan => ({
    ...{ planId: "plan_1", productId: "prod_1", offerTitle: "Pine", skuTitle: "Pine Files", segment: "commercial" },
    ...{ term: "P1Y", billingPlan: "annual", whyOut: "not_listed", since: ago(DAY_MS), marginPercent: null },
    ...columns,
  });

  it.each([
    ["below_floor", "its margin is below the floor"],
    ["not_listed", "does not list it any more"],
    ["no_price", "it has no selling price"],
    ["no_variant", "its variant was deleted in Medusa"],
  ] as const)("%s: since when and why, with no money at stake", async (whyOut, words) => {
    leftPlans = [plan({ whyOut, marginPercent: whyOut === "below_floor" ? "2.50" : null })];
    expect(await only()).toMatchObject({
      ...{ ref: "plan_1", since: ago(DAY_MS), money: null },
      words: expect.stringMatching(new RegExp(`^Pine Files, Annual, paid upfront, commercial, is not .*${words}`)),
      detail: whyOut === "below_floor" ? "The margin would be 2.50 %." : null,
    });
  });

  it("a person's word settles it, until it leaves for another reason", async () => {
    leftPlans = [plan({})];
    const state = (await only())?.state ?? "";
    await resolveItem(container, { kind: "left_plan", ref: "plan_1", state }, "We let it go.", ANN);
    expect(await listed()).toEqual([]);
    leftPlans = [plan({ whyOut: "below_floor" })];
    expect(await listed()).toEqual(["left_plan plan_1"]);
  });
});
