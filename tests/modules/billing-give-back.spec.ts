import { money } from "../../src/domain/money";
import type { InvoiceDetail } from "../../src/modules/billing";
import { Migration20261129110001 } from "../../src/modules/billing/migrations/Migration20261129110001";
import { createCreditNote } from "../../src/processes/billing/credit-note/create-credit-note";
import { correctedInvoices } from "../../src/processes/billing/pdf/credited-invoice";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { documentsPerCharge } from "../support/billing/charge-documents";
import { type BillingDatabase, createBillingDatabase, runMigration } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const START = new Date("2026-01-31T00:00:00Z");
const CANCELLED = new Date("2026-02-03T09:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;
let accountId: string;

beforeAll(async () => {
  database = await createBillingDatabase("billing_give_back");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  world.taxes.set("de", [{ name: "USt", rate: 19 }]);
  accountId = await world.addCompany("acme", { countryCode: "de" });
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
  await database.billing.markDue(["acme"], START);
});

const run = (now: Date) => runBilling(world.container, { now, trigger: "ticker" });
const due = async (now: Date) => {
  await database.billing.markDue(["acme"], now);
  await run(now);
};
const documents = async () => {
  const { invoices } = await database.billing.invoices.list({ limit: 50, offset: 0 });
  const details = await Promise.all(invoices.map(({ id }) => database.billing.invoices.detail(id)));
  return details.flatMap((one) => (one ? [one] : [])).reverse();
};
const totals = async () => {
  const all = await documents();
  const sum = (pick: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + pick(one), 0);
  return { net: sum((one) => one.net), tax: sum((one) => one.tax), gross: sum((one) => one.gross) };
};
const setTaxId = (taxId: string | null) => {
  const company = world.companies.get("acme");
  if (company) world.companies.set("acme", { ...company, taxId });
};
const pay = async () => {
  const [invoice] = await documents();
  await database
    .db("csp_invoice")
    .where({ id: invoice?.id })
    .update({ status: "paid", paid_at: START, amount_paid: database.db.ref("gross") });
};
const goodwill = async (lines: "all" | number, now = CANCELLED) => {
  const [invoice] = await documents();
  const lineId = invoice?.lines[0]?.id ?? "";
  return createCreditNote(world.container, {
    invoiceId: invoice?.id ?? "",
    reason: "goodwill",
    text: "Sorry",
    lines: lines === "all" ? "all" : [{ lineId, net: lines }],
    actor: "user_1",
    now,
  });
};
const cancel = (on = "2026-01-31") => world.appendEvent("sub", { type: "cancelled", id: "cancel", on });
const seats = (id: string, on: string, quantity: number) =>
  world.appendEvent("sub", { type: "quantity_changed", id, on, quantity });
const notes = async () => (await documents()).filter((one) => one.kind === "credit_note");

describe("a credit that a run writes is taxed like what it gives back", () => {
  it.each<[string, () => void]>([
    ["the rate fell", () => world.taxes.set("de", [{ name: "USt", rate: 9 }])],
    ["the rate rose", () => world.taxes.set("de", [{ name: "USt", rate: 25 }])],
    ["nothing is taxed any more", () => world.taxes.set("de", [])],
    [
      "a second tax came",
      () =>
        world.taxes.set("de", [
          { name: "USt", rate: 19 },
          { name: "Levy", rate: 1 },
        ]),
    ],
    ["the buyer moved", () => world.companies.set("acme", { ...moved("at") })],
  ])("also when %s since: all documents together come to nothing", async (_, change) => {
    await run(START);
    world.taxes.set("at", [{ name: "USt", rate: 20 }]);
    change();
    cancel();
    await due(CANCELLED);
    expect(await totals()).toEqual({ net: 0, tax: 0, gross: 0 });
    const [note] = await notes();
    expect(note?.taxSummary).toMatchObject([
      { rate: { ratePercent: "19", countryCode: "DE" }, base: -22_000, tax: -4_180 },
    ]);
  });

  it("and what is charged beside it at today's rate: the document says both", async () => {
    await run(START);
    world.taxes.set("de", [{ name: "USt", rate: 9 }]);
    seats("less", "2026-02-05", 8);
    world.addSubscription({ id: "sub_2", companyId: "acme", startedOn: "2026-02-28", quantity: 1 });
    await due(new Date("2026-02-28T00:00:00Z"));
    const last = (await documents()).at(-1);
    const summary = last?.taxSummary.map(({ rate, base, tax }) => [rate.ratePercent, Math.sign(base), tax]) ?? [];
    expect(summary.sort()).toEqual([
      ["19", -1, expect.any(Number)],
      ["9", 1, Math.round((8 * 2_200 + 2_200) * 0.09)],
    ]);
    const back = last?.lines.find((line) => line.net < 0);
    expect(back?.taxRates).toMatchObject([{ ratePercent: "19" }]);
    expect(back?.tax).toBe(Math.round((back?.net ?? 0) * 0.19));
  });

  it("one that gives back seats of two rates becomes a line for each, the newest seats first", async () => {
    await run(START);
    world.taxes.set("de", [{ name: "USt", rate: 9 }]);
    seats("more", "2026-02-01", 15);
    await due(new Date("2026-02-01T00:00:00Z"));
    seats("fewer", "2026-02-10", 8);
    await due(new Date("2026-02-10T00:00:00Z"));
    const [note] = await notes();
    expect(note?.lines.map((line) => [line.quantity, line.taxRates?.[0]?.ratePercent])).toEqual([
      [-5, "9"],
      [-2, "19"],
    ]);
    // Planned again, nothing is left to say: both lines are one to the planner.
    await due(new Date("2026-02-11T00:00:00Z"));
    expect(await documents()).toHaveLength(3);
    cancel("2026-02-11");
    await due(new Date("2026-02-11T00:00:00Z"));
    expect(
      (await database.billing.checkBooks({ since: new Date(0), now: CANCELLED }))
        // Nobody charges cards here.
        .flatMap(({ name, broken }) => (name === "unpaid_has_a_next_step" ? [] : broken)),
    ).toEqual([]);
  });

  it("when the buyer owes the tax by now, and when that ends", async () => {
    setTaxId("DE123456789");
    await run(START);
    setTaxId(null);
    cancel();
    await due(CANCELLED);
    expect(await totals()).toEqual({ net: 0, tax: 0, gross: 0 });
  });
});

function moved(countryCode: string) {
  const company = world.companies.get("acme");
  if (!company) throw new Error("There is no company.");
  return { ...company, address: { ...company.address, countryCode } };
}

describe("what may be given back of a charge", () => {
  const acts: Record<string, () => Promise<unknown>> = {
    "all as goodwill": () => goodwill("all").catch(() => undefined),
    "a part as goodwill": () => goodwill(9_000).catch(() => undefined),
    "fewer seats": async () => {
      seats("fewer", "2026-02-01", 4);
      await due(CANCELLED);
    },
    "the term cut short": async () => {
      cancel("2026-02-03");
      await due(CANCELLED);
    },
  };
  const orders = [
    ["all as goodwill", "the term cut short"],
    ["the term cut short", "all as goodwill"],
    ["a part as goodwill", "the term cut short"],
    ["fewer seats", "a part as goodwill", "the term cut short"],
    ["a part as goodwill", "fewer seats", "the term cut short", "all as goodwill"],
    ["fewer seats", "all as goodwill", "the term cut short"],
  ];

  it.each(orders.flatMap((order) => [true, false].map((paid) => [paid ? "paid" : "unpaid", order] as const)))(
    "is what is left of it: %s, %j",
    async (paid, order) => {
      await database.billing.discounts.create(
        {
          name: "Spring",
          value: { kind: "percentage", percent: "12.5" },
          scope: { kind: "all" },
          condition: { kind: "none" },
          customers: { kind: "all" },
          validFrom: "2026-01-01",
          validUntil: null,
          order: 1,
          exclusive: false,
        },
        START,
      );
      await run(START);
      if (paid === "paid") await pay();
      for (const act of order) {
        await acts[act]?.();
        const { net, tax, gross } = await totals();
        expect([net >= 0, tax >= 0, gross >= 0]).toEqual([true, true, true]);
      }
      const [charge] = (await documents())[0]?.lines ?? [];
      const over = await documentsPerCharge(database.db, [charge?.id ?? ""]);
      expect(over.reduce((sum, one) => sum + one.net, 0)).toBeGreaterThanOrEqual(0);
      if (order.includes("all as goodwill")) {
        expect(await totals()).toEqual({ net: 0, tax: 0, gross: 0 });
      }
      const parked = await database.db("csp_billing_account").where({ id: accountId }).first("parked_reason");
      expect(parked.parked_reason).toBeNull();
      const count = (await documents()).length;
      await due(new Date("2026-02-04T00:00:00Z"));
      expect(await documents()).toHaveLength(count);
    },
  );
});

describe("a credit note of a run", () => {
  it("names each invoice whose charges it gives back, with its day", async () => {
    await run(START);
    seats("more", "2026-02-01", 15);
    await due(new Date("2026-02-01T00:00:00Z"));
    cancel("2026-02-03");
    await due(CANCELLED);
    const [note] = await notes();
    expect(note?.creditedInvoiceId).toBeNull();
    expect(await database.billing.lineCredits.correctedBy(note?.id ?? "")).toMatchObject([
      { number: "INV-2026-000001", issuedOn: "2026-01-31" },
      { number: "INV-2026-000002", issuedOn: "2026-02-01" },
    ]);
    expect(await correctedInvoices(world.container, note as InvoiceDetail)).toHaveLength(2);
  });
});

describe("order numbers", () => {
  const KNOWN = { quoteId: "quote_1", authorisedAt: null };
  beforeEach(() => {
    world.checkouts.set("order_1", { ...KNOWN, poNumber: "PO-1" });
    world.checkouts.set("order_2", { ...KNOWN, poNumber: "PO-2" });
    jest.spyOn(database.billing.invoices, "activatedOrders").mockResolvedValue(new Set(["order_1", "order_2"]));
    world.subscriptions.clear();
    world.addSubscription({ id: "sub_1", companyId: "acme", startedOn: "2026-01-31", orderId: "order_1" });
    world.addSubscription({ id: "sub_2", companyId: "acme", startedOn: "2026-01-31", orderId: "order_2" });
    world.addSubscription({ id: "sub_3", companyId: "acme", startedOn: "2026-01-31" });
  });
  afterEach(() => jest.restoreAllMocks());
  const numbers = async () =>
    (await documents()).map((one) => [
      one.purchaseOrderNumber,
      one.lines.map((line) => line.purchaseOrderNumber).sort(),
    ]);

  it("stand on their lines; the head names none where lines differ, and the account's own for the rest", async () => {
    await database.billing.accounts.change(accountId, { purchaseOrderNumber: "PARTNER" });
    await run(START);
    expect(await numbers()).toEqual([[null, ["PARTNER", "PO-1", "PO-2"]]]);
    expect((await database.billing.accounts.byId(accountId))?.purchaseOrderNumber).toBe("PARTNER");
  });

  it("make an invoice each where the account asks for it, caught up or not", async () => {
    await database.billing.accounts.change(accountId, { invoicePerOrderNumber: true });
    await run(new Date("2026-02-28T00:00:00Z"));
    expect((await numbers()).sort()).toEqual([
      [null, [null]],
      [null, [null]],
      ["PO-1", ["PO-1"]],
      ["PO-1", ["PO-1"]],
      ["PO-2", ["PO-2"]],
      ["PO-2", ["PO-2"]],
    ]);
    expect(new Set((await documents()).map((one) => one.periodKey)).size).toBe(6);
  });
});

describe("three people who credit three lines of one invoice at once", () => {
  it("all get their note: who comes second plans anew", async () => {
    world.addSubscription({ id: "sub_2", companyId: "acme", startedOn: "2026-01-31" });
    world.addSubscription({ id: "sub_3", companyId: "acme", startedOn: "2026-01-31" });
    await run(START);
    const [invoice] = await documents();
    const give = (lineId: string) =>
      createCreditNote(world.container, {
        invoiceId: invoice?.id ?? "",
        reason: "goodwill",
        text: "Sorry",
        lines: [{ lineId, net: 1_000 }],
        actor: "user_1",
        now: CANCELLED,
      });
    const given = await Promise.all((invoice?.lines ?? []).map((line) => give(line.id)));
    expect(given.map((note) => note.number).sort()).toEqual(["CN-2026-000001", "CN-2026-000002", "CN-2026-000003"]);
  });
});

describe("an amount off each invoice", () => {
  it("is taken off each invoice of a year that is caught up at once, as on the days", async () => {
    const perInvoice = {
      name: "Loyal",
      value: { kind: "amount" as const, amount: money(1_000, "USD"), per: "invoice" as const },
      scope: { kind: "all" as const },
      condition: { kind: "none" as const },
      customers: { kind: "all" as const },
      validFrom: "2026-01-01",
      validUntil: null,
      order: 1,
      exclusive: false,
    };
    const discounts = async () => (await documents()).map((one) => [one.periodKey, one.discount, one.gross]);
    world.addSubscription({ id: "sub_2", companyId: "acme", startedOn: "2026-02-10", quantity: 1 });
    await database.billing.discounts.create(perInvoice, START);
    for (let month = 0; month < 12; month += 1) {
      for (const day of [10, 28, 31]) {
        await due(new Date(Date.UTC(2026, month, day)));
      }
    }
    const daily = await discounts();
    expect(daily.map(([, discount]) => discount)).toEqual(daily.map(() => 1_000));
    await database.clear();
    world = new BillingWorld(database.billing);
    world.taxes.set("de", [{ name: "USt", rate: 19 }]);
    await world.addCompany("acme", { countryCode: "de" });
    world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-31" });
    world.addSubscription({ id: "sub_2", companyId: "acme", startedOn: "2026-02-10", quantity: 1 });
    await database.billing.discounts.create(perInvoice, START);
    await due(new Date("2026-12-31T00:00:00Z"));
    expect(await discounts()).toEqual(daily);
  });
});

describe("credits of runs from before it was kept what they give back", () => {
  const kept = () => database.db("csp_line_credit").orderBy(["credit_line_id", "charge_line_id"]);
  const forget = () =>
    database.db.raw(`delete from csp_line_credit where credit_line_id in (
      select id from csp_invoice_line where credited_line_id is null)`);
  const derive = () => runMigration(database.db, Migration20261129110001, "up");

  it.each<[string, () => Promise<void>]>([
    [
      "seats that were returned",
      async () => {
        seats("less", "2026-02-05", 8);
        await due(new Date("2026-02-05T00:00:00Z"));
      },
    ],
    [
      "seats of two charges, the newest first",
      async () => {
        seats("more", "2026-02-01", 15);
        await due(new Date("2026-02-01T00:00:00Z"));
        seats("fewer", "2026-02-10", 8);
        await due(new Date("2026-02-10T00:00:00Z"));
      },
    ],
    [
      "seats that were returned twice, and the rest of a term",
      async () => {
        seats("less", "2026-02-01", 9);
        await due(new Date("2026-02-01T00:00:00Z"));
        seats("fewer", "2026-02-02", 5);
        await due(new Date("2026-02-02T00:00:00Z"));
        cancel("2026-02-03");
        await due(CANCELLED);
      },
    ],
    [
      "a whole term",
      async () => {
        cancel();
        await due(CANCELLED);
      },
    ],
  ])("are read from the lines: %s", async (_what, happens) => {
    await run(START);
    await happens();
    const before = await kept();
    expect(before.length).toBeGreaterThan(0);
    await derive();
    expect(await kept()).toEqual(before);
    await forget();
    await derive();
    expect(await kept()).toEqual(before);
  });

  it("stay without, where the charges have not as much left", async () => {
    await run(START);
    seats("less", "2026-02-05", 8);
    await due(new Date("2026-02-05T00:00:00Z"));
    await forget();
    const [charge] = (await documents())[0]?.lines ?? [];
    await goodwill(charge?.net ?? 0);
    const notes = await kept();
    await derive();
    expect(await kept()).toEqual(notes);
  });
});
