import { buildBackend } from "../../sandbox/launcher/build/backend";
import { DATABASE_WITHIN_MS } from "../support/medusa/templates";
import { compared, goWrongAt, killAt, rehearse } from "./matrix/matrix";
import { kindOf } from "./matrix/plan";
import { purchase } from "./matrix/purchase";
import { SCENARIOS } from "./matrix/scenarios";
import type { PointOrder } from "./matrix/server";
import { FaultWorld } from "./matrix/world";

/**
 * A fixed sample of what `npm run faults` does with every point: what was asked for or paid stands at the vendor or the
 * card processor, and the process that should have noted it is killed.
 */
const KILLED: readonly PointOrder[] = [
  { name: "POST /store/csp/checkouts > Stripe POST /v1/checkout/sessions", hold: "after" },
  { name: "POST /store/csp/checkouts/:id/return > commit insert order_payment_collection", hold: "before" },
  { name: "duty provisioning ensure_tenant > Partner Center POST /v1/customers", hold: "after" },
  { name: "duty provisioning place_order > Partner Center POST /v1/customers/:id/carts/:id/checkout", hold: "after" },
  { name: "duty provisioning await_vendor > Partner Center GET /v1/customers/:id/subscriptions", hold: "after" },
  { name: "duty settlement settle_order > Stripe POST /v1/payment_intents/:id/capture", hold: "after" },
];

/** Calls that take effect and whose answer is lost with the connection, or that are refused for a moment. */
const GONE_WRONG = [
  { name: "duty provisioning ensure_tenant > Partner Center POST /v1/customers", fault: "drop" },
  { name: "duty provisioning place_order > Partner Center POST /v1/customers/:id/carts", fault: "throttle" },
  { name: "duty provisioning place_order > Partner Center POST /v1/customers/:id/carts/:id/checkout", fault: "drop" },
  { name: "duty settlement settle_order > Stripe POST /v1/payment_intents/:id/capture", fault: "error" },
  { name: "POST /store/csp/checkouts > Stripe POST /v1/checkout/sessions", fault: "drop" },
] as const;

/** For a machine that has much else to do: how soon all is well again is a figure of `npm run faults`. */
const PATIENCE = { quietMs: 40_000, stuckAfterMs: 120_000 };

jest.setTimeout(300_000);

let world: FaultWorld;

beforeAll(async () => {
  await buildBackend();
  world = await FaultWorld.start("sample");
}, DATABASE_WITHIN_MS);
afterAll(() => world?.stop());

it("finds every outside call and every commit of a purchase, those of the sample among them", async () => {
  const points = await rehearse(world, purchase);
  expect(points).toEqual(expect.arrayContaining([...KILLED, ...GONE_WRONG].map(({ name }) => name)));
  const calls = points.filter((point) => kindOf(point) === "call");
  expect(calls.length).toBeGreaterThanOrEqual(15);
  expect(points.length - calls.length).toBeGreaterThanOrEqual(50);
});

it("six orders whose process is killed at six points are ordered, paid and live once each", async () => {
  const { hit, problems, recoveries } = await killAt(world, purchase, KILLED, PATIENCE);
  expect([...hit].sort()).toEqual(KILLED.map(({ name }) => name).sort());
  expect(problems).toEqual([]);
  expect(recoveries).toHaveLength(KILLED.length);
});

it("orders whose calls go wrong on the wire are ordered, paid and live once each", async () => {
  const { hit, problems } = await goWrongAt(world, purchase, GONE_WRONG);
  expect([...hit].sort()).toEqual(GONE_WRONG.map(({ name }) => name).sort());
  expect(problems).toEqual([]);
});

it.each(SCENARIOS.filter((scenario) => scenario !== purchase).map((scenario) => [scenario.name, scenario] as const))(
  "%s, of which `npm run faults` kills every point, comes to its end without any fault",
  async (_, scenario) => {
    world.stripe.deliverySwitches.clear();
    world.vendor.clearFaults();
    expect((await rehearse(world, scenario)).length).toBeGreaterThan(0);
    expect(await compared(world, [])).toEqual([]);
  },
);
