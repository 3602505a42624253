import { createPublicKey, verify } from "node:crypto";
import { defaultCredentials } from "../../sandbox/partner-center/options";
import { OLD_ATTESTATION } from "../../sandbox/partner-center/retirements";
import { createPartnerCenterAdapter } from "../../src/integrations/partner-center";
import { type CallContract, CONTRACT } from "../../src/integrations/partner-center/contract";
import { clientOf, ids } from "./support/client";
import {
  buy,
  confirmAgreement,
  createCustomer,
  type Harness,
  type JsonObject,
  listAt,
  objectAt,
  postForm,
  startHarness,
  templateId,
  tokenForm,
} from "./support/partner-center";

let harness: Harness;
afterEach(() => harness.running.stop());

const vendor = () => harness.simulator.control;
const signIn = (form: Record<string, string>, version = "") =>
  postForm(`${harness.url}/${defaultCredentials.tenantId}/oauth2/${version}token`, tokenForm(form));

describe("the month as of which the simulator's contract holds", () => {
  it("is that of 2025-06 unless another is chosen: the product still passes the agreement on in the old way", async () => {
    harness = await startHarness();
    expect(vendor().state().settings.profile).toBe("2025-06");
    expect((await confirmAgreement(harness, await createCustomer(harness))).status).toBe(201);
  });

  it("is chosen at its start, and by its control routes", async () => {
    harness = await startHarness({ settings: { profile: "2026-11" } });
    const settings = (method: string, profile?: string) =>
      harness.call(method, "/_sim/settings", { as: null, ...(profile && { body: { profile } }) });
    expect(objectAt((await settings("GET")).body, "settings").profile).toBe("2026-11");
    expect((await settings("PATCH", "2025-06")).status).toBe(200);
    expect(vendor().state().settings.profile).toBe("2025-06");
    expect((await settings("PATCH", "2027-01")).status).toBe(400);
    const chosen = await fetch(`${harness.url}/_sim/settings`, {
      ...{ method: "POST", redirect: "manual", body: new URLSearchParams({ profile: "2026-11" }) },
    });
    expect(chosen.status).toBe(303);
    expect(await (await fetch(`${harness.url}/`)).text()).toContain("<option selected>2026-11</option>");
  });

  it("refuses the old way to confirm an agreement since 2026-01-05, and nothing of it is kept", async () => {
    harness = await startHarness({ settings: { profile: "2026-11" } });
    const customerId = await createCustomer(harness);
    const { status, body } = await confirmAgreement(harness, customerId);
    const { status: wanted, code } = OLD_ATTESTATION.refuse();
    expect([status, body.code]).toEqual([wanted, code]);
    expect(status).toBe(403);
    const read = await harness.call("GET", `/v1/customers/${customerId}/agreements?agreementType=*`);
    expect(listAt(read.body, "items")).toEqual([]);
  });

  it("refuses nobody's order by that: what the product is answered waits for a person", async () => {
    harness = await startHarness({ settings: { profile: "2026-11" } });
    const agreement = {
      ...{ vendorTenantId: await createCustomer(harness), templateId, agreedAt: harness.clock.now() },
      ...{ firstName: "Ada", lastName: "Brook", email: "ada@northwind.example", phone: "" },
    };
    const outcome = await createPartnerCenterAdapter(clientOf(harness), []).attestAgreement({ ...agreement, ...ids() });
    expect(outcome).toMatchObject({ kind: "retry_later", code: OLD_ATTESTATION.refuse().code, patience: "short" });
  });

  it("leaves all else as it was: who accepted directly buys", async () => {
    harness = await startHarness({ settings: { profile: "2026-11" } });
    const customerId = await createCustomer(harness);
    vendor().changeCustomer(customerId, { directSigned: true });
    expect(await buy(harness, customerId)).toMatchObject({ status: "active", quantity: 5 });
  });

  it("knows the same ends as the client's table of calls", () => {
    const rows: [string, CallContract][] = Object.entries(CONTRACT);
    const ended = rows.flatMap(([kind, { retiredOn }]) => (retiredOn === null ? [] : [[kind, retiredOn]]));
    expect(ended).toEqual([["POST /customers/:id/agreements", OLD_ATTESTATION.on]]);
  });

  it.each([
    ["2025-06", 200, undefined],
    ["2026-11", 401, "900420"],
  ] as const)("in %s answers a token for the directory's old Graph with %i", async (profile, status, code) => {
    harness = await startHarness({ settings: { profile } });
    const { body } = await signIn({ grant_type: "client_credentials", resource: "https://graph.windows.net" });
    const headers = { Authorization: `Bearer ${body.access_token}` };
    const answer = await harness.call("GET", "/v1/customers?size=5", { as: null, headers });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe("access tokens", () => {
  const decoded = (token: unknown): { header: JsonObject; claims: JsonObject } => {
    const [header = "", claims = ""] = String(token).split(".");
    const read = (text: string) => JSON.parse(Buffer.from(text, "base64url").toString());
    return { header: read(header), claims: read(claims) };
  };

  beforeEach(async () => {
    harness = await startHarness();
  });

  it("of the application say for what, from whom, and how long", async () => {
    const { body } = await signIn({ grant_type: "client_credentials" });
    const at = harness.clock.now().getTime() / 1_000;
    const { claims } = decoded(body.access_token);
    expect(claims).toMatchObject({
      aud: "https://api.partnercenter.microsoft.com",
      appid: defaultCredentials.clientId,
      tid: defaultCredentials.tenantId,
      iat: at,
      exp: at + 3_600,
    });
    expect(claims).not.toHaveProperty("upn");
    expect(claims).not.toHaveProperty("amr");
  });

  it("of a user say besides who it is, and how the sign-in went", async () => {
    const refresh = { grant_type: "refresh_token", refresh_token: defaultCredentials.refreshToken };
    const { body } = await signIn(refresh);
    expect(decoded(body.access_token).claims).toMatchObject({
      upn: "admin@harbourpine.example",
      amr: ["pwd", "mfa"],
      appid: defaultCredentials.clientId,
      scp: "user_impersonation",
    });
    expect(decoded(body.id_token).claims).toMatchObject({ aud: defaultCredentials.clientId });
    vendor().configure({ mfaCompliant: false });
    expect(decoded((await signIn(refresh)).body.access_token).claims.amr).toEqual(["pwd"]);
  });

  it("are for the resource, or the scope, that was asked for", async () => {
    const scope = "https://api.partner.microsoft.com/.default";
    const { resource: _resource, ...form } = tokenForm({ grant_type: "client_credentials", scope });
    const { body } = await postForm(`${harness.url}/${defaultCredentials.tenantId}/oauth2/v2.0/token`, form);
    expect(decoded(body.access_token).claims.aud).toBe("https://api.partner.microsoft.com");
  });

  it("are signed with the published key, and no two are alike", async () => {
    const grant = { grant_type: "client_credentials" };
    const [one, two] = [await signIn(grant), await signIn(grant)].map(({ body }) => String(body.access_token));
    expect(one).not.toBe(two);
    const { body } = await harness.call("GET", `/${defaultCredentials.tenantId}/discovery/v2.0/keys`, { as: null });
    const key = objectAt(body, "keys", 0);
    expect(decoded(one).header).toMatchObject({ alg: "RS256", typ: "JWT", kid: key.kid });
    const text = String(one).split(".").slice(0, 2).join(".");
    const signature = Buffer.from(String(one).split(".")[2] ?? "", "base64url");
    const publicKey = createPublicKey({ key: key as never, format: "jwk" });
    expect(verify("sha256", Buffer.from(text), publicKey, signature)).toBe(true);
  });
});
