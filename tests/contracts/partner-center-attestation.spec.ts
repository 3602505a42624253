import {
  type Answer,
  at,
  buy,
  checkout,
  confirmAgreement,
  consentBody,
  createCart,
  createCustomer,
  type Harness,
  type Json,
  type JsonObject,
  listAt,
  patchSubscription,
  startHarness,
  textAt,
} from "./support/partner-center";

let harness: Harness;
let customerId: string;

beforeEach(async () => {
  harness = await startHarness({ settings: { profile: "2026-11" } });
  customerId = await createCustomer(harness);
});
afterEach(() => harness.running.stop());

const attestationPath = "/v1/attestations/enhanced";

const request: JsonObject = {
  country: "US",
  language: "en-US",
  companyName: "Northwind Bikes",
  signatoryFirstName: "Ada",
  signatoryLastName: "Brook",
  signatoryEmail: "ada@northwind.example",
  signatoryPhoneNumber: "2065550100",
};

const attest = (change: JsonObject = {}, as: "app" | "user" = "app") =>
  harness.call("POST", attestationPath, { body: { ...request, ...change }, as });

async function attested(change: JsonObject = {}): Promise<string> {
  const { status, body, text } = await attest(change);
  if (status !== 201) {
    throw new Error(`No attestation: ${status} ${text}`);
  }
  return textAt(body, "attestationId");
}

const statusOf = async (id: string): Promise<Json> =>
  (await harness.call("GET", `${attestationPath}/${id}`, { as: "app" })).body.attestationStatus;

const consent = (attestationId: string, contact: JsonObject = {}, more: JsonObject = {}): JsonObject => {
  const body = consentBody(harness.clock.now());
  return { ...body, primaryContact: { ...(body.primaryContact as JsonObject), ...contact }, attestationId, ...more };
};

const confirm = (body: JsonObject, as: "app" | "user" = "app", customer = customerId): Promise<Answer> =>
  harness.call("POST", `/v1/customers/${customer}/agreements`, { body, as });

const page = (id: string, method = "GET") =>
  fetch(`${harness.url}/mca/?attestationid=${id}`, { method, redirect: "manual" });

const told = ({ status, body }: Answer) => [status, body.code];

describe("the attestation", () => {
  it("is made by the application, waits for the customer, and says where the page is", async () => {
    const { status, body } = await attest();
    expect(status).toBe(201);
    expect(body).toMatchObject({ attestationId: expect.any(String), attestationStatus: "Pending" });
    expect(body.attestationUrl).toBe(`${harness.url}/mca/?attestationid=${body.attestationId}`);
    expect(await statusOf(textAt(body, "attestationId"))).toBe("Pending");
  });

  it("is nothing for a user's token, neither made nor read", async () => {
    expect(told(await attest({}, "user"))).toEqual([403, "900329"]);
    const id = await attested();
    expect(told(await harness.call("GET", `${attestationPath}/${id}`))).toEqual([403, "900329"]);
  });

  it.each([
    ["country", "XX"],
    ["country", "Germany"],
    ["country", undefined],
    ["language", "qx"],
    ["language", "english"],
    ["language", "en-US-posix"],
    ["language", ""],
    ["companyName", undefined],
    ["companyName", "  "],
    ["signatoryFirstName", undefined],
    ["signatoryLastName", ""],
    ["signatoryEmail", "nobody"],
    ["signatoryEmail", undefined],
    ["signatoryPhoneNumber", "call me"],
  ])("is refused where %s is %p, by name", async (field, value) => {
    const answer = await attest({ [field]: value });
    expect(told(answer)).toEqual([400, "3000"]);
    expect(String(answer.body.description)).toContain(field);
  });

  it.each([{ signatoryPhoneNumber: undefined }, { language: "de" }, { country: "de", language: "de-DE" }])(
    "is made with %j",
    async (change) => {
      expect((await attest(change)).status).toBe(201);
    },
  );

  it("is made once for one MS-RequestId", async () => {
    const headers = { "MS-RequestId": "9f6c3e0a-2a11-4d65-8a55-7f4f0a3c1b11" };
    const ask = () => harness.call("POST", attestationPath, { body: request, as: "app", headers });
    expect((await ask()).body.attestationId).toBe((await ask()).body.attestationId);
  });

  it("is unknown where nobody made it", async () => {
    const id = "00000000-0000-4000-8000-000000000000";
    expect((await harness.call("GET", `${attestationPath}/${id}`, { as: "app" })).status).toBe(404);
  });

  it("is no call of 2025-06 at all", async () => {
    harness.simulator.control.configure({ profile: "2025-06" });
    expect((await attest()).status).toBe(404);
    expect((await attest({}, "user")).status).toBe(404);
  });
});

describe("the page that the customer opens", () => {
  it("shows without a sign-in for whom it is, and takes the acceptance", async () => {
    const id = await attested({ companyName: "Brook & Sons <Ltd>" });
    const before = await (await page(id)).text();
    for (const part of ["Brook &amp; Sons &lt;Ltd&gt;", "Ada Brook", "ada@northwind.example", "US", "en-US"]) {
      expect(before).toContain(part);
    }
    expect(before).toContain("Accept the agreement</button>");
    const accepted = await page(id, "POST");
    expect([accepted.status, accepted.headers.get("location")]).toEqual([303, `/mca/?attestationid=${id}`]);
    const after = await (await page(id)).text();
    expect(after).toContain("Accepted on 2026-03-10 09:00 UTC");
    expect(after).not.toContain("<button");
    expect(await statusOf(id)).toBe("Accepted");
  });

  it("keeps the instant of the first acceptance", async () => {
    const id = await attested();
    await page(id, "POST");
    harness.clock.advanceBy(60_000);
    await page(id, "POST");
    expect(await (await page(id)).text()).toContain("Accepted on 2026-03-10 09:00 UTC");
  });

  it.each(["", "nothing", "00000000-0000-4000-8000-000000000000"])("knows no attestation '%s'", async (id) => {
    expect((await page(id)).status).toBe(404);
    expect((await page(id, "POST")).status).toBe(404);
  });
});

describe("the agreement under an attestation", () => {
  const accepted = async (change: JsonObject = {}): Promise<string> => {
    const id = await attested(change);
    harness.simulator.control.acceptAttestation(id);
    return id;
  };

  it("is confirmed by the application once the customer has accepted, and read back by the user", async () => {
    const id = await attested();
    const early = await confirm(consent(id));
    expect(told(early)).toEqual([400, "3000"]);
    expect(String(early.body.description)).toContain("has not accepted");
    await page(id, "POST");
    const { status, body } = await confirm(consent(id));
    expect([status, body.attestationId, body.userId]).toEqual([201, id, undefined]);
    const list = await harness.call(
      "GET",
      `/v1/customers/${customerId}/agreements?agreementType=MicrosoftCustomerAgreement`,
    );
    expect(listAt(list.body, "items")).toMatchObject([{ primaryContact: { email: "ada@northwind.example" } }]);
    expect(await buy(harness, customerId)).toMatchObject({ status: "active" });
  });

  it("takes no user's token, and nothing without the attestation", async () => {
    const id = await accepted();
    expect(told(await confirm(consent(id), "user"))).toEqual([403, "900329"]);
    for (const as of ["app", "user"] as const) {
      expect(told(await confirm(consentBody(harness.clock.now()), as))).toEqual([403, "attestation_retired"]);
    }
  });

  it("is there once for a signatory, and again for another one", async () => {
    await confirm(consent(await accepted()));
    const again = await confirm(consent(await accepted(), { phoneNumber: "2065550199" }));
    expect([again.status, again.body.code, again.body.errorName]).toEqual([
      409,
      600061,
      "PartnerConfirmedAgreementAlreadyExists",
    ]);
    const other = await accepted({ signatoryFirstName: "Grace", signatoryEmail: "grace@northwind.example" });
    const contact = { firstName: "Grace", email: "grace@northwind.example" };
    expect((await confirm(consent(other, contact))).status).toBe(201);
  });

  it("is refused for an unknown attestation, for another contact, and for another customer", async () => {
    const id = await accepted();
    expect(told(await confirm(consent("00000000-0000-4000-8000-000000000000")))).toEqual([400, "3000"]);
    const other = await confirm(consent(id, { lastName: "Stone" }));
    expect(told(other)).toEqual([400, "3000"]);
    expect(String(other.body.description)).toContain("primaryContact");
    expect((await confirm(consent(id))).status).toBe(201);
    expect(told(await confirm(consent(id), "app", await createCustomer(harness)))).toEqual([400, "3000"]);
  });

  it("is confirmed in the old way in 2025-06, whatever else is sent along", async () => {
    harness.simulator.control.configure({ profile: "2025-06" });
    expect((await confirm(consent("anything"), "user")).status).toBe(201);
    expect(told(await confirm(consent("anything"), "app"))).toEqual([403, "900329"]);
  });
});

describe("without a current agreement", () => {
  const byApp = { as: "app" } as const;
  const directStatus = (as: "app" | "user") =>
    harness.call("GET", `/v1/customers/${customerId}/directSignedMicrosoftCustomerAgreementStatus`, { as });

  beforeEach(async () => {
    harness.simulator.control.configure({ profile: "2025-06" });
    await confirmAgreement(harness, customerId);
    harness.simulator.control.configure({ profile: "2026-11" });
  });

  it("no cart, no order and no change of seats passes; the cures are named", async () => {
    const { id } = await buy(harness, customerId);
    const cart = await createCart(harness, customerId);
    harness.simulator.control.changeCustomer(customerId, { agreedOn: "2023-03-31" });
    for (const refused of [
      await createCart(harness, customerId),
      await checkout(harness, customerId, cart),
      await patchSubscription(harness, customerId, id, { quantity: 6 }),
      await patchSubscription(harness, customerId, id, { quantity: 4 }),
    ]) {
      expect(told(refused)).toEqual([403, "13605"]);
      expect(String(refused.body.description)).toContain("admin center");
    }
    expect((await patchSubscription(harness, customerId, id, { friendlyName: "Office" })).status).toBe(200);
  });

  it("the day from which an agreement counts is in it", async () => {
    harness.simulator.control.changeCustomer(customerId, { agreedOn: "2023-04-01" });
    expect(await buy(harness, customerId)).toMatchObject({ status: "active" });
  });

  it("the same signatory may renew it", async () => {
    harness.simulator.control.changeCustomer(customerId, { agreedOn: "2022-05-01" });
    const id = await attested();
    harness.simulator.control.acceptAttestation(id);
    expect((await confirm(consent(id))).status).toBe(201);
    expect(await buy(harness, customerId)).toMatchObject({ status: "active" });
  });

  it("what the customer accepted with Microsoft counts, and only a user's token may ask for it", async () => {
    harness.simulator.control.changeCustomer(customerId, { agreedOn: "2022-05-01" });
    expect((await directStatus("user")).body.isSigned).toBe(false);
    expect(told(await directStatus("app"))).toEqual([403, "900329"]);
    const set = (body: Record<string, string>) =>
      fetch(`${harness.url}/_sim/customers/${customerId}`, {
        method: "POST",
        redirect: "manual",
        body: new URLSearchParams(body),
      });
    expect((await set({ directSigned: "true" })).status).toBe(303);
    expect((await directStatus("user")).body.isSigned).toBe(true);
    expect(await buy(harness, customerId)).toMatchObject({ status: "active" });
  });

  it("the control page and its calls say and do the same", async () => {
    const id = await attested();
    const shown = await (await fetch(`${harness.url}/`)).text();
    expect(shown).toContain(`/mca/?attestationid=${id}`);
    expect(shown).toContain("2026-03-10");
    const answer = await harness.call("POST", `/_sim/attestations/${id}/accept`, byApp);
    expect([answer.status, at(answer.body, "attestation", "id")]).toEqual([200, id]);
    expect(await statusOf(id)).toBe("Accepted");
    expect((await harness.call("POST", "/_sim/attestations/none/accept")).status).toBe(404);
  });
});
