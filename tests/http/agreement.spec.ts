import { COMPANY_MODULE } from "../../src/modules/company";
import { SUBSCRIPTION_MODULE } from "../../src/modules/subscription";
import { agreementDuty } from "../../src/processes/agreement/duty";
import { acceptOnPage } from "../support/accept-on-page";
import { adminApi } from "../support/billing/admin";
import { describeShop } from "../support/purchase/shop";
import { enterCard, type Json, type Visitor } from "../support/purchase/visitor";

process.env.PARTNER_CENTER_AGREEMENT_WAY = "attestation";

const VISA = "4242424242424242";
const ME = "/store/csp/companies/me";
const OWN = `${ME}/agreement`;
const MINUTE_MS = 60_000;
const EVER = 1_000;

/** The customer agreement as Microsoft has it since January 2026: accepted on its own page, before a card is asked for. */
describeShop((world) => {
  let planId: string;
  let counter = 0;
  const vendor = () => world().outside.vendor;

  beforeAll(async () => {
    planId = (await world().plan("Business Premium")).id;
  });
  beforeEach(() => {
    vendor().clearFaults();
    vendor().configure({ profile: "2026-11" });
    before = known();
  });

  const newcomer = async () => (await (await world().visitor().signUp()).confirmAddress()).withCompany();
  /** Acts for a company with a new tenant, and has accepted nothing yet. */
  const buyerOf = async () => (await newcomer()).withTenant();
  /** Acts for a company whose tenant exists at the vendor, is its own, and has accepted the seller. */
  const owner = async () => {
    const buyer = await newcomer();
    counter += 1;
    const domain = `owned${Date.now()}${counter}.onmicrosoft.com`;
    vendor().acceptRelationship(domain, "Fabrikam, Inc.");
    await buyer.expect(200, "POST", `${ME}/tenant`, { kind: "existing", domain });
    const admin = await adminApi(world().container, world().url);
    const claims = (await admin(200, "GET", "/tenant-claims?limit=200")).at("claims").value as Record<string, string>[];
    const claim = claims.find((one) => one.domain === domain);
    await admin(200, "POST", `/tenant-claims/${claim?.id}/approve`, { reason: "Known by phone" });
    const state = (await buyer.expect(200, "POST", `${ME}/tenant/refresh`, {})).text("company", "tenant", "state");
    expect(state).toBe("linked");
    const id = Object.values(vendor().state().customers).find((one) => one.domain === domain)?.id ?? "";
    return { buyer, id };
  };

  const own = async (buyer: Visitor) => (await buyer.expect(200, "GET", OWN)).at("agreement");
  const check = async (buyer: Visitor, accepted = false) =>
    (await buyer.expect(200, "POST", `${OWN}/check`, { accepted })).at("agreement");
  const stateOf = (agreement: Json) => [agreement.text("state"), agreement.at("is_ready").value];
  const pageOf = (agreement: Json) => agreement.text("attestation", "page_url");
  const known = () => Object.keys(vendor().state().attestations).length;
  /** How many signatories the vendor was told of in this test. */
  const attestations = () => known() - before;
  let before = 0;
  const agreementsOf = (id: string) => vendor().state().customers[id]?.agreements ?? [];
  const refusal = async (buyer: Visitor) => {
    const cart = await buyer.cartWith(planId, 3);
    const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
    const { status, body } = await buyer.call("POST", "/store/csp/checkouts", form);
    return status === 201 ? null : body.text("message");
  };
  const evidence = async (buyer: Visitor) => {
    const id = (await buyer.expect(200, "GET", "/store/customers/me")).text("customer", "id");
    const admin = await adminApi(world().container, world().url);
    return (await admin(200, "GET", `/customers/${id}`)).at("customer", "company", "agreement_evidence");
  };
  const again = async (buyer: Visitor) => {
    const id = (await buyer.expect(200, "GET", "/store/customers/me")).text("customer", "id");
    const admin = await adminApi(world().container, world().url);
    return admin(200, "POST", `/customers/${id}/agreement`);
  };
  /** Pays, and waits until the licences are live. */
  const buy = async (buyer: Visitor) => {
    const { id, url } = await buyer.startCheckout(planId, 3);
    await enterCard(url, VISA);
    const orderId = (await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {})).text(
      "checkout",
      "order_id",
    );
    const subscriptions = world().container.resolve(SUBSCRIPTION_MODULE);
    for (let round = 0; round < 20 && (await subscriptions.list({ orderId })).length === 0; round += 1) {
      await world().runDuties();
      world().advanceBy(1_000);
    }
    expect(await subscriptions.list({ orderId })).toMatchObject([{ status: "active", quantity: 3 }]);
  };
  const oldWay = () =>
    vendor()
      .requests("POST", /\/customers\/[^/]+\/agreements$/)
      .filter(({ token }) => token === "user");

  it("lets a new tenant's customer accept before the card page, and the order makes the agreement of it", async () => {
    const buyer = await buyerOf();
    expect((await buyer.expect(200, "GET", "/store/csp/agreement")).value).toEqual({
      way: "attestation",
      agreement: null,
    });
    expect((await own(buyer)).value).toMatchObject({
      ...{ way: "attestation", state: "none", is_ready: false, attestation: null, direct_url: null },
      ...{ country_code: "us", language: "en-US", company_name: "Fabrikam, Inc.", is_away: false },
    });
    expect(await refusal(buyer)).toMatch(/agreement: is missing/);

    const begun = (await buyer.named()).at("agreement");
    expect(stateOf(begun)).toEqual(["begun", false]);
    expect(begun.at("attestation").value).toMatchObject({ state: "begun", first_name: "Ada", email: buyer.email });
    expect(stateOf(await check(buyer))).toEqual(["begun", false]);
    expect(await refusal(buyer)).toMatch(/waits for the person you named/);

    await acceptOnPage(pageOf(begun));
    const accepted = await check(buyer, true);
    expect([...stateOf(accepted), accepted.text("name")]).toEqual(["accepted", true, "Ada Byron"]);
    expect((await buyer.expect(200, "GET", ME)).at("company", "agreement").value).toMatchObject({
      ...{ state: "accepted", is_ready: true, name: "Ada Byron", agreed_at: expect.any(String) },
    });
    await buy(buyer);

    expect(attestations()).toBe(1);
    const made = Object.values(vendor().state().customers).flatMap((one) => one.agreements);
    const ofBuyer = made.filter(({ primaryContact }) => primaryContact.email === buyer.email);
    expect(ofBuyer).toMatchObject([{ primaryContact: { firstName: "Ada" }, type: "MicrosoftCustomerAgreement" }]);
    expect(oldWay()).toEqual([]);
    const kept = await evidence(buyer);
    expect(stateOf(kept)).toEqual(["valid", true]);
    expect(kept.at("attestations", 0).value).toMatchObject({
      ...{ state: "made", country_code: "us", language: "en-US", company_name: "Fabrikam, Inc." },
      ...{
        attestation_id: expect.any(String),
        ip: expect.any(String),
        statement: expect.stringMatching(/a page of its own/),
      },
      ...{ accepted_how: "read", accepted_ip: expect.any(String), read_back_at: expect.any(String), detail: null },
    });
    expect(kept.at("reading").value).toMatchObject({ is_direct: false, name: "Ada Byron" });
  });

  it("makes the agreement of a tenant that exists before the card page, and reads it back", async () => {
    const { buyer, id } = await owner();
    expect((await own(buyer)).at("direct_url").value).toMatch(/^https:\/\/admin\.microsoft\.com\//);
    await acceptOnPage(pageOf((await buyer.named()).at("agreement")));
    expect(agreementsOf(id)).toEqual([]);
    expect(stateOf(await check(buyer, true))).toEqual(["valid", true]);
    expect(agreementsOf(id)).toHaveLength(1);
    await buy(buyer);
    expect(agreementsOf(id)).toHaveLength(1);
  });

  it("tells the vendor of one person once, whoever presses how often, and of a second one beside", async () => {
    const buyer = await buyerOf();
    const answers = await Promise.all(Array.from({ length: 5 }, () => buyer.named()));
    expect(answers).toHaveLength(5);
    expect(attestations()).toBe(1);
    const page = pageOf(await own(buyer));
    expect(pageOf((await buyer.named({ language: "de-DE", email: buyer.email.toUpperCase() })).at("agreement"))).toBe(
      page,
    );
    expect(attestations()).toBe(1);
    const other = (await buyer.named({ first_name: "Cleo" })).at("agreement");
    expect(attestations()).toBe(2);
    expect(other.text("attestation", "first_name")).toBe("Cleo");
    // The first one's page still counts.
    await acceptOnPage(page);
    const accepted = await check(buyer, true);
    expect([...stateOf(accepted), accepted.text("name")]).toEqual(["accepted", true, "Ada Byron"]);
  });

  it("takes a few signatories of a company, and no more", async () => {
    const buyer = await buyerOf();
    for (const first_name of ["Ann", "Bea", "Cleo", "Dora", "Eve"]) {
      await buyer.named({ first_name });
    }
    const more = { first_name: "Fay", last_name: "Byron", email: buyer.email, language: "en-US" };
    const { status, body } = await buyer.call("POST", `${OWN}/attestation`, more);
    expect([status, body.fields()]).toEqual([400, ["email"]]);
    expect(attestations()).toBe(5);
  });

  it("goes on with the same attestation when the answer was lost", async () => {
    const buyer = await buyerOf();
    vendor().addFault({ kind: "drop_after_effect", method: "POST", path: "/attestations/enhanced$", times: EVER });
    const lost = (await buyer.named()).at("agreement");
    expect(lost.value).toMatchObject({ is_away: true, attestation: { state: "asked", page_url: null } });
    expect((await check(buyer)).at("is_away").value).toBe(true);
    vendor().clearFaults();
    expect(stateOf(await check(buyer))).toEqual(["begun", false]);
    expect(attestations()).toBe(1);
  });

  it("is found by itself when the customer has accepted and not come back, and made by whoever is there", async () => {
    const { buyer, id } = await owner();
    const page = pageOf((await buyer.named()).at("agreement"));
    await acceptOnPage(page);
    world().advanceBy(2 * MINUTE_MS);
    expect((await agreementDuty.run(world().container, world().now)).done).toBe(1);
    expect(stateOf(await own(buyer))).toEqual(["valid", true]);
    expect(agreementsOf(id)).toHaveLength(1);
    expect((await evidence(buyer)).at("attestations", 0).value).toMatchObject({
      accepted_by: null,
      accepted_how: "read",
    });
  });

  it("is finished by the next process when one dies between the acceptance and the agreement", async () => {
    const { buyer, id } = await owner();
    const page = pageOf((await buyer.named()).at("agreement"));
    await acceptOnPage(page);
    vendor().addFault({ kind: "drop_after_effect", method: "POST", path: "/agreements$", times: EVER });
    expect((await check(buyer, true)).value).toMatchObject({ state: "accepted", is_ready: false, is_away: true });
    vendor().clearFaults();
    world().advanceBy(5 * MINUTE_MS);
    await agreementDuty.run(world().container, world().now);
    expect(stateOf(await own(buyer))).toEqual(["valid", true]);
    expect(agreementsOf(id)).toHaveLength(1);
  });

  it("looks with growing gaps at a page that nobody comes back to", async () => {
    const buyer = await buyerOf();
    await buyer.named();
    const looks: number[] = [];
    const { attestations: store } = world().container.resolve(COMPANY_MODULE);
    for (let n = 0; n < 6; n += 1) {
      const at = (await store.nextLookAt()) ?? world().now;
      looks.push(at.getTime() - world().now.getTime());
      world().advanceBy(at.getTime() - world().now.getTime());
      await agreementDuty.run(world().container, world().now);
    }
    expect(looks.slice(2).every((gap, index) => gap > (looks[index + 1] ?? 0))).toBe(true);
  });

  it("recognises what the administrator accepted with Microsoft itself, and tells the vendor of nobody", async () => {
    const { buyer, id } = await owner();
    expect(stateOf(await check(buyer))).toEqual(["none", false]);
    vendor().changeCustomer(id, { directSigned: true });
    expect(stateOf(await check(buyer, true))).toEqual(["direct", true]);
    expect(stateOf((await buyer.named()).at("agreement"))).toEqual(["direct", true]);
    expect(attestations()).toBe(0);
    await buy(buyer);
  });

  it("asks anew for an agreement of before April 2023", async () => {
    const { buyer, id } = await owner();
    const contact = { firstName: "Old", lastName: "Hand", email: "old@fabrikam.example" };
    const { agreements } = vendor().state().customers[id] as unknown as { agreements: object[] };
    const template = { templateId: "117a77b0-9360-443b-8795-c6dedc750cf9", type: "MicrosoftCustomerAgreement" };
    agreements.push({ ...template, primaryContact: contact, dateAgreed: "2023-03-31T10:00:00.000Z" });
    const outdated = await check(buyer);
    expect([...stateOf(outdated), outdated.text("name")]).toEqual(["outdated", false, "Old Hand"]);
    expect(await refusal(buyer)).toMatch(/too old for Microsoft/);
    await acceptOnPage(pageOf((await buyer.named()).at("agreement")));
    expect(stateOf(await check(buyer, true))).toEqual(["valid", true]);
    await buy(buyer);
  });

  it("finds an agreement that was made elsewhere, and names nobody", async () => {
    const { buyer, id } = await owner();
    const { agreements } = vendor().state().customers[id] as unknown as { agreements: object[] };
    const contact = { firstName: "Old", lastName: "Hand", email: "old@fabrikam.example" };
    const template = { templateId: "117a77b0-9360-443b-8795-c6dedc750cf9", type: "MicrosoftCustomerAgreement" };
    agreements.push({ ...template, primaryContact: contact, dateAgreed: "2025-03-31T10:00:00.000Z" });
    expect((await again(buyer)).at("is_away").value).toBe(false);
    expect(stateOf(await own(buyer))).toEqual(["valid", true]);
    expect(stateOf((await buyer.named()).at("agreement"))).toEqual(["valid", true]);
    expect(attestations()).toBe(0);
  });

  it("sells on while the user's sign-in is refused: the agreement is made, and read back afterwards", async () => {
    // Which text is in force was read before.
    await (await buyerOf()).named();
    vendor().configure({ mfaCompliant: false });
    const buyer = await buyerOf();
    await acceptOnPage(pageOf((await buyer.named()).at("agreement")));
    expect(stateOf(await check(buyer, true))).toEqual(["accepted", true]);
    await buy(buyer);
    expect(stateOf(await own(buyer))).toEqual(["made", true]);
    vendor().configure({ mfaCompliant: true });
    world().advanceBy(60 * MINUTE_MS);
    await agreementDuty.run(world().container, world().now);
    expect(stateOf(await own(buyer))).toEqual(["valid", true]);
  });

  it("says which field Microsoft does not take, in its words, and the same person may be named again", async () => {
    const buyer = await buyerOf();
    const body = JSON.stringify({ code: "3000", description: "signatoryEmail: is not the address of a person." });
    const wrong = { status: 400, contentType: "application/json", body };
    vendor().addFault({ kind: "foreign_answer", method: "POST", path: "/attestations/enhanced$", ...wrong });
    const person = { first_name: "Ada", last_name: "Byron", email: buyer.email, language: "en-US" };
    const refused = await buyer.call("POST", `${OWN}/attestation`, person);
    expect([refused.status, refused.body.fields()]).toEqual([400, ["email"]]);
    expect(refused.body.text("message")).toMatch(/is not the address of a person/);
    expect(stateOf((await buyer.named()).at("agreement"))).toEqual(["begun", false]);
  });

  it.each([
    ["no language", { language: undefined }, "language"],
    ["a language that is not offered", { language: "tlh" }, "language"],
    ["no name", { first_name: " " }, "first_name"],
    ["the seller's own mail address", { email: "ada@harbourpine.example" }, "email"],
  ])("refuses a signatory with %s", async (_what, change, field) => {
    const buyer = await buyerOf();
    const person = { first_name: "Ada", last_name: "Byron", email: buyer.email, language: "en-US", ...change };
    const { status, body } = await buyer.call("POST", `${OWN}/attestation`, person);
    expect([status, body.fields()]).toEqual([400, [field]]);
    expect(attestations()).toBe(0);
  });

  it("takes no tick any more", async () => {
    const buyer = await buyerOf();
    const tick = { template_id: "x", first_name: "Ada", last_name: "Byron", email: buyer.email, accepted: true };
    const { status, body } = await buyer.call("POST", OWN, tick);
    expect([status, body.fields()]).toEqual([400, ["agreement"]]);
  });
});
