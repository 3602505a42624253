import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import { ContainerRegistrationKeys, ModulesSdkUtils } from "@medusajs/framework/utils";
import { type Difference, seatsProposal } from "../../src/domain/subscription";
import { ATTENTION_MODULE, AttentionService } from "../../src/modules/attention";
import { BillingModuleService } from "../../src/modules/billing";
import { SETTINGS_MODULE, type SettingsService } from "../../src/modules/settings";
import { type Finding, SUBSCRIPTION_MODULE, SubscriptionModuleService } from "../../src/modules/subscription";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { billFinding, ignoreFinding } from "../../src/processes/drift/decide-finding";
import { driftDuty } from "../../src/processes/drift/duty";
import { readJournal } from "../../src/reads/journal";
import { BillingWorld } from "../support/billing/world";
import { createDatabaseWith, DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { databaseUrl, dropDatabase } from "../support/postgres";
import { testSettings } from "../support/settings";

jest.mock("../../src/processes/ticker", () => ({ wakeTicker: () => {} }));

const NOW = new Date("2026-03-20T10:00:00.000Z");
const day = (on: string) => new Date(`${on}T00:01:00.000Z`);

const database = `drift_${process.pid}_${Date.now()}`;
let db: Knex;
let world: BillingWorld;
let subscriptions: SubscriptionModuleService;
let settings: SettingsService;
let companies = 0;

beforeAll(async () => {
  await createDatabaseWith("tables", database);
  db = ModulesSdkUtils.createPgConnection({ clientUrl: databaseUrl(database), schema: "public" }) as Knex;
  const connection = { [ContainerRegistrationKeys.PG_CONNECTION]: db };
  subscriptions = new SubscriptionModuleService(connection);
  const billing = new BillingWorld(new BillingModuleService(connection), db);
  const own = new Map<string, () => unknown>([
    [SUBSCRIPTION_MODULE, () => subscriptions],
    [ATTENTION_MODULE, () => attention],
    [SETTINGS_MODULE, () => settings],
  ]);
  const attention = new AttentionService(connection);
  const resolve = (key: string) => own.get(key)?.() ?? billing.container.resolve(key);
  world = Object.assign(Object.create(billing), { container: { resolve } as unknown as MedusaContainer });
}, DATABASE_WITHIN_MS);

afterAll(async () => {
  await db.destroy();
  await dropDatabase(database);
});

beforeEach(() => {
  settings = testSettings(db);
});

/** Ten seats from 15 January at 22.00 a seat and month, billed up to 14 April. */
async function tenSeats(): Promise<{ id: string; companyId: string }> {
  companies += 1;
  const companyId = `comp_${companies}`;
  await world.addCompany(companyId);
  const { id } = await subscriptions.activate({
    ...{ companyId, orderId: "", orderLineId: `line_${companies}`, planId: "plan", title: "Pine", skuTitle: "Pine" },
    ...{ productId: "prod", variantId: "variant", vendor: "partner-center", vendorTenantId: `tenant_${companies}` },
    ...{ vendorProductId: "P", vendorSkuId: "S", vendorOrderId: null, vendorSubscriptionId: `vendor_${companies}` },
    ...{ segment: "commercial", domain: "pine.onmicrosoft.com", quantity: 10 },
    terms: { term: "P1Y", billingPlan: "monthly", currency: "USD", unitTermPrice: 26_400, priceVersion: "1" },
    ...{ startedOn: "2026-01-15", termEndsOn: "2027-01-15" },
    vendorState: {
      ...{ status: "active", autoRenew: true, cancelAtEnd: false, extendAtEnd: false, nextQuantity: null },
      ...{ cancellationAllowedUntil: null, returnWindows: [] },
    },
    ...{ activatedAt: day("2026-01-15"), nextSyncAt: day("2026-01-16") },
  });
  await world.billing.markDue([companyId], day("2026-03-15"));
  await runBilling(world.container, { now: day("2026-03-15"), trigger: "ticker" });
  return { id, companyId };
}

/** A reading at that instant shows that many seats. */
async function reads(id: string, quantity: number, at: Date, more: readonly Difference[] = []): Promise<void> {
  const books = await subscriptions.retrieve(id);
  const known = { from: books.quantity, to: quantity, agreedAt: books.syncedAt, windowsBefore: [], windows: [] };
  const words = `the vendor has ${quantity} seats, we have ${books.quantity}`;
  const ours = `${books.quantity} seats`;
  const proposal = seatsProposal({ ...known, seenAt: at });
  const seats = { kind: "seats", theirs: `${quantity} seats`, ours, words, proposal } as const;
  const differences = [...(quantity === books.quantity ? [] : [seats]), ...more];
  const leased = await subscriptions.readings.lease(id);
  await subscriptions.readings.finish(id, leased?.leaseToken ?? "", {
    ...{ state: null, problem: differences[0]?.words ?? null, sighting: null, now: at, nextSyncAt: day("2027-01-01") },
    found: { differences, from: books },
  });
}

async function standing(id: string): Promise<Finding> {
  const [finding] = await subscriptions.findings.standing([id]);
  if (finding === undefined) {
    throw new Error("Nothing stands.");
  }
  return finding;
}

async function billedOf(companyId: string): Promise<number[]> {
  const account = await world.billing.findAccount(companyId);
  const rows: { net: string }[] = await db("csp_invoice")
    .where({ billing_account_id: account?.id })
    .orderBy("created_at")
    .select("net");
  return rows.map(({ net }) => Number(net));
}

const run = (now: Date) => runBilling(world.container, { now, trigger: "ticker" });
const valued = async (id: string, now = NOW) => {
  await driftDuty.run(world.container, now);
  return standing(id);
};
const actsOn = async (id: string) =>
  (await readJournal(world.container, { objectId: id, limit: 10, offset: 0 })).lines.map(({ action, actor }) => [
    action,
    actor,
  ]);

describe("what hangs on a difference", () => {
  test.each([
    ["five seats more", 15],
    ["three seats fewer", 7],
  ])("%s: what the run then bills, from its day to now and each month", async (_what, quantity) => {
    const { id, companyId } = await tenSeats();
    await reads(id, quantity, day("2026-03-18"));
    const finding = await valued(id);
    const before = await billedOf(companyId);
    await billFinding(world.container, { id: finding.id, actor: "user_ann", now: NOW });
    await run(NOW);
    await run(day("2026-04-15"));
    const [change, month] = (await billedOf(companyId)).slice(before.length);
    expect(finding.stake).toEqual({
      currency: "USD",
      unbilled: change,
      eachPeriod: (month ?? 0) - 22_000,
      periodMonths: 1,
    });
    expect(finding.stake?.eachPeriod).toBe((quantity - 10) * 2_200);
  });

  test("three months unseen are on it as well, and are billed from their first day", async () => {
    const { id, companyId } = await tenSeats();
    await reads(id, 25, day("2026-03-18"));
    await db("csp_subscription_finding")
      .where({ subscription_id: id })
      .update({
        proposal: JSON.stringify({ type: "quantity_changed", on: "2026-01-15", data: { quantity: 25 } }),
      });
    const finding = await valued(id);
    expect(finding.stake).toMatchObject({ unbilled: 3 * 15 * 2_200, eachPeriod: 15 * 2_200 });
    await billFinding(world.container, { id: finding.id, actor: "user_ann", now: NOW });
    await run(NOW);
    expect((await billedOf(companyId)).at(-1)).toBe(3 * 15 * 2_200);
  });

  test("nothing where nothing is proposed", async () => {
    const { id } = await tenSeats();
    const words = "the vendor has it as P3Y monthly, we have P1Y monthly";
    await reads(id, 10, day("2026-03-18"), [
      { kind: "plan", theirs: "P3Y monthly", ours: "P1Y monthly", words, proposal: null },
    ]);
    const finding = await valued(id);
    expect(finding.stake).toBeNull();
    await expect(billFinding(world.container, { id: finding.id, actor: "user_ann", now: NOW })).rejects.toThrow(
      "Nothing can be billed of this",
    );
  });
});

describe("a person's word", () => {
  test("bills once, names who, and tells no problem any more", async () => {
    const { id, companyId } = await tenSeats();
    await reads(id, 12, day("2026-03-18"));
    const { id: findingId } = await standing(id);
    const bill = () => billFinding(world.container, { id: findingId, actor: "user_ann", now: NOW });
    const [one, other] = await Promise.allSettled([bill(), bill()]);
    expect([one, other].some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await bill()).toMatchObject({ state: "billed", settledBy: "user_ann", goneAt: NOW });
    const other2 = billFinding(world.container, { id: findingId, actor: "user_bob", now: NOW });
    await expect(other2).rejects.toThrow("It was billed by user_ann on 2026-03-20 10:00 UTC.");
    expect(await actsOn(id)).toEqual([["bill_finding", "user_ann"]]);
    expect(await subscriptions.retrieve(id)).toMatchObject({ quantity: 12, problem: null });
    await run(NOW);
    await run(NOW);
    expect((await subscriptions.listForBilling({ ids: [id] }))[0]?.events).toHaveLength(2);
    expect((await billedOf(companyId)).length).toBe(4);
  });

  test("counts from another day where it names one, inside the term and not in the future", async () => {
    const { id } = await tenSeats();
    await reads(id, 12, day("2026-03-18"));
    const { id: findingId } = await standing(id);
    const bill = (on: string) => billFinding(world.container, { id: findingId, actor: "user_ann", now: NOW, on });
    await expect(bill("2026-03-21")).rejects.toThrow("must not be in the future");
    await expect(bill("2026-01-14")).rejects.toThrow("must not be before the subscription began");
    await bill("2026-02-01");
    expect((await subscriptions.listForBilling({ ids: [id] }))[0]?.events.at(-1)).toMatchObject({ on: "2026-02-01" });
  });

  test("is refused a day before another change of seats that our books have", async () => {
    const { id } = await tenSeats();
    await subscriptions.appendEvent(id, { type: "quantity_changed", on: "2026-03-10", quantity: 11 }, "by-hand");
    await reads(id, 12, day("2026-03-18"));
    const { id: findingId } = await standing(id);
    const early = { id: findingId, actor: "user_ann", now: NOW, on: "2026-03-09" };
    await expect(billFinding(world.container, early)).rejects.toThrow("must be 2026-03-10 or later");
  });

  test("ignores this value and no other", async () => {
    const { id } = await tenSeats();
    await reads(id, 12, day("2026-03-18"));
    const { id: findingId } = await standing(id);
    await ignoreFinding(world.container, { id: findingId, actor: "user_ann", reason: "Ours by contract.", now: NOW });
    expect((await subscriptions.retrieve(id)).problem).toBeNull();
    await reads(id, 12, day("2026-03-21"));
    expect(await standing(id)).toMatchObject({ state: "ignored", reason: "Ours by contract.", goneAt: null });
    await reads(id, 13, day("2026-03-22"));
    expect(await standing(id)).toMatchObject({ theirs: "13 seats", state: "open" });
    const late = billFinding(world.container, { id: findingId, actor: "user_bob", now: NOW });
    await expect(late).rejects.toThrow("It was ignored by user_ann");
    expect(await actsOn(id)).toEqual([["ignore_finding", "user_ann"]]);
  });

  test("a renewal with the vendor's seats leaves the term before to be billed", async () => {
    const { id, companyId } = await tenSeats();
    await reads(id, 12, day("2026-12-20"));
    const { terms } = await subscriptions.retrieve(id);
    const renewed = { type: "renewed", on: "2027-01-15", quantity: 12, terms, termEndsOn: "2028-01-15" } as const;
    await subscriptions.appendEvent(id, renewed, "vendor:renewed");
    await reads(id, 12, day("2027-01-16"));
    const finding = await valued(id, day("2027-01-16"));
    expect(finding).toMatchObject({ state: "open", words: expect.stringContaining("that is not billed") });
    await world.billing.markDue([companyId], day("2027-01-16"));
    await run(day("2027-01-16"));
    await billFinding(world.container, { id: finding.id, actor: "user_ann", now: day("2027-01-16") });
    await run(day("2027-01-16"));
    expect((await billedOf(companyId)).at(-1)).toBe(finding.stake?.unbilled);
    expect(await subscriptions.retrieve(id)).toMatchObject({ quantity: 12, termStartedOn: "2027-01-15" });
  });
});

describe("what the seller lets be billed by itself", () => {
  test("is billed when two readings have shown it, and nothing else is", async () => {
    settings = testSettings(db, { drift: { billedByThemselves: ["added_seats"] } });
    const [more, fewer, mixed] = [await tenSeats(), await tenSeats(), await tenSeats()];
    const plan = {
      kind: "plan",
      theirs: "P3Y monthly",
      ours: "P1Y monthly",
      words: "differs",
      proposal: null,
    } as const;
    for (const on of ["2026-03-18", "2026-03-19"]) {
      await driftDuty.run(world.container, day(on));
      expect((await subscriptions.retrieve(more.id)).quantity).toBe(10);
      await reads(more.id, 12, day(on));
      await reads(fewer.id, 8, day(on));
      await reads(mixed.id, 12, day(on), [plan]);
    }
    await driftDuty.run(world.container, NOW);
    expect((await subscriptions.retrieve(more.id)).quantity).toBe(12);
    expect((await subscriptions.retrieve(fewer.id)).quantity).toBe(10);
    expect((await subscriptions.retrieve(mixed.id)).quantity).toBe(10);
    expect(await actsOn(more.id)).toEqual([["bill_finding", "seatline"]]);
  });

  test("is nothing unless it is set", async () => {
    const { id } = await tenSeats();
    await reads(id, 12, day("2026-03-18"));
    await reads(id, 12, day("2026-03-19"));
    await driftDuty.run(world.container, NOW);
    expect(await standing(id)).toMatchObject({ state: "open" });
  });
});
