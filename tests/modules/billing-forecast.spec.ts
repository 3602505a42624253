import type { Discount } from "../../src/domain/discounts";
import { money } from "../../src/domain/money";
import { nextCharges } from "../../src/processes/billing/preview/next-charges";
import { termTotals } from "../../src/processes/billing/preview/term-totals";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const NOW = new Date("2026-01-15T00:00:00Z");
/** Half a year, to keep the runs few. */
const ENDS = "2026-07-15";

let database: BillingDatabase;
let world: BillingWorld;
let accountId: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_forecast");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  accountId = await world.addCompany("acme", { card: false });
  await database.billing.markDue(["acme"], NOW);
});

const account = () => database.billing.retrieveAccount(accountId);
const discount = (part: Partial<Discount>) =>
  database.billing.discounts.create(
    {
      name: "Agreed",
      value: { kind: "amount", amount: money(1_000, "USD"), per: "invoice" },
      scope: { kind: "all" },
      condition: { kind: "none" },
      customers: { kind: "all" },
      validFrom: "2026-01-01",
      validUntil: null,
      order: 1,
      exclusive: false,
      ...part,
    },
    NOW,
  );
const add = (id: string, startedOn: string, quantity = 10, orderId = "") =>
  world.addSubscription({
    id,
    companyId: "acme",
    startedOn,
    quantity,
    unitTermPrice: 13_200,
    termEndsOn: ENDS,
    ...(orderId ? { orderId } : {}),
  });

async function forecasts() {
  const totals = await termTotals(world.container, await account());
  return new Map([...totals].map(([id, { wholeTerm }]) => [id, wholeTerm.amount]));
}
async function announced(now: Date) {
  const next = await nextCharges(world.container, await account(), now);
  return new Map([...next].map(([id, { on, net }]) => [id, { on, net: net.amount }]));
}
/** What was billed: all of a subscription, or what begins on a day. */
async function billed(id: string, on?: string): Promise<number> {
  const query = database.db("csp_invoice_line").where({ subscription_id: id });
  const row = await (on === undefined ? query : query.where({ period_start: on })).sum({ net: "net" }).first();
  return Number(row?.net ?? 0);
}

const percentage = { kind: "percentage", percent: "7.5" } as const;
const agreements: Record<
  string,
  { discounts: Partial<Discount>[]; startsOn: [string, string]; seats?: [number, number] }
> = {
  "10.00 off each invoice, both on one day": { discounts: [{}], startsOn: ["2026-01-15", "2026-01-15"] },
  "10.00 off each invoice, two days apart": { discounts: [{}], startsOn: ["2026-01-13", "2026-01-15"] },
  "10.00 off each invoice, of unequal size": {
    discounts: [{}],
    startsOn: ["2026-01-15", "2026-01-15"],
    seats: [1, 10],
  },
  "10.00 off each invoice until April": {
    discounts: [{ validUntil: "2026-04-01" }],
    startsOn: ["2026-01-15", "2026-01-15"],
  },
  "a percentage": { discounts: [{ value: percentage }], startsOn: ["2026-01-15", "2026-01-15"] },
  "a percentage, then an amount": {
    discounts: [{ value: percentage }, { order: 2 }],
    startsOn: ["2026-01-15", "2026-01-15"],
  },
  "an amount for ten seats and more": {
    discounts: [{ condition: { kind: "seats", atLeast: 10 } }],
    startsOn: ["2026-01-15", "2026-01-15"],
    seats: [9, 10],
  },
  "an amount off each line": {
    discounts: [{ value: { kind: "amount", amount: money(1_000, "USD"), per: "line" } }],
    startsOn: ["2026-01-15", "2026-01-15"],
  },
};

describe("what is to come is said as the runs then bill it", () => {
  it.each(Object.keys(agreements))("%s", async (name) => {
    const { discounts = [], startsOn = ["", ""], seats = [10, 10] } = agreements[name] ?? {};
    for (const one of discounts) {
      await discount(one);
    }
    add("a", startsOn[0], seats[0]);
    add("b", startsOn[1], seats[1]);
    const first = await forecasts();
    for (let next: Date | null = NOW; next !== null && next < new Date("2026-07-15T00:00:00Z"); ) {
      await runBilling(world.container, { now: next, trigger: "ticker" });
      expect(await forecasts()).toEqual(first);
      const told = await announced(next);
      next = (await account()).nextRunAt;
      await runBilling(world.container, { now: next ?? NOW, trigger: "ticker" });
      for (const [id, { on, net }] of told) {
        if (on === next?.toISOString().slice(0, 10)) {
          expect([id, on, net]).toEqual([id, on, await billed(id, on)]);
        }
      }
    }
    expect(
      new Map([
        ["a", await billed("a")],
        ["b", await billed("b")],
      ]),
    ).toEqual(first);
  });

  it("with a document for each order number, the amount is taken off each", async () => {
    await discount({});
    await database.billing.accounts.change(accountId, { invoicePerOrderNumber: true });
    world.checkouts.set("o1", { quoteId: "q", poNumber: "PO-1", authorisedAt: null });
    world.checkouts.set("o2", { quoteId: "q", poNumber: "PO-2", authorisedAt: null });
    add("a", "2026-01-15", 10, "o1");
    add("b", "2026-01-15", 10, "o2");
    // Six months of 110.00 each, 10.00 off each document.
    expect(await forecasts()).toEqual(
      new Map([
        ["a", 60_000],
        ["b", 60_000],
      ]),
    );
  });
});
