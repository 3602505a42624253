import type { Promotion } from "../../../sandbox/partner-center/catalog/promotion";
import {
  businessBasic,
  businessPremium,
  buy,
  catalogItemId,
  confirmAgreement,
  createCart,
  createCustomer,
  type Harness,
  type Json,
  type JsonObject,
  listAt,
  objectAt,
  readSubscription,
  readyCustomer,
  textAt,
} from "./partner-center";
import type { ShapeOptions } from "./same-shape";

/** How one documented request is sent here: its ids are replaced by ids that exist. */
export interface Replay extends ShapeOptions {
  path?: string;
  body?: unknown;
  /** Status where the page prints none. */
  status?: number;
  /** Takes the part of our answer that the page prints. */
  part?(body: Json): Json;
}

export type Prepare = (harness: Harness, documented: JsonObject) => Promise<Replay>;

const promotionOf = (id: string, change: Partial<Promotion>): Promotion => ({
  id,
  name: id,
  productId: "CFQ7TTC0LH18",
  skuId: "0001",
  segment: "commercial",
  duration: "P1M",
  billingCycle: "monthly",
  discount: 0.05,
  startsAt: "2026-01-01T00:00:00Z",
  endsAt: "2026-12-31T23:59:59Z",
  isAutoApplicable: false,
  maximumSeats: null,
  ...change,
});

/** Promotions for the replay: one that applies by itself, one with a seat limit. */
export const replayPromotions: Promotion[] = [
  promotionOf("39NFJQT1PHSN:0008:39NFJQT1Q5J0", { isAutoApplicable: true }),
  promotionOf("39NFJQT1PM6C:0005:39NFJQT1Q5L7", {
    productId: "CFQ7TTC0LCHC",
    skuId: "0002",
    duration: "P1Y",
    maximumSeats: 500,
  }),
];

export const customer = (rest: string, make: (harness: Harness) => Promise<string> = readyCustomer) =>
  (async (harness) => ({ path: `/v1/customers/${await make(harness)}${rest}` })) satisfies Prepare;

/** Fields that only subscriptions and orders of the retired, pre-new-commerce kind carry. */
export const legacy = {
  leaveOut: [
    "links.offer",
    "items.links.offer",
    "attributes.etag",
    "items.attributes.etag",
    "Links.Offer",
    "Links.Entitlement",
    "Attributes.Etag",
  ],
};

const upper = (value: Json): Json =>
  value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k.charAt(0).toUpperCase() + k.slice(1), upper(v)]))
    : value;

async function ownedSubscription(harness: Harness, more: JsonObject = {}) {
  const customerId = await readyCustomer(harness);
  const subscription = await buy(harness, customerId, { more });
  const path = `/v1/customers/${customerId}/subscriptions/${subscription.id}`;
  return { customerId, subscription, path };
}

export const onSubscription =
  (rest = ""): Prepare =>
  async (harness) => ({ path: `${(await ownedSubscription(harness)).path}${rest}`, ...legacy });

/** A complete resource with the change the page is about, in the letter case of the page. */
export const patchWith =
  (change: JsonObject, pascal = false): Prepare =>
  async (harness) => {
    const { path, subscription } = await ownedSubscription(harness);
    const body = { ...subscription, ...change };
    return { path, body: pascal ? upper(body) : body, anyCase: pascal, status: 200, ...legacy };
  };

export const reactivate: Prepare = async (harness) => {
  const { path, subscription, customerId } = await ownedSubscription(harness);
  await harness.call("PATCH", path, { body: { ...subscription, status: "suspended", autoRenewEnabled: false } });
  const suspended = await readSubscription(harness, customerId, subscription.id);
  return { path, body: upper({ ...suspended, status: "active" }), anyCase: true, ...legacy };
};

export const scheduleNextTerm: Prepare = async (harness, documented) => {
  const { path, subscription } = await ownedSubscription(harness, { customTermEndDate: "2026-05-31" });
  const [productId, skuId, availabilityId] = (await catalogItemId(harness, businessPremium)).split(":");
  const instructions = objectAt(documented, "scheduledNextTermInstructions");
  const product = {
    ...objectAt(instructions, "product"),
    productId,
    skuId,
    availabilityId,
    billingCycle: "Annual",
    termDuration: "P1Y",
  };
  const body = { ...subscription, scheduledNextTermInstructions: { ...instructions, product } };
  return { path, body, ...legacy };
};

export const order =
  (rest = "", options: ShapeOptions = {}): Prepare =>
  async (harness) => {
    const { customerId, subscription } = await ownedSubscription(harness);
    return { path: `/v1/customers/${customerId}/orders/${subscription.orderId}${rest}`, ...options };
  };

export const orderList: Prepare = async (harness) => {
  const { customerId } = await ownedSubscription(harness);
  await buy(harness, customerId, { sku: businessPremium });
  return { path: `/v1/customers/${customerId}/orders`, ...legacy };
};

export const directOrder: Prepare = async (harness, documented) => {
  const line = objectAt(documented, "LineItems", 0);
  const OfferId = await catalogItemId(harness, businessBasic);
  return {
    ...(await customer("/orders")(harness)),
    body: { ...documented, BillingCycle: "monthly", LineItems: [{ ...line, OfferId, TermDuration: "P1Y" }] },
  };
};

export const cartWith =
  (...skus: string[]): Prepare =>
  async (harness, documented) => {
    const lines = listAt(documented, "LineItems").map((line) => objectAt(line));
    const LineItems: JsonObject[] = [];
    for (const [index, line] of lines.entries()) {
      LineItems.push({ ...line, CatalogItemId: await catalogItemId(harness, skus[index] ?? businessBasic) });
    }
    return { ...(await customer("/carts")(harness)), body: { LineItems } };
  };

export const cartUpdate: Prepare = async (harness) => {
  const customerId = await readyCustomer(harness);
  const cart = await createCart(harness, customerId);
  return { path: `/v1/customers/${customerId}/carts/${textAt(cart.body, "id")}/`, anyCase: true };
};

export const cartCheckout =
  (options: Replay, cycles: string[]): Prepare =>
  async (harness) => {
    harness.simulator.control.configure({ subscriptionIdWhilePending: true });
    const customerId = await readyCustomer(harness);
    const cart = await createCart(harness, customerId, ...cycles.map((cycle) => ({ cycle })));
    return { path: `/v1/customers/${customerId}/carts/${textAt(cart.body, "id")}/checkout`, ...options };
  };

export const eligibility =
  (sku: string): Prepare =>
  async (harness, documented) => ({
    ...(await customer("/promotionEligibilities")(harness)),
    body: { items: [{ ...objectAt(documented, "items", 0), catalogItemId: await catalogItemId(harness, sku) }] },
  });

export const secondConsent: Prepare = async (harness) => {
  const customerId = await createCustomer(harness);
  const path = `/v1/customers/${customerId}/agreements`;
  await confirmAgreement(harness, customerId);
  const first = harness.simulator.control.state().customers[customerId]?.agreements[0];
  return { path, body: first, status: 409 };
};

export const confirmations: Prepare = async (harness) => ({
  path: `/v1/customers/${await readyCustomer(harness)}/agreements?agreementType=MicrosoftCustomerAgreement`,
});

export const qualified: Prepare = async (harness) => {
  const customerId = await readyCustomer(harness);
  const path = `/v1/customers/${customerId}/qualifications`;
  await harness.call("POST", path, { body: { qualification: "StateOwnedEntity" } });
  return { path };
};

export const withAccount =
  (accountStatus: string | null): Prepare =>
  async (harness) => {
    const customerId = await readyCustomer(harness);
    harness.simulator.control.changeCustomer(customerId, { accountStatus });
    return { path: `/v1/customers/${customerId}/validationStatus?type=account` };
  };

export const ofReseller: Prepare = async (harness) => {
  const { customerId } = await ownedSubscription(harness, {
    participants: [{ key: "transaction_reseller", value: "4847383" }],
  });
  return { path: `/v1/customers/${customerId}/subscriptions?mpn_id=4847383`, ...legacy };
};

export const registered =
  (path: string): Prepare =>
  async (harness) => {
    const body = { WebhookUrl: `${harness.url}/health`, WebhookEvents: ["test-created"] };
    await harness.call("POST", "/webhooks/v1/registration", { body });
    return { path, body: path.endsWith("validationEvents") ? undefined : { ...body } };
  };

export const subscriptionList =
  (query: (orderId: Json) => string): Prepare =>
  async (harness) => {
    const { customerId, subscription } = await ownedSubscription(harness);
    return { path: `/v1/customers/${customerId}/subscriptions${query(subscription.orderId)}`, ...legacy };
  };

export const asIs: Prepare = async () => ({});

export const resellerOf: Prepare = async (harness) => {
  const customerId = await createCustomer(harness);
  const found = harness.simulator.control.state().customers[customerId];
  if (found) {
    found.associatedPartnerId = "4847383";
  }
  return { path: `/v1/customers/${customerId}/relationships` };
};

export const coterm: Prepare = async (harness) => {
  const customerId = await readyCustomer(harness);
  await buy(harness, customerId, { term: "P1M" });
  return { path: `/v1/customers/${customerId}/subscriptions/customTermEndDates?term_duration=P1M` };
};

/** A subscription with an upgrade, and another one that could take its seats. The page shows two upgrades, one is enough. */
export const upgradable: Prepare = async (harness) => {
  const { customerId, path } = await ownedSubscription(harness);
  await buy(harness, customerId, { sku: businessPremium });
  return {
    path: `${path}/transitionEligibilities?eligibilityType=immediate`,
    leaveOut: ["items.eligibilities.errors"],
  };
};

export const addons: Prepare = async (harness) => {
  const { customerId, path } = await ownedSubscription(harness);
  await buy(harness, customerId, { sku: businessPremium });
  return { path: `${path}/addons`, ...legacy };
};
