import { addDays, type LocalDate } from "../../src/domain/calendar";
import type { ChargeLine, ChargePlan } from "../../src/domain/charging";
import { billOrder } from "../../src/processes/billing/bill-order";
import { issueDraft } from "../../src/processes/billing/drafts/drafts";
import { billingRunDuty } from "../../src/processes/billing/duties";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));

/** What the planner is made to get wrong. */
let mistake: (lines: ChargeLine[]) => ChargeLine[];
jest.mock("../../src/domain/charging", () => {
  const real = jest.requireActual("../../src/domain/charging");
  return {
    ...real,
    planCharges: (input: unknown): ChargePlan => {
      const plan: ChargePlan = real.planCharges(input);
      return { ...plan, lines: mistake(plan.lines) };
    },
  };
});

const DUE = new Date("2026-01-31T00:00:00Z");
const NEXT = new Date("2026-02-28T00:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_bounds");
});
afterAll(() => database.drop());
beforeEach(async () => {
  mistake = (lines) => lines;
  await database.clear();
  world = new BillingWorld(database.billing);
});

const run = (now: Date) => runBilling(world.container, { now, trigger: "ticker" });
const account = (companyId: string) => database.billing.findAccount(companyId);
const documents = async () => (await database.billing.invoices.list({ limit: 100, offset: 0 })).count;

async function addDue(id: string): Promise<void> {
  await world.addCompany(id);
  world.addSubscription({ id: `sub_${id}`, companyId: id, startedOn: "2026-01-31" });
  await database.billing.markDue([id], DUE);
}

const times = (amount: ChargeLine["amount"], factor: number) => ({ ...amount, amount: amount.amount * factor });
const ofAcme =
  (change: (line: ChargeLine) => ChargeLine[]) =>
  (lines: ChargeLine[]): ChargeLine[] =>
    lines.flatMap((line) => (line.subscriptionId === "sub_acme" ? change(line) : [line]));

describe("a planner that makes a mistake", () => {
  it.each<[string, (line: ChargeLine) => ChargeLine[], string]>([
    ["writes a line twice", (line) => [line, { ...line, key: `${line.key}:again` }], "20 seats, 10 are contracted"],
    [
      "takes ten times the seats",
      (line) => [{ ...line, quantity: line.quantity * 10, amount: times(line.amount, 10) }],
      "100 seats, 10 are contracted",
    ],
    ["takes another price", (line) => [{ ...line, amount: times(line.amount, 3) }], "the contract allows"],
    [
      "gives back what was never charged",
      (line) => [{ ...line, quantity: -line.quantity, amount: times(line.amount, -1) }],
      "10 are contracted",
    ],
  ])("and %s holds up that account only, with the reason on the run", async (_, change, reason) => {
    await addDue("acme");
    await addDue("fine");
    mistake = ofAcme(change);

    const done = await run(DUE);

    expect(done).toMatchObject({ done: 1, failed: 1, invoices: 1, boundsPolicy: "bounds-1" });
    const { failures } = await database.billing.runs.failures(done.id, 10, 0);
    expect(failures).toMatchObject([{ companyId: "acme", reason: expect.stringContaining(reason) }]);
    expect(failures[0]?.reason).toMatch(/^Out of bounds \(bounds-1\): Microsoft 365 Business Premium \(sub_acme\): /);
    expect((await account("acme"))?.parkedReason).toBe(failures[0]?.reason);
    expect(await documents()).toBe(1);

    mistake = (lines) => lines;
    await database.billing.accounts.markDue(["acme"], NEXT);
    expect(await run(NEXT)).toMatchObject({ failed: 0 });
    expect((await account("acme"))?.parkedReason).toBeNull();
  });

  it("and bills a period again under another key holds up the account", async () => {
    await addDue("acme");
    await run(DUE);
    mistake = ofAcme((line) => [
      line,
      { ...line, key: `${line.key}:again`, period: { start: "2026-01-31", end: "2026-02-28" } },
    ]);
    expect(await run(NEXT)).toMatchObject({ failed: 1, invoices: 0 });
    expect((await account("acme"))?.parkedReason).toContain("31 Jan 2026 to 27 Feb 2026 would be billed again");
  });

  it("issues no invoice for an order", async () => {
    await world.addCompany("acme");
    world.orders.set("order_1", { displayId: 7, payments: [] });
    world.addSubscription({ id: "sub_acme", companyId: "acme", startedOn: "2026-01-31", orderId: "order_1" });
    mistake = ofAcme((line) => [line, { ...line, key: `${line.key}:again` }]);
    const settle = () => billOrder(world.container, { orderId: "order_1", now: DUE });
    await expect(settle()).rejects.toThrow("20 seats, 10 are contracted");
    expect(await documents()).toBe(0);
  });
});

describe("a draft", () => {
  it("that became more than the contract allows is not issued", async () => {
    await addDue("acme");
    await database.db("csp_billing_account").update({ invoice_approval: "review" });
    await run(DUE);
    const { invoices } = await database.billing.invoices.list({ limit: 1, offset: 0 });
    const invoiceId = invoices[0]?.id ?? "";
    const issue = () => issueDraft(world.container, { invoiceId, actor: "user_1", now: NEXT });
    await database.db("csp_invoice_line").update({ quantity: 11 });
    await expect(issue()).rejects.toThrow("31 Jan 2026 would be billed for 11 seats, 10 are contracted");
    await database.db("csp_invoice_line").update({ quantity: 10 });
    expect(await issue()).toMatchObject({ status: "open" });
  });
});

describe("a year of every kind of account", () => {
  it("holds up nobody", async () => {
    const seats = (subscriptionId: string, on: LocalDate, quantity: number) =>
      world.appendEvent(subscriptionId, { type: "quantity_changed", id: `${subscriptionId}:${on}`, on, quantity });
    await addDue("monthly");
    await addDue("annual");
    await addDue("aligned");
    await addDue("reviewed");
    await addDue("stopping");
    await database.db("csp_billing_account").where({ company_id: "reviewed" }).update({ invoice_approval: "review" });
    await database
      .db("csp_billing_account")
      .where({ company_id: "aligned" })
      .update({ alignment: "billing_day", billing_day: 15 });
    world.addSubscription({ id: "sub_aligned", companyId: "aligned", startedOn: "2026-01-31", billingDay: 15 });
    const annual = world.subscriptions.get("sub_annual");
    if (annual) {
      const events = annual.events.map((event) =>
        "terms" in event ? { ...event, terms: { ...event.terms, billingPlan: "annual" as const } } : event,
      );
      world.subscriptions.set("sub_annual", { ...annual, events });
    }
    // A second subscription that ends together with the first: a short term with a short last period.
    world.addSubscription({
      id: "sub_together",
      companyId: "monthly",
      startedOn: "2026-03-10",
      termEndsOn: "2027-01-31",
    });

    const changes: [LocalDate, () => void][] = [
      ["2026-02-10", () => seats("sub_monthly", "2026-02-10", 25)],
      ["2026-02-14", () => seats("sub_monthly", "2026-02-14", 12)],
      ["2026-03-31", () => seats("sub_monthly", "2026-03-31", 13)],
      ["2026-05-05", () => seats("sub_annual", "2026-05-05", 14)],
      // Known ten days late.
      ["2026-06-20", () => seats("sub_monthly", "2026-06-10", 20)],
      ["2026-07-01", () => seats("sub_aligned", "2026-07-01", 30)],
      ["2026-07-03", () => seats("sub_aligned", "2026-07-03", 8)],
      ["2026-08-20", () => seats("sub_reviewed", "2026-08-20", 3)],
      ["2026-09-09", () => world.appendEvent("sub_stopping", { type: "cancelled", id: "stop", on: "2026-09-09" })],
      ...["monthly", "annual", "aligned", "reviewed"].map((id): [LocalDate, () => void] => [
        "2027-01-31",
        () => renew(`sub_${id}`),
      ]),
    ];
    let day = "2026-01-31";
    let failed = 0;
    while (day <= "2027-03-05") {
      for (const [, change] of changes.filter(([on]) => on === day)) {
        change();
      }
      if (changes.some(([on]) => on === day)) {
        const now = new Date(`${day}T00:00:00Z`);
        await database.billing.markDue([...world.companies.keys()], now);
      }
      // Nobody bills for six weeks in autumn; then all of it is caught up.
      if (day < "2026-10-01" || day > "2026-11-12") {
        await billingRunDuty(runBilling).run(world.container, new Date(`${day}T00:00:00Z`));
      }
      failed += (await database.db("csp_billing_account").whereNotNull("parked_reason").select("*")).length;
      day = addDays(day, 1);
    }
    const parked = await database.db("csp_billing_account").whereNotNull("parked_reason").select("parked_reason");
    expect([failed, parked]).toEqual([0, []]);
    expect(await database.db("csp_billing_run_failure").select("*")).toEqual([]);
    expect(await documents()).toBeGreaterThan(40);
    for (const draft of await database.db("csp_invoice").where({ status: "draft" }).select("id")) {
      await issueDraft(world.container, {
        invoiceId: draft.id,
        actor: "user_1",
        now: new Date("2027-03-06T09:00:00Z"),
      });
    }
    expect(await database.db("csp_invoice").where({ status: "draft" }).select("id")).toEqual([]);
  });
});

function renew(subscriptionId: string): void {
  const last = world.subscriptions.get(subscriptionId)?.events.findLast((event) => "terms" in event);
  const quantity = world.subscriptions.get(subscriptionId)?.events.findLast((event) => "quantity" in event);
  if (last === undefined || !("terms" in last) || quantity === undefined || !("quantity" in quantity)) {
    throw new Error(`${subscriptionId} has no term to renew.`);
  }
  world.appendEvent(subscriptionId, {
    type: "renewed",
    id: `${subscriptionId}:renewed`,
    on: last.termEndsOn,
    quantity: quantity.quantity,
    terms: { ...last.terms, unitTermPrice: 27_720 },
    termEndsOn: "2028-01-31",
  });
}
