import { createPartnerCenterAdapter, type PartnerCenterClient } from "../../src/integrations/partner-center";
import type { AgreementSignatory, VendorAgreements } from "../../src/integrations/vendor-port";
import { acceptOnPage } from "../support/accept-on-page";
import { clientOf, ids } from "./support/client";
import {
  consentBody,
  createCart,
  createCustomer,
  type Harness,
  startHarness,
  templateId,
} from "./support/partner-center";

const ADA: AgreementSignatory = {
  companyName: "Northwind Bikes",
  countryCode: "us",
  language: "en-US",
  firstName: "Ada",
  lastName: "Brook",
  email: "ada@northwind.example",
  phone: null,
};

let harness: Harness;
let client: PartnerCenterClient;
let agreements: VendorAgreements;

beforeEach(async () => {
  harness = await startHarness({ settings: { profile: "2026-11" } });
  client = clientOf(harness);
  agreements = agreementsOf({});
});
afterEach(() => harness.running.stop());

function agreementsOf(change: object): VendorAgreements {
  const options = { acceptancePage: `${harness.url}/mca/`, readsAttestations: true, ...change };
  const { agreements: made } = createPartnerCenterAdapter(client, ["partner.example"], options);
  if (made === null) {
    throw new Error("Partner Center has an agreement.");
  }
  return made;
}

const vendor = () => harness.simulator.control;
const attestations = () => Object.keys(vendor().state().attestations).length;

async function begun(signatory = ADA) {
  const outcome = await agreements.begin({ signatory, ...ids() });
  if (outcome.kind !== "done" || outcome.value.kind !== "begun") {
    throw new Error(`Not begun: ${JSON.stringify(outcome)}`);
  }
  return outcome.value;
}

const finish = (vendorTenantId: string, attestationId: string, requestId = ids().requestId) =>
  agreements.finish({
    ...{ vendorTenantId, attestationId, signatory: ADA, templateId, requestId },
    acceptedAt: harness.clock.now(),
  });

it("is begun without a tenant, accepted on the vendor's page, made for a tenant, and read back", async () => {
  const { attestationId, pageUrl, templateId: inForce } = await begun();
  expect([pageUrl, inForce]).toEqual([`${harness.url}/mca/?attestationid=${attestationId}`, templateId]);
  expect(await agreements.acceptance({ attestationId })).toMatchObject({ kind: "done", value: "waiting" });
  await acceptOnPage(pageUrl);
  expect(await agreements.acceptance({ attestationId })).toMatchObject({ kind: "done", value: "accepted" });
  const vendorTenantId = await createCustomer(harness);
  expect((await createCart(harness, vendorTenantId)).body.code).toBe("13605");
  expect(await agreements.read({ vendorTenantId })).toEqual({ kind: "done", value: { isDirect: false, newest: null } });
  expect(await finish(vendorTenantId, attestationId)).toEqual({ kind: "done", value: { alreadyMade: false } });
  expect(await agreements.read({ vendorTenantId })).toMatchObject({
    value: { newest: { name: "Ada Brook", email: ADA.email, agreedAt: "2026-03-10T09:00:00.000Z" } },
  });
  expect((await createCart(harness, vendorTenantId)).status).toBe(201);
});

it("uses the application's own token for what it tells and makes, and the retired call never", async () => {
  const { attestationId, pageUrl } = await begun();
  await acceptOnPage(pageUrl);
  const vendorTenantId = await createCustomer(harness);
  await agreements.acceptance({ attestationId });
  await finish(vendorTenantId, attestationId);
  const sent = vendor().requests(undefined, /\/attestations\/|\/agreements$/);
  expect(sent.map(({ method, path, token }) => `${method} ${path.split("/")[2]} ${token}`)).toEqual([
    "POST attestations app",
    "GET agreements user",
    "GET attestations app",
    "POST customers app",
  ]);
});

it("goes on while the user's sign-in is refused; only reading waits for it", async () => {
  vendor().configure({ refreshTokensRevoked: true });
  client = clientOf(harness);
  agreements = agreementsOf({});
  const { attestationId, pageUrl, templateId: inForce } = await begun();
  expect(inForce).toBeNull();
  await acceptOnPage(pageUrl);
  const vendorTenantId = await createCustomerBy("app");
  expect((await finish(vendorTenantId, attestationId)).kind).toBe("done");
  expect((await agreements.read({ vendorTenantId })).kind).toBe("set_up");
});

async function createCustomerBy(as: "app"): Promise<string> {
  const call = harness.call;
  return createCustomer({ ...harness, call: (method, path, options) => call(method, path, { ...options, as }) });
}

it.each(["drop_after_effect", "cut_answer"] as const)(
  "is begun once although its answer was lost (%s)",
  async (kind) => {
    vendor().addFault({ kind, method: "POST", path: "/attestations/enhanced$", times: 9 });
    const request = { signatory: ADA, ...ids() };
    expect((await agreements.begin(request)).kind).toBe("unknown");
    vendor().clearFaults();
    expect(await agreements.begin(request)).toMatchObject({ kind: "done", value: { kind: "begun" } });
    expect(attestations()).toBe(1);
  },
);

it("is made once, and one that exists is no failure", async () => {
  const { attestationId, pageUrl } = await begun();
  await acceptOnPage(pageUrl);
  const vendorTenantId = await createCustomer(harness);
  const requestId = ids().requestId;
  vendor().addFault({ kind: "drop_after_effect", method: "POST", path: "/agreements$", times: 9 });
  expect((await finish(vendorTenantId, attestationId, requestId)).kind).toBe("unknown");
  vendor().clearFaults();
  expect((await finish(vendorTenantId, attestationId, requestId)).kind).toBe("done");
  expect(await finish(vendorTenantId, attestationId)).toEqual({ kind: "done", value: { alreadyMade: true } });
  expect(vendor().state().customers[vendorTenantId]?.agreements).toHaveLength(1);
});

it("is not made before the signatory has accepted", async () => {
  const { attestationId } = await begun();
  const vendorTenantId = await createCustomer(harness);
  expect(await finish(vendorTenantId, attestationId)).toMatchObject({ kind: "needs_attention", code: "3000" });
  expect(vendor().state().customers[vendorTenantId]?.agreements).toEqual([]);
});

it("tells a signatory that is not taken by field, ours before anything is sent", async () => {
  const wrong = { ...ADA, email: "ada@partner.example" };
  expect(await agreements.begin({ signatory: wrong, ...ids() })).toMatchObject({
    value: { kind: "not_taken", problems: [{ field: "email", message: expect.stringMatching(/^must be/) }] },
  });
  expect(vendor().requests("POST", /attestations/)).toEqual([]);
  expect(await agreements.begin({ signatory: { ...ADA, countryCode: "xx" }, ...ids() })).toMatchObject({
    value: { kind: "not_taken", problems: [{ field: "countryCode", message: expect.stringMatching(/^must be/) }] },
  });
});

it("of a signatory whom the vendor has already is not begun anew", async () => {
  const body = JSON.stringify({ code: 600061, message: "exists", errorName: "PartnerConfirmedAgreementAlreadyExists" });
  const answer = { status: 409, contentType: "application/json", body };
  vendor().addFault({ kind: "foreign_answer", method: "POST", path: "/attestations/enhanced$", ...answer });
  expect(await agreements.begin({ signatory: ADA, ...ids() })).toEqual({ kind: "done", value: { kind: "exists" } });
});

it("where its state cannot be read, nobody says that it was accepted", async () => {
  const { attestationId, pageUrl } = await begun();
  await acceptOnPage(pageUrl);
  expect(await agreementsOf({ readsAttestations: false }).acceptance({ attestationId })).toMatchObject({
    value: "unreadable",
  });
  expect(vendor().requests("GET", /attestations/)).toEqual([]);
  // The vendor of a month before it had the call answers as for a path that it does not know.
  vendor().configure({ profile: "2025-06" });
  expect(await agreements.acceptance({ attestationId })).toMatchObject({ value: "unreadable" });
});

it("is read with its newest date, and directly accepted where it was", async () => {
  const vendorTenantId = await createCustomer(harness);
  vendor().configure({ profile: "2025-06" });
  const old = { ...consentBody(harness.clock.now()), dateAgreed: "2022-02-01T00:00:00Z" };
  await harness.call("POST", `/v1/customers/${vendorTenantId}/agreements`, { body: old });
  vendor().configure({ profile: "2026-11" });
  expect(await agreements.read({ vendorTenantId })).toMatchObject({
    value: { isDirect: false, newest: { agreedAt: "2022-02-01T00:00:00.000Z" } },
  });
  vendor().changeCustomer(vendorTenantId, { directSigned: true });
  expect(await agreements.read({ vendorTenantId })).toMatchObject({ value: { isDirect: true } });
});
