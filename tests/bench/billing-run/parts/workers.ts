import os from "node:os";
import { atMost } from "../../result";
import type { Bench, PartResult } from "../bench";
import { withClient } from "../server";
import { digestOf, WrongResultError } from "../verify";
import type { WholeRun } from "./whole";

/** Several processes bill the large world at once: nothing twice, nothing missing, the same lines as one alone. */
export async function severalWorkers(bench: Bench, alone: WholeRun): Promise<PartResult> {
  const { subscriptions, workers } = bench.options;
  return bench.withWorld({ subscriptions }, async (url) => {
    bench.progress(`${workers} processes bill ${subscriptions} subscriptions at once`);
    const { seconds, reports } = await bench.bill(url, { workers });
    const digest = await withClient(url, digestOf);
    if (digest !== alone.digest) {
      throw new WrongResultError(`other lines with ${workers} workers than with one`, 1, [
        { digest, alone: alone.digest },
      ]);
    }
    const ratio = seconds / alone.seconds;
    // One core for the database, one for the first process: the others need cores of their own to be of use.
    const free = os.availableParallelism() > workers;
    return {
      figures: {
        [`${workers} processes, s`]: seconds,
        [`${workers} processes, time over one`]: ratio,
        [`${workers} processes, accounts of each`]: reports.map((report) => report.run.done).join(", "),
        [`${workers} processes, memory at the peak of each, MB`]: reports
          .map((report) => Math.round(report.peakMegabytes))
          .join(", "),
      },
      bars: free ? [atMost(`${workers} processes over one`, ratio, 1)] : [],
    };
  });
}
