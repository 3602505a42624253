import { Shopper } from "../support/shopper";
import { startTestWorld, type TestWorld } from "../support/world";
import { atMost, type BenchResult, percentile } from "./result";

/** Orders of each kind, in blocks that take turns, so that a busy moment of the machine meets both kinds. */
const BLOCKS = 4;
const ORDERS_A_BLOCK = 6;
const LIMIT_MS = 5_000;
/** What one hanging call may cost everybody else. */
const LIMIT_WHILE_HANGING = 1.2;

/**
 * Time from the return of the payment page to licences that are live, with simulators that answer at once: when all is
 * quiet, while one call to the card processor hangs, and for the first order after a restart.
 */
export async function run(): Promise<BenchResult> {
  let world = await startTestWorld({ provisioningDelayMs: 0 });
  try {
    const buyers = numbers();
    const warm = [await oneOrder(world, buyers), await oneOrder(world, buyers)];
    const quiet: number[] = [];
    const hanging: number[] = [];
    for (let block = 0; block < BLOCKS; block += 1) {
      quiet.push(...(await orders(world, buyers)));
      const letGo = await hangOneCapture(world, buyers);
      hanging.push(...(await orders(world, buyers)));
      await letGo();
    }
    world = await world.restart();
    const afterRestart = await oneOrder(world, buyers);
    const all = [...warm, ...quiet, ...hanging, afterRestart];
    const p95 = percentile(quiet, 0.95);
    const p95Hanging = percentile(hanging, 0.95);
    return {
      name: "order-to-live",
      figures: {
        orders: all.length,
        "quiet median ms": percentile(quiet, 0.5),
        "quiet p95 ms": p95,
        "one call hangs, median ms": percentile(hanging, 0.5),
        "one call hangs, p95 ms": p95Hanging,
        "the first after a restart ms": afterRestart,
        "slowest of all ms": Math.max(...all),
      },
      bars: [
        atMost("p95 from payment to live (ms)", p95, LIMIT_MS),
        atMost("the slowest of all from payment to live (ms)", Math.max(...all), LIMIT_MS),
        atMost("p95 while one Stripe call hangs over quiet p95", p95Hanging / p95, LIMIT_WHILE_HANGING),
      ],
    };
  } finally {
    await world.stop();
  }
}

/** The number of the next buyer. */
function numbers(): () => number {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}

async function orders(world: TestWorld, buyers: () => number): Promise<number[]> {
  const samples: number[] = [];
  for (let index = 0; index < ORDERS_A_BLOCK; index += 1) {
    samples.push(await oneOrder(world, buyers));
  }
  return samples;
}

async function oneOrder(world: TestWorld, buyers: () => number): Promise<number> {
  const { shopper, checkoutId } = await paid(world, buyers());
  const from = performance.now();
  await shopper.returnFromPayment(checkoutId);
  await shopper.waitFor(checkoutId, ["live"]);
  return performance.now() - from;
}

/** An order whose money is taken by a call that gets no answer. @returns lets the call go and waits for that order */
async function hangOneCapture(world: TestWorld, buyers: () => number): Promise<() => Promise<void>> {
  const { shopper, checkoutId } = await paid(world, buyers());
  await onFaults(world, "POST", "", { kind: "hold", method: "POST", path: "/capture" });
  await shopper.returnFromPayment(checkoutId);
  // Its licences come before its money: from then on the call is under way.
  const giveUpAt = Date.now() + 20_000;
  while ((await faultsLeft(world)) > 0) {
    if (Date.now() > giveUpAt) {
      throw new Error("No call to the card processor was there to hang within 20 s.");
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return async () => {
    await onFaults(world, "POST", "/let-go");
    await shopper.waitFor(checkoutId, ["live"]);
  };
}

async function paid(world: TestWorld, number: number): Promise<{ shopper: Shopper; checkoutId: string }> {
  const shopper = new Shopper(world.shop, `buyer${number}@example.com`);
  await shopper.signUp(`Bench Company ${number}`, `benchcompany${number}`);
  const plan = await shopper.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
  const checkout = await shopper.startCheckout(plan, 10);
  await shopper.enterCard(checkout.redirectUrl, "4242424242424242");
  return { shopper, checkoutId: checkout.id };
}

async function faultsLeft(world: TestWorld): Promise<number> {
  const { faults }: { faults: unknown[] } = await (await onFaults(world, "GET", "")).json();
  return faults.length;
}

async function onFaults(world: TestWorld, method: string, path: string, body?: object): Promise<Response> {
  const answer = await fetch(`${world.addresses.stripe}/_sim/faults${path}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    throw new Error(`The card processor's simulator answered ${answer.status} to ${method} faults${path}.`);
  }
  return answer;
}
