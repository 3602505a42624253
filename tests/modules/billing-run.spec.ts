import type { BillingPreferences } from "../../src/modules/billing";
import { changeAccount } from "../../src/processes/billing/account/change-account";
import { chargeInvoices } from "../../src/processes/billing/collect/charge-invoices";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { billingRunDuty } from "../../src/processes/billing/duties";
import { requestStop, resumeRun, runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { FakeGateway } from "../support/billing/fake-gateway";
import { BillingWorld } from "../support/billing/world";

const at = (text: string) => new Date(text);
const DUE = at("2026-01-31T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_run");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
});

const run = (now: Date, more: { dryRun?: boolean } = {}) =>
  runBilling(world.container, { now, trigger: "ticker", ...more });
const invoices = () => database.db("csp_invoice").select(database.db.raw("*, period_start::text")).orderBy("sequence");
const lines = () => database.db("csp_invoice_line").select("*").orderBy("charge_key");

async function addDueCompany(id: string, startedOn = "2026-01-31") {
  const accountId = await world.addCompany(id);
  world.addSubscription({ id: `sub_${id}`, companyId: id, startedOn });
  await database.billing.markDue([id], DUE);
  return accountId;
}

describe("a billing run", () => {
  it("makes one invoice of all subscriptions that start a period on the day", async () => {
    await addDueCompany("acme");
    world.addSubscription({
      id: "sub_2",
      companyId: "acme",
      startedOn: "2026-01-31",
      quantity: 3,
      unitTermPrice: 12_000,
    });

    const result = await run(DUE);

    expect(result).toMatchObject({ due: 1, done: 1, failed: 0, invoices: 1, lines: 2, totals: { USD: 27_500 } });
    expect(await invoices()).toEqual([
      expect.objectContaining({
        number: "INV-2026-000001",
        kind: "recurring",
        period_key: "2026-01-31",
        net: "25000",
        tax: "2500",
        gross: "27500",
        status: "open",
      }),
    ]);
    expect((await lines()).map((line) => [line.net, line.formula])).toEqual([
      ["3000", "3 seats x 10.00 USD, 31 Jan 2026 to 27 Feb 2026"],
      ["22000", "10 seats x 22.00 USD, 31 Jan 2026 to 27 Feb 2026"],
    ]);
  });

  it("run twice bills once, and the second run finds nothing", async () => {
    await addDueCompany("acme");
    await run(DUE);
    expect(await run(DUE)).toMatchObject({ due: 0, invoices: 0 });
    await database.billing.markDue(["acme"], DUE);
    expect(await run(DUE)).toMatchObject({ due: 1, done: 1, invoices: 0 });
    expect(await invoices()).toHaveLength(1);
  });

  it("makes twelve invoices on the right days for a subscription bought on the 31st, whether it runs daily or once", async () => {
    await addDueCompany("daily");
    await addDueCompany("late");
    await database.billing.accounts.markDue(["late"], at("2027-01-30T00:00:00Z"));
    await database
      .db("csp_billing_account")
      .where({ company_id: "late" })
      .update({ next_run_at: at("2027-01-30T00:00:00Z") });

    let next: Date | null = DUE;
    const days: string[] = [];
    while (next && next < at("2027-01-31T00:00:00Z")) {
      days.push(next.toISOString().slice(0, 10));
      next = (await billingRunDuty(runBilling).run(world.container, next)).nextDueAt;
    }

    const made = await invoices();
    const periods = (company: string) =>
      made.filter((one) => one.company_id === company).map((one) => one.period_start);
    const expected = [
      "2026-01-31",
      "2026-02-28",
      "2026-03-31",
      "2026-04-30",
      "2026-05-31",
      "2026-06-30",
      "2026-07-31",
      "2026-08-31",
      "2026-09-30",
      "2026-10-31",
      "2026-11-30",
      "2026-12-31",
    ];
    expect(periods("daily")).toEqual(expected);
    expect(periods("late").sort()).toEqual(expected);
    expect(days).toEqual([...expected, "2027-01-30"]);
    const total = (company: string) =>
      made.filter((one) => one.company_id === company).reduce((sum, one) => sum + Number(one.net), 0);
    expect(total("daily")).toBe(264_000);
    expect(total("late")).toBe(264_000);
  });

  it("does not bill past the term's end before the vendor has renewed, and does so as soon as it has", async () => {
    await addDueCompany("acme");
    await run(at("2027-01-15T00:00:00Z"));
    expect(await invoices()).toHaveLength(12);

    const end = at("2027-01-31T00:00:00Z");
    expect((await billingRunDuty(runBilling).run(world.container, at("2027-01-30T23:59:59Z"))).nextDueAt).toEqual(end);
    const waiting = await billingRunDuty(runBilling).run(world.container, end);
    expect(waiting.nextDueAt).toEqual(at("2027-01-31T00:15:00Z"));
    expect(await invoices()).toHaveLength(12);

    const subscription = world.subscriptions.get("sub_acme");
    if (!subscription) throw new Error("missing");
    world.subscriptions.set("sub_acme", {
      ...subscription,
      events: [
        ...subscription.events,
        {
          type: "renewed",
          id: "sub_acme-2",
          sequence: 2,
          on: "2027-01-31",
          quantity: 8,
          terms: { term: "P1Y", billingPlan: "monthly", currency: "USD", unitTermPrice: 30_000, priceVersion: "2" },
          termEndsOn: "2028-01-31",
        },
      ],
    });
    await billingRunDuty(runBilling).run(world.container, at("2027-01-31T00:15:00Z"));
    expect((await invoices()).at(-1)).toMatchObject({
      net: "20000",
      period_start: "2027-01-31",
      number: "INV-2027-000013",
    });
  });

  it("two runs at once bill each account once, with numbers without a gap", async () => {
    const companies = Array.from({ length: 40 }, (_, index) => `c${index}`);
    for (const id of companies) {
      await addDueCompany(id);
    }
    const runs = await Promise.all([
      runBilling(world.container, { now: DUE, trigger: "ticker", maxAccounts: 15 }),
      runBilling(world.container, { now: DUE, trigger: "admin", maxAccounts: 15 }),
      runBilling(world.container, { now: DUE, trigger: "ticker" }),
    ]);
    expect(runs.reduce((sum, one) => sum + one.invoices, 0)).toBe(40);
    const made = await invoices();
    expect(new Set(made.map((one) => one.company_id)).size).toBe(40);
    expect(made.map((one) => Number(one.sequence))).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it("parks an account that fails, with its reason, and bills the others", async () => {
    await addDueCompany("good");
    await addDueCompany("broken");
    const broken = world.subscriptions.get("sub_broken");
    if (!broken) throw new Error("missing");
    world.subscriptions.set("sub_broken", {
      ...broken,
      events: [...broken.events, { type: "quantity_changed", id: "bad", sequence: 2, on: "2025-12-01", quantity: 4 }],
    });
    await addDueCompany("nowhere");
    await world.addCompany("nowhere", { countryCode: "zz" });

    const result = await run(DUE);

    expect(result).toMatchObject({ due: 3, done: 1, failed: 2, invoices: 1 });
    const { failures } = await database.billing.runs.failures(result.id, 10, 0);
    const reasons = Object.fromEntries(failures.map((failure) => [failure.companyId, failure.reason]));
    expect(reasons.broken).toContain("Event bad");
    expect(reasons.nowhere).toContain("tax is not set up for ZZ");
    const parked = await database.db("csp_billing_account").where({ company_id: "broken" }).first();
    expect(parked).toMatchObject({ parked_reason: reasons.broken, park_count: 1, lease_token: null });
    expect(parked.next_run_at).toEqual(at("2026-01-31T00:05:00Z"));
    expect(world.log).toHaveLength(2);
    expect(world.log.every((line) => line.includes(`run_id=${result.id}`))).toBe(true);

    world.subscriptions.set("sub_broken", broken);
    expect(await run(at("2026-01-31T00:05:00Z"))).toMatchObject({ due: 2, done: 1, failed: 1, invoices: 1 });
    const healed = await database.db("csp_billing_account").where({ company_id: "broken" }).first();
    expect(healed).toMatchObject({ parked_reason: null, park_count: 0 });
  });

  it("lets the batch through when the database refuses one account's lines", async () => {
    await addDueCompany("good");
    const accountId = await addDueCompany("clash");
    await run(DUE);
    // A second account that claims a charge billed before: only its own invoice fails.
    await database.billing.markDue(["good"], at("2026-02-28T00:00:00Z"));
    await world.addCompany("thief");
    const stolen = world.subscriptions.get("sub_clash");
    if (!stolen) throw new Error("missing");
    world.subscriptions.set("sub_thief", { ...stolen, companyId: "thief" });
    const openLines = database.billing.invoices.openLines.bind(database.billing.invoices);
    jest
      .spyOn(database.billing.invoices, "openLines")
      .mockImplementation(async (queries) =>
        (await openLines(queries)).filter((line) => line.subscriptionId !== "sub_clash"),
      );
    world.subscriptions.delete("sub_clash");
    await database.billing.markDue(["thief", "good"], DUE);

    const result = await run(at("2026-02-28T00:00:00Z"));
    jest.restoreAllMocks();

    const { failures } = await database.billing.runs.failures(result.id, 10, 0);
    expect(failures).toEqual([
      expect.objectContaining({ companyId: "thief", reason: expect.stringContaining("charge_key") }),
    ]);
    const made = await invoices();
    expect(made.filter((one) => one.company_id === "good")).toHaveLength(2);
    expect(made.map((one) => Number(one.sequence))).toEqual([1, 2, 3]);
    expect(accountId).toBeTruthy();
  });

  describe("that breaks off because a batch cannot be read at all", () => {
    const breakOnce = () =>
      jest.spyOn(database.billing.invoices, "openLines").mockRejectedValueOnce(new Error("the database went away"));
    const leased = () => database.db("csp_billing_account").whereNotNull("lease_token");
    const only = async () => (await database.billing.runs.list(1, 0)).runs[0];
    beforeEach(async () => {
      for (const id of ["a", "b", "c", "d"]) {
        await addDueCompany(id);
      }
    });
    afterEach(() => jest.restoreAllMocks());

    it("gives its accounts back, closes its record with the reason, and tells the ticker", async () => {
      breakOnce();
      await expect(billingRunDuty(runBilling).run(world.container, DUE)).rejects.toThrow("the database went away");
      expect(await leased()).toEqual([]);
      expect(await only()).toMatchObject({ status: "interrupted", finishedAt: DUE, failure: "the database went away" });
      expect(await database.db("csp_billing_account").whereNotNull("parked_reason")).toEqual([]);
      expect(await billingRunDuty(runBilling).run(world.container, DUE)).toMatchObject({ done: 4 });
    });

    it("lets the other lane end what it has in hand first", async () => {
      breakOnce();
      await expect(
        runBilling(world.container, { now: DUE, trigger: "ticker", lanes: 2, batch: 2, maxAccounts: 4 }),
      ).rejects.toThrow("the database went away");
      expect(await leased()).toEqual([]);
      const broken = await only();
      expect(broken).toMatchObject({ status: "interrupted", due: 4 });
      expect(await invoices()).toHaveLength(broken?.done ?? Number.NaN);
    });

    it("takes nothing more once a lane broke off, however late the other lane comes", async () => {
      breakOnce();
      const { runs, accounts } = database.billing;
      const giveBack = accounts.giveBack.bind(accounts);
      const holding = runs.holding.bind(runs);
      const gaveBack = new Promise<void>((resolve) => {
        jest.spyOn(accounts, "giveBack").mockImplementation(async (token) => {
          await giveBack(token);
          resolve();
        });
      });
      jest
        .spyOn(runs, "holding")
        .mockImplementationOnce(holding)
        .mockImplementationOnce(async () => {
          await gaveBack;
          return holding();
        });
      await expect(runBilling(world.container, { now: DUE, trigger: "ticker", lanes: 2 })).rejects.toThrow(
        "the database went away",
      );
      expect(await leased()).toEqual([]);
      expect(await only()).toMatchObject({ status: "interrupted", due: 4, done: 0 });
    });

    it("is stopped where a person had asked it to stop, and says both", async () => {
      jest.spyOn(database.billing.invoices, "openLines").mockImplementationOnce(async () => {
        await requestStop(world.container, { runId: (await only())?.id ?? "", actor: "user_1", now: DUE });
        throw new Error("the database went away");
      });
      await expect(run(DUE)).rejects.toThrow("the database went away");
      const broken = await only();
      expect(broken).toMatchObject({ status: "stopped", failure: "the database went away" });
      const resumed = await resumeRun(world.container, { runId: broken?.id ?? "", actor: "user_2", now: DUE });
      expect(resumed).toMatchObject({ status: "done", failure: null, invoices: 4 });
    });

    it("closes its record as well when it could not begin with the first batch", async () => {
      jest.spyOn(database.billing.discounts, "list").mockRejectedValueOnce(new Error("no discounts"));
      await expect(run(DUE)).rejects.toThrow("no discounts");
      expect(await only()).toMatchObject({ status: "interrupted", failure: "no discounts" });
    });
  });

  it("a dry run tells what would be billed and writes no invoice", async () => {
    await addDueCompany("acme");
    const result = await run(DUE, { dryRun: true });
    expect(result).toMatchObject({ dryRun: true, due: 1, done: 1, invoices: 1, totals: { USD: 24_200 } });
    expect(await invoices()).toHaveLength(0);
    expect(await run(DUE)).toMatchObject({ invoices: 1 });
  });

  it("leaves an order alone until it is settled", async () => {
    await world.addCompany("acme");
    world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31", orderId: "order_1" });
    await database.billing.markDue(["acme"], DUE);
    expect(await run(DUE)).toMatchObject({ due: 1, done: 1, invoices: 0 });
  });

  it("does not overwrite a due date that was moved while it ran", async () => {
    await addDueCompany("acme");
    const original = database.billing.issue.bind(database.billing);
    jest.spyOn(database.billing, "issue").mockImplementationOnce(async (input) => {
      await database.billing.markDue(["acme"], at("2026-02-05T00:00:00Z"));
      return original(input);
    });
    await run(DUE);
    jest.restoreAllMocks();
    const account = await database.billing.findAccount("acme");
    expect(account?.nextRunAt).toEqual(DUE);
  });

  it.each([
    ["before the run reads, is billed by it", "lease"],
    ["between its reading and its writing, is billed by the next one", "issue"],
  ] as const)("a seat change that comes %s", async (_when, where) => {
    await addDueCompany("acme");
    const change = async () => {
      world.appendEvent("sub_acme", { type: "quantity_changed", id: "more", on: "2026-01-31", quantity: 11 });
      await database.billing.markDue(["acme"], DUE);
    };
    if (where === "lease") {
      await change();
    } else {
      const issue = database.billing.issue.bind(database.billing);
      jest.spyOn(database.billing, "issue").mockImplementationOnce(async (input) => {
        await change();
        return issue(input);
      });
    }
    await run(DUE);
    jest.restoreAllMocks();
    expect((await lines()).map((line) => line.quantity)).toEqual(where === "lease" ? [10, 1] : [10]);
    await run(DUE);
    expect((await lines()).map((line) => [line.kind, line.quantity, line.net])).toEqual([
      ["cycle", 10, "22000"],
      ["seat_change", 1, "2200"],
    ]);
  });

  it.each(["credited", "discarded"] as const)(
    "a period that is %s between a run's reading and its writing is billed anew by the next one",
    async (how) => {
      const accountId = await addDueCompany("acme");
      await database.billing.accounts.change(accountId, {
        invoiceApproval: how === "discarded" ? "review" : "automatic",
      });
      await run(DUE);
      const [january] = await invoices();
      const now = at("2026-02-28T00:00:00Z");
      const issue = database.billing.issue.bind(database.billing);
      jest.spyOn(database.billing, "issue").mockImplementationOnce(async (input) => {
        if (how === "discarded") {
          await database.billing.drafts.discard({ invoiceId: january.id, actor: "user_1", now });
        } else {
          await createCreditNote(world.container, {
            invoiceId: january.id,
            reason: "correction",
            text: "Wrong",
            lines: "all",
            actor: "user_1",
            now,
          });
        }
        return issue(input);
      });
      await run(now);
      jest.restoreAllMocks();
      expect((await database.billing.findAccount("acme"))?.nextRunAt).toEqual(now);
      await run(now);

      const billed = (await lines()).filter((line) => line.period_start < now);
      const seats = billed.reduce((sum, line) => sum + line.quantity, 0);
      expect(seats).toBe(10);
    },
  );

  it("turns a credit into a credit note whose amount the next invoice uses up before a card is charged", async () => {
    await addDueCompany("acme");
    await run(DUE);
    await chargeInvoices(world.container, { now: DUE, limit: 9, gateway: new FakeGateway().gateway });
    world.appendEvent("sub_acme", { type: "quantity_changed", id: "less", on: "2026-02-02", quantity: 8 });
    await database.billing.markDue(["acme"], at("2026-02-02T12:00:00Z"));

    expect(await run(at("2026-02-02T12:00:00Z"))).toMatchObject({ done: 1, invoices: 0, creditNotes: 1, lines: 1 });

    // 2 seats for 26 of 28 days of 22.00, rounded down per seat to 20.42, and the 10 % tax of it.
    const credit = 2 * 2_042;
    const gross = credit + 408;
    const [, note] = await invoices();
    expect(note).toMatchObject({
      kind: "credit_note",
      number: "CN-2026-000001",
      status: "issued",
      gross: String(-gross),
    });
    expect(await database.billing.findAccount("acme")).toMatchObject({ creditBalance: gross });

    await run(at("2026-02-28T00:00:00Z"));
    const second = (await invoices()).find((one) => one.period_start === "2026-02-28");
    expect(second).toMatchObject({ net: "17600", gross: "19360", credit_applied: String(gross), status: "open" });
    expect(await database.billing.findAccount("acme")).toMatchObject({ creditBalance: 0 });
    const { entries } = await database.billing.credits.list(
      (await database.billing.findAccount("acme"))?.id ?? "",
      9,
      0,
    );
    expect(entries.map((entry) => [entry.kind, entry.amount, entry.balance])).toEqual([
      ["applied", -gross, 0],
      ["credit_note", gross, gross],
    ]);
  });

  it("an invoice that credit covers whole is paid by being issued, and what is left of the credit stays", async () => {
    await addDueCompany("acme");
    await run(DUE);
    await chargeInvoices(world.container, { now: DUE, limit: 9, gateway: new FakeGateway().gateway });
    world.appendEvent("sub_acme", { type: "quantity_changed", id: "less", on: "2026-02-01", quantity: 1 });
    await database.billing.markDue(["acme"], at("2026-02-01T00:00:00Z"));
    await run(at("2026-02-01T00:00:00Z"));
    const before = (await database.billing.findAccount("acme"))?.creditBalance ?? 0;
    await run(at("2026-02-28T00:00:00Z"));
    const last = (await invoices()).find((one) => one.period_start === "2026-02-28");
    expect(last).toMatchObject({ gross: "2420", credit_applied: "2420", status: "paid", next_charge_at: null });
    expect(await database.billing.findAccount("acme")).toMatchObject({ creditBalance: before - 2_420 });
  });

  it("reads nothing that is settled: the cost of a run does not grow with the history", async () => {
    await addDueCompany("acme");
    const read = jest.spyOn(database.billing.invoices, "openLines");
    for (const month of ["01-31", "02-28", "03-31", "04-30"]) {
      await run(at(`2026-${month}T00:00:00Z`));
    }
    const counts = await Promise.all(read.mock.results.map(async (result) => (await result.value).length));
    jest.restoreAllMocks();
    expect(counts).toEqual([0, 0, 0, 0]);
    expect(await invoices()).toHaveLength(4);
    expect((await database.billing.findAccount("acme"))?.positions).toEqual({
      sub_acme: { sequence: 1, settledUntil: "2026-05-31" },
    });
  });

  it("finds an event of the past that became known late, and corrects what it changes", async () => {
    await addDueCompany("acme");
    for (const month of ["01-31", "02-28", "03-31"]) {
      await run(at(`2026-${month}T00:00:00Z`));
    }
    world.appendEvent("sub_acme", { type: "quantity_changed", id: "late", on: "2026-03-14", quantity: 12 });
    await database.billing.markDue(["acme"], at("2026-04-02T00:00:00Z"));
    await run(at("2026-04-02T00:00:00Z"));
    const made = await database.db("csp_invoice_line").where({ kind: "seat_change" }).orWhere({ kind: "correction" });
    // 2 seats for 17 of the 31 days of the period that began on 28 February, and for the whole one that began on 31 March.
    expect(made.map((line) => [line.kind, line.quantity, line.net]).sort()).toEqual([
      ["correction", 2, "4400"],
      ["seat_change", 2, String(2 * 1_206)],
    ]);
    await database.billing.markDue(["acme"], at("2026-04-03T00:00:00Z"));
    expect(await run(at("2026-04-03T00:00:00Z"))).toMatchObject({ done: 1, invoices: 0, creditNotes: 0 });
  });

  it("bills everything of an account with a billing day on that day, a stub first and the rest last", async () => {
    const accountId = await addDueCompany("acme", "2026-01-15");
    await database.billing.accounts.change(accountId, { alignment: "billing_day", billingDay: 1 });
    world.addSubscription({ id: "sub_acme", companyId: "acme", startedOn: "2026-01-15", billingDay: 1 });
    world.addSubscription({ id: "sub_2", companyId: "acme", startedOn: "2026-01-20", billingDay: 1 });
    await database.billing.markDue(["acme"], at("2026-02-01T00:00:00Z"));
    let next: Date | null = at("2026-02-01T00:00:00Z");
    const days: string[] = [];
    while (next && next <= at("2027-01-01T00:00:00Z")) {
      days.push(next.toISOString().slice(0, 10));
      next = (await billingRunDuty(runBilling).run(world.container, next)).nextDueAt;
    }
    expect(days).toEqual(
      ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]
        .map((month) => (month === "01" ? "2027-01-01" : `2026-${month}-01`))
        .sort(),
    );
    const made = await lines();
    for (const id of ["sub_acme", "sub_2"]) {
      const net = made.filter((line) => line.subscription_id === id).reduce((sum, line) => sum + Number(line.net), 0);
      expect(net).toBe(264_000);
    }
  });
});

it.each([
  ["a purchase order number", { purchaseOrderNumber: "PO-1" }, { alignment: "billing_day", billingDay: 5 }],
  ["another billing day", { billingDay: 9 }, { alignment: "billing_day", billingDay: 9 }],
] as const)(
  "two people who change an account at once, one of them %s, never leave half a decision",
  async (_what, changes, after) => {
    const accountId = await addDueCompany("acme");
    const change = (one: Partial<BillingPreferences>) =>
      changeAccount(world.container, { accountId, changes: one, actor: "user_1", now: DUE });
    const aligned = { alignment: "billing_day", billingDay: 5 } as const;
    const anniversary = { alignment: "anniversary" } as const;
    if ("billingDay" in changes) {
      await change(aligned);
    }
    const byId = database.billing.accounts.byId.bind(database.billing.accounts);
    jest.spyOn(database.billing.accounts, "byId").mockImplementationOnce(async (id) => {
      const before = await byId(id);
      await change("billingDay" in changes ? anniversary : aligned);
      return before;
    });
    expect(await change(changes)).toMatchObject({ ...changes, ...after });
    jest.restoreAllMocks();
  },
);

describe("stopping and resuming", () => {
  const dueAccounts = async () => database.billing.accounts.countDue(DUE);

  it("stops after the batch in hand, holds the ticker back, and goes on under the same record", async () => {
    for (let index = 0; index < 8; index += 1) {
      await addDueCompany(`c${index}`);
    }
    const issue = database.billing.issue.bind(database.billing);
    jest.spyOn(database.billing, "issue").mockImplementationOnce(async (input) => {
      const { runs } = await database.billing.runs.list(1, 0);
      await requestStop(world.container, { runId: runs[0]?.id ?? "", actor: "user_1", now: DUE });
      return issue(input);
    });
    const stopped = await runBilling(world.container, {
      now: DUE,
      trigger: "admin",
      actor: "user_1",
      lanes: 1,
      batch: 3,
    });
    expect(stopped).toMatchObject({ status: "stopped", due: 8, done: 3, invoices: 3 });
    expect(await dueAccounts()).toBe(5);

    expect(await billingRunDuty(runBilling).run(world.container, DUE)).toMatchObject({ done: 0 });
    expect(await dueAccounts()).toBe(5);

    const resumed = await resumeRun(world.container, { runId: stopped.id, actor: "user_2", now: DUE });
    expect(resumed).toMatchObject({ id: stopped.id, status: "done", due: 8, done: 8, invoices: 8 });
    expect(await invoices()).toHaveLength(8);
    const { entries } = await database.billing.journal.list({ runId: stopped.id, limit: 9, offset: 0 });
    expect(entries.map((entry) => [entry.action, entry.actor])).toEqual([
      ["run_resumed", "user_2"],
      ["run_stop_requested", "user_1"],
      ["run_started", "user_1"],
    ]);
  });

  /** The record of a run on another machine. */
  const otherRun = async (id: string, status: string, heartbeatAt = new Date()) =>
    database.db("csp_billing_run").insert({
      id,
      trigger: "ticker",
      dry_run: false,
      as_of: DUE,
      started_at: DUE,
      status,
      heartbeat_at: heartbeatAt,
    });
  const statusOf = async (id: string) => (await database.billing.runs.byId(id))?.status;

  it("a stop that is asked for during the last batch holds the next run back", async () => {
    await addDueCompany("acme");
    const progress = database.billing.runs.progress.bind(database.billing.runs);
    jest.spyOn(database.billing.runs, "progress").mockImplementationOnce(async (id, batch) => {
      const after = await progress(id, batch);
      await requestStop(world.container, { runId: id, actor: "user_1", now: DUE });
      return after;
    });
    expect(await run(DUE)).toMatchObject({ status: "stopped", done: 1 });
  });

  it("a person's stop outlives the process that was to obey it", async () => {
    await addDueCompany("acme");
    await otherRun("csprun_dead", "stopping", at("2020-01-01T00:00:00Z"));
    expect(await billingRunDuty(runBilling).run(world.container, DUE)).toMatchObject({ done: 0 });
    expect(await statusOf("csprun_dead")).toBe("stopped");
    expect(await dueAccounts()).toBe(1);
    const resumed = await resumeRun(world.container, { runId: "csprun_dead", actor: "user_2", now: DUE });
    expect(resumed).toMatchObject({ status: "done", invoices: 1 });
  });

  it("while a run is stopping, no other begins: the ticker waits, and a person is told why", async () => {
    await addDueCompany("acme");
    const start = (dryRun: boolean) =>
      runBilling(world.container, { now: DUE, trigger: "admin", actor: "user_1", dryRun });
    await otherRun("csprun_other", "stopping");
    expect(await billingRunDuty(runBilling).run(world.container, DUE)).toMatchObject({ done: 0 });
    await expect(start(false)).rejects.toThrow("csprun_other is being stopped");
    await database.billing.runs.finish("csprun_other", DUE);
    await expect(start(false)).rejects.toThrow("csprun_other was stopped; continue it");
    expect(await dueAccounts()).toBe(1);
    expect(await start(true)).toMatchObject({ status: "done", dryRun: true, done: 1 });
  });

  it("a run under way ends as soon as another one is stopped; continuing that one bills what both left", async () => {
    for (let index = 0; index < 8; index += 1) {
      await addDueCompany(`c${index}`);
    }
    const issue = database.billing.issue.bind(database.billing);
    jest.spyOn(database.billing, "issue").mockImplementationOnce(async (input) => {
      await otherRun("csprun_other", "stopping");
      return issue(input);
    });
    const here = await runBilling(world.container, { now: DUE, trigger: "ticker", lanes: 1, batch: 3 });
    expect(here).toMatchObject({ status: "done", done: 3 });
    expect(await dueAccounts()).toBe(5);

    await otherRun("csprun_third", "stopped");
    await expect(resumeRun(world.container, { runId: "csprun_third", actor: "u", now: DUE })).rejects.toThrow(
      "csprun_other is being stopped",
    );
    await database.billing.runs.finish("csprun_other", DUE);
    const resumed = await resumeRun(world.container, { runId: "csprun_other", actor: "user_2", now: DUE });
    expect(resumed).toMatchObject({ status: "done", done: 5 });
    expect(await statusOf("csprun_third")).toBe("done");
    expect(await database.billing.runs.holding()).toBeNull();
  });

  it("a dry run that is asked to stop just ends: nothing waits for it, and nobody can continue it into a real one", async () => {
    for (const id of ["a", "b", "c"]) {
      await addDueCompany(id);
    }
    const read = database.billing.invoices.openLines.bind(database.billing.invoices);
    jest.spyOn(database.billing.invoices, "openLines").mockImplementationOnce(async (queries) => {
      const { runs } = await database.billing.runs.list(1, 0);
      await requestStop(world.container, { runId: runs[0]?.id ?? "", actor: "user_1", now: DUE });
      return read(queries);
    });
    const tried = await runBilling(world.container, { now: DUE, trigger: "admin", dryRun: true, batch: 1 });
    expect(tried).toMatchObject({ status: "done", dryRun: true, due: 3, done: 1, invoices: 1 });
    expect(await database.billing.runs.stopped()).toBeNull();
    await expect(resumeRun(world.container, { runId: tried.id, actor: "u", now: DUE })).rejects.toThrow("it is done");

    expect(await billingRunDuty(runBilling).run(world.container, DUE)).toMatchObject({ done: 3 });
  });

  it("a dry run that an earlier version left as stopped holds nothing up, and stays a dry run when it is resumed", async () => {
    await addDueCompany("acme");
    const { id } = await run(DUE, { dryRun: true });
    await database.db("csp_billing_run").where({ id }).update({ status: "stopped" });
    expect(await database.billing.runs.stopped()).toBeNull();
    expect(await resumeRun(world.container, { runId: id, actor: "u", now: DUE })).toMatchObject({ status: "done" });
    expect(await invoices()).toHaveLength(0);
    expect(await billingRunDuty(runBilling).run(world.container, DUE)).toMatchObject({ done: 1 });
  });

  it("refuses to stop what is over and to resume what was not stopped", async () => {
    await addDueCompany("acme");
    const { id } = await run(DUE);
    await expect(requestStop(world.container, { runId: id, actor: "u", now: DUE })).rejects.toThrow("it is done");
    await expect(resumeRun(world.container, { runId: id, actor: "u", now: DUE })).rejects.toThrow("was not stopped");
    await expect(requestStop(world.container, { runId: "csprun_x", actor: "u", now: DUE })).rejects.toThrow(
      "not found",
    );
  });

  it("closes the record of a run whose process died, and bills what that one left", async () => {
    await addDueCompany("acme");
    await database.db("csp_billing_run").insert({
      id: "csprun_dead",
      trigger: "ticker",
      dry_run: false,
      as_of: DUE,
      started_at: DUE,
      status: "running",
      heartbeat_at: at("2020-01-01T00:00:00Z"),
    });
    expect(await run(DUE)).toMatchObject({ status: "done", invoices: 1 });
    expect(await database.billing.runs.byId("csprun_dead")).toMatchObject({ status: "interrupted" });
  });
});
