import { atMost } from "../../result";
import { type Bench, median, type PartResult } from "../bench";

const DEPTHS = [1, 12, 36];
/** Where no run has been yet: every line has to be read, and the orders' invoices looked up. */
const FIRST_RUN = "first run after the orders";
const ROUNDS = 3;
const MOST_SPREAD = 1.2;

/** The time of a run must not depend on how long the customers have been customers. The depths take turns. */
export async function history(bench: Bench): Promise<PartResult> {
  const worlds = [
    ...DEPTHS.map((billedMonths) => ({ label: `${billedMonths} billed months`, billedMonths, neverRun: false })),
    { label: FIRST_RUN, billedMonths: 1, neverRun: true },
  ];
  const seconds = new Map<string, number[]>();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { label, ...world } of worlds) {
      await bench.withWorld(world, async (url) => {
        bench.progress(`history: ${label} (${round + 1} of ${ROUNDS})`);
        seconds.set(label, [...(seconds.get(label) ?? []), (await bench.bill(url)).seconds]);
      });
    }
  }
  const perSubscription = ({ label }: { label: string }) => (median(seconds.get(label) ?? []) / bench.small) * 1_000;
  const deep = worlds.filter(({ neverRun }) => !neverRun).map(perSubscription);
  return {
    figures: Object.fromEntries(worlds.map((world) => [`ms per subscription, ${world.label}`, perSubscription(world)])),
    bars: [atMost("slowest history over fastest", Math.max(...deep) / Math.min(...deep), MOST_SPREAD)],
  };
}
