import { Shopper } from "../support/shopper";
import { startTestWorld } from "../support/world";
import { atMost, type BenchResult, percentile } from "./result";

const ORDERS = 20;
const LIMIT_MS = 5_000;

/** Time from the return of the payment page to licences that are live, with simulators that answer at once. */
export async function run(): Promise<BenchResult> {
  const world = await startTestWorld({ provisioningDelayMs: 0 });
  try {
    const samples: number[] = [];
    for (let index = 0; index < ORDERS; index += 1) {
      samples.push(await oneOrder(new Shopper(world.shop, `buyer${index}@example.com`), index));
    }
    const p95 = percentile(samples, 0.95);
    const slowest = Math.max(...samples);
    return {
      name: "order-to-live",
      figures: {
        orders: samples.length,
        "median ms": percentile(samples, 0.5),
        "p95 ms": p95,
        "slowest ms": slowest,
      },
      bars: [
        atMost("p95 from payment to live (ms)", p95, LIMIT_MS),
        atMost("the slowest from payment to live (ms)", slowest, LIMIT_MS),
      ],
    };
  } finally {
    await world.stop();
  }
}

async function oneOrder(shopper: Shopper, index: number): Promise<number> {
  await shopper.signUp(`Bench Company ${index}`, `benchcompany${index}`);
  const plan = await shopper.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
  const checkout = await shopper.startCheckout(plan, 10);
  await shopper.enterCard(checkout.redirectUrl, "4242424242424242");
  const from = performance.now();
  await shopper.returnFromPayment(checkout.id);
  await shopper.waitFor(checkout.id, ["live"]);
  return performance.now() - from;
}
