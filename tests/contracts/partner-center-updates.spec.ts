import {
  at,
  businessBasic,
  businessPremium,
  buy,
  createCart,
  customerBody,
  type Harness,
  type Json,
  type JsonObject,
  patchSubscription,
  readSubscription,
  readyCustomer,
  startHarness,
} from "./support/partner-center";

let harness: Harness;
let customerId: string;
let subscription: JsonObject;

const control = () => harness.simulator.control;
const path = () => `/v1/customers/${customerId}/subscriptions/${subscription.id}`;
const patch = (change: JsonObject) => patchSubscription(harness, customerId, subscription.id, change);
const read = () => readSubscription(harness, customerId, subscription.id);
const refusal = async (change: JsonObject) => {
  const { status, body } = await patch(change);
  return [status, body.code];
};
const lineError = async (quantity: number, sku = businessBasic): Promise<Json> =>
  at((await createCart(harness, customerId, { sku, quantity })).body, "lineItems", 0, "error", "errorCode");

beforeEach(async () => {
  harness = await startHarness();
  customerId = await readyCustomer(harness);
  subscription = await buy(harness, customerId, { quantity: 10 });
});
afterEach(() => harness.running.stop());

describe("an etag", () => {
  const withTag = (etag: Json, change: JsonObject) =>
    harness.call("PATCH", path(), { body: { ...subscription, ...change }, headers: { "If-Match": String(etag) } });

  beforeEach(async () => {
    control().configure({ subscriptionEtags: true });
    subscription = await read();
  });

  it("stays while nothing changes, and moves with each change", async () => {
    const etag = at(subscription, "attributes", "etag");
    harness.clock.advanceBy(3_600_000);
    expect(at(await read(), "attributes", "etag")).toBe(etag);
    expect((await withTag(etag, { quantity: 11 })).status).toBe(200);
    expect(at(await read(), "attributes", "etag")).not.toBe(etag);
  });

  it("that has moved refuses the change with 412, also by a colleague's hand", async () => {
    const etag = at(subscription, "attributes", "etag");
    control().changeSubscription(String(subscription.id), { quantity: 25 });
    const { status, body } = await withTag(etag, { quantity: 11 });
    expect([status, body.code]).toEqual([412, "2055"]);
    expect((await read()).quantity).toBe(25);
  });

  it("is asked of nobody, and `*` fits any", async () => {
    expect((await patch({ quantity: 11 })).status).toBe(200);
    expect((await withTag("*", { quantity: 12 })).status).toBe(200);
    expect((await withTag(`W/"${at(await read(), "attributes", "etag")}"`, { quantity: 13 })).status).toBe(200);
  });
});

describe("one change in one update, where that is asked", () => {
  beforeEach(() => control().configure({ oneChangePerUpdate: true }));

  it.each<[JsonObject, string[]]>([
    [{ quantity: 11, friendlyName: "Office" }, ["quantity", "friendlyName"]],
    [{ quantity: 11, autoRenewEnabled: false }, ["quantity", "autoRenewEnabled"]],
    [{ billingCycle: "annual", quantity: 11 }, ["billingCycle", "quantity"]],
  ])("refuses %j by its parts", async (change, parts) => {
    const { status, body } = await patch(change);
    expect([status, body.code]).toEqual([400, "3000"]);
    for (const part of parts) {
      expect(String(body.description)).toContain(part);
    }
    expect(await read()).toEqual(subscription);
  });

  it.each<JsonObject>([
    { quantity: 11 },
    { friendlyName: "Office" },
    { autoRenewEnabled: false, scheduledActions: [{ scheduleType: "TermEnd", actionType: "Cancel" }] },
    { status: "suspended", autoRenewEnabled: false },
    { status: "deleted" },
  ])("takes %j, which is one", async (change) => {
    expect((await patch(change)).status).toBe(200);
  });
});

describe("a suspension", () => {
  it("by the partner is ended by it, without auto-renew, which it sets again", async () => {
    expect((await patch({ status: "suspended" })).body).toMatchObject({
      ...{ suspensionReasons: ["Manual"], autoRenewEnabled: false, refundableQuantity: null },
    });
    const resumed = await patch({ status: "active" });
    expect(resumed.body).toMatchObject({ status: "active", suspensionReasons: [], autoRenewEnabled: false });
    expect(at(resumed.body, "refundableQuantity", "totalQuantity")).toBe(10);
    expect((await patch({ autoRenewEnabled: true })).body.autoRenewEnabled).toBe(true);
  });

  it("takes the wish for the end of the term along", async () => {
    await patch({ autoRenewEnabled: false, scheduledActions: [{ scheduleType: "TermEnd", actionType: "Cancel" }] });
    await patch({ status: "suspended" });
    expect((await patch({ status: "active" })).body.scheduledActions).toBeUndefined();
  });

  it("by Microsoft is ended by Microsoft alone; cancelling is possible inside the window", async () => {
    const answer = await harness.call("PATCH", `/_sim/subscriptions/${subscription.id}`, {
      body: { status: "suspended", suspensionReasons: ["Fraud", "Manual"] },
    });
    expect(answer.status).toBe(200);
    expect((await read()).suspensionReasons).toEqual(["Fraud", "Manual"]);
    expect(await refusal({ status: "active" })).toEqual([400, "800040"]);
    expect((await patch({ status: "deleted" })).body).toMatchObject({ status: "deleted", suspensionReasons: [] });
  });

  it("lets the term run out", async () => {
    await patch({ status: "suspended" });
    harness.clock.advanceTo(new Date("2027-03-10T00:00:00.000Z"));
    expect((await read()).status).toBe("disabled");
  });
});

describe("limits of seats", () => {
  it("of a plan for small businesses count over all the customer's subscriptions", async () => {
    expect(await lineError(290)).toBeUndefined();
    expect(await lineError(291)).toBe("10015");
    await buy(harness, customerId, { quantity: 280 });
    expect(await refusal({ quantity: 21 })).toEqual([403, "800088"]);
    expect((await patch({ quantity: 20 })).status).toBe(200);
    expect(await lineError(300, businessPremium)).toBeUndefined();
  });

  it("are free again when a subscription is cancelled", async () => {
    expect(await lineError(300)).toBe("10015");
    await patch({ status: "deleted" });
    expect(await lineError(300)).toBeUndefined();
  });

  it("of other plans are those of one subscription", async () => {
    const other = "CFQ7TTC0LF8S:0001";
    await buy(harness, customerId, { sku: other, quantity: 9_999 });
    expect(await lineError(10_000, other)).toBeUndefined();
  });

  it("of the vendor's sandbox hold where they are asked for", async () => {
    expect(await lineError(26)).toBeUndefined();
    control().configure({ sandboxLimits: true });
    expect([await lineError(25), await lineError(26)]).toEqual([undefined, "10009"]);
    expect(await refusal({ quantity: 26 })).toEqual([400, "800018"]);
    expect((await patch({ quantity: 25 })).status).toBe(200);
    for (const _ of [2, 3, 4, 5]) {
      await buy(harness, customerId, { sku: businessPremium, quantity: 1 });
    }
    expect(await lineError(1, businessPremium)).toBe("10009");
  });

  it("of the vendor's sandbox end with the 75th customer", async () => {
    control().configure({ sandboxLimits: true });
    const create = () => harness.call("POST", "/v1/customers", { body: customerBody() });
    const had = Object.keys(control().state().customers).length;
    for (let count = had; count < 75; count += 1) {
      expect((await create()).status).toBe(201);
    }
    const { status, body } = await create();
    expect([status, body.code]).toEqual([400, "800018"]);
  });
});

describe("what is not there", () => {
  it("is left out, or printed as null where that is chosen", async () => {
    const fields = ["scheduledActions", "scheduledNextTermInstructions", "nextChargeInstructions", "promotionId"];
    for (const field of fields) {
      expect(subscription).not.toHaveProperty(field);
    }
    control().configure({ absentAsNull: true });
    const shown = await read();
    expect(fields.map((field) => shown[field])).toEqual([null, null, null, null]);
    expect((await patch({ quantity: 11 })).body).toMatchObject({ quantity: 11, scheduledActions: null });
    const END = { autoRenewEnabled: false, scheduledActions: [{ scheduleType: "TermEnd", actionType: "Cancel" }] };
    expect((await patch(END)).body).toMatchObject(END);
  });
});

describe("a user's calls that miss the second factor", () => {
  it("are the share that is chosen, spread evenly, and none of the application's", async () => {
    control().configure({ mfaRefusedShare: 0.25 });
    const statuses = async (as: "user" | "app") => {
      const found: number[] = [];
      for (let count = 0; count < 8; count += 1) {
        found.push((await harness.call("GET", "/v1/customers", { as })).status);
      }
      return found.filter((status) => status === 401).length;
    };
    expect([await statuses("user"), await statuses("app")]).toEqual([2, 0]);
  });
});

describe("an activation", () => {
  it.each([
    [false, "sandbox", 0],
    [true, "production", 0],
    [true, "sandbox", 1],
  ] as const)("is told where that is %s in the vendor's %s: %i", async (announceActivation, environment, count) => {
    control().configure({ announceActivation, environment });
    const body = { WebhookUrl: `${harness.url}/health`, WebhookEvents: ["subscription-active"] };
    await harness.call("POST", "/webhooks/v1/registration", { body });
    const { id } = await buy(harness, customerId, { sku: businessPremium });
    await control().webhooksAtRest();
    const told = control()
      .state()
      .deliveries.filter(({ eventName }) => eventName === "subscription-active");
    expect(told).toHaveLength(count);
    expect(told.every((one) => one.body.includes(String(id)))).toBe(true);
  });
});
