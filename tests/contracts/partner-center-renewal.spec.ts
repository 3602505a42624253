import { cycleEnd, cycleStart, lastDayOfTerm } from "../../sandbox/partner-center/subscriptions/term-dates";
import {
  at,
  businessPremium,
  buy,
  catalogItemId,
  type Harness,
  type JsonObject,
  patchSubscription,
  readSubscription,
  readyCustomer,
  startHarness,
} from "./support/partner-center";

const day = 86_400_000;
const hour = 3_600_000;

describe("Partner Center simulator: the end of a term", () => {
  let harness: Harness;
  let customerId: string;
  let subscription: JsonObject;
  const patch = (change: JsonObject) => patchSubscription(harness, customerId, subscription.id, change);
  const read = () => readSubscription(harness, customerId, subscription.id);
  const refusal = async (change: JsonObject) => {
    const { status, body } = await patch(change);
    return [status, body.code];
  };

  beforeEach(async () => {
    harness = await startHarness({ settings: { renewalLockMs: 0 } });
    customerId = await readyCustomer(harness);
    subscription = await buy(harness, customerId, { quantity: 10 });
  });
  afterEach(() => harness.running.stop());

  const nextTerm = async (quantity: number, sku = businessPremium) => {
    const [productId = "", skuId = ""] = sku.split(":");
    const availabilityId = (await catalogItemId(harness, sku)).split(":")[2];
    return { product: { productId, skuId, availabilityId, billingCycle: "Annual", termDuration: "P1Y" }, quantity };
  };

  it("renews with new dates, a new window and the same terms", async () => {
    harness.clock.advanceTo(new Date("2027-03-09T23:59:59.999Z"));
    expect((await read()).commitmentEndDate).toBe("2027-03-09T00:00:00Z");
    harness.clock.advanceTo(new Date("2027-03-10T00:00:00.000Z"));
    expect(await read()).toMatchObject({
      status: "active",
      quantity: 10,
      effectiveStartDate: "2027-03-10T00:00:00.000Z",
      commitmentEndDate: "2028-03-09T00:00:00Z",
      cancellationAllowedUntilDate: "2027-03-17T00:00:00.000Z",
      autoRenewEnabled: true,
    });
  });

  it("locks the subscription while the renewal runs", async () => {
    harness.simulator.control.configure({ renewalLockMs: 24 * hour });
    harness.clock.advanceTo(new Date("2027-03-10T12:00:00.000Z"));
    expect((await read()).commitmentEndDate).toBe("2027-03-09T00:00:00Z");
    expect(await refusal({ quantity: 12 })).toEqual([409, "900278"]);
    harness.clock.advanceTo(new Date("2027-03-11T00:00:00.000Z"));
    expect((await read()).effectiveStartDate).toBe("2027-03-10T00:00:00.000Z");
    expect((await patch({ quantity: 12 })).status).toBe(200);
  });

  it("follows the schedule for the next term", async () => {
    const scheduled = await patch({ scheduledNextTermInstructions: await nextTerm(7) });
    expect(at(scheduled.body, "scheduledNextTermInstructions", "quantity")).toBe(7);
    harness.clock.advanceTo(new Date("2027-03-10T00:00:00.000Z"));
    const renewed = await read();
    expect(renewed).toMatchObject({
      quantity: 7,
      billingCycle: "annual",
      offerName: "Microsoft 365 Business Premium",
    });
    expect(renewed.scheduledNextTermInstructions).toBeUndefined();
  });

  it("lets a scheduled action win over the older instructions", async () => {
    const actions = [{ scheduleType: "TermEnd", actionType: "RenewToNewTerm", instructions: await nextTerm(3) }];
    await patch({ scheduledNextTermInstructions: await nextTerm(7), scheduledActions: actions });
    harness.clock.advanceTo(new Date("2027-03-10T00:00:00.000Z"));
    expect((await read()).quantity).toBe(3);
  });

  it("needs auto-renew for a schedule, and forgets it after a change in the term", async () => {
    const instructions = await nextTerm(7);
    expect(await refusal({ autoRenewEnabled: false, scheduledNextTermInstructions: instructions })).toEqual([
      400,
      "3000",
    ]);
    await patch({ scheduledNextTermInstructions: instructions });
    expect((await patch({ quantity: 11 })).body.scheduledNextTermInstructions).toBeUndefined();
  });

  it.each([
    [{ productId: "CFQ7TTC0XXXX" }, 404, "400013"],
    [{ skuId: "0099" }, 404, "400018"],
    [{ termDuration: "P3Y" }, 400, "900268"],
    [{ billingCycle: "Triennial" }, 400, "900269"],
  ])("refuses the schedule %j", async (change, status, code) => {
    const { product, quantity } = await nextTerm(7);
    const instructions = { product: { ...product, ...change }, quantity };
    expect(await refusal({ scheduledNextTermInstructions: instructions })).toEqual([status, code]);
  });

  it("before the extended service term: expires, is disabled and finally deleted", async () => {
    harness.simulator.control.configure({ extendedServiceTermFrom: null });
    await patch({ autoRenewEnabled: false });
    harness.clock.advanceTo(new Date("2027-03-10T00:00:00.000Z"));
    expect((await read()).status).toBe("expired");
    expect(await refusal({ autoRenewEnabled: true })).toEqual([400, "900279"]);
    harness.clock.advanceBy(30 * day);
    expect((await read()).status).toBe("disabled");
    harness.clock.advanceBy(90 * day);
    expect((await read()).status).toBe("deleted");
  });

  it("disables a suspended subscription", async () => {
    await patch({ status: "suspended" });
    harness.clock.advanceTo(new Date("2027-03-10T00:00:00.000Z"));
    expect((await read()).status).toBe("disabled");
  });

  it("makes up for a leap over many monthly renewals", async () => {
    const monthly = await buy(harness, customerId, { term: "P1M", sku: businessPremium });
    harness.clock.advanceTo(new Date("2026-12-24T00:00:00.000Z"));
    expect(await readSubscription(harness, customerId, monthly.id)).toMatchObject({
      effectiveStartDate: "2026-12-10T00:00:00.000Z",
      commitmentEndDate: "2027-01-09T00:00:00Z",
    });
  });
});

describe("Dates of terms and billing cycles", () => {
  it.each([
    ["2021-01-31", "P1M", "2021-02-27"],
    ["2021-01-30", "P1M", "2021-02-27"],
    ["2021-02-28", "P1M", "2021-03-27"],
    ["2021-05-31", "P1M", "2021-06-29"],
    ["2021-01-31", "P1Y", "2022-01-30"],
    ["2024-02-29", "P1Y", "2025-02-27"],
  ])("a term from %s for %s ends on %s", (start, term, end) => {
    expect(lastDayOfTerm(start, term)).toBe(end);
  });

  it("keeps the last day of the month, and the day before it", () => {
    const starts = (day: string) => [0, 1, 2, 3].map((k) => cycleStart(day, "monthly", k));
    expect(starts("2021-01-31")).toEqual(["2021-01-31", "2021-02-28", "2021-03-31", "2021-04-30"]);
    expect(starts("2021-01-30")).toEqual(["2021-01-30", "2021-02-27", "2021-03-30", "2021-04-29"]);
    expect(starts("2021-01-15")).toEqual(["2021-01-15", "2021-02-15", "2021-03-15", "2021-04-15"]);
    expect(cycleEnd("2021-01-31", "2022-01-30", "monthly", "2021-03-05")).toBe("2021-03-30");
  });
});
