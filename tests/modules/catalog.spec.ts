import { createHash } from "node:crypto";
import { createReadStream, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readPriceSheet } from "../../src/integrations/partner-center/price-sheet";
import type { PriceSheetLine, PriceSheetProblem } from "../../src/modules/catalog";
import { type CatalogDatabase, createCatalogDatabase } from "../support/catalog-database";

const MARCH = new Date("2026-03-15T10:00:00Z");
const REAL_SHEETS = path.resolve(__dirname, "../../../shared/data/price-sheets");

let world: CatalogDatabase;

beforeAll(async () => {
  world = await createCatalogDatabase("seatline_catalog");
});
afterEach(() => world.clear());
afterAll(() => world.drop());

const BASE: PriceSheetLine = {
  line: 2,
  productId: "CFQ7TTC0AAAA",
  skuId: "0001",
  productTitle: "Harbour Mail",
  skuTitle: "Harbour Mail",
  skuDescription: "Mail",
  publisher: "Microsoft Corporation",
  term: "P1Y",
  billingPlan: "monthly",
  market: "US",
  currency: "USD",
  unitPrice: "120.0000",
  listPrice: "150",
  effectiveFrom: "2026-03-01T00:00:00.000Z",
  effectiveTo: null,
  isTrial: false,
  segment: "commercial",
  isDeleted: false,
};

function lines(...rows: Partial<PriceSheetLine>[]): PriceSheetLine[] {
  return rows.map((row, index) => ({ ...BASE, line: index + 2, ...row }));
}

async function load(rows: readonly PriceSheetLine[], now = MARCH, problems: readonly PriceSheetProblem[] = []) {
  async function* batches() {
    yield rows;
  }
  const sha256 = createHash("sha256").update(JSON.stringify(rows)).digest("hex");
  const finish = () => ({ sha256, problems, problemCount: problems.length });
  const choices = { isForecast: false, acceptOlder: true };
  return world.catalog.importPriceSheet({
    source: "test.csv",
    rows: batches(),
    finish,
    problemLimit: 100,
    now,
    ...choices,
  });
}

async function loadFile(file: string, now: Date) {
  const sha256 = createHash("sha256").update(readFileSync(file)).digest("hex");
  const problems: PriceSheetProblem[] = [];
  const rows = readPriceSheet(createReadStream(file), { onProblem: (problem) => problems.push(problem) });
  const finish = () => ({ sha256, problems, problemCount: problems.length });
  const choices = { isForecast: false, acceptOlder: true };
  return world.catalog.importPriceSheet({
    source: path.basename(file),
    rows,
    finish,
    problemLimit: 100,
    now,
    ...choices,
  });
}

async function versions() {
  const { rows } = await world.db.raw(
    `select trim_scale(cost)::text as cost, valid_from, valid_to, revision, superseded_at is not null as superseded
     from csp_price order by vendor_from, revision`,
  );
  return rows.map(
    (row: { cost: string; valid_from: Date; valid_to: Date | null; revision: number; superseded: boolean }) => [
      row.cost,
      row.valid_from.toISOString().slice(0, 10),
      row.valid_to?.toISOString().slice(0, 10) ?? null,
      ...(row.superseded ? ["superseded"] : []),
    ],
  );
}

async function rowCounts() {
  const { rows } = await world.db.raw(
    `select (select count(*) from csp_price_sheet) as sheets, (select count(*) from csp_offer) as offers,
       (select count(*) from csp_plan) as plans, (select count(*) from csp_price) as prices`,
  );
  return rows[0];
}

const NOTHING = { sheets: "0", offers: "0", plans: "0", prices: "0" };

describe("importing", () => {
  it("stores offers, SKUs, plans and prices, and says what it did", async () => {
    const answer = await load(
      lines(
        {},
        { billingPlan: "annual", unitPrice: "114" },
        { skuId: "0002", billingPlan: "none", term: "P1M", isTrial: true },
      ),
    );
    expect(answer).toMatchObject({
      outcome: "imported",
      sheet: {
        month: "2026-03",
        market: "US",
        currency: "USD",
        counts: { rows: 3, offersAdded: 1, skusAdded: 2, plansAdded: 3, pricesAdded: 3, trials: 1, unchanged: 0 },
      },
    });
    expect(await versions()).toContainEqual(["120", "2026-03-01", null]);
  });

  it("changes nothing when the same file comes again, also twice at once", async () => {
    const answers = await Promise.all([load(lines({})), load(lines({}))]);
    expect(answers.map(({ outcome }) => outcome).sort()).toEqual(["imported", "unchanged"]);
    const before = await rowCounts();
    expect((await load(lines({}), new Date("2026-05-01T00:00:00Z"))).outcome).toBe("unchanged");
    expect(await rowCounts()).toEqual(before);
  });

  it("changes nothing when the same prices come in other bytes", async () => {
    await load(lines({}));
    const again = await load(lines({ publisher: "Microsoft" }));
    expect(again).toMatchObject({
      outcome: "imported",
      sheet: { counts: { unchanged: 1, pricesAdded: 0, costUp: 0 } },
    });
    expect(await versions()).toEqual([["120", "2026-03-01", null]]);
  });

  it("imports nothing of a sheet with one bad row", async () => {
    const problem = { line: 3, field: "UnitPrice", message: "is negative" };
    expect(await load(lines({}, { skuId: "0002" }), MARCH, [problem])).toEqual({
      outcome: "refused",
      problems: [problem],
      problemCount: 1,
    });
    expect(await rowCounts()).toEqual(NOTHING);
  });

  it("names both lines of a duplicate key and imports nothing", async () => {
    const answer = await load(lines({}, { skuId: "0002" }, { unitPrice: "99" }));
    expect(answer).toMatchObject({
      outcome: "refused",
      problemCount: 1,
      problems: [{ line: 4, field: "SkuId", message: expect.stringContaining("line 2") }],
    });
    expect(await rowCounts()).toEqual(NOTHING);
  });

  it("leaves nothing behind when the source breaks in the middle, and the next import works", async () => {
    async function* broken() {
      yield lines({});
      throw new Error("connection lost");
    }
    const finish = () => ({ sha256: "x", problems: [], problemCount: 0 });
    const request = {
      source: "broken.csv",
      rows: broken(),
      finish,
      problemLimit: 10,
      now: MARCH,
      isForecast: false,
      acceptOlder: false,
    };
    await expect(world.catalog.importPriceSheet(request)).rejects.toThrow("connection lost");
    expect(await rowCounts()).toEqual(NOTHING);
    expect((await load(lines({}))).outcome).toBe("imported");
  });

  it("keeps texts that COPY would read as its own signs", async () => {
    const skuTitle = 'Tab\there, "quotes", back\\slash\\N and\nline';
    await load(lines({ skuTitle }));
    expect(await world.db("csp_sku").pluck("title")).toEqual([skuTitle]);
  });

  it("gives two products of one title two addresses that stay", async () => {
    await load(lines({}, { productId: "CFQ7TTC0BBBB" }));
    const before = await world.db("csp_offer").orderBy("vendor_product_id").pluck("handle");
    expect(before).toEqual(["harbour-mail", "harbour-mail-cfq7ttc0bbbb"]);
    await load(lines({ productTitle: "Harbour Post" }, { productId: "CFQ7TTC0BBBB" }));
    expect(await world.db("csp_offer").orderBy("vendor_product_id").pluck("handle")).toEqual(before);
    expect(await world.db("csp_offer").orderBy("vendor_product_id").pluck("title")).toEqual([
      "Harbour Post",
      "Harbour Mail",
    ]);
  });
});

describe("versions by date", () => {
  const april = { effectiveFrom: "2026-04-01T00:00:00.000Z" };

  it("ends the old price where the new one begins, and sells by the instant", async () => {
    await load(lines({}));
    const answer = await load(lines({ ...april, unitPrice: "126" }));
    expect(answer).toMatchObject({ sheet: { month: "2026-04", counts: { costUp: 1, costDown: 0 } } });
    expect(await versions()).toEqual([
      ["120", "2026-03-01", "2026-04-01"],
      ["126", "2026-04-01", null],
    ]);
  });

  it("takes a new start date for the same price as no change", async () => {
    await load(lines({}));
    expect(await load(lines(april))).toMatchObject({ sheet: { counts: { unchanged: 1 } } });
    expect(await versions()).toEqual([["120", "2026-03-01", null]]);
  });

  it("puts the sheet of an earlier month before the one we have", async () => {
    await load(lines({ ...april, unitPrice: "126", productTitle: "New name" }));
    await load(lines({ productTitle: "Old name" }));
    expect(await versions()).toEqual([
      ["120", "2026-03-01", "2026-04-01"],
      ["126", "2026-04-01", null],
    ]);
    expect(await world.db("csp_offer").pluck("title")).toEqual(["New name"]);
  });

  it("lets the vendor's correction of a price in force begin now", async () => {
    await load(lines({}));
    const answer = await load(lines({ unitPrice: "118" }), MARCH);
    expect(answer).toMatchObject({ sheet: { counts: { corrected: 1 } } });
    expect(await versions()).toEqual([
      ["120", "2026-03-01", "2026-03-15", "superseded"],
      ["118", "2026-03-15", null],
    ]);
  });

  it("does not let the correction of a past price change today's", async () => {
    await load(lines({}));
    await load(lines({ ...april, unitPrice: "126" }));
    await load(lines({ unitPrice: "118" }), new Date("2026-05-01T00:00:00Z"));
    expect((await versions()).filter(([, , end]: [string, string, string | null]) => end === null)).toEqual([
      ["126", "2026-04-01", null],
    ]);
  });

  it("ends a price on the vendor's own date, and on a row that deletes it", async () => {
    await load(lines({ effectiveTo: "2026-06-01T00:00:00.000Z" }, { skuId: "0002" }));
    await load(
      lines(
        { effectiveTo: "2026-06-01T00:00:00.000Z" },
        { skuId: "0002", isDeleted: true },
        { ...april, skuId: "0003" },
      ),
    );
    expect(await versions()).toEqual([
      ["120", "2026-03-01", "2026-06-01"],
      ["120", "2026-03-01", "2026-04-01"],
      ["120", "2026-04-01", null],
    ]);
  });

  it("counts plans that a newer sheet no longer lists and leaves their prices alone", async () => {
    await load(lines({}, { skuId: "0002" }));
    expect(await load(lines(april))).toMatchObject({ sheet: { counts: { missing: 1 } } });
    expect(await versions()).toHaveLength(2);
  });
});

const RULE = {
  name: "List",
  segment: null,
  kind: "list_less_discount",
  percent: "0",
  rounding: null,
  floorMarginPercent: "10",
} as const;

async function planId(skuId = "0001"): Promise<string> {
  const [id] = await world.catalog.findPlanIds({ vendorProductId: BASE.productId, vendorSkuId: skuId });
  return String(id);
}

async function publish(skuId = "0001", now = MARCH): Promise<string> {
  const id = await planId(skuId);
  await world.catalog.recordPublications([{ planId: id, productId: "prod_1", variantId: `variant_${skuId}` }], now);
  return id;
}

const sell = async (id: string, at: string) => {
  const [plan] = await world.catalog.listPlansForSale({ planIds: [id], now: new Date(at) });
  return plan;
};

describe("selling", () => {
  it("prices a plan for the whole term and for each charge, the remainder on the last", async () => {
    await load(lines({ listPrice: "150.05" }));
    await world.catalog.startPricingRule(RULE, MARCH);
    const plan = await sell(await publish(), "2026-03-15T10:00:00Z");
    expect(plan).toMatchObject({
      unitTermPrice: 15005,
      pricePerCharge: 1250,
      lastCharge: 1255,
      chargeCount: 12,
      currency: "USD",
      variantId: "variant_0001",
      minQuantity: 1,
    });
  });

  it("sells at the old price to the last instant and at the new one from its own", async () => {
    await load(lines({}));
    await world.catalog.startPricingRule(RULE, MARCH);
    const id = await publish();
    await load(lines({ effectiveFrom: "2026-04-01T00:00:00.000Z", unitPrice: "126", listPrice: "160.08" }));
    const before = await sell(id, "2026-03-31T23:59:59.999Z");
    const after = await sell(id, "2026-04-01T00:00:00Z");
    expect([before?.unitTermPrice, after?.unitTermPrice]).toEqual([15000, 16008]);
    expect(after?.priceVersion).not.toBe(before?.priceVersion);
    expect(await world.catalog.nextPriceChange(MARCH)).toEqual(new Date("2026-04-01T00:00:00Z"));
    const step = { at: new Date("2026-04-01T00:00:00Z"), pricePerCharge: 1334 };
    expect(await world.catalog.listPriceSteps({ planIds: [id], now: MARCH })).toEqual(new Map([[id, step]]));
  });

  it("tells of a price that ends, and not of a new version at the same price", async () => {
    await load(lines({}));
    await world.catalog.startPricingRule(RULE, MARCH);
    const id = await publish();
    const steps = () => world.catalog.listPriceSteps({ planIds: [id], now: MARCH });
    await load(lines({ effectiveFrom: "2026-04-01T00:00:00.000Z", unitPrice: "126" }));
    expect(await steps()).toEqual(new Map());
    const to = "2026-06-01T00:00:00.000Z";
    await load(lines({ effectiveFrom: "2026-05-01T00:00:00.000Z", effectiveTo: to, unitPrice: "127" }));
    expect(await steps()).toEqual(new Map([[id, { at: new Date(to), pricePerCharge: null }]]));
  });

  it("reprices what is on sale when a rule changes, and never alters a price that was offered", async () => {
    await load(lines({}));
    await world.catalog.startPricingRule(RULE, MARCH);
    const id = await publish();
    const before = await sell(id, "2026-03-16T00:00:00Z");
    const change = new Date("2026-03-20T00:00:00Z");
    await world.catalog.startPricingRule({ ...RULE, kind: "cost_plus_margin", percent: "20" }, change);
    expect(await sell(id, "2026-03-19T23:59:59Z")).toEqual(before);
    expect((await sell(id, "2026-03-20T00:00:00Z"))?.unitTermPrice).toBe(14400);
  });

  it("lets a segment's own rule win over the general one", async () => {
    await load(lines({}, { skuId: "0002", segment: "education" }));
    await world.catalog.startPricingRule(RULE, MARCH);
    await world.catalog.startPricingRule({ ...RULE, name: "Schools", segment: "education", percent: "10" }, MARCH);
    const [commercial, education] = [await publish("0001"), await publish("0002")];
    expect((await sell(commercial, "2026-03-16T00:00:00Z"))?.unitTermPrice).toBe(15000);
    expect((await sell(education, "2026-03-16T00:00:00Z"))?.unitTermPrice).toBe(13500);
  });

  it("stops selling when the price falls under the floor, and starts again above it", async () => {
    await load(lines({}));
    await world.catalog.startPricingRule(RULE, MARCH);
    const id = await publish();
    await load(lines({ effectiveFrom: "2026-04-01T00:00:00.000Z", unitPrice: "140" }));
    expect(await sell(id, "2026-03-31T12:00:00Z")).toBeDefined();
    expect(await sell(id, "2026-04-01T00:00:00Z")).toBeUndefined();
    await world.catalog.startPricingRule({ ...RULE, floorMarginPercent: "5" }, new Date("2026-04-02T00:00:00Z"));
    expect(await sell(id, "2026-04-02T00:00:00Z")).toBeDefined();
  });

  it("says why a plan may not go on sale", async () => {
    const rows = lines(
      {},
      { skuId: "0002", billingPlan: "none", term: "P1M", isTrial: true },
      { skuId: "0003", unitPrice: "0", listPrice: "0" },
      { skuId: "0004", unitPrice: "149" },
      { skuId: "0005", effectiveFrom: "2026-04-01T00:00:00.000Z" },
      { skuId: "0006", skuTitle: "Harbour Mail - Extended Service Term", term: "P1M" },
    );
    await load(rows);
    const planIds = await Promise.all(["0001", "0002", "0003", "0004", "0005", "0006"].map(planId));
    const judge = async (shop = { market: "US", currency: "USD" }) =>
      world.catalog.judgePlans({ planIds: [...planIds, "cplan_none"], ...shop, now: MARCH });
    expect((await judge()).refused.map(({ reason }) => reason)[0]).toMatch(/No pricing rule/);
    await world.catalog.startPricingRule(RULE, MARCH);
    const { ready, refused } = await judge();
    expect(ready.map((plan) => plan.planId)).toEqual([planIds[0]]);
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.stringMatching(/Trials/),
      expect.stringMatching(/free of charge/),
      expect.stringMatching(/0.67% is under the rule's floor/),
      expect.stringMatching(/not in effect today/),
      expect.stringMatching(/cannot be ordered/),
      expect.stringMatching(/no such plan/),
    ]);
    expect((await judge({ market: "DE", currency: "EUR" })).ready).toEqual([]);
  });

  it("keeps licences on sale that the sheet of extended service terms leaves out, and the other way round", async () => {
    const march = lines({}, { skuId: "0002", skuTitle: "Harbour Mail Plus", segment: "education" });
    await load(march);
    await world.catalog.startPricingRule(RULE, MARCH);
    const id = await publish();
    const monthly = { term: "P1M", unitPrice: "10", listPrice: "12.88" } as const;
    const april = { effectiveFrom: "2026-04-01T00:00:00.000Z" };
    const extended = { ...monthly, skuId: "E001", skuTitle: "Harbour Mail - Extended Service Term" };
    const others = { ...extended, segment: "education", listPrice: "9" } as const;
    const alien = { ...extended, productId: "CFQ7TTC0BBBB", listPrice: "8" } as const;
    const sheet = lines({ ...extended, ...april }, { ...others, ...april }, { ...alien, ...april });
    expect(await load(sheet)).toMatchObject({
      outcome: "imported",
      sheet: { month: "2026-04", counts: { missing: 0 } },
    });
    expect(await sell(id, "2026-04-02T00:00:00Z")).toBeDefined();
    const find = (vendorSkuId: string | null, at: string) =>
      world.catalog.findExtendedTerm({ planId: id, vendorSkuId, at: new Date(at) });
    const found = await find(null, "2026-04-02T00:00:00Z");
    expect(found).toMatchObject({ currency: "USD", price: { unitTermPrice: 1288 } });
    expect(await find("e001", "2026-04-02T00:00:00Z")).toEqual(found);
    expect(await find("E001", "2026-03-31T23:59:59Z")).toEqual({ ...found, price: null });
    expect([await find("E002", "2026-04-02T00:00:00Z"), await find("0002", "2026-04-02T00:00:00Z")]).toEqual([
      null,
      null,
    ]);
    // A newer sheet of the licences says nothing of the extended service terms either.
    expect(await load(lines({ effectiveFrom: "2026-05-01T00:00:00.000Z" }))).toMatchObject({
      sheet: { counts: { missing: 1 } },
    });
    expect(await find("E001", "2026-05-02T00:00:00Z")).toEqual(found);
  });

  it("takes a withdrawn plan off sale at once and shows no price for it", async () => {
    await load(lines({}));
    await world.catalog.startPricingRule(RULE, MARCH);
    const id = await publish();
    const [shown] = await world.catalog.listStalePrices(MARCH, 10);
    expect(shown).toMatchObject({ planId: id, pricePerCharge: 1250, currency: "USD" });
    await world.catalog.recordShownPrices(shown ? [shown] : []);
    expect(await world.catalog.listStalePrices(MARCH, 10)).toEqual([]);
    expect(await world.catalog.recordWithdrawals([id], MARCH)).toEqual([id]);
    expect(await sell(id, "2026-03-16T00:00:00Z")).toBeUndefined();
    expect(await world.catalog.listStalePrices(MARCH, 10)).toMatchObject([{ planId: id, pricePerCharge: null }]);
    expect(await world.catalog.recordWithdrawals([id], MARCH)).toEqual([]);
  });
});

describe("the shop's search", () => {
  const search = async (
    q: string,
    more: { segment?: "commercial" | "education"; category?: string; limit?: number } = {},
  ) =>
    world.catalog.searchOffers({
      words: q.split(" ").filter(Boolean),
      segment: more.segment ?? null,
      category: more.category ?? null,
      limit: more.limit ?? 10,
      offset: 0,
      now: MARCH,
    });

  beforeEach(async () => {
    await load(
      lines(
        { productId: "CFQ7TTC00001", productTitle: "Premium", skuTitle: "Premium" },
        { productId: "CFQ7TTC00002", productTitle: "Harbour Premium", skuTitle: "Harbour Premium" },
        { productId: "CFQ7TTC00003", productTitle: "Premium Office 365", skuTitle: "Premium Office 365" },
        { productId: "CFQ7TTC00004", productTitle: "Anchor", skuTitle: "Anchor premium add-on", segment: "education" },
        { productId: "CFQ7TTC00005", productTitle: "Supremium (100 %)", skuTitle: "Supremium" },
      ),
    );
    await world.catalog.startPricingRule(RULE, MARCH);
    const plans: string[] = await world.db("csp_plan").pluck("id");
    const publications = plans.map((id, index) => ({ planId: id, productId: "prod", variantId: `variant_${index}` }));
    await world.catalog.recordPublications(publications, MARCH);
  });

  it("ranks the exact title, then titles that begin with it, then titles, then SKUs", async () => {
    const { offers, count } = await search("PREMIUM");
    expect(offers.map(({ title }) => title)).toEqual(["Premium", "Premium Office 365", "Harbour Premium", "Anchor"]);
    expect(count).toBe(4);
  });

  it("wants every word, takes beginnings of words, and reads signs as signs", async () => {
    expect((await search("prem off")).offers.map(({ title }) => title)).toEqual(["Premium Office 365"]);
    expect((await search("remium")).count).toBe(0);
    expect((await search("(100 %)")).offers.map(({ title }) => title)).toEqual(["Supremium (100 %)"]);
    expect((await search(".*")).count).toBe(0);
  });

  it("filters by segment and category, and counts what the other choices would give", async () => {
    const page = await search("", { segment: "education" });
    expect(page.offers.map(({ title }) => title)).toEqual(["Anchor"]);
    expect(page.facets.segments).toEqual([
      { value: "commercial", count: 4 },
      { value: "education", count: 1 },
    ]);
    expect((await search("", { category: "Office 365" })).offers.map(({ title }) => title)).toEqual([
      "Premium Office 365",
    ]);
  });

  it("lets those who publish, withdraw and show prices of the same plans wait for each other", async () => {
    const rows: { plan_id: string; product_id: string; variant_id: string }[] = await world.db("csp_publication");
    const publications = rows.map((row) => ({
      planId: row.plan_id,
      productId: row.product_id,
      variantId: row.variant_id,
    }));
    const shown = publications.map((one) => ({ ...one, salePriceId: null, currency: "USD", pricePerCharge: null }));
    const planIds = publications.map(({ planId }) => planId);
    for (let round = 0; round < 15; round += 1) {
      await Promise.all([
        world.catalog.recordShownPrices(shown),
        world.catalog.recordShownPrices(shown.toReversed()),
        world.catalog.recordWithdrawals(planIds.toReversed(), MARCH),
        world.catalog.recordPublications(publications.toReversed(), MARCH),
        world.catalog.recordPublications(publications, MARCH),
      ]);
    }
    await world.catalog.recordPublications(publications, MARCH);
    expect(publications.length).toBeGreaterThan(3);
  });

  it("pages, and still counts all", async () => {
    const page = await search("", { limit: 2 });
    expect([page.offers.length, page.count]).toEqual([2, 5]);
  });
});

const november = path.join(REAL_SHEETS, "us-usd-202511.csv");
const october = path.join(REAL_SHEETS, "us-usd-202510.derived.csv");

// Real sheets are not part of the repository: where they lie beside it, they are imported too.
const withRealSheets = existsSync(november) ? describe : () => undefined;
withRealSheets("the vendor's own sheet of November 2025", () => {
  it("imports whole, with its counts by segment, term and plan", async () => {
    const answer = await loadFile(november, MARCH);
    expect(answer).toMatchObject({
      outcome: "imported",
      sheet: {
        month: "2025-11",
        counts: { rows: 3962, plansAdded: 3962, trials: 66, offersAdded: 235, skusAdded: 1257 },
      },
    });
    const { rows } = await world.db.raw(
      `select k.segment, p.term || ' ' || p.billing_plan as plan, count(*)::int as count
       from csp_plan p join csp_sku k on k.id = p.sku_id group by 1, 2`,
    );
    const counts: Record<string, Record<string, number>> = {};
    for (const row of rows) {
      counts[row.segment] = { ...counts[row.segment], [row.plan]: row.count };
    }
    expect(counts).toEqual({
      commercial: byPlan(353, 39, 368, 366, 83, 61, 82),
      education: byPlan(373, 10, 393, 393, 32, 32, 30),
      nonprofit: byPlan(193, 12, 196, 196, 39, 39, 21),
      government: byPlan(184, 5, 216, 216, 10, 10, 10),
    });
  });

  it("versions the 105 prices that moved since October and nothing else", async () => {
    await loadFile(october, MARCH);
    const answer = await loadFile(november, MARCH);
    expect(answer).toMatchObject({
      sheet: { counts: { plansAdded: 58, pricesAdded: 58, costUp: 66, costDown: 39, unchanged: 3799, missing: 0 } },
    });
    const { rows } = await world.db.raw("select count(*)::int as ended from csp_price where valid_to is not null");
    expect(rows[0]).toEqual({ ended: 105 });
  });
});

function byPlan(...counts: [number, number, number, number, number, number, number]) {
  const plans = ["P1M monthly", "P1M none", "P1Y annual", "P1Y monthly", "P3Y annual", "P3Y monthly", "P3Y triennial"];
  return Object.fromEntries(plans.map((plan, index) => [plan, counts[index]]));
}
