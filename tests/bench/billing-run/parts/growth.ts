import { atMost } from "../../result";
import { type Bench, median, type PartResult } from "../bench";
import type { WholeRun } from "./whole";

const ROUNDS = 3;
const MOST_EXPONENT = 1.1;
const MOST_TIMES_MEMORY = 1.25;

/** How time and memory grow from the small world to the large one: time as N to the power of the exponent. */
export async function growth(bench: Bench, large: WholeRun): Promise<PartResult> {
  const { subscriptions } = bench.options;
  const seconds: number[] = [];
  const peaks: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    bench.progress(`one process bills ${bench.small} subscriptions (${round + 1} of ${ROUNDS})`);
    await bench.withWorld({}, async (url) => {
      const run = await bench.bill(url);
      seconds.push(run.seconds);
      peaks.push(...run.reports.map((report) => report.peakMegabytes));
    });
  }
  const exponent = Math.log(large.seconds / median(seconds)) / Math.log(subscriptions / bench.small);
  return {
    figures: {
      [`${bench.small} subscriptions, s`]: median(seconds),
      [`${bench.small} subscriptions, fastest and slowest, s`]: `${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}`,
      [`${bench.small} subscriptions, memory at the peak, MB`]: median(peaks),
    },
    bars: [
      atMost(`exponent of time from ${bench.small} to ${subscriptions}`, exponent, MOST_EXPONENT),
      atMost("memory at the peak, large over small", large.peakMegabytes / median(peaks), MOST_TIMES_MEMORY),
    ],
  };
}
