import { runBilling } from "../../src/workflows/billing/billing-run";
import { billingRunDuty } from "../../src/workflows/billing/duties";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
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
      next = (await billingRunDuty.run(world.container, next)).nextDueAt;
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
    expect((await billingRunDuty.run(world.container, at("2027-01-30T23:59:59Z"))).nextDueAt).toEqual(end);
    const waiting = await billingRunDuty.run(world.container, end);
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
    await billingRunDuty.run(world.container, at("2027-01-31T00:15:00Z"));
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
    const reasons = Object.fromEntries(result.failures.map((failure) => [failure.companyId, failure.reason]));
    expect(reasons.broken).toContain("Event bad");
    expect(reasons.nowhere).toContain("tax is not set up for ZZ");
    const parked = await database.db("csp_billing_account").where({ company_id: "broken" }).first();
    expect(parked).toMatchObject({ parked_reason: reasons.broken, park_count: 1, lease_token: null });
    expect(parked.next_run_at).toEqual(at("2026-01-31T00:05:00Z"));
    expect(world.log).toHaveLength(2);

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
    const billedLines = database.billing.invoices.billedLines.bind(database.billing.invoices);
    jest
      .spyOn(database.billing.invoices, "billedLines")
      .mockImplementation(async (ids) =>
        (await billedLines(ids)).filter((line) => line.subscriptionId !== "sub_clash"),
      );
    world.subscriptions.delete("sub_clash");
    await database.billing.markDue(["thief", "good"], DUE);

    const result = await run(at("2026-02-28T00:00:00Z"));
    jest.restoreAllMocks();

    expect(result.failures).toEqual([
      expect.objectContaining({ companyId: "thief", reason: expect.stringContaining("charge_key") }),
    ]);
    const made = await invoices();
    expect(made.filter((one) => one.company_id === "good")).toHaveLength(2);
    expect(made.map((one) => Number(one.sequence))).toEqual([1, 2, 3]);
    expect(accountId).toBeTruthy();
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

  it("carries a credit into the next invoice instead of losing it or sending a negative one", async () => {
    await addDueCompany("acme");
    await run(DUE);
    const subscription = world.subscriptions.get("sub_acme");
    if (!subscription) throw new Error("missing");
    world.subscriptions.set("sub_acme", {
      ...subscription,
      events: [
        ...subscription.events,
        { type: "quantity_changed", id: "less", sequence: 2, on: "2026-02-02", quantity: 8 },
      ],
    });
    await database.billing.markDue(["acme"], at("2026-02-02T12:00:00Z"));
    expect(await run(at("2026-02-02T12:00:00Z"))).toMatchObject({ done: 1, invoices: 0 });
    await run(at("2026-02-28T00:00:00Z"));
    const [, second] = await invoices();
    // 8 seats x 22.00, less the credit of 2 seats for 26 of 28 days (20.42 a seat, rounded down).
    expect(second).toMatchObject({ net: String(17_600 - 2 * 2_042), period_start: "2026-02-02" });
  });
});
