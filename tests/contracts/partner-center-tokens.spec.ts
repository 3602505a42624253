import { createPartnerCenterAdapter, type PartnerCenterClient } from "../../src/integrations/partner-center";
import type { VendorOutcome } from "../../src/integrations/vendor-port";
import { clientOf, failureOf, ids } from "./support/client";
import { buy, type Harness, readyCustomer, startHarness, textAt } from "./support/partner-center";

const PREMIUM = { productId: "CFQ7TTC0LCHC", skuId: "0002", term: "P1Y", billingCycle: "monthly" };
const HOUR = 3_600_000;

let harness: Harness;
let client: PartnerCenterClient;
let customerId: string;
let subscriptionId: string;

beforeEach(async () => {
  harness = await startHarness();
  client = clientOf(harness);
  customerId = await readyCustomer(harness);
  subscriptionId = textAt(await buy(harness, customerId), "id");
});
afterEach(() => harness.running.stop());

const vendor = () => harness.simulator.control;
const signIns = (kind: "app" | "user") =>
  vendor()
    .requests("POST", /oauth2/)
    .filter(({ token }) => token === kind).length;

async function order(): Promise<string> {
  const catalogItemId = (await client.resolveAvailability(PREMIUM, "US"))?.catalogItemId ?? "";
  const line = { id: 0, catalogItemId, quantity: 2, term: "P1Y", billingCycle: "Monthly" };
  const cart = await client.createCart(customerId, [line], ids());
  const { orders } = await client.checkoutCart(customerId, cart.id, ids());
  return orders[0]?.id ?? "";
}

const OUTAGES: readonly (readonly [string, () => void])[] = [
  ["the refresh token was revoked", () => vendor().configure({ refreshTokensRevoked: true })],
  ["the user signed in without a second factor", () => vendor().configure({ mfaCompliant: false })],
  [
    "the user's sign-in is out of order",
    () => vendor().addFault({ kind: "error_before_effect", path: "/oauth2/", status: 503, token: "user", times: 99 }),
  ],
];

describe.each(OUTAGES)("while %s", (_what, begin) => {
  beforeEach(() => begin());

  it("companies are found and made, orders placed and read, subscriptions read, changed and cancelled", async () => {
    expect(await client.isDomainAvailable("birchlane.onmicrosoft.com")).toBe(true);
    expect(await client.findCustomerByDomain("existingcompany.onmicrosoft.com")).not.toBeNull();
    const orderId = await order();
    expect(await client.getOrder(customerId, orderId)).toMatchObject({ status: "completed" });
    const [bought] = await client.listSubscriptionsOfOrder(customerId, orderId);
    expect(await client.getSubscription(customerId, bought?.id ?? "")).toMatchObject({ status: "active" });
    const adapter = createPartnerCenterAdapter(client, []);
    const which = { vendorTenantId: customerId, vendorSubscriptionId: subscriptionId };
    expect((await adapter.cancelSubscription({ ...which, ...ids() })).kind).toBe("done");
    expect(await adapter.readSubscription(which)).toMatchObject({ kind: "done", value: { status: "deleted" } });
    expect(await client.getWebhookRegistration()).toBeNull();
  });
});

const attest = (): Promise<VendorOutcome<unknown>> =>
  createPartnerCenterAdapter(client, []).attestAgreement({
    vendorTenantId: customerId,
    templateId: "x",
    firstName: "Ada",
    lastName: "Lane",
    email: "office@birchlane.example",
    phone: "",
    agreedAt: harness.clock.now(),
    ...ids(),
  });

it.each([
  ["revoked", { refreshTokensRevoked: true }, "invalid_grant"],
  ["without a second factor", { mfaCompliant: false }, "900421"],
])("a user's sign-in that is %s is the set-up's fault, and refuses no agreement", async (_what, change, code) => {
  vendor().configure(change);
  expect(await attest()).toMatchObject({ kind: "set_up", code, sent: false });
  const error = await failureOf(client.getAgreementMetadata());
  expect(error).toMatchObject({ code, outcome: "rejected", answer: { fault: "set_up", reach: "sign_in" } });
});

describe("a second factor that is asked for", () => {
  const ask = (times: number) =>
    vendor().addFault({ kind: "error_before_effect", path: "/agreements$", status: 401, code: "900421", times });

  it("on one call and not on the next is met by the same call once more, with the same token", async () => {
    await client.getAgreementMetadata();
    const before = signIns("user");
    ask(1);
    expect((await attest()).kind).toBe("done");
    expect(signIns("user")).toBe(before);
  });

  it("after a token was refused is met once more, too", async () => {
    await client.getAgreementMetadata();
    vendor().addFault({ kind: "error_before_effect", path: "/agreements$", status: 401, code: "400" });
    ask(1);
    expect((await attest()).kind).toBe("done");
  });

  it("twice is the set-up's fault, after two calls", async () => {
    ask(2);
    expect(await attest()).toMatchObject({ kind: "set_up", code: "900421", sent: false });
    expect(vendor().requests("GET", /\/customers\/.*\/agreements$/)).toHaveLength(2);
  });
});

describe("the application's own sign-in", () => {
  it("is made once for many calls, and beside the user's", async () => {
    await Promise.all(Array.from({ length: 8 }, () => client.getCustomer(customerId)));
    expect([signIns("app"), signIns("user")]).toEqual([1, USER_OF_THE_HARNESS]);
    await Promise.all(Array.from({ length: 8 }, () => client.getAgreementMetadata()));
    expect([signIns("app"), signIns("user")]).toEqual([1, USER_OF_THE_HARNESS + 1]);
  });

  it("is made again before the token expires, and after it was refused", async () => {
    await client.getCustomer(customerId);
    harness.clock.advanceBy(2 * HOUR);
    await client.getCustomer(customerId);
    expect(signIns("app")).toBe(2);
    vendor().addFault({ kind: "error_before_effect", path: "/customers/", status: 401, code: "400" });
    await client.getCustomer(customerId);
    expect(signIns("app")).toBe(3);
  });

  it("leaves the user's alone when it is refused", async () => {
    const refused = { path: "/oauth2/", status: 401, code: "invalid_client", token: "app", times: 99 } as const;
    vendor().addFault({ kind: "error_before_effect", ...refused });
    const error = await failureOf(client.getCustomer(customerId));
    expect(error).toMatchObject({ code: "invalid_client", answer: { fault: "set_up", reach: "sign_in" } });
    expect(await client.getAgreementMetadata()).not.toBeNull();
  });
});

/** The harness itself calls as a user. */
const USER_OF_THE_HARNESS = 1;
