import { readFileSync } from "node:fs";
import path from "node:path";
import { createManualClock } from "../../sandbox/clock/manual-clock";
import { extendedTermSheet } from "../../sandbox/partner-center/catalog/extended-term-sheet";
import { readSheet } from "../../sandbox/partner-center/catalog/sheet-row";
import {
  at,
  businessBasic,
  businessPremium,
  buy,
  catalogItemId,
  createCart,
  type Harness,
  type JsonObject,
  listAt,
  objectAt,
  patchSubscription,
  readSubscription,
  readyCustomer,
  startHarness,
  textAt,
} from "./support/partner-center";

const DAY = 86_400_000;
/** The day after the last one of a year that began on the harness's first day, at its first instant. */
const TERM_OVER = new Date("2027-03-10T00:00:00.000Z");
const EXTENDED_BASIC = "CFQ7TTC0LH18:E001";

let harness: Harness;
let customerId: string;
let subscription: JsonObject;

const control = () => harness.simulator.control;
const patch = (change: JsonObject) => patchSubscription(harness, customerId, subscription.id, change);
const read = () => readSubscription(harness, customerId, subscription.id);
const refusal = async (change: JsonObject) => {
  const { status, body } = await patch(change);
  return [status, body.code];
};
const action = (actionType: string, more: JsonObject = {}): JsonObject => ({
  scheduledActions: [{ scheduleType: "TermEnd", actionType, ...more }],
});
const END: JsonObject = { autoRenewEnabled: false, ...action("Cancel") };
const EXTEND: JsonObject = { autoRenewEnabled: false, ...action("RenewToExtendedServiceTerm") };

async function nextTerm(sku: string, quantity: number): Promise<JsonObject> {
  const [productId = "", skuId = "", availabilityId = ""] = (await catalogItemId(harness, sku)).split(":");
  return { product: { productId, skuId, availabilityId, billingCycle: "Monthly", termDuration: "P1Y" }, quantity };
}

beforeEach(async () => {
  harness = await startHarness({
    settings: { renewalLockMs: 0 },
    upgrades: { [businessBasic]: [businessPremium] },
  });
  customerId = await readyCustomer(harness);
  subscription = await buy(harness, customerId, { quantity: 10 });
});
afterEach(() => harness.running.stop());

describe("the end of a term, by what the record says", () => {
  it("with Cancel is the end at once, and there is no way back", async () => {
    expect((await patch(END)).body.scheduledActions).toEqual([{ scheduleType: "TermEnd", actionType: "Cancel" }]);
    harness.clock.advanceTo(new Date(TERM_OVER.getTime() - 1));
    expect((await read()).status).toBe("active");
    harness.clock.advanceTo(TERM_OVER);
    expect((await read()).status).toBe("deleted");
    expect(await refusal({ status: "active" })).toEqual([400, "2011"]);
  });

  it.each([
    ["auto-renew off alone", { autoRenewEnabled: false }],
    ["RenewToExtendedServiceTerm", EXTEND],
  ])("with %s is a month of another SKU that renews itself", async (_what, change) => {
    expect((await patch(change)).status).toBe(200);
    harness.clock.advanceTo(TERM_OVER);
    const extended = await read();
    expect(extended).toMatchObject({
      id: subscription.id,
      status: "active",
      quantity: 10,
      offerName: "Microsoft 365 Business Basic - Extended Service Term",
      termDuration: "P1M",
      billingCycle: "monthly",
      autoRenewEnabled: true,
      effectiveStartDate: "2027-03-10T00:00:00.000Z",
      commitmentEndDate: "2027-04-09T00:00:00Z",
    });
    expect(textAt(extended, "offerId").split(":").slice(0, 2).join(":")).toBe(EXTENDED_BASIC);
    expect(extended.scheduledActions).toBeUndefined();
    harness.clock.advanceTo(new Date("2027-04-10T00:00:00.000Z"));
    expect(await read()).toMatchObject({ status: "active", commitmentEndDate: "2027-05-09T00:00:00Z" });
  });

  it("with RenewToNewTerm is the same again, or what the instructions say", async () => {
    await patch({ autoRenewEnabled: true, ...action("RenewToNewTerm") });
    harness.clock.advanceTo(TERM_OVER);
    expect(await read()).toMatchObject({
      quantity: 10,
      termDuration: "P1Y",
      commitmentEndDate: "2028-03-09T00:00:00Z",
    });
    const changed = action("RenewToNewTerm", { instructions: await nextTerm(businessPremium, 3) });
    await patch({ autoRenewEnabled: true, ...changed });
    harness.clock.advanceTo(new Date("2028-03-10T00:00:00.000Z"));
    expect(await read()).toMatchObject({ quantity: 3, offerName: "Microsoft 365 Business Premium" });
  });

  it("with Transition is the upgrade, and no other product", async () => {
    const into = async (sku: string) => action("Transition", { instructions: await nextTerm(sku, 10) });
    expect(await refusal(action("Transition"))).toEqual([400, "3000"]);
    expect(await refusal(await into("CFQ7TTC0LF8S:0001"))).toEqual([400, "3000"]);
    expect((await patch(await into(businessPremium))).status).toBe(200);
    harness.clock.advanceTo(TERM_OVER);
    expect(await read()).toMatchObject({ offerName: "Microsoft 365 Business Premium", termDuration: "P1Y" });
  });

  it("takes the action, and not the older instructions beside it", async () => {
    await patch({ scheduledNextTermInstructions: await nextTerm(businessBasic, 7), ...action("Cancel") });
    harness.clock.advanceTo(TERM_OVER);
    expect((await read()).status).toBe("deleted");
  });

  it("holds the subscription while it goes into the extended service term as well", async () => {
    control().configure({ renewalLockMs: DAY });
    await patch(EXTEND);
    harness.clock.advanceTo(new Date(TERM_OVER.getTime() + DAY / 2));
    expect((await read()).termDuration).toBe("P1Y");
    expect(await refusal({ friendlyName: "Office" })).toEqual([409, "900278"]);
    harness.clock.advanceTo(new Date(TERM_OVER.getTime() + DAY));
    expect(await read()).toMatchObject({ termDuration: "P1M", effectiveStartDate: TERM_OVER.toISOString() });
  });

  it.each([
    ["an unknown action", action("CancelAtTermEnd")],
    ["an action of another day", { scheduledActions: [{ scheduleType: "CustomDate", actionType: "Cancel" }] }],
    [
      "two actions",
      {
        scheduledActions: [
          ...listAt(END, "scheduledActions"),
          { scheduleType: "TermEnd", actionType: "RenewToNewTerm" },
        ],
      },
    ],
    ["a renewal with auto-renew off", { autoRenewEnabled: false, ...action("RenewToNewTerm") }],
  ])("refuses %s", async (_what, change) => {
    const answer = await patch(change as JsonObject);
    expect([answer.status, answer.body.code]).toEqual([400, "3000"]);
    expect(String(answer.body.description)).toContain("schedule");
    expect(await read()).toEqual(subscription);
  });
});

describe("a change in the middle of the term", () => {
  it.each<[string, JsonObject]>([
    ["more seats", { quantity: 11 }],
    ["fewer seats", { quantity: 9 }],
    ["another billing cycle", { billingCycle: "annual" }],
  ])("of %s takes the Cancel away, and what was stopped is extended", async (_what, change) => {
    await patch(END);
    const { body } = await patch(change);
    expect([body.scheduledActions, body.autoRenewEnabled]).toEqual([undefined, false]);
    harness.clock.advanceTo(TERM_OVER);
    expect(await read()).toMatchObject({ status: "active", termDuration: "P1M" });
  });

  it("by an upgrade takes it away too", async () => {
    await patch(END);
    const upgrade = {
      toCatalogItemId: await catalogItemId(harness, businessPremium),
      ...{ quantity: 10, termDuration: "P1Y", billingCycle: "monthly", transitionType: "transition_only" },
    };
    await harness.call("POST", `/v1/customers/${customerId}/subscriptions/${subscription.id}/transitions`, {
      body: upgrade,
    });
    expect((await read()).scheduledActions).toBeUndefined();
  });

  it("of the name alone keeps what is sent back, and loses what is left out", async () => {
    await patch(END);
    expect((await patch({ friendlyName: "Office" })).body.scheduledActions).toHaveLength(1);
    const { scheduledActions: _left, ...rest } = await read();
    const route = `/v1/customers/${customerId}/subscriptions/${subscription.id}`;
    expect((await harness.call("PATCH", route, { body: rest })).body.scheduledActions).toBeUndefined();
  });
});

describe("the last day before the end of a term", () => {
  const lastDay = new Date(TERM_OVER.getTime() - DAY);

  it("takes wishes and seats no more, but a cancellation", async () => {
    const second = await buy(harness, customerId, { sku: businessPremium, term: "P1M" });
    harness.clock.advanceTo(new Date(lastDay.getTime() - 1));
    expect((await patch(END)).status).toBe(200);
    harness.clock.advanceTo(lastDay);
    expect(await refusal({ autoRenewEnabled: true, scheduledActions: null })).toEqual([409, "900278"]);
    expect(await refusal({ quantity: 11 })).toEqual([409, "900278"]);
    const monthly = await readSubscription(harness, customerId, second.id);
    expect(monthly.commitmentEndDate).toBe("2027-03-09T00:00:00Z");
    const { status } = await patchSubscription(harness, customerId, second.id, { status: "suspended" });
    expect(status).toBe(200);
  });

  it("is as long as the setting says", async () => {
    control().configure({ lockBeforeTermEndMs: 0 });
    harness.clock.advanceTo(new Date(TERM_OVER.getTime() - 1));
    expect((await patch({ quantity: 11 })).status).toBe(200);
  });
});

describe("who goes into the extended service term", () => {
  const endsOn = async (start: string, term: string, cycle = "Monthly") => {
    await harness.running.stop();
    harness = await startHarness(
      { settings: { renewalLockMs: 0, refreshTokenIdleDays: null } },
      createManualClock(new Date(start)),
    );
    customerId = await readyCustomer(harness);
    subscription = await buy(harness, customerId, { term, cycle });
    await patch({ autoRenewEnabled: false });
  };

  it.each([
    ["2025-03-31T12:00:00Z", "2026-06-01", "expired"],
    ["2025-04-01T12:00:00Z", "2026-04-15", "expired"],
    ["2025-05-04T12:00:00Z", "2026-05-04", "expired"],
    ["2025-05-05T12:00:00Z", "2026-05-05", "active"],
  ])("a year from %s is on %s %s", async (start, day, status) => {
    await endsOn(start, "P1Y");
    harness.clock.advanceTo(new Date(`${day}T00:00:00.000Z`));
    const found = await read();
    expect([found.status, found.termDuration]).toEqual(
      status === "active" ? ["active", "P1M"] : [expect.stringMatching(/expired|disabled/), "P1Y"],
    );
  });

  it("asks for it only where and when there is one", async () => {
    await endsOn("2025-05-05T12:00:00Z", "P1Y");
    expect(await refusal(EXTEND)).toEqual([400, "3000"]);
    control().configure({ environment: "production" });
    harness.clock.advanceTo(new Date("2025-12-01T00:00:00Z"));
    expect(await refusal(EXTEND)).toEqual([400, "3000"]);
    harness.clock.advanceTo(new Date("2026-02-16T00:00:00Z"));
    expect((await patch(EXTEND)).status).toBe(200);
    control().configure({ extendedServiceTermFrom: null });
    expect(await refusal({ ...EXTEND, friendlyName: "Office" })).toEqual([400, "3000"]);
  });

  it("renews as usual where auto-renew is on", async () => {
    harness.clock.advanceTo(TERM_OVER);
    expect(await read()).toMatchObject({ termDuration: "P1Y", autoRenewEnabled: true });
  });
});

describe("an extended service term", () => {
  beforeEach(async () => {
    await patch(EXTEND);
    harness.clock.advanceTo(new Date("2027-03-20T00:00:00.000Z"));
  });

  it("has its seats fixed, and a cancellation on any day", async () => {
    const extended = await read();
    expect(objectAt(extended, "refundableQuantity")).toEqual({ totalQuantity: 0, details: [] });
    expect(extended.refundOptions).toEqual([{ type: "Partial", expiresAt: "2027-04-10T00:00:00.000Z" }]);
    expect(extended.cancellationAllowedUntilDate).toBe("2027-04-10T00:00:00.000Z");
    expect(await refusal({ quantity: 11 })).toEqual([400, "800095"]);
    expect(await refusal({ quantity: 9 })).toEqual([400, "800095"]);
    expect(await refusal({ termDuration: "P1Y" })).toEqual([400, "800121"]);
    harness.clock.advanceTo(new Date("2027-04-09T23:00:00.000Z"));
    expect((await patch({ status: "deleted" })).body.status).toBe("deleted");
  });

  it("goes on with auto-renew off, and ends by the instruction", async () => {
    await patch({ autoRenewEnabled: false });
    harness.clock.advanceTo(new Date("2027-04-10T00:00:00.000Z"));
    expect(await read()).toMatchObject({ status: "active", termDuration: "P1M", autoRenewEnabled: true });
    await patch(END);
    harness.clock.advanceTo(new Date("2027-05-10T00:00:00.000Z"));
    expect((await read()).status).toBe("deleted");
  });

  it("is left at its end for a term that is named", async () => {
    expect(await refusal(action("RenewToNewTerm"))).toEqual([400, "3000"]);
    const back = action("RenewToNewTerm", { instructions: await nextTerm(businessBasic, 6) });
    expect((await patch(back)).status).toBe(200);
    harness.clock.advanceTo(new Date("2027-04-10T00:00:00.000Z"));
    expect(await read()).toMatchObject({
      ...{ quantity: 6, termDuration: "P1Y", offerName: "Microsoft 365 Business Basic" },
      ...{ commitmentEndDate: "2028-04-09T00:00:00Z", cancellationAllowedUntilDate: "2027-04-17T00:00:00.000Z" },
    });
  });

  it.each([
    [businessBasic, "Microsoft 365 Business Basic"],
    [businessPremium, "Microsoft 365 Business Premium"],
  ])("is left at once for %s, which begins a term", async (sku, offerName) => {
    const route = `/v1/customers/${customerId}/subscriptions/${subscription.id}`;
    const offered = await harness.call("GET", `${route}/transitionEligibilities?eligibilityType=immediate`);
    const toCatalogItemId = await catalogItemId(harness, sku);
    expect(listAt(offered.body, "items").map((item) => at(item, "catalogItemId"))).toContain(toCatalogItemId);
    const { status } = await harness.call("POST", `${route}/transitions`, {
      body: {
        toCatalogItemId,
        quantity: 10,
        termDuration: "P1Y",
        billingCycle: "monthly",
        transitionType: "transition_only",
      },
    });
    expect(status).toBe(200);
    expect(await read()).toMatchObject({
      ...{ offerName, termDuration: "P1Y", commitmentEndDate: "2028-03-19T00:00:00Z" },
      ...{ cancellationAllowedUntilDate: "2027-03-27T00:00:00.000Z", refundableQuantity: { totalQuantity: 10 } },
    });
    expect((await patch({ quantity: 9 })).status).toBe(200);
  });
});

describe("its prices and its place in the catalogue", () => {
  const sheet = (view: string) =>
    harness.call("GET", `/v1.0/sales/pricesheets(Market='US',PricesheetView='${view}')/$value?timeline=current`);

  it("are a sheet of their own, in the columns of the licences", async () => {
    const licences = (await sheet("updatedlicensebased")).text;
    const extended = (await sheet("licensebasedest")).text;
    expect(extended.split("\n")[0]).toBe(licences.split("\n")[0]);
    const rows = readSheet(extended);
    expect(rows.map(({ skuId, term, billingCycle, termPrice }) => [skuId, term, billingCycle, termPrice])).toEqual([
      ["E001", "P1M", "monthly", 6.18],
      ["E002", "P1M", "monthly", 24.72],
      ["E001", "P1M", "monthly", 37.08],
    ]);
    expect(rows.every(({ skuTitle }) => skuTitle.endsWith(" - Extended Service Term"))).toBe(true);
    expect((await sheet("azure_consumption")).status).toBe(404);
  });

  it("are 23 % above the yearly price where there is no monthly term, and none for a trial", () => {
    const columns =
      "ProductTitle,ProductId,SkuId,SkuTitle,Publisher,SkuDescription,TermDuration,BillingPlan,Market,Currency,UnitPrice,EffectiveStartDate,EffectiveEndDate,Tags,ERP Price,Segment";
    const row = (sku: string, term: string, plan: string, price: string, tags: string) =>
      `A,CFQ7TTC0AAAA,${sku},A,Microsoft Corporation,,${term},${plan},US,USD,${price},1/1/2020 12:00:00 AM,11/30/9999 11:59:59 PM,${tags},${price},Commercial`;
    const text = [
      columns,
      row("1", "P1Y", "Monthly", "126", "License"),
      row("1", "P1Y", "Annual", "120", "License"),
      row("2", "P1M", "None", "0", "License;Trial"),
    ].join("\n");
    expect(readSheet(extendedTermSheet(text)).map(({ skuId, termPrice }) => [skuId, termPrice])).toEqual([
      ["E001", 12.3],
    ]);
  });

  it("are those that the sheet of the licences has itself, by the ids that it gives", async () => {
    const file = path.resolve("sandbox/demo/price-sheet.csv");
    const rows = readSheet(extendedTermSheet(readFileSync(file, "utf8")));
    const essentials = rows.filter(
      ({ productId, segment }) => productId === "CFQ7TTC0LH34" && segment === "commercial",
    );
    expect(essentials.map(({ skuId, skuTitle, termPrice }) => [skuId, skuTitle, termPrice])).toEqual([
      ["0009", "Dynamics 365 Business Central Essentials - Extended Service Term", 83.06],
    ]);
    await harness.running.stop();
    harness = await startHarness({ priceSheetFile: file, settings: { renewalLockMs: 0 } });
    customerId = await readyCustomer(harness);
    subscription = await buy(harness, customerId, { sku: "CFQ7TTC0LH34:0001" });
    await patch(EXTEND);
    harness.clock.advanceTo(TERM_OVER);
    expect(textAt(await read(), "offerId")).toMatch(/^CFQ7TTC0LH34:0009:/);
    const skus = await harness.call("GET", "/v1/products/CFQ7TTC0LH34/skus?country=US");
    expect(listAt(skus.body, "items").map((sku) => at(sku, "id"))).not.toContain("0009");
  });

  it("is found by its ids, is in no list, and cannot be bought", async () => {
    const skusPath = "/v1/products/CFQ7TTC0LH18/skus";
    const skus = listAt((await harness.call("GET", `${skusPath}?country=US`)).body, "items");
    expect(skus.map((sku) => at(sku, "id"))).toEqual(["0001"]);
    const own = await harness.call("GET", `${skusPath}/E001/availabilities?country=US`);
    expect(objectAt(own.body, "items", 0)).toMatchObject({ isPurchasable: false, terms: [{ duration: "P1M" }] });
    const cart = await createCart(harness, customerId, { sku: EXTENDED_BASIC, term: "P1M" });
    expect(at(cart.body, "lineItems", 0, "error", "errorCode")).toBe("10006");
  });
});

describe("what Microsoft did with those that had auto-renew off", () => {
  it("turns them into extended service terms, and their auto-renew on", async () => {
    const ended = await buy(harness, customerId, { sku: businessPremium });
    await patchSubscription(harness, customerId, ended.id, END);
    const renewing = await buy(harness, customerId, { sku: businessPremium });
    await patch({ autoRenewEnabled: false });
    const answer = await fetch(`${harness.url}/_sim/backfill`, { method: "POST" });
    expect(await answer.json()).toEqual({ subscriptions: 1 });
    expect(await read()).toMatchObject({ autoRenewEnabled: true, ...action("RenewToExtendedServiceTerm") });
    expect((await readSubscription(harness, customerId, ended.id)).autoRenewEnabled).toBe(false);
    expect((await readSubscription(harness, customerId, renewing.id)).scheduledActions).toBeUndefined();
    harness.clock.advanceTo(TERM_OVER);
    expect((await read()).termDuration).toBe("P1M");
  });
});
