import fs from "node:fs";
import path from "node:path";
import { STRIPE_AREAS_UNUSED, STRIPE_EVENTS_ACTED_ON, STRIPE_EVENTS_TOLD_OTHERWISE } from "./stripe-event-list";

const declared = path.resolve(__dirname, "../../../node_modules/stripe/cjs/resources/Events.d.ts");
/** Every type that the SDK declares; it is made from Stripe's own specification. */
const types = [
  ...new Set(
    [...fs.readFileSync(declared, "utf8").matchAll(/^\s+type: '([a-z0-9_.]+)';/gm)].map(([, type = ""]) => type),
  ),
];

const areaOf = (type: string) => Object.keys(STRIPE_AREAS_UNUSED).find((area) => type.startsWith(area));

describe("the list of Stripe's events", () => {
  it("has each type that the SDK declares exactly once", () => {
    expect(types.length).toBeGreaterThan(250);
    const placed = types.map((type) => [
      type,
      [type in STRIPE_EVENTS_ACTED_ON, type in STRIPE_EVENTS_TOLD_OTHERWISE, areaOf(type) !== undefined].filter(Boolean)
        .length,
    ]);
    expect(placed.filter(([, places]) => places !== 1)).toEqual([]);
  });

  it("names no type and no area that there is not", () => {
    const named = [...Object.keys(STRIPE_EVENTS_ACTED_ON), ...Object.keys(STRIPE_EVENTS_TOLD_OTHERWISE)];
    expect(named.filter((type) => !types.includes(type))).toEqual([]);
    expect(Object.keys(STRIPE_AREAS_UNUSED).filter((area) => !types.some((type) => type.startsWith(area)))).toEqual([]);
  });

  it("passes over no area of which rows of ours depend: each of its types is decided by itself", () => {
    const ours = ["checkout.session.", "payment_intent.", "charge.", "refund.", "payment_method.", "setup_intent."];
    expect(types.filter((type) => ours.some((area) => type.startsWith(area)) && areaOf(type) !== undefined)).toEqual(
      [],
    );
  });

  it("gives a reason in a whole sentence for whatever is not acted on", () => {
    const reasons = [...Object.values(STRIPE_EVENTS_TOLD_OTHERWISE), ...Object.values(STRIPE_AREAS_UNUSED)];
    expect(reasons.filter((reason) => !/^[A-Z].{12,}\.$/.test(reason))).toEqual([]);
  });
});
