import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, Modules, ModulesSdkUtils } from "@medusajs/framework/utils";
import { JournalTable } from "../../src/database";
import { ATTEMPT_STATES, INVOICE_STATES } from "../../src/domain/states";
import { ATTENTION_MODULE, AttentionService } from "../../src/modules/attention";
import { BILLING_MODULE, BillingModuleService } from "../../src/modules/billing";
import { CATALOG_MODULE, CatalogService } from "../../src/modules/catalog";
import { CHECKOUT_MODULE, CheckoutService } from "../../src/modules/checkout";
import { CLOCK_MODULE } from "../../src/modules/clock";
import { COMPANY_MODULE, CompanyService } from "../../src/modules/company";
import { INBOX_MODULE, InboxService } from "../../src/modules/inbox";
import { MAIL_MODULE, MailService } from "../../src/modules/mail";
import { PROVISIONING_MODULE, ProvisioningModuleService, TASK_STATES } from "../../src/modules/provisioning";
import { SETTINGS_MODULE } from "../../src/modules/settings";
import { attentionDuty } from "../../src/processes/attention";
import { resolveItem } from "../../src/processes/attention/mark-item";
import { tellCustomers } from "../../src/processes/attention/tell-customer";
import { tellDigest, tellNews } from "../../src/processes/attention/tell-seller";
import { refuseTask, refuseUncorrected } from "../../src/processes/provisioning/refuse-task";
import { ATTENTION_KINDS, readAttention } from "../../src/reads/attention";
import { QUEUES } from "../../src/reads/backlog";
import { readJournal } from "../../src/reads/journal";
import { registry } from "../../src/telemetry/metrics";
import { duties } from "../../src/workflows/duties";
import { insertAny } from "../support/any-row";
import { forgottenRows, statesAllowed, WAYS } from "../support/dead-ends";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../support/postgres";
import { testSettings } from "../support/settings";

const NOW = new Date("2026-03-15T10:00:00.000Z");
const LATER = new Date("2026-03-15T11:00:00.000Z");
const ANN = { actor: "user_ann", now: NOW };

type SentMail = { to: string; template: string; resource_id: string; status: string; created_at: Date };

const database = `attention_${process.pid}_${Date.now()}`;
let db: Knex;
let container: MedusaContainer;
let mailTo: string[] = [];
let mails: SentMail[] = [];
let mailServer: "up" | "down" = "up";

const service = <T>(make: new (container: Record<string, unknown>) => T): T =>
  new make({ [ContainerRegistrationKeys.PG_CONNECTION]: db });

beforeAll(async () => {
  await createDatabaseWith("tables", database);
  db = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl(database), schema: "public" }) as Knex;
  const settings = { ...testSettings().settings };
  const services: Record<string, unknown> = {
    [ContainerRegistrationKeys.PG_CONNECTION]: db,
    [ContainerRegistrationKeys.LOGGER]: { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} },
    [ATTENTION_MODULE]: service(AttentionService),
    [PROVISIONING_MODULE]: service(ProvisioningModuleService),
    [INBOX_MODULE]: service(InboxService),
    [CHECKOUT_MODULE]: service(CheckoutService),
    [COMPANY_MODULE]: service(CompanyService),
    [MAIL_MODULE]: service(MailService),
    [CATALOG_MODULE]: service(CatalogService),
    [BILLING_MODULE]: service(BillingModuleService),
    [CLOCK_MODULE]: { now: () => LATER },
    [SETTINGS_MODULE]: {
      get settings() {
        return { ...settings, attention: { mailTo } };
      },
      setUpFaults: { mayAsk: async () => "free", nextProbeAt: async () => null },
      listSetUpFaults: async () => [],
      recordSetUpFault: async () => false,
      clearSetUpFault: async () => false,
    },
    [Modules.NOTIFICATION]: {
      createNotifications: async (mail: SentMail) => {
        mails.push({ ...mail, status: mailServer === "up" ? "success" : "failure", created_at: new Date(0) });
        if (mailServer === "down") {
          throw new Error("no mail server");
        }
      },
    },
  };
  container = { resolve: (key: string) => services[key] } as unknown as MedusaContainer;
}, DATABASE_WITHIN_MS);

beforeEach(async () => {
  mailTo = [];
  mails = [];
  mailServer = "up";
  await db.raw(`delete from csp_provisioning_task; delete from csp_inbox_event; delete from csp_attention_mark;
    delete from csp_attention_note; delete from csp_attention_news; delete from csp_book_finding;
    delete from csp_billing_run; delete from csp_payment_case; delete from csp_set_up_fault; delete from csp_mail`);
});

afterAll(async () => {
  await db?.destroy();
  await dropDatabase(database);
});

const listed = async (now = LATER) => {
  const { entries, unreadable } = await readAttention(container, now);
  expect(unreadable).toEqual([]);
  return entries.map(({ kind, item }) => `${kind.name} ${item.ref}`);
};

const ORDER = {
  orderId: "order_1",
  displayId: "12",
  companyId: "cspcom_1",
  email: "ada@fabrikam.example",
  vendor: "partner-center",
  market: "US",
  currency: "USD",
  authorisedAmount: 288_750,
  placedAt: NOW.toISOString(),
  refusal: null,
  lines: [
    {
      orderLineId: "l1",
      planId: "p",
      title: "Business Premium",
      skuTitle: "Business Premium",
      productId: "x",
      variantId: "x",
      vendorProductId: "x",
      vendorSkuId: "x",
      segment: "Commercial",
      quantity: 25,
      terms: { term: "P1Y", billingPlan: "annual", currency: "USD", unitTermPrice: 11_550, priceVersion: "1" },
    },
  ],
};

async function addTask(columns: Record<string, unknown>): Promise<string> {
  const id = `task_${Math.random()}`;
  await db("csp_provisioning_task").insert({
    id,
    reference_id: id,
    group_id: id,
    kind: "place_order",
    position: 3,
    state: "needs_attention",
    attempts: 2,
    next_at: NOW,
    standing_since: NOW,
    request_id: "r",
    last_error: "cart_vanished: gone",
    payload: JSON.stringify(ORDER),
    created_at: NOW,
    ...columns,
  });
  return id;
}

const addEvent = (id: string, columns: Record<string, unknown> = {}) =>
  db("csp_inbox_event").insert({
    id,
    source: "stripe",
    event_id: id,
    type: "charge.updated",
    payload: "{}",
    received_at: NOW,
    next_try_at: NOW,
    state: "failed",
    last_error: "Error: no such charge",
    ...columns,
  });

describe("no dead ends", () => {
  it.each(WAYS.map((ways) => [ways.table, ways] as const))("%s: each state has a way on", async (table, ways) => {
    if (ways.column !== null) {
      const allowed = await statesAllowed(db, table, ways.column);
      expect([...(allowed ?? [])].sort()).toEqual(Object.keys(ways.states).sort());
    }
    for (const way of Object.values(ways.states)) {
      expect(way.length).toBeGreaterThan(0);
    }
  });

  it("the program knows the states that the database allows, and no others", async () => {
    const known = [
      ["csp_provisioning_task", "state", TASK_STATES],
      ["csp_invoice", "status", INVOICE_STATES],
      ["csp_charge_attempt", "state", ATTEMPT_STATES],
    ] as const;
    for (const [table, column, states] of known) {
      expect([...((await statesAllowed(db, table, column)) ?? [])].sort()).toEqual([...states].sort());
    }
  });

  it("every duty and every list that is named exists", () => {
    const ways = WAYS.flatMap(({ states }) => Object.values(states).flat());
    const names = new Set(duties.map(({ name }) => name));
    const kinds = new Set(ATTENTION_KINDS.map(({ name }) => name));
    for (const way of ways) {
      if ("duty" in way) {
        expect([...names]).toContain(way.duty);
      } else if ("attention" in way || "becomes" in way) {
        expect([...kinds]).toContain("attention" in way ? way.attention : way.becomes);
      }
    }
    expect(QUEUES.map(([duty]) => duty).filter((duty) => !names.has(duty))).toEqual([]);
  });

  const HOUR_MS = 3_600_000;
  const earlier = (ms: number) => new Date(LATER.getTime() - ms);

  it.each([
    ["counts its failures", { failures: 3, started_at: earlier(400 * HOUR_MS) }, false],
    ["has polled for a week", { failures: 0, started_at: earlier(170 * HOUR_MS) }, true],
    ["is due in a year", { failures: 3, next_at: earlier(-9000 * HOUR_MS) }, true],
    ["waits for the set-up for an hour", { set_up_fault: "stripe", set_up_since: earlier(HOUR_MS) }, false],
    [
      "waits for the set-up for two days, in sight",
      { set_up_fault: "stripe", set_up_since: earlier(48 * HOUR_MS) },
      false,
    ],
    [
      "waits for a system that has been away for an hour",
      { absent: "partner_center", absent_since: earlier(HOUR_MS), started_at: earlier(400 * HOUR_MS) },
      false,
    ],
    [
      "waits for a system that has been away for two days, in sight",
      { absent: "partner_center", absent_since: earlier(48 * HOUR_MS), failures: 3 },
      false,
    ],
    ["waits for a system and nobody knows since when", { absent: "stripe", absent_since: null, failures: 3 }, true],
    ["waits for the set-up and nobody knows since when", { set_up_fault: "stripe", set_up_since: null }, true],
  ])("a waiting task that %s", async (_what, columns, isForgotten) => {
    const id = await addTask({ state: "waiting", standing_since: null, started_at: NOW, ...columns });
    const found = isForgotten ? [`csp_provisioning_task waiting ${id}`] : [];
    expect(await forgottenRows(container, db, LATER)).toEqual(found);
  });

  it("a step that waits for our own set-up stands there after a day, with its money, and is let go by itself", async () => {
    const waits = { state: "waiting", standing_since: null, set_up_fault: "stripe" };
    const id = await addTask({ ...waits, set_up_since: earlier(23 * HOUR_MS) });
    expect(await listed()).toEqual([]);
    await db("csp_provisioning_task").update({ set_up_since: earlier(24 * HOUR_MS) });
    const { entries } = await readAttention(container, LATER);
    expect(entries).toMatchObject([
      {
        item: {
          ref: id,
          since: earlier(24 * HOUR_MS),
          words: expect.stringMatching(/more than a day for our set-up to be mended, and goes on by itself/),
          customerReads: expect.stringMatching(
            /technical problem with ordering.*Nothing has been taken: the sum is at most reserved/,
          ),
          money: { amount: 288_750, currency: "USD" },
          acts: [{ words: "Retry" }],
        },
      },
    ]);
    await insertAny(db, "csp_company", { id: "cspcom_1", legal_name: "Fabrikam", country_code: "us" });
    await tellCustomers(container, LATER);
    await tellCustomers(container, LATER);
    expect(mails.map(({ template }) => template)).toEqual(["order_waits"]);
    await db("csp_company").delete();
    await db("csp_provisioning_task").update({ state: "done", set_up_fault: null, set_up_since: null });
    expect(await listed()).toEqual([]);
  });

  it.each([
    [
      "await_vendor",
      "partner_center",
      /Microsoft has not answered us.*how far your order is/,
      /for Partner Center to answer/,
    ],
    ["place_order", "stripe", /card processor has not answered.*no confirmation/, /for Stripe to answer/],
  ] as const)(
    "a step (%s) that waits for %s stands there after a day, with its money, and is let go by itself",
    async (kind, absent, reads, waits) => {
      const row = { kind, state: "waiting", standing_since: null, last_error: "http_503: down", absent };
      const id = await addTask({ ...row, absent_since: earlier(23 * HOUR_MS) });
      expect(await listed()).toEqual([]);
      await db("csp_provisioning_task").update({ absent_since: earlier(24 * HOUR_MS) });
      const item = async () => (await readAttention(container, LATER)).entries[0]?.item;
      expect(await item()).toMatchObject({
        ref: id,
        since: earlier(24 * HOUR_MS),
        words: expect.stringMatching(waits),
        customerReads: expect.stringMatching(reads),
        money: { amount: 288_750, rule: "What is reserved on the customer's card." },
        acts: [{ words: "Retry" }],
      });
      await insertAny(db, "csp_company", { id: "cspcom_1", legal_name: "Fabrikam", country_code: "us" });
      mails = [];
      await tellCustomers(container, LATER);
      await tellCustomers(container, LATER);
      expect(mails.map(({ template }) => template)).toEqual(["order_waits"]);
      const held = {
        state: "ordered",
        currency: "usd",
        order_id: id,
        ordered_at: NOW,
        authorised_at: earlier(24 * 8 * HOUR_MS),
      };
      await insertAny(db, "csp_checkout", held);
      expect(await item()).toMatchObject({
        words: expect.stringMatching(/The reservation on the card has lapsed/),
        money: { amount: 288_750, rule: expect.stringMatching(/was reserved.*lapsed/) },
      });
      await db("csp_company").delete();
      await db("csp_checkout").delete();
      await db("csp_provisioning_task").update({ state: "done", absent: null, absent_since: null });
      expect(await listed()).toEqual([]);
    },
  );

  it("a row in a state without a way is found", async () => {
    await addTask({});
    await addEvent("evt_1", { state: "waiting" });
    expect(await forgottenRows(container, db, LATER)).toEqual([]);
    await db.raw("alter table csp_inbox_event drop constraint csp_inbox_event_state_check");
    await db.raw("alter table csp_inbox_event alter column next_try_at drop not null");
    await db("csp_inbox_event").update({ next_try_at: null });
    expect(await forgottenRows(container, db, LATER)).toEqual(["csp_inbox_event waiting evt_1"]);
    await db("csp_inbox_event").delete();
    await db.raw(`alter table csp_inbox_event alter column next_try_at set not null,
      add constraint csp_inbox_event_state_check check (state in ('waiting', 'handled', 'ignored', 'failed'))`);
  });
});

describe("what waits for a person", () => {
  it("comes with the state of its source and goes with it", async () => {
    const id = await addTask({});
    await addEvent("evt_2", { failed_at: NOW });
    expect(await listed()).toEqual(["inbox_event evt_2", `provisioning_task ${id}`].sort());
    await container.resolve(INBOX_MODULE).retry("evt_2", LATER);
    expect(await listed()).toEqual([`provisioning_task ${id}`]);
    await container.resolve(PROVISIONING_MODULE).retry(id, ANN);
    expect(await listed()).toEqual([]);
  });

  it.each([
    ["vendor", "The vendor refused all of order 12. Its money is being released."],
    ["nobody", "Order 12 could not be carried out; nobody refused it. Its money is being released."],
    [undefined, "Order 12 ended without licences. Its money is being released."],
  ])("says whose doing the end of an order is: %s", async (by, words) => {
    const result = JSON.stringify({ code: "x", reason: "Not possible.", detail: "x", by });
    await addTask({ kind: "place_order", state: "refused", standing_since: null, finished_at: NOW, result });
    const { entries } = await readAttention(container, LATER);
    expect(entries[0]?.item.words).toBe(words);
  });

  it("says what hangs on it, and from which rows that sum is made", async () => {
    const ref = await addTask({
      kind: "await_vendor",
      state: "refused",
      standing_since: null,
      finished_at: NOW,
      last_error: "800069: risk",
      result: JSON.stringify({ code: "800069", reason: "Not approved.", detail: "risk", by: "vendor" }),
    });
    const settled = { kind: "settle_order", state: "done", position: 5, standing_since: null, finished_at: NOW };
    await addTask({ ...settled, group_id: ref, result: JSON.stringify({ outcome: "nothing_live", invoiceId: null }) });
    const { entries } = await readAttention(container, LATER);
    expect(entries[0]?.item).toMatchObject({
      words: "The vendor refused all of order 12. Its money was released.",
      detail: "800069: risk",
      customerReads: "Not approved.",
      money: {
        amount: 288_750,
        currency: "USD",
        inputs: [{ words: "25 × Business Premium, the whole term", amount: 288_750 }],
      },
    });
  });

  it("says what was held for an order whose lines were not sold any more when it was paid", async () => {
    const refusal = { code: "plan_off_sale", reason: "It is not sold any more.", detail: "withdrawn" };
    await addTask({
      state: "refused",
      standing_since: null,
      finished_at: NOW,
      result: JSON.stringify({ ...refusal, by: "nobody" }),
      payload: JSON.stringify({ ...ORDER, lines: [], refusal }),
    });
    const { entries } = await readAttention(container, LATER);
    expect(entries[0]?.item.money).toEqual({
      amount: 288_750,
      currency: "USD",
      rule: "What was reserved on the customer's card. What the lines are worth is not known: not all were on sale.",
      inputs: [{ words: "Authorised for order 12", amount: 288_750 }],
    });
  });

  it("keeps code and detail of each line that was refused beside others that live", async () => {
    const refused = [{ orderLineId: "l1", code: "10015", reason: "Too many.", detail: "quantity 25 of at most 20" }];
    const id = await addTask({
      kind: "await_vendor",
      state: "done",
      standing_since: null,
      finished_at: NOW,
      last_error: null,
      result: JSON.stringify({ subscriptionIds: ["s"], refused }),
    });
    const { entries } = await readAttention(container, LATER);
    expect(entries[0]?.item).toMatchObject({ ref: id, detail: "Business Premium: 10015: quantity 25 of at most 20" });
  });

  it("is not listed when a person refused it: he knows", async () => {
    await addTask({
      state: "refused",
      finished_at: NOW,
      result: JSON.stringify({ code: "refused_by_seller", reason: "x" }),
    });
    expect(await listed()).toEqual([]);
  });

  it("a person's word settles what it can settle, for the state he saw and no other", async () => {
    await addEvent("evt_3");
    const key = { kind: "inbox_event", ref: "evt_3", state: "Error: no such charge" };
    await expect(resolveItem(container, { ...key, state: "other" }, "seen", ANN)).rejects.toThrow(/changed since/);
    await resolveItem(container, key, "The charge is of another shop.", ANN);
    expect(await listed()).toEqual([]);
    await db("csp_inbox_event").where({ id: "evt_3" }).update({ last_error: "Error: another" });
    expect(await listed()).toEqual(["inbox_event evt_3"]);
  });

  it("no word settles an order that stands", async () => {
    const ref = await addTask({});
    const state = "2";
    const said = resolveItem(container, { kind: "provisioning_task", ref, state }, "never mind", ANN);
    await expect(said).rejects.toThrow(/No word settles this/);
    expect(await listed()).toEqual([`provisioning_task ${ref}`]);
  });

  it("one kind that cannot be read does not take the others away", async () => {
    const id = await addTask({});
    await addTask({ payload: "{}", state: "refused", finished_at: NOW, result: "{}" });
    const broken = { ...ATTENTION_KINDS[0], name: "broken", read: () => Promise.reject(new Error("no")) } as never;
    const { entries, unreadable } = await readAttention(container, LATER, [broken, ...ATTENTION_KINDS]);
    expect(entries.map(({ item }) => item.ref)).toContain(id);
    expect(unreadable.map(({ kind }) => kind.name)).toEqual(["broken"]);
  });

  it("one row that cannot be read stands there as such, and takes no other away", async () => {
    const id = await addTask({});
    const standing = await addTask({ payload: "{}" });
    const group = "order_of_nothing";
    await addTask({ group_id: group, payload: "{}", state: "refused", finished_at: NOW, result: "{}" });
    const { entries, unreadable } = await readAttention(container, LATER);
    expect(unreadable).toEqual([]);
    expect(entries.map(({ item }) => [item.ref, item.state === "unreadable"]).sort()).toEqual(
      [
        [id, false],
        [standing, true],
        [group, true],
      ].sort(),
    );
  });

  it("one row that cannot be read keeps no customer from hearing of theirs", async () => {
    const company = await container.resolve(COMPANY_MODULE).create(
      `cus_${Math.random()}`,
      {
        legalName: "Fabrikam, Inc.",
        taxId: null,
        email: "billing@fabrikam.example",
        phone: "1",
        firstName: "Ada",
        lastName: "Byron",
        address: { line1: "1", line2: null, city: "S", province: null, postalCode: "1", countryCode: "us" },
      },
      NOW,
    );
    await addTask({ payload: "{}", standing_since: new Date(NOW.getTime() - 1000) });
    await addTask({
      kind: "ensure_tenant",
      position: 1,
      payload: "{}",
      last_error: "address_refused: 3000: postalCode",
      standing_since: NOW,
    });
    await addTask({ payload: JSON.stringify({ ...ORDER, companyId: company.company.id }) });
    await attentionDuty().run(container, LATER);
    expect(mails.map(({ template, to }) => `${template} ${to}`)).toEqual(["order_waits ada@fabrikam.example"]);
    const figures = await registry.getSingleMetricAsString("seatline_duty_rows_passed_over_total");
    expect(figures).toMatch(/duty="attention"\} 3/);
  });

  it("a broken rule of the books keeps the day it was first seen, and goes when it holds", async () => {
    const billing = container.resolve(BILLING_MODULE);
    const broken = [{ name: "lines_add_up", rule: "Sums are sums.", broken: ["INV-1"] }];
    await billing.saveFindings(broken, NOW);
    await billing.saveFindings([{ ...broken[0], broken: ["INV-1", "INV-2"] }] as typeof broken, LATER);
    const { entries } = await readAttention(container, LATER);
    expect(entries.map(({ item }) => [item.ref, item.since, item.state])).toEqual([
      ["lines_add_up", NOW, "INV-1 INV-2"],
    ]);
    await billing.saveFindings([{ name: "lines_add_up", rule: "Sums are sums.", broken: [] }], LATER);
    expect(await listed()).toEqual([]);
  });

  it("a payment that no rule decides stands there until somebody says that it is settled, and again with other words", async () => {
    const { cases } = container.resolve(BILLING_MODULE);
    const about = { billingAccountId: null, invoiceId: null, amount: 500, currency: "USD", openedAt: NOW } as const;
    const open = (words: string) =>
      cases.open({ kind: "disputed", subject: "du_1", ...about, words, dueBy: new Date("2026-03-20T00:00:00Z") });
    await open("It is disputed.");
    const [entry] = (await readAttention(container, LATER)).entries;
    expect(entry?.item).toMatchObject({
      words: "It is disputed. An answer is due by 20 Mar 2026, 00:00 UTC.",
      detail: "disputed: du_1",
      money: { amount: 500, currency: "USD" },
    });
    const settled = { kind: "payment_case", ref: entry?.item.ref ?? "", state: entry?.item.state ?? "" };
    await resolveItem(container, settled, "evidence is given", ANN);
    expect(await listed()).toEqual([]);
    await open("It is lost.");
    expect(await listed()).toEqual([`payment_case ${settled.ref}`]);
    await cases.closeAbout("disputed", "du_1", "won", LATER);
    expect(await listed()).toEqual([]);
  });

  it("a fault of the installation's own set-up stands there for as long as it lasts", async () => {
    await db("csp_set_up_fault").insert({
      system: "stripe",
      since: NOW,
      last_at: LATER,
      count: 3,
      words: "The key was revoked.",
      probe_at: LATER,
    });
    expect((await readAttention(container, LATER)).entries.map(({ item }) => [item.ref, item.detail])).toEqual([
      ["stripe", "Met 3 times."],
    ]);
    await db("csp_set_up_fault").delete();
    expect(await listed()).toEqual([]);
  });

  it("a run that broke off is made up by the next that came to its end; one that was stopped holds all", async () => {
    const run = { trigger: "ticker", dry_run: false, as_of: NOW, started_at: NOW, due: 5, done: 2 };
    await db("csp_billing_run").insert({ id: "run_1", ...run, status: "interrupted", failure: "database went away" });
    expect(await listed()).toEqual(["billing_run run_1"]);
    await db("csp_billing_run").insert({ id: "run_2", ...run, started_at: LATER, status: "done" });
    expect(await listed()).toEqual([]);
    await db("csp_billing_run").insert({ id: "run_3", ...run, status: "stopped" });
    await db("csp_billing_run").insert({ id: "run_4", ...run, dry_run: true, status: "interrupted" });
    expect(await listed()).toEqual(["billing_run run_3"]);
  });
});

describe("refuse and release", () => {
  const refuse = (taskId: string) =>
    refuseTask(container, { taskId, reason: "We cannot sell this to you.", by: { actor: "user_ann", now: LATER } });

  it("ends an order that never came to be placed, skips the rest, and journals who did it", async () => {
    const group = { group_id: "order_9", reference_id: "order_9" };
    const id = await addTask({ ...group, kind: "ensure_tenant", position: 1 });
    const rest = await Promise.all([
      addTask({ ...group, kind: "place_order", position: 3, state: "ready", standing_since: null }),
      addTask({ ...group, kind: "settle_order", position: 5, state: "ready", standing_since: null }),
    ]);
    expect(await refuse(id)).toMatchObject({ state: "refused", result: { code: "refused_by_seller", by: "seller" } });
    const states = await db("csp_provisioning_task").whereIn("id", rest).orderBy("position").select("state");
    expect(states.map(({ state }) => state)).toEqual(["skipped", "ready"]);
    const { lines } = await readJournal(container, { objectId: id, limit: 5, offset: 0 });
    expect(lines).toMatchObject([
      { actor: "user_ann", area: "provisioning", action: "refuse", objectKind: "provisioning_task" },
    ]);
    await expect(refuse(id)).rejects.toThrow(/only one that stands can/);
  });

  it.each(["await_vendor", "settle_order"])("is refused with words at %s", async (kind) => {
    const id = await addTask({ kind });
    await expect(refuse(id)).rejects.toThrow(/accepted this order|is live/);
    expect(await listed()).toEqual([`provisioning_task ${id}`]);
  });

  it.each([
    ["not_as_ordered", /otherwise than it was ordered/, ["Retry", "Accept as it is", "Cancel and release"]],
    ["gone_at_start", /does not have any more/, ["Retry", "Cancel and release"]],
    ["not_cancelled", /could not be cancelled/, ["Retry", "Cancel and release"]],
    ["pending for more than two days", /is not confirmed/, ["Retry"]],
  ] as const)("what stands at the vendor for %s can be decided", async (code, words, acts) => {
    await addTask({ kind: "await_vendor", last_error: `${code}: both values` });
    const { entries } = await readAttention(container, LATER);
    const [item] = entries.filter(({ kind }) => kind.name === "provisioning_task").map((entry) => entry.item);
    expect(item?.words).toMatch(words);
    expect(item?.acts.map((act) => act.words)).toEqual(acts);
    expect(item?.customerReads).toMatch(/a person of ours has to look at it/);
  });

  it("leaves a task that somebody retried meanwhile alone", async () => {
    const id = await addTask({ kind: "ensure_tenant", position: 1 });
    const provisioning = container.resolve(PROVISIONING_MODULE);
    const read = await provisioning.findTask(id);
    await provisioning.retry(id, ANN);
    expect(read && (await provisioning.refuse(read, { code: "c", reason: "r", detail: "d", by: "seller" }, ANN))).toBe(
      false,
    );
    expect(await provisioning.findTask(id)).toMatchObject({ state: "ready" });
  });

  it("an address that was not corrected within five days ends the order by itself, and no earlier", async () => {
    const id = await addTask({ kind: "ensure_tenant", position: 1, last_error: "address_refused: 3000: postalCode" });
    const days = (count: number) => new Date(NOW.getTime() + count * 24 * 3_600_000);
    expect(await refuseUncorrected(container, days(4.9))).toBe(0);
    expect(await refuseUncorrected(container, days(5))).toBe(1);
    expect(await container.resolve(PROVISIONING_MODULE).findTask(id)).toMatchObject({
      ...{ state: "refused", result: { by: "nobody" } },
    });
  });

  it("an order whose time is over ends, however many others came to stand after it", async () => {
    await addTask({ kind: "ensure_tenant", position: 1, last_error: "address_refused: 3000: postalCode" });
    await addTask({ kind: "ensure_tenant", position: 1, last_error: "wants_tenant: ordered for another" });
    const HOUR_MS = 3_600_000;
    for (const kind of ["place_order", "ensure_tenant"]) {
      const since = new Date(NOW.getTime() + HOUR_MS);
      const last_error = kind === "ensure_tenant" ? "address_refused: 3000: city" : "cart_vanished: gone";
      const payload = JSON.stringify({ ...ORDER, placedAt: since.toISOString() });
      await addTask({ kind, last_error, payload, standing_since: since, created_at: since });
    }
    const inFiveDays = new Date(NOW.getTime() + 5 * 24 * HOUR_MS);
    expect(await refuseUncorrected(container, inFiveDays, 1)).toBe(2);
  });
});

describe("the seller is told", () => {
  const tell = async (now = LATER) => {
    const { entries } = await readAttention(container, now);
    await tellNews(container, entries, now);
    await tellDigest(container, entries, now);
  };
  const sent = () => mails.filter(({ status }) => status === "success").map(({ template, to }) => `${template} ${to}`);

  it("nothing, when no address is set: and then nothing counts as told", async () => {
    const ref = await addTask({});
    await tell();
    expect(mails).toEqual([]);
    const told = container.resolve(ATTENTION_MODULE).wasMailed({ kind: "provisioning_task", ref, since: NOW });
    expect(await told).toBe(false);
  });

  it("no mail at all when nothing waits", async () => {
    mailTo = ["desk@seller.example"];
    await tell();
    expect(mails).toEqual([]);
  });

  it("at once of what is new with money, daily of all, each once however often it is looked", async () => {
    mailTo = ["desk@seller.example", "boss@seller.example"];
    const ref = await addTask({});
    await addEvent("evt_4");
    await Promise.all([tell(), tell()]);
    await tell();
    const to = (template: string) => [`${template} boss@seller.example`, `${template} desk@seller.example`];
    expect([...new Set(sent())].sort()).toEqual([...to("attention_digest"), ...to("attention_news")]);
    expect(await container.resolve(ATTENTION_MODULE).wasMailed({ kind: "provisioning_task", ref, since: NOW })).toBe(
      true,
    );
    const before = mails.length;
    await tell();
    expect(mails).toHaveLength(before);
    const news = await db("csp_attention_news").select("kind", "ref");
    expect(news).toEqual([{ kind: "provisioning_task", ref }]);
  });

  it("again of an item that was healed and came back, and the next day of what still waits", async () => {
    mailTo = ["desk@seller.example"];
    const id = await addTask({});
    await tell();
    await db("csp_provisioning_task").where({ id }).update({ standing_since: LATER });
    await tell(new Date("2026-03-16T06:59:00.000Z"));
    expect(sent()).toEqual([
      "attention_news desk@seller.example",
      "attention_digest desk@seller.example",
      "attention_news desk@seller.example",
    ]);
    await tell(new Date("2026-03-16T07:00:00.000Z"));
    expect(sent().at(-1)).toBe("attention_digest desk@seller.example");
    expect(sent()).toHaveLength(4);
  });

  it("when the mail server is back: until then it does not count as told", async () => {
    mailTo = ["desk@seller.example"];
    mailServer = "down";
    const ref = await addTask({});
    const told = () => container.resolve(ATTENTION_MODULE).wasMailed({ kind: "provisioning_task", ref, since: NOW });
    await tell();
    expect([sent(), await told()]).toEqual([[], false]);
    mailServer = "up";
    await db("csp_mail").where({ state: "waiting" }).update({ next_at: db.fn.now() });
    await tell();
    expect([sent().includes("attention_news desk@seller.example"), await told()]).toEqual([true, true]);
  });
});

describe("the one journal", () => {
  it("holds what was done in every part of the house, the newest first, by thing and by person", async () => {
    const at = (second: number) => new Date(NOW.getTime() + second * 1000);
    const act = { actor: "user_eve", detail: {} };
    await container
      .resolve(COMPANY_MODULE)
      .recordAct(db, { ...act, at: at(1), action: "change", objectId: "cspcom_7" });
    const line = { ...act, at: at(2), action: "publish", objectKind: "plan", objectId: "plan_7" };
    await new JournalTable("csp_catalog_journal").write(db, [line]);
    await container.resolve(ATTENTION_MODULE).note({ kind: "x", ref: "7" }, "hm", { actor: "user_eve", now: at(3) });
    await container.resolve(BILLING_MODULE).journal.write(db, [
      {
        at: at(4),
        actor: "user_eve",
        action: "charge_asked",
        billingAccountId: null,
        invoiceId: "inv_7",
        billingRunId: null,
        detail: {},
      },
    ]);
    const by = async (search: object) => {
      const { lines, count } = await readJournal(container, { limit: 10, offset: 0, ...search });
      expect(count).toBe(lines.length);
      return lines.map(({ area, action, objectKind, objectId }) => `${area} ${action} ${objectKind} ${objectId}`);
    };
    expect(await by({ actor: "user_eve" })).toEqual([
      "billing charge_asked invoice inv_7",
      "attention note x 7",
      "catalog publish plan plan_7",
      "company change company cspcom_7",
    ]);
    expect(await by({ objectKind: "plan", objectId: "plan_7" })).toEqual(["catalog publish plan plan_7"]);
    expect(await by({ actor: "user_eve", area: "company" })).toEqual(["company change company cspcom_7"]);
  });

  it.each(["attention", "catalog", "company", "provisioning"])("rows of %s only grow", async (area) => {
    const table = `csp_${area}_journal`;
    await db(table).insert({ at: NOW, actor: "a", action: "b", object_kind: "c", object_id: "d" });
    await expect(db(table).update({ actor: "x" })).rejects.toThrow(/never changed or deleted/);
    await expect(db(table).delete()).rejects.toThrow(/never changed or deleted/);
  });
});
