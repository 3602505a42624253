import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { builtinSheet } from "../../sandbox/partner-center/catalog/builtin-sheet";
import type { Promotion } from "../../sandbox/partner-center/catalog/promotion";
import {
  at,
  buy,
  catalogItemId,
  createCart,
  type Harness,
  listAt,
  readSubscription,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";

const promotion: Promotion = {
  id: "39NFJQT1PJQB:0001:39NFJQT1Q5KN",
  name: "Business Premium, first year",
  productId: "CFQ7TTC0LCHC",
  skuId: "0002",
  segment: "commercial",
  duration: "P1Y",
  billingCycle: "annual",
  discount: 0.15,
  startsAt: "2026-01-01T00:00:00Z",
  endsAt: "2026-12-31T23:59:59Z",
  isAutoApplicable: false,
  maximumSeats: 50,
};

/** In the form of the download: BOM, lost leading zeros, segments, seven decimals, a trial. */
const downloadedSheet = `\ufeffChangeIndicator,ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,UnitOfMeasure,TermDuration,BillingPlan,Market,Currency,UnitPrice,PricingTierRangeMin,PricingTierRangeMax,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment,PreviousValues
Unchanged,Office 365 E1,CFQ7TTC0LF8Q,1,Office 365 E1,Microsoft Corporation,"Mail, calls",,P1Y,Annual,US,USD,96,,,2025-04-01T00:00:00.0000000Z,9999-11-30T23:59:59.0000000Z,License,120,Commercial,
Unchanged,Office 365 E1,CFQ7TTC0LF8Q,1,Office 365 E1,Microsoft Corporation,"Mail, calls",,P1Y,Monthly,US,USD,100.8,,,2025-04-01T00:00:00.0000000Z,9999-11-30T23:59:59.0000000Z,License,126,Commercial,
Unchanged,Office 365 E1,CFQ7TTC0LF8Q,2,Office 365 E1 Trial,Microsoft Corporation,"Mail, calls",,P1M,None,US,USD,0,,,2025-04-01T00:00:00.0000000Z,9999-11-30T23:59:59.0000000Z,License;Trial,0,Commercial,
Unchanged,Office 365 A1,CFQ7TTC0LH0J,1,Office 365 A1,Microsoft Corporation,School,,P1Y,Annual,US,USD,10,,,2025-04-01T00:00:00.0000000Z,9999-11-30T23:59:59.0000000Z,License,12,Education,
Unchanged,Office 365 E1 (Nonprofit),CFQ7TTC0LF8R,1,Office 365 E1,Microsoft Corporation,Charity,,P1Y,Annual,US,USD,20,,,2025-04-01T00:00:00.0000000Z,9999-11-30T23:59:59.0000000Z,License,24,Charity,
`;

describe("Partner Center simulator: catalogue, promotions and price sheets", () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), "price-sheet-"));
  const priceSheetFile = path.join(folder, "march.csv");
  const aprilFile = path.join(folder, "april.csv");
  const prerequisites = { "CFQ7TTC0LCHC:0002": ["CFQ7TTC0LH18:0001"] };
  let harness: Harness;

  beforeAll(() => {
    writeFileSync(priceSheetFile, downloadedSheet);
    writeFileSync(aprilFile, builtinSheet());
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => harness.running.stop());

  const sheet = (query: string, market = "US") =>
    harness.call(
      "GET",
      `/v1.0/sales/pricesheets(Market='${market}',PricesheetView='updatedlicensebased')/$value?${query}`,
    );
  const products = async (more = "") =>
    listAt((await harness.call("GET", `/v1/products?country=US&targetView=OnlineServices${more}`)).body, "items").map(
      (item) => textAt(item, "id"),
    );

  describe("with a downloaded sheet", () => {
    beforeEach(async () => {
      harness = await startHarness({ priceSheetFile, laterPriceSheets: [{ month: "2026-04", file: aprilFile }] });
    });

    it("serves the sheet of the month, previews the next one and keeps the old ones", async () => {
      expect((await sheet("timeline=current")).text).toBe(downloadedSheet.slice(1));
      expect((await sheet("timeline=future")).text).toBe(builtinSheet());
      harness.clock.advanceTo(new Date("2026-04-01T00:00:00.000Z"));
      expect((await sheet("timeline=current")).text).toBe(builtinSheet());
      expect((await sheet("timeline=future")).status).toBe(404);
      expect((await sheet("timeline=history&month=202603")).text).toBe(downloadedSheet.slice(1));
      expect((await sheet("timeline=history&month=March")).status).toBe(400);
      expect((await sheet("timeline=current", "DE")).status).toBe(404);
    });

    it("sells what the sheet prices, with four-character SKU ids, and changes with the month", async () => {
      expect(await products()).toEqual(["CFQ7TTC0LF8Q", "CFQ7TTC0LH0J"]);
      expect(await products("&targetSegment=nonprofit")).toEqual(["CFQ7TTC0LF8R"]);
      const { body } = await harness.call("GET", "/v1/products/CFQ7TTC0LF8Q/skus?country=US");
      expect(
        listAt(body, "items").map((sku) => [at(sku, "id"), at(sku, "isTrial"), at(sku, "maximumQuantity")]),
      ).toEqual([
        ["0001", false, 10_000],
        ["0002", true, 25],
      ]);
      harness.clock.advanceTo(new Date("2026-04-01T00:00:00.000Z"));
      expect(await products()).toEqual(["CFQ7TTC0LH18", "CFQ7TTC0LCHC", "CFQ7TTC0LF8S"]);
    });

    it.each([
      ["/v1/products/CFQ7TTC0XXXX?country=US", "400013"],
      ["/v1/products/CFQ7TTC0LF8Q/skus/0099?country=US", "400018"],
      ["/v1/products/CFQ7TTC0LF8Q/skus/0001/availabilities/CFQ7TTC00000?country=US", "400019"],
    ])("does not find %s", async (route, code) => {
      const { status, body } = await harness.call("GET", route);
      expect([status, body.code]).toEqual([404, code]);
    });

    it("asks for the country, and takes the customer's own in the customer's catalogue", async () => {
      expect((await harness.call("GET", "/v1/products/CFQ7TTC0LF8Q/skus")).body.code).toBe("3000");
      const customerId = await readyCustomer(harness);
      const own = await harness.call("GET", `/v1/customers/${customerId}/products/CFQ7TTC0LF8Q/skus`);
      expect(own.status).toBe(200);
    });

    it("keeps a trial as it is and turns it into a paid year after thirty days", async () => {
      const customerId = await readyCustomer(harness);
      const trial = await buy(harness, customerId, {
        sku: "CFQ7TTC0LF8Q:0002",
        quantity: 25,
        term: "P1M",
        cycle: "none",
      });
      expect(trial).toMatchObject({ isTrial: true, autoRenewEnabled: true, commitmentEndDate: "2026-04-08T00:00:00Z" });
      const route = `/v1/customers/${customerId}/subscriptions/${trial.id}`;
      const change = async (body: object) =>
        (await harness.call("PATCH", route, { body: { ...trial, ...body } })).body.code;
      expect(await change({ quantity: 24 })).toBe("800095");
      expect(await change({ status: "suspended" })).toBe("800096");
      expect(await change({ termDuration: "P1Y" })).toBe("800107");
      const again = { sku: "CFQ7TTC0LF8Q:0002", quantity: 25, term: "P1M", cycle: "none" };
      expect(at((await createCart(harness, customerId, again)).body, "lineItems", 0, "error", "errorCode")).toBe(
        "10002",
      );
    });

    it("sells education offers to qualified customers only", async () => {
      const customerId = await readyCustomer(harness);
      const school = { sku: "CFQ7TTC0LH0J:0001", cycle: "annual" };
      expect(at((await createCart(harness, customerId, school)).body, "lineItems", 0, "error", "errorCode")).toBe(
        "10006",
      );
      harness.simulator.control.changeCustomer(customerId, {
        qualification: { name: "Education", vettingStatus: "Approved" },
      });
      expect(at((await createCart(harness, customerId, school)).body, "lineItems", 0, "error")).toBeUndefined();
    });
  });

  it("turns a trial into its paid SKU", async () => {
    harness = await startHarness({ priceSheetFile, settings: { renewalLockMs: 0 } });
    const customerId = await readyCustomer(harness);
    const trial = await buy(harness, customerId, {
      sku: "CFQ7TTC0LF8Q:0002",
      quantity: 25,
      term: "P1M",
      cycle: "none",
    });
    harness.clock.advanceTo(new Date("2026-04-09T00:00:00.000Z"));
    const paid = await readSubscription(harness, customerId, trial.id);
    expect(paid).toMatchObject({
      isTrial: false,
      offerName: "Office 365 E1",
      termDuration: "P1Y",
      billingCycle: "monthly",
      commitmentEndDate: "2027-04-08T00:00:00Z",
    });
  });

  it("lists promotions and checks whether one fits, always with 200", async () => {
    harness = await startHarness({ promotions: [promotion] });
    const customerId = await readyCustomer(harness);
    const { body } = await harness.call("GET", "/v1/productpromotions?country=US&segment=commercial");
    expect(at(body, "items", 0, "requiredProducts", 0, "pricingPolicies", 0, "value")).toBe("0.15");
    const check = async (change: object) => {
      const item = {
        catalogItemId: await catalogItemId(harness, "CFQ7TTC0LCHC:0002"),
        quantity: 10,
        termDuration: "P1Y",
        billingCycle: "Annual",
        promotionId: promotion.id,
        ...change,
      };
      const answer = await harness.call("POST", `/v1/customers/${customerId}/promotionEligibilities`, {
        body: { items: [item] },
      });
      return [
        answer.status,
        at(answer.body, "items", 0, "eligibilities", 0, "isEligible"),
        at(answer.body, "items", 0, "eligibilities", 0, "errors", 0, "type"),
      ];
    };
    expect(await check({})).toEqual([200, true, undefined]);
    expect(await check({ quantity: 51 })).toEqual([200, false, "SeatCount"]);
    expect(await check({ billingCycle: "Monthly" })).toEqual([200, false, "Term"]);
    expect(await check({ promotionId: "X:Y:Z" })).toEqual([200, false, "InvalidPromotion"]);
    expect(await check({ catalogItemId: "A:B:C" })).toEqual([200, false, "InvalidCatalogItemId"]);
    harness.clock.advanceTo(new Date("2027-01-01T00:00:00.000Z"));
    expect(await check({ promotionId: undefined })).toEqual([200, false, "NoPromotionsAvailable"]);
  });

  it("counts the seats that the customer has towards the limits of a promotion", async () => {
    harness = await startHarness({ promotions: [{ ...promotion, minimumSeats: 5 }] });
    const customerId = await readyCustomer(harness);
    const check = async (quantity: number) => {
      const catalogItem = await catalogItemId(harness, "CFQ7TTC0LCHC:0002");
      const item = { catalogItemId: catalogItem, quantity, termDuration: "P1Y", billingCycle: "Annual" };
      const { body } = await harness.call("POST", `/v1/customers/${customerId}/promotionEligibilities`, {
        body: { items: [item] },
      });
      const [eligible, error] = ["isEligible", "errors"].map((key) => at(body, "items", 0, "eligibilities", 0, key));
      return eligible === true || at(error, 0, "availableSeats");
    };
    expect([await check(4), await check(5), await check(50), await check(51)]).toEqual([50, true, true, 50]);
    await buy(harness, customerId, { sku: "CFQ7TTC0LCHC:0002", quantity: 10 });
    expect([await check(1), await check(40), await check(41)]).toEqual([true, true, 40]);
  });

  it("prices a fitting promotion and silently ignores one for another term", async () => {
    harness = await startHarness({ promotions: [promotion] });
    const customerId = await readyCustomer(harness);
    const price = async (cycle: string) => {
      const wanted = { sku: "CFQ7TTC0LCHC:0002", cycle, quantity: 1, more: { promotionId: promotion.id } };
      return at((await createCart(harness, customerId, wanted)).body, "lineItems", 0, "pricing", "extendedPrice");
    };
    expect(await price("annual")).toBe(204);
    expect(await price("monthly")).toBe(252);
  });

  it("asks for the base of an add-on, owned or in the same cart", async () => {
    harness = await startHarness({ prerequisites });
    const customerId = await readyCustomer(harness);
    const addon = { sku: "CFQ7TTC0LCHC:0002" };
    const errorOf = async (line: number, ...wanted: object[]) =>
      at((await createCart(harness, customerId, ...wanted)).body, "lineItems", line, "error", "errorCode");
    expect(await errorOf(0, addon)).toBe("400041");
    expect(await errorOf(1, {}, addon)).toBeUndefined();
    const base = await buy(harness, customerId);
    expect(await errorOf(0, addon)).toBeUndefined();
    const owned = await buy(harness, customerId, addon);
    const route = `/v1/customers/${customerId}/subscriptions/${base.id}/addons`;
    expect(at((await harness.call("GET", route)).body, "items", 0, "id")).toBe(owned.id);
  });
});
