import { randomInt } from "node:crypto";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { cancelOrderWorkflow } from "@medusajs/medusa/core-flows";
import type { FaultInput } from "../../sandbox/partner-center/faults/fault";
import { readAttention } from "../../src/reads/attention";
import { duties } from "../../src/workflows/duties";
import { forgottenRows } from "../support/dead-ends";
import { describeShop, type ShopWorld } from "../support/purchase/shop";
import { enterCard } from "../support/purchase/visitor";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const BUYERS = 2;
/** A year in steps of four weeks: each month's charge and renewal comes due between two of them. */
const STEPS = 13;
const WITHIN_MS = 240_000;

/** The same seed draws the same faults; without one each run draws others, and says which. */
const seed = Number(process.env.YEAR_SEED ?? randomInt(2 ** 31));

/** A number in [0, 1) after another (mulberry32). */
function numbers(from: number): () => number {
  let state = from;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const VENDOR_FAULTS: readonly FaultInput[] = [
  { kind: "drop_after_effect", method: "POST", path: "/checkout$" },
  { kind: "drop_before_effect", method: "POST", path: "/customers$" },
  { kind: "error_after_effect", method: "POST", path: "/carts$" },
  { kind: "error_before_effect", method: "POST", path: "/carts$", status: 401, code: "900421", times: 2 },
  { kind: "error_before_effect", method: "GET", path: "/subscriptions/", status: 500, times: 6 },
  { kind: "refuse_checkout", code: "800069" },
  { kind: "line_error", code: "10015" },
  { kind: "throttle", retryAfterSeconds: 1, times: 2 },
];

const CARD_FAULTS = [
  { kind: "error_500", path: "/capture" },
  { kind: "drop_after", path: "/capture" },
  { kind: "error_500", path: "/payment_intents", method: "POST", count: 2 },
  { kind: "drop_after", path: "/payment_intents", method: "POST" },
  { kind: "rate_limit_429" },
  { kind: "drop_before", count: 3 },
] as const;

/** What happens with a payment, or a licence, that is there: somebody gives money back, disputes it, or cancels. */
const TURNS = ["refund", "part_refund", "dispute", "inquiry", "vendor_cancels", "seller_cancels"] as const;

/** A proxy that lets one kind of call through no more, for a day. */
const WALLS: readonly FaultInput[] = [
  { kind: "foreign_answer", method: "POST", path: "/checkout$", times: 100_000 },
  { kind: "foreign_answer", method: "POST", path: "/customers$", times: 100_000 },
  { kind: "foreign_answer", method: "GET", path: "/subscriptions/", times: 100_000 },
];

const CARDS = ["4242424242424242", "4242424242424242", "4000000000000341"];

describeShop((world) => {
  it(
    `a year with random faults leaves no row that nobody will ever look at (YEAR_SEED=${seed})`,
    async () => {
      const next = numbers(seed);
      const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
      const db = world().container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION);
      const { vendor, stripe } = world().outside;

      for (let buyer = 0; buyer < BUYERS; buyer += 1) {
        // The first one's card is taken, or a year might pass in which nothing was bought.
        const card = pick(CARDS);
        await order(world(), buyer === 0 ? "4242424242424242" : card, pick(["P1M", "P1Y"]));
        vendor.addFault(pick(VENDOR_FAULTS));
        stripe.faults.set(pick(CARD_FAULTS));
        await work(world());
      }
      const walled = await order(world(), pick(CARDS), "P1Y");
      vendor.addFault(pick(WALLS));
      const turn = pick(TURNS);
      if (turn === "seller_cancels") {
        await cancelOrderWorkflow(world().container)
          .run({ input: { order_id: walled } })
          .catch(() => {});
      }
      for (let hours = 0; hours < 32; hours += 8) {
        await work(world());
        expect(await forgottenRows(world().container, db, world().now)).toEqual([]);
        world().advanceBy(8 * HOUR_MS);
      }
      vendor.clearFaults();
      for (let step = 0; step < STEPS; step += 1) {
        if (step === Math.floor(STEPS / 3)) {
          takeTurn(world(), turn);
        }
        if (next() < 0.3) {
          vendor.addFault(pick(VENDOR_FAULTS));
        }
        if (next() < 0.3) {
          stripe.faults.set(pick(CARD_FAULTS));
        }
        if (next() < 0.1) {
          await hook(world(), { id: `evt_year_${step}`, object: "event", type: "payment_intent.succeeded" });
        }
        world().advanceBy(Math.round((DAY_MS * 365) / STEPS));
        await work(world());
      }

      expect(await forgottenRows(world().container, db, world().now)).toEqual([]);
      const { entries } = await readAttention(world().container, world().now);
      for (const { item } of entries) {
        expect(item.words).not.toBe("");
        expect(item.since.getTime()).toBeLessThanOrEqual(world().now.getTime());
      }
      const rows = await db("csp_provisioning_task").count({ n: "*" }).first();
      expect(Number(rows?.n)).toBeGreaterThan(0);
    },
    WITHIN_MS,
  );
});

/** A paid order, by a customer who tries again when he is asked to; what becomes of it is what the faults decide. */
async function order(world: ShopWorld, card: string, term: string): Promise<string> {
  const plan = await world.plan("Business Premium", term);
  const buyer = await world.visitor().readyToOrder();
  const cart = await buyer.cartWith(plan.id, 3);
  const form = { cart_id: cart.id, quote_hash: cart.hash, card_consent: true };
  for (let tries = 0; tries < 5; tries += 1) {
    const started = await buyer.call("POST", "/store/csp/checkouts", form);
    if (started.status === 201) {
      const checkout = started.body.at("checkout");
      await enterCard(checkout.text("redirect_url"), card);
      const paid = await buyer.call("POST", `/store/csp/checkouts/${checkout.text("id")}/return`, {});
      return String(paid.body.at("checkout", "order_id").value);
    }
    world.advanceBy(60_000);
  }
  throw new Error("Five times the card processor did not answer.");
}

/** Done at the processor or the vendor, as a person, a bank or Microsoft does it: our side finds out by itself. */
function takeTurn({ outside: { stripe, vendor } }: ShopWorld, turn: (typeof TURNS)[number]): void {
  const paid = stripe.paymentIntents().find((intent) => intent.amount_received > 0);
  const charge = String(paid?.latest_charge ?? "");
  const [licence] = Object.keys(vendor.state().subscriptions);
  if (turn === "vendor_cancels" && licence !== undefined) {
    vendor.changeSubscription(licence, { status: "deleted" });
  }
  if (paid === undefined) {
    return;
  }
  if (turn === "refund" || turn === "part_refund") {
    stripe.refund(charge, turn === "refund" ? paid.amount_received : 1);
  } else if (turn === "dispute" || turn === "inquiry") {
    stripe.openDispute(charge, "fraudulent", turn === "inquiry");
  }
}

/** A few turns of every duty; one that throws is logged by the ticker and tried again, and so it is here. */
async function work(world: ShopWorld): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    for (const duty of duties) {
      await duty.run(world.container, world.now).catch(() => {});
    }
    world.advanceBy(30_000);
  }
}

const hook = (world: ShopWorld, event: Record<string, unknown>) =>
  world.deliver({
    ...event,
    api_version: "2026-01-28",
    created: 1,
    livemode: false,
    data: { object: { id: "pi_none", object: "payment_intent" } },
  });
