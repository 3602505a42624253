import { randomUUID } from "node:crypto";
import { defaultCredentials } from "../../sandbox/partner-center/options";
import {
  createCustomer,
  customerBody,
  type Harness,
  postForm,
  readyCustomer,
  startHarness,
  tokenForm,
} from "./support/partner-center";

const hour = 3_600_000;

describe("Partner Center simulator: tokens, headers and refusals", () => {
  let harness: Harness;
  const tokenUrl = () => `${harness.url}/${defaultCredentials.tenantId}/oauth2/token`;
  const refresh = (refreshToken: string) =>
    postForm(tokenUrl(), tokenForm({ grant_type: "refresh_token", refresh_token: refreshToken, scope: "openid" }));

  beforeEach(async () => {
    harness = await startHarness();
  });
  afterEach(() => harness.running.stop());

  it("answers version 1 with strings only", async () => {
    const { status, body } = await refresh(defaultCredentials.refreshToken);
    expect(status).toBe(200);
    expect(new Set(Object.values(body).map((value) => typeof value))).toEqual(new Set(["string"]));
    expect(body).toMatchObject({ token_type: "Bearer", expires_in: "3600", scope: "user_impersonation" });
    expect(Number(body.expires_on)).toBe(harness.clock.now().getTime() / 1_000 + 3_600);
  });

  it("answers version 2 with numbers", async () => {
    const { body } = await postForm(
      `${harness.url}/${defaultCredentials.tenantId}/oauth2/v2.0/token`,
      tokenForm({ grant_type: "client_credentials", scope: "https://api.partnercenter.microsoft.com/.default" }),
    );
    expect(body.expires_in).toBe(3_600);
    expect(body.refresh_token).toBeUndefined();
  });

  it("rotates the refresh token and, when strict, accepts a replaced one no more", async () => {
    harness.simulator.control.configure({ revokeReplacedRefreshTokens: true });
    const first = await refresh(defaultCredentials.refreshToken);
    const rotated = String(first.body.refresh_token);
    expect(rotated).not.toBe(defaultCredentials.refreshToken);
    const replaced = await refresh(defaultCredentials.refreshToken);
    expect([replaced.status, replaced.body.error]).toEqual([400, "invalid_grant"]);
    expect((await refresh(rotated)).status).toBe(200);
  });

  it("lets a refresh token die after 90 idle days", async () => {
    harness.simulator.control.configure({ refreshTokenIdleDays: 90 });
    harness.clock.advanceBy(60 * 24 * hour);
    expect((await refresh(defaultCredentials.refreshToken)).status).toBe(200);
    harness.clock.advanceBy(91 * 24 * hour);
    const { status, body } = await refresh(defaultCredentials.refreshToken);
    expect([status, body.error]).toEqual([400, "invalid_grant"]);
    expect(body.error_codes).toEqual([700082]);
  });

  it.each([
    [{ client_secret: "wrong" }, 401, "invalid_client"],
    [{ grant_type: "password" }, 400, "unsupported_grant_type"],
    [{ grant_type: "authorization_code", code: "wrong" }, 400, "invalid_grant"],
  ])("refuses the token request %j", async (fields, status, error) => {
    const answer = await postForm(tokenUrl(), tokenForm({ grant_type: "client_credentials", ...fields }));
    expect([answer.status, answer.body.error]).toEqual([status, error]);
  });

  it("exchanges an authorization code for a token that acts for a user", async () => {
    const form = tokenForm({ grant_type: "authorization_code", code: defaultCredentials.authorizationCode });
    const { body } = await postForm(tokenUrl(), form);
    const headers = { Authorization: `Bearer ${body.access_token}` };
    expect((await harness.call("GET", "/v1/agreements", { as: null, headers })).status).toBe(200);
  });

  it("refuses a call without a token, with an unknown one, and after expiry", async () => {
    const list = "/v1/customers?size=5";
    const missing = await harness.call("GET", list, { as: null });
    expect([missing.status, missing.body.code]).toEqual([401, "800001"]);
    const headers = { Authorization: `Bearer ${await harness.token("user")}` };
    expect((await harness.call("GET", list, { as: null, headers })).status).toBe(200);
    harness.clock.advanceBy(hour);
    const expired = await harness.call("GET", list, { as: null, headers });
    expect([expired.status, expired.body.code]).toEqual([401, "400"]);
  });

  it("refuses app-only tokens where a user is required, and nowhere else", async () => {
    const customerId = await readyCustomer(harness);
    const userOnly = [
      "/v1/agreements?agreementType=MicrosoftCustomerAgreement",
      `/v1/customers/${customerId}/agreements`,
      `/v1/customers/${customerId}/directSignedMicrosoftCustomerAgreementStatus`,
      `/v1/customers/${customerId}/relationships?relationship_type=IsIndirectCloudSolutionProviderOf`,
      "/v1/customers/relationshiprequests",
      `/v1/customers/${customerId}/validationStatus?type=account`,
      "/v1.0/sales/pricesheets(Market='US',PricesheetView='updatedlicensebased')/$value?timeline=current",
    ];
    for (const path of userOnly) {
      const { status, body } = await harness.call("GET", path, { as: "app" });
      expect([path, status, body.code]).toEqual([path, 403, "900329"]);
      expect((await harness.call("GET", path)).status).toBe(200);
    }
    expect((await harness.call("GET", `/v1/customers/${customerId}`, { as: "app" })).status).toBe(200);
  });

  it("tells whether the session had MFA and refuses one that had not", async () => {
    const list = "/v1/customers?size=5";
    const asked = await harness.call("GET", list, { headers: { ValidateMfa: "true" } });
    expect(asked.headers.get("isMfaCompliant")).toBe("true");
    harness.simulator.control.configure({ mfaCompliant: false });
    const refused = await harness.call("GET", list);
    expect([refused.status, refused.body.code]).toEqual([401, "900421"]);
    expect((await harness.call("GET", list, { as: "app" })).status).toBe(200);
  });

  it("can have the user's sign-in taken away on its page, and then signs in the application only", async () => {
    const body = new URLSearchParams({ refreshTokensRevoked: "true" });
    await fetch(`${harness.url}/_sim/settings`, { method: "POST", body, redirect: "manual" });
    const { status, body: refused } = await refresh(defaultCredentials.refreshToken);
    expect([status, refused.error]).toEqual([400, "invalid_grant"]);
    expect((await harness.call("GET", "/v1/customers?size=5", { as: "app" })).status).toBe(200);
    expect(await (await fetch(`${harness.url}/`)).text()).toMatch(/User(&#39;|&#x27;|')s sign-in revoked: on/);
  });

  it("counts as the user's or the application's what is scripted for one of them", async () => {
    harness.simulator.control.addFault({ kind: "error_before_effect", status: 401, code: "900421", token: "user" });
    const list = "/v1/customers?size=5";
    expect((await harness.call("GET", list, { as: "app" })).status).toBe(200);
    expect((await harness.call("GET", list)).body.code).toBe("900421");
    expect((await harness.call("GET", list)).status).toBe(200);
    const tokens = harness.simulator.control.requests("GET", /customers$/).map(({ token }) => token);
    expect(tokens).toEqual(["app", "user", "user"]);
  });

  it("echoes both ids and dates its answer by its own clock", async () => {
    const [requestId, correlationId] = [randomUUID(), randomUUID()];
    const { headers } = await harness.call("GET", "/v1/customers?size=5", {
      headers: { "MS-RequestId": requestId, "MS-CorrelationId": correlationId, "X-Locale": "en-US" },
    });
    expect(headers.get("MS-RequestId")).toBe(requestId);
    expect(headers.get("MS-CorrelationId")).toBe(correlationId);
    expect(headers.get("X-Locale")).toBe("en-US");
    expect(headers.get("MS-ServerId")).toBeTruthy();
    expect(headers.get("Date")).toBe("Tue, 10 Mar 2026 09:00:00 GMT");
  });

  it("repeats the first answer to a create with the same MS-RequestId for 24 hours", async () => {
    const headers = { "MS-RequestId": randomUUID() };
    const body = customerBody("Replay Works");
    const first = await harness.call("POST", "/v1/customers", { body, headers });
    const second = await harness.call("POST", "/v1/customers", { body, headers });
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(harness.simulator.control.requests("POST", /customers$/).map((entry) => entry.replayed)).toEqual([
      false,
      true,
    ]);
    const other = await harness.call("POST", "/v1/customers", { body: customerBody("Other"), headers });
    expect(other.body.id).toBe(first.body.id);
    expect(harness.simulator.control.state().warnings).toHaveLength(1);
    harness.clock.advanceBy(25 * hour);
    const late = await harness.call("POST", "/v1/customers", { body, headers });
    expect([late.status, late.body.code]).toEqual([400, "3000"]);
  });

  it("does not repeat a refusal under the same MS-RequestId", async () => {
    const customerId = await createCustomer(harness);
    const headers = { "MS-RequestId": randomUUID() };
    const path = `/v1/customers/${customerId}/carts`;
    expect((await harness.call("POST", path, { body: { lineItems: [] }, headers })).status).toBe(403);
    harness.simulator.control.changeCustomer(customerId, { directSigned: true });
    expect((await harness.call("POST", path, { body: { lineItems: [] }, headers })).body.code).toBe("800002");
  });

  it("refuses a body that is not JSON and a path that does not exist", async () => {
    const broken = await harness.call("POST", "/v1/customers", { body: "{not json" });
    expect([broken.status, broken.body.code]).toEqual([400, "800002"]);
    expect((await harness.call("GET", "/v1/nothing")).status).toBe(404);
  });
});
