import Stripe from "stripe";
import { verifyWebhook } from "./webhooks";

const SECRET = "whsec_unit";
const NOW = new Date("2026-11-22T08:00:00Z");
const seconds = NOW.getTime() / 1000;
const event = (more: object = {}) =>
  JSON.stringify(
    {
      id: "evt_1",
      object: "event",
      type: "payment_intent.succeeded",
      created: seconds - 5,
      livemode: false,
      api_version: "2026-10-28.endive",
      data: { object: { id: "pi_1", object: "payment_intent", metadata: { invoice_id: "inv_1" } } },
      ...more,
    },
    null,
    2,
  );
const thin = JSON.stringify({
  id: "evt_test_1",
  object: "v2.core.event",
  type: "v1.billing.meter.no_meter_found",
  created: "2026-11-22T08:00:00.000Z",
  livemode: false,
  related_object: null,
});
const sign = (payload: string, secret = SECRET, timestamp = seconds) =>
  Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

describe("verifyWebhook", () => {
  it("reads an event signed with any of the secrets", () => {
    const body = event();
    expect(verifyWebhook(Buffer.from(body), sign(body), ["whsec_next", SECRET], NOW)).toEqual({
      outcome: "verified",
      event: {
        id: "evt_1",
        type: "payment_intent.succeeded",
        createdAt: new Date(NOW.getTime() - 5000),
        livemode: false,
        apiVersion: "2026-10-28.endive",
        object: { id: "pi_1", type: "payment_intent", metadata: { invoice_id: "inv_1" } },
        payload: JSON.parse(body),
      },
    });
  });

  it("judges the age by the given time, not by the system's", () => {
    const body = event();
    const header = sign(body);
    expect(verifyWebhook(body, header, [SECRET], new Date(NOW.getTime() + 300_000)).outcome).toBe("verified");
    expect(verifyWebhook(body, header, [SECRET], new Date(NOW.getTime() + 301_000)).outcome).toBe("refused");
  });

  it.each([
    ["another secret", event(), sign(event(), "whsec_other"), [SECRET], /No signatures found/],
    ["changed bytes", event({ type: "payment_intent.canceled" }), sign(event()), [SECRET], /No signatures found/],
    ["no header", event(), undefined, [SECRET], /header is missing/],
    ["two headers", event(), [sign(event())], [SECRET], /header is missing/],
    ["a header of another kind", event(), "sha256=00", [SECRET], /Unable to extract/],
    ["no secret configured", event(), sign(event()), [], /no webhook secret/],
    ["an empty secret", event(), sign(event()), [""], /No webhook secret value/],
    ["an empty body", "", sign("x"), [SECRET], /No webhook payload/],
    ["a body that is not JSON", "{", sign("{"), [SECRET], /JSON/],
    ["a thin event of API v2", thin, sign(thin), [SECRET], /./],
    ["a list", "[]", sign("[]"), [SECRET], /./],
    ["a list of events", `[${event()}]`, sign(`[${event()}]`), [SECRET], /./],
    ["null", "null", sign("null"), [SECRET], /./],
    ["a number", "7", sign("7"), [SECRET], /./],
    ["a text", '"evt_1"', sign('"evt_1"'), [SECRET], /./],
    ["an event about nothing", event({ data: {} }), sign(event({ data: {} })), [SECRET], /data.object/],
    ["an event about a list", event({ data: { object: [] } }), sign(event({ data: { object: [] } })), [SECRET], /data/],
    ["something that is no event", '{"id":"evt_1"}', sign('{"id":"evt_1"}'), [SECRET], /not a Stripe event: object/],
  ])("refuses %s", (_what, body, header, secrets, reason) => {
    expect(verifyWebhook(body, header, secrets, NOW)).toEqual({
      outcome: "refused",
      reason: expect.stringMatching(reason),
    });
  });
});
