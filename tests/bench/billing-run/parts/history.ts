import { atMost } from "../../result";
import { type Bench, median, type PartResult } from "../bench";

const DEPTHS = [1, 12, 36];
const ROUNDS = 3;
const MOST_SPREAD = 1.2;

/** The time of a run must not depend on how long the customers have been customers. The depths take turns. */
export async function history(bench: Bench): Promise<PartResult> {
  const seconds = new Map(DEPTHS.map((depth) => [depth, [] as number[]]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const billedMonths of DEPTHS) {
      await bench.withWorld({ billedMonths }, async (url) => {
        bench.progress(`history of ${billedMonths} months (${round + 1} of ${ROUNDS})`);
        seconds.get(billedMonths)?.push((await bench.bill(url)).seconds);
      });
    }
  }
  const perSubscription = DEPTHS.map((depth) => (median(seconds.get(depth) ?? []) / bench.small) * 1_000);
  return {
    figures: Object.fromEntries(
      DEPTHS.map((depth, at) => [`ms per subscription, ${depth} billed months`, perSubscription[at] ?? Number.NaN]),
    ),
    bars: [
      atMost("slowest history over fastest", Math.max(...perSubscription) / Math.min(...perSubscription), MOST_SPREAD),
    ],
  };
}
