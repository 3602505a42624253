import { Shopper } from "../support/shopper";
import { startTestWorld } from "../support/world";
import { atMost, type BenchResult, percentile } from "./result";

const ROUNDS = 300;
const WARM_UP = 40;
const LIMIT = 1.5;

/** Latency of a quote over HTTP, beside Medusa's own product list, request by request in turn in the same run. */
export async function run(): Promise<BenchResult> {
  const world = await startTestWorld({ provisioningDelayMs: 0 });
  try {
    const shopper = new Shopper(world.shop, "nobody@example.com");
    const plan = await shopper.findPlan("Microsoft 365 Business Premium", "P1Y", "monthly");
    const quote = () => shopper.call("POST", "/store/csp/quotes", { lines: [{ plan_id: plan, quantity: 10 }] }, 201);
    const products = () => shopper.call("GET", "/store/products");
    const quotes: number[] = [];
    const lists: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const [quoteMs, listMs] = [await timed(quote), await timed(products)];
      if (round >= WARM_UP) {
        quotes.push(quoteMs);
        lists.push(listMs);
      }
    }
    const ratio = percentile(quotes, 0.5) / percentile(lists, 0.5);
    return {
      name: "preview",
      figures: {
        "quote p50 ms": percentile(quotes, 0.5),
        "quote p95 ms": percentile(quotes, 0.95),
        "quote slowest ms": Math.max(...quotes),
        "GET /store/products p50 ms": percentile(lists, 0.5),
        "GET /store/products p95 ms": percentile(lists, 0.95),
        "GET /store/products slowest ms": Math.max(...lists),
      },
      bars: [
        atMost("quote p50 over product list p50", ratio, LIMIT),
        atMost("the slowest quote over the slowest product list", Math.max(...quotes) / Math.max(...lists), LIMIT),
      ],
    };
  } finally {
    await world.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
