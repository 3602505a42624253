import { seatPreviewDocument } from "../../src/api/store/csp/subscriptions/answer";
import { previewSeatChange } from "../../src/processes/billing/preview/change";
import { runBilling } from "../../src/processes/billing/run/run-billing";
import { type BillingDatabase, createBillingDatabase } from "../support/billing/database";
import { BillingWorld } from "../support/billing/world";

const START = new Date("2026-01-15T00:00:00Z");
const NOW = new Date("2026-01-20T10:00:00Z");

let database: BillingDatabase;
let world: BillingWorld;

beforeAll(async () => {
  database = await createBillingDatabase("billing_preview");
});
afterAll(() => database.drop());
beforeEach(async () => {
  await database.clear();
  world = new BillingWorld(database.billing);
  await world.addCompany("acme");
  world.addSubscription({ id: "sub", companyId: "acme", startedOn: "2026-01-15" });
  await database.billing.markDue(["acme"], START);
  await runBilling(world.container, { now: START, trigger: "ticker" });
});

const preview = async (quantity: number, now = NOW) =>
  seatPreviewDocument(
    await previewSeatChange(world.container, { companyId: "acme", subscriptionId: "sub", quantity, now }),
  );
const lastLines = async () => {
  const { invoices } = await database.billing.invoices.list({ limit: 1, offset: 0 });
  return (await database.billing.invoices.detail(invoices[0]?.id ?? ""))?.lines ?? [];
};

describe("the preview of a seat change", () => {
  it.each([
    ["more", 12],
    ["fewer", 7],
  ])("of %s seats is what the run then bills", async (_, quantity) => {
    const { charge, later } = await preview(quantity);
    world.appendEvent("sub", { type: "quantity_changed", id: "real", on: "2026-01-20", quantity });
    await database.billing.markDue(["acme"], NOW);
    await runBilling(world.container, { now: NOW, trigger: "ticker" });
    const billed = (await lastLines()).map((line) => [line.formula, line.periodStart, line.net, line.tax]);
    const shown = charge.lines.map((line) => [line.formula, line.period.start_on, minor(line.net), minor(line.tax)]);
    expect(shown).toEqual(billed);

    const next = new Date("2026-02-15T00:00:00Z");
    await runBilling(world.container, { now: next, trigger: "ticker" });
    expect(later?.lines.map((line) => [line.formula, minor(line.net)])).toEqual(
      (await lastLines()).map((line) => [line.formula, line.net]),
    );
  });

  it("shows the next regular charge also when another change is known for a day before it", async () => {
    world.appendEvent("sub", { type: "quantity_changed", id: "agreed", on: "2026-02-01", quantity: 11 });
    expect((await preview(12)).later).toMatchObject({ from_on: "2026-02-15", period: "month" });
  });

  it("has no next regular charge in the last month of the term", async () => {
    await runBilling(world.container, { now: new Date("2026-12-15T00:00:00Z"), trigger: "ticker" });
    expect((await preview(12, new Date("2026-12-20T00:00:00Z"))).later).toBeNull();
  });
});

function minor({ amount }: { readonly amount: string }): number {
  return Math.round(Number(amount) * 100);
}
