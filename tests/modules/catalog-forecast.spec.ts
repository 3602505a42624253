import { createHash } from "node:crypto";
import type { PriceSheetLine, PricingRuleInput } from "../../src/modules/catalog";
import { type CatalogDatabase, createCatalogDatabase } from "../support/catalog-database";

const MARCH = new Date("2026-03-15T10:00:00Z");
const APRIL = new Date("2026-04-15T10:00:00Z");
const LIST: PricingRuleInput = {
  name: "List",
  segment: null,
  kind: "list_less_discount",
  percent: "0",
  rounding: null,
  floorMarginPercent: "10",
};

let world: CatalogDatabase;

beforeAll(async () => {
  world = await createCatalogDatabase("seatline_forecast");
});
beforeEach(async () => {
  await load("2026-03", [mail({}), files({})]);
  await world.catalog.startPricingRule(LIST, MARCH);
  await publish("Harbour Mail", "Pine Files");
});
afterEach(() => world.clear());
afterAll(() => world.drop());

function mail(row: Partial<PriceSheetLine>): PriceSheetLine {
  return {
    ...{ line: 2, productId: "CFQ7TTC0AAAA", skuId: "0001", productTitle: "Harbour Mail", skuTitle: "Harbour Mail" },
    ...{ skuDescription: "", publisher: "Microsoft Corporation", term: "P1Y", billingPlan: "annual" },
    ...{ market: "US", currency: "USD", unitPrice: "80", listPrice: "100", effectiveFrom: "2026-03-01T00:00:00.000Z" },
    ...{ effectiveTo: null, isTrial: false, segment: "commercial", isDeleted: false },
    ...row,
  };
}
const files = (row: Partial<PriceSheetLine>) =>
  mail({ line: 3, productId: "CFQ7TTC0BBBB", productTitle: "Pine Files", skuTitle: "Pine Files", ...row });

/** Prices of a sheet begin on the first of its month, unless they say otherwise. */
async function load(
  month: string,
  rows: readonly PriceSheetLine[],
  { now = MARCH, ...choices }: { now?: Date; isForecast?: boolean; acceptOlder?: boolean } = {},
) {
  const dated = rows.map((row) =>
    row.effectiveFrom === "2026-03-01T00:00:00.000Z" ? { ...row, effectiveFrom: `${month}-01T00:00:00.000Z` } : row,
  );
  async function* batches() {
    yield dated;
  }
  const sha256 = createHash("sha256").update(JSON.stringify(dated)).digest("hex");
  const finish = () => ({ sha256, problems: [], problemCount: 0 });
  const request = { source: "test.csv", rows: batches(), finish, problemLimit: 10, now };
  return world.catalog.importPriceSheet({ ...request, isForecast: false, acceptOlder: false, ...choices });
}

async function publish(...titles: string[]) {
  const { plans } = await listed();
  const publications = plans
    .filter(({ skuTitle }) => titles.includes(skuTitle))
    .map(({ planId }) => ({ planId, productId: `prod_${planId}`, variantId: `variant_${planId}` }));
  await world.catalog.recordPublications(publications, MARCH);
}

const listed = (now = MARCH) =>
  world.catalog.listPlansForAdmin({
    ...{ words: [], segment: null, term: null, billingPlan: null, published: null, limit: 50, offset: 0 },
    now,
  });

/** What a customer can buy, by title and price. */
async function sold(now: Date) {
  const { plans } = await listed(now);
  const forSale = await world.catalog.listPlansForSale({ planIds: plans.map(({ planId }) => planId), now });
  return Object.fromEntries(forSale.map(({ skuTitle, pricePerCharge }) => [skuTitle, pricePerCharge]));
}

async function everything() {
  const tables = [
    "csp_price_sheet",
    "csp_offer",
    "csp_sku",
    "csp_plan",
    "csp_price",
    "csp_sale_price",
    "csp_publication",
  ];
  const rows = await Promise.all(tables.map((table) => world.db(table).select("*").orderBy(1)));
  return JSON.stringify(rows);
}

const state = (cost: string, price: number, margin: string, whyOut: string | null = null) => ({
  cost,
  pricePerCharge: price,
  marginPercent: margin,
  whyOut,
});

describe("a look at a price sheet before it is imported", () => {
  it("tells by plan what would change, with margins before and after, and changes nothing", async () => {
    const before = await everything();
    const rows = [mail({ unitPrice: "84", listPrice: "120" }), files({ unitPrice: "95" })];
    const answer = await load("2026-04", rows, { isForecast: true });
    expect(answer).toMatchObject({
      outcome: "forecast",
      forecast: {
        ...{ market: "US", currency: "USD", month: "2026-04", newerMonth: null },
        counts: { rows: 2, costUp: 2 },
        sales: {
          ...{ changed: 2, dearer: 1, cheaper: 0, leaving: 1, returning: 0, at: new Date("2026-04-01T00:00:00Z") },
          changes: [
            {
              skuTitle: "Pine Files",
              before: state("80", 10_000, "20.00"),
              after: state("95", 10_000, "5.00", "below_floor"),
            },
            { skuTitle: "Harbour Mail", before: state("80", 10_000, "20.00"), after: state("84", 12_000, "30.00") },
          ],
        },
      },
    });
    expect(await everything()).toBe(before);
  });

  it("tells what is then true, once the sheet is imported", async () => {
    const rows = [mail({ unitPrice: "84", listPrice: "120" }), files({ unitPrice: "95" })];
    await load("2026-04", rows);
    expect(await sold(MARCH)).toEqual({ "Harbour Mail": 10_000, "Pine Files": 10_000 });
    expect(await sold(APRIL)).toEqual({ "Harbour Mail": 12_000 });
    expect(await world.catalog.listLeftPlans({ now: MARCH, limit: 10 })).toEqual([]);
    expect(await world.catalog.listLeftPlans({ now: APRIL, limit: 10 })).toEqual([
      expect.objectContaining({
        ...{ skuTitle: "Pine Files", whyOut: "below_floor", marginPercent: "5.00" },
        since: new Date("2026-04-01T00:00:00Z"),
      }),
    ]);
  });

  it("names plans that the list drops; they are sold to the end of the old list, and come back with it", async () => {
    const looked = await load("2026-04", [mail({})], { isForecast: true });
    expect(looked).toMatchObject({
      forecast: { sales: { leaving: 1, changes: [{ skuTitle: "Pine Files", after: { whyOut: "not_listed" } }] } },
    });
    await load("2026-04", [mail({})]);
    expect(Object.keys(await sold(new Date("2026-03-31T23:59:59Z")))).toEqual(["Harbour Mail", "Pine Files"]);
    expect(Object.keys(await sold(new Date("2026-04-01T00:00:00Z")))).toEqual(["Harbour Mail"]);
    expect(await world.catalog.nextPriceChange(MARCH)).toEqual(new Date("2026-04-01T00:00:00Z"));
    expect(await world.catalog.listLeftPlans({ now: APRIL, limit: 10 })).toMatchObject([
      { skuTitle: "Pine Files", whyOut: "not_listed", since: new Date("2026-04-01T00:00:00Z") },
    ]);
    const { plans } = await listed(APRIL);
    const dropped = plans.filter(({ skuTitle }) => skuTitle === "Pine Files").map(({ planId }) => planId);
    const judged = await world.catalog.judgePlans({ planIds: dropped, market: "US", currency: "USD", now: APRIL });
    expect(judged.refused).toMatchObject([{ reason: expect.stringContaining("does not list") }]);
    await load("2026-05", [mail({}), files({})], { now: APRIL });
    expect(Object.keys(await sold(new Date("2026-05-01T00:00:00Z")))).toEqual(["Harbour Mail", "Pine Files"]);
  });

  it("keeps what a second sheet of the same month does not speak of", async () => {
    await load("2026-03", [files({ productId: "CFQ7TTC0CCCC", skuTitle: "Cedar Notes", productTitle: "Cedar Notes" })]);
    expect(Object.keys(await sold(MARCH))).toEqual(["Harbour Mail", "Pine Files"]);
  });

  it("leaves another market's plans alone", async () => {
    await load("2026-04", [mail({ market: "CA", currency: "CAD" })]);
    expect(Object.keys(await sold(APRIL))).toEqual(["Harbour Mail", "Pine Files"]);
  });
});

describe("a sheet of an older month", () => {
  /** Last year's list says a price from a day on that the newest list does not speak of. */
  const old = [mail({ unitPrice: "70", effectiveFrom: "2026-02-20T00:00:00.000Z" })];

  it("is looked at with the newer month named, and refused unless it is meant", async () => {
    const before = await everything();
    expect(await load("2026-02", old, { isForecast: true })).toMatchObject({ forecast: { newerMonth: "2026-03" } });
    expect(await load("2026-02", old)).toEqual({ outcome: "older", month: "2026-02", newerMonth: "2026-03" });
    expect(await everything()).toBe(before);
    expect(await load("2026-02", old, { acceptOlder: true })).toMatchObject({ outcome: "imported" });
    expect(await sold(MARCH)).toEqual({ "Harbour Mail": 10_000, "Pine Files": 10_000 });
  });

  it("is told by the month of its market and currency", async () => {
    const other = old.map((row) => ({ ...row, market: "GB", currency: "GBP" }));
    expect(await load("2026-02", other)).toMatchObject({ outcome: "imported" });
  });
});

describe("taking an import back", () => {
  const sheetId = async () => (await world.catalog.listPriceSheets({ limit: 1, offset: 0 })).sheets[0]?.id ?? "";

  it.each<[string, string, PriceSheetLine[]]>([
    ["new prices", "2026-04", [mail({ unitPrice: "84", listPrice: "120" }), files({ unitPrice: "95" })]],
    ["a correction of today's price", "2026-03", [mail({ listPrice: "130" })]],
    ["a plan that the vendor ended", "2026-04", [mail({ isDeleted: true }), files({})]],
    ["a list that leaves a plan out", "2026-04", [mail({})]],
    ["new plans", "2026-04", [mail({}), files({}), files({ skuId: "0002", skuTitle: "Pine Files Plus" })]],
  ])("with %s puts prices and lists as they were, and the sheet may come again", async (_words, month, rows) => {
    const days = [MARCH, new Date("2026-04-01T00:00:00Z"), APRIL];
    const before = await Promise.all(days.map(sold));
    const later = new Date(MARCH.getTime() + 60_000);
    expect(await load(month, rows, { now: later })).toMatchObject({ outcome: "imported" });
    const changed = await Promise.all([later, ...days.slice(1)].map(sold));
    const id = await sheetId();
    const undoneAt = new Date(later.getTime() + 60_000);
    expect(await world.catalog.undoPriceSheet(id, undoneAt)).toBe(true);
    expect(await Promise.all([undoneAt, ...days.slice(1)].map(sold))).toEqual(before);
    expect(await world.catalog.undoPriceSheet(id, undoneAt)).toBe(false);
    expect(await world.catalog.findPriceSheet(id)).toMatchObject({
      undoneAt: undoneAt.toISOString(),
      canBeUndone: false,
    });
    const again = new Date(undoneAt.getTime() + 60_000);
    expect(await load(month, rows, { now: again })).toMatchObject({ outcome: "imported" });
    expect(await Promise.all([again, ...days.slice(1)].map(sold))).toEqual(changed);
    expect(await world.catalog.undoPriceSheet(await sheetId(), new Date(again.getTime() + 1))).toBe(true);
    expect(await Promise.all(days.slice(1).map(sold))).toEqual(before.slice(1));
  });

  it("is journalled with it, and refused whole when somebody orders meanwhile", async () => {
    const later = new Date(MARCH.getTime() + 60_000);
    await load("2026-04", [mail({ unitPrice: "84", listPrice: "120" })], { now: later });
    const id = await sheetId();
    const before = await everything();
    const lines = () => world.db("csp_catalog_journal").where({ object_id: id }).select("actor", "action");
    const refuse = async () => {
      throw new Error("Somebody has ordered");
    };
    await expect(world.catalog.undoPriceSheet(id, later, { actor: "user_1", refuse })).rejects.toThrow("has ordered");
    expect(await everything()).toBe(before);
    expect(await lines()).toEqual([]);
    const asked: string[] = [];
    const allow = async (trx: typeof world.db) => {
      const [sheet] = await trx("csp_price_sheet").where({ id }).whereNotNull("undone_at").select("id");
      asked.push(sheet.id);
    };
    expect(await world.catalog.undoPriceSheet(id, later, { actor: "user_1", refuse: allow })).toBe(true);
    expect(asked).toEqual([id]);
    expect(await lines()).toEqual([{ actor: "user_1", action: "undo" }]);
  });

  it("is for the latest import only", async () => {
    const first = await sheetId();
    await load("2026-04", [mail({}), files({})]);
    expect(await world.catalog.undoPriceSheet(first, MARCH)).toBe(false);
    expect(await world.catalog.undoPriceSheet("csheet_none", MARCH)).toBe(false);
  });
});

describe("a look at a pricing rule before it takes effect", () => {
  const surcharge: PricingRuleInput = { ...LIST, name: "Surcharge", kind: "cost_plus_margin", percent: "5" };

  it("counts prices that change and plans that fall under the floor, and changes nothing", async () => {
    const before = await everything();
    const rules = await world.catalog.listPricingRules();
    expect(await world.catalog.forecastPricingRule(surcharge, MARCH)).toMatchObject({
      changed: 2,
      cheaper: 2,
      leaving: 2,
    });
    expect(await world.catalog.forecastPricingRule({ ...surcharge, percent: "40" }, MARCH)).toMatchObject({
      ...{ changed: 2, dearer: 2, leaving: 0 },
      changes: [{ after: state("80", 11_200, "28.57") }, {}],
    });
    expect(await world.catalog.forecastPricingRule({ ...LIST, name: "The same" }, MARCH)).toMatchObject({ changed: 0 });
    // A margin of any size is a number, and leaves the shop by the floor like every other one.
    for (const percent of ["99.9", "99.99"]) {
      const nothing = await world.catalog.forecastPricingRule({ ...LIST, percent }, MARCH);
      expect([percent, nothing]).toMatchObject([percent, { leaving: 2 }]);
    }
    const education = { ...surcharge, segment: "education" as const };
    expect(await world.catalog.forecastPricingRule(education, MARCH)).toMatchObject({ changed: 0, changes: [] });
    expect([await everything(), await world.catalog.listPricingRules()]).toEqual([before, rules]);
  });

  it("sees plans come back that a floor had taken out", async () => {
    await world.catalog.startPricingRule({ ...LIST, floorMarginPercent: "50" }, MARCH);
    expect(await sold(MARCH)).toEqual({});
    expect(await world.catalog.forecastPricingRule(LIST, MARCH)).toMatchObject({ returning: 2, leaving: 0 });
  });
});
