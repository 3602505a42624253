import type { PartnerCenterClient } from "../../src/integrations/partner-center";
import {
  type CallContract,
  type CallKind,
  CONTRACT,
  methodOf,
  tokenOf,
} from "../../src/integrations/partner-center/contract";
import { acceptOnPage } from "../support/accept-on-page";
import { clientOf, ids } from "./support/client";
import { type Harness, startHarness, templateId } from "./support/partner-center";

const ADDRESS = { line1: "1 Microsoft Way", city: "Redmond", state: "WA", postalCode: "98052", country: "us" };
const PREMIUM = { productId: "CFQ7TTC0LCHC", skuId: "0002", term: "P1Y", billingCycle: "monthly" };
const PERSON = { firstName: "Ada", lastName: "Lane", email: "office@birchlane.example" };
const DOMAIN = "birchlane.onmicrosoft.com";

let harness: Harness;
const heard = new Set<CallKind>();

beforeAll(async () => {
  harness = await startHarness();
  const called = new Set<string>();
  const client = clientOf(harness, async (_error, kind) => void heard.add(kind));
  await everything(noting(client, called));
  // An operation that is not walked through here could make calls that nobody compares with the table.
  expect(Object.keys(client).filter((name) => !called.has(name))).toEqual([]);
});
afterAll(() => harness.running.stop());

const noting = (client: PartnerCenterClient, called: Set<string>): PartnerCenterClient =>
  new Proxy(client, {
    get: (target, name, receiver) => {
      called.add(String(name));
      return Reflect.get(target, name, receiver);
    },
  });

/** A purchase and the life after it, with every operation that the client has. */
async function everything(client: PartnerCenterClient): Promise<void> {
  await client.isDomainAvailable(DOMAIN);
  await client.validateAddress(ADDRESS, ids());
  const profile = { companyName: "Birch & Lane LLC", phone: "2065550111", culture: "en-US", language: "en" };
  const { id } = await client.createCustomer({ ...PERSON, ...profile, domain: DOMAIN, address: ADDRESS }, ids());
  await client.getCustomer(id);
  await client.findCustomerByDomain(DOMAIN);
  const template = await client.getAgreementMetadata();
  const consent = { ...PERSON, templateId: template?.templateId ?? "", agreedAt: harness.clock.now() };
  await client.confirmAgreement(id, consent, ids());
  await client.listAgreementConfirmations(id);
  await attested(client, id);
  await client.hasSignedDirectly(id);
  await client.listProducts("US", "commercial");
  await client.listSkus(PREMIUM.productId, "US");
  await client.listAvailabilities(PREMIUM.productId, PREMIUM.skuId, "US");
  const catalogItemId = (await client.resolveAvailability(PREMIUM, "US"))?.catalogItemId ?? "";
  const line = { id: 0, catalogItemId, quantity: 2, term: "P1Y", billingCycle: "Monthly" };
  const cart = await client.createCart(id, [line], ids());
  await client.getCart(id, cart.id);
  const { orders } = await client.checkoutCart(id, cart.id, ids());
  const orderId = orders[0]?.id ?? "";
  await client.listOrders(id);
  await client.getOrder(id, orderId);
  await client.getOrderProvisioningStatus(id, orderId);
  const subscriptionId = (await client.listSubscriptionsOfOrder(id, orderId))[0]?.id ?? "";
  await client.getSubscription(id, subscriptionId);
  await client.getSubscriptionProvisioningStatus(id, subscriptionId);
  await client.listSubscriptions(id);
  await client.patchSubscription(id, subscriptionId, { quantity: 3 }, ids());
  await client.changeSubscription(id, subscriptionId, async ({ quantity }) => ({ quantity: quantity + 1 }), ids());
  await client.listWebhookEvents();
  await client.registerWebhook("http://127.0.0.1:1/a", ["test-created"], ids());
  await client.registerWebhook("http://127.0.0.1:1/b", ["test-created"], ids());
  await client.getWebhookRegistration();
  await client.sendWebhookTest(ids());
}

/** The agreement once more, by another signatory, as it is made since its older form was retired. */
async function attested(client: PartnerCenterClient, customerId: string): Promise<void> {
  const { control } = harness.simulator;
  control.configure({ profile: "2026-11" });
  const person = { ...PERSON, firstName: "Cleo" };
  const signatory = { ...person, companyName: "Birch & Lane LLC", country: "us", language: "en-US" };
  const { id: attestationId } = await client.createAttestation(signatory, ids());
  await acceptOnPage(`${harness.url}/mca/?attestationid=${attestationId}`);
  await client.getAttestation(attestationId);
  const agreement = { ...person, attestationId, acceptedAt: harness.clock.now(), templateId };
  await client.makeAgreement(customerId, agreement, ids());
  control.configure({ profile: "2025-06" });
}

/** Null for what is no call of the API. Two kinds of one path are told apart by their tokens. */
function kindOf({ method, path, token }: { method: string; path: string; token?: string | null }): CallKind | null {
  const found = (Object.keys(CONTRACT) as CallKind[]).filter((kind) => {
    const pattern = kind.split(" ")[1]?.replaceAll(":id", "[^/]*[\\d.][^/]*");
    return methodOf(kind) === method && new RegExp(`^(/v1)?${pattern}$`).test(path);
  });
  const [only = null, ...others] = found.length > 1 ? found.filter((kind) => tokenOf(kind) === token) : found;
  expect(others).toEqual([]);
  return only;
}

const sent = () => harness.simulator.control.requests().filter(({ path }) => !path.includes("/oauth2/"));

it("has a row for every call, and a call for every row", () => {
  expect([...heard].sort()).toEqual(Object.keys(CONTRACT).sort());
  expect(sent().filter((call) => kindOf(call) === null)).toEqual([]);
  expect([...new Set(sent().map(kindOf))].sort()).toEqual(Object.keys(CONTRACT).sort());
});

it("sends each call with the token that its row names", () => {
  for (const call of sent()) {
    const kind = kindOf(call);
    expect([kind, call.token]).toEqual([kind, kind && tokenOf(kind)]);
  }
});

it("sends with the user's token only what the simulator refuses with the application's own", async () => {
  const refused = new Set<CallKind | null>();
  for (const { method, path, query } of sent().filter(({ token }) => token === "user")) {
    const { status, body } = await harness.call(method, `${path}?${new URLSearchParams(query)}`, { as: "app" });
    expect([method, path, status, body.code]).toEqual([method, path, 403, "900329"]);
    refused.add(kindOf({ method, path, token: "user" }));
  }
  const byUser = (Object.keys(CONTRACT) as CallKind[]).filter((kind) => tokenOf(kind) === "user");
  expect([...refused].sort()).toEqual(byUser.sort());
});

it("dates every row, and lets none end before it was documented", () => {
  const rows: readonly CallContract[] = Object.values(CONTRACT);
  for (const { documentedOn, retiredOn, source } of rows) {
    expect(documentedOn).toMatch(/^20\d\d-\d\d-\d\d$/);
    expect(retiredOn ?? "9999").toMatch(/^(20\d\d-\d\d-\d\d|9999)$/);
    expect((retiredOn ?? "9999") > documentedOn).toBe(true);
    expect(source).toMatch(/^[a-z-]+$/);
  }
});
