import { SUBSCRIPTION_MODULE } from "../../src/modules/subscription";
import { describeShop } from "../support/purchase/shop";
import { enterCard, type Visitor } from "../support/purchase/visitor";

process.env.PARTNER_CENTER_AGREEMENT_WAY = "confirmation";

const ME = "/store/csp/companies/me";
const OWN = `${ME}/agreement`;

/** The customer agreement as it was until 4 January 2026: ticked in the shop, and passed on with the first order. */
describeShop((world) => {
  const vendor = () => world().outside.vendor;
  beforeEach(() => vendor().configure({ profile: "2025-06" }));

  const tick = async (buyer: Visitor, change: object = {}) => {
    const { value } = (await buyer.expect(200, "GET", "/store/csp/agreement")).at("agreement", "template_id");
    const person = { first_name: "Ada", last_name: "Byron", email: buyer.email };
    return buyer.call("POST", OWN, { template_id: value, ...person, accepted: true, ...change });
  };

  it("keeps the consent with who, what, when and from where", async () => {
    const buyer = await (await (await world().visitor().signUp()).withCompany()).withAgreement();
    const me = (await buyer.expect(200, "GET", ME)).at("company");
    expect(me.at("agreement").value).toMatchObject({
      ...{ way: "confirmation", state: "consented", is_ready: true, name: "Ada Byron" },
    });
    const stale = await tick(buyer, { template_id: "00000000-0000-0000-0000-000000000000" });
    expect([stale.status, stale.body.fields()]).toEqual([400, ["template_id"]]);
    const unticked = await tick(buyer, { accepted: undefined });
    expect([unticked.status, unticked.body.fields()]).toEqual([400, ["accepted"]]);
    const named = { first_name: "Ada", last_name: "Byron", email: buyer.email, language: "en-US" };
    const other = await (await (await world().visitor().signUp()).withCompany()).call(
      "POST",
      `${OWN}/attestation`,
      named,
    );
    expect([other.status, other.body.fields()]).toEqual([400, ["agreement"]]);
  });

  it("is passed on with the order", async () => {
    const buyer = await world().visitor().readyToOrder();
    const { id, url } = await buyer.startCheckout((await world().plan("Business Premium")).id, 3);
    await enterCard(url, "4242424242424242");
    const orderId = (await buyer.expect(200, "POST", `/store/csp/checkouts/${id}/return`, {})).text(
      "checkout",
      "order_id",
    );
    const subscriptions = world().container.resolve(SUBSCRIPTION_MODULE);
    for (let round = 0; round < 20 && (await subscriptions.list({ orderId })).length === 0; round += 1) {
      await world().runDuties();
      world().advanceBy(1_000);
    }
    expect(await subscriptions.list({ orderId })).toMatchObject([{ status: "active" }]);
    const [told, ...more] = vendor().requests("POST", /\/customers\/[^/]+\/agreements$/);
    expect([told?.token, more]).toEqual(["user", []]);
    expect((await buyer.expect(200, "GET", ME)).at("company", "agreement", "state").value).toBe("valid");
  });
});
