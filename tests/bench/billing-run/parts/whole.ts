import { atMost } from "../../result";
import { type Bench, median, NOW, type PartResult } from "../bench";
import { measureFloor } from "../floor";
import { withClient } from "../server";
import { countBilled, digestOf, WrongResultError } from "../verify";
import { runWorkers } from "../workers";

const SECONDS_FOR_100_000 = 60;
const MOST_TIMES_FLOOR = 2;
const FLOOR_ROUNDS = 3;
const MOST_MEGABYTES = 512;
const RERUN_SHARE = 0.02;

export interface WholeRun {
  readonly seconds: number;
  readonly peakMegabytes: number;
  readonly digest: string;
  readonly result: PartResult;
}

/**
 * The large world billed once by one process, beside the bare writing of the same rows in the same minutes; then the same
 * run again, which finds nothing.
 */
export async function wholeRun(bench: Bench): Promise<WholeRun> {
  const { subscriptions } = bench.options;
  return bench.withWorld({ subscriptions }, async (url) => {
    bench.progress(`one process bills ${subscriptions} subscriptions`);
    const { seconds, reports, documents, lines } = await bench.bill(url);
    const [report] = reports;
    if (!report) {
      throw new Error("The run left no report.");
    }
    bench.progress("the same run again");
    const again = await runWorkers({ url, now: NOW.toISOString() }, 1);
    bench.progress("the floor: the same rows with COPY");
    const { digest, floors } = await withClient(url, async (client) => {
      const after = await countBilled(client);
      if (after.lines !== lines || after.documents !== documents) {
        throw new WrongResultError("more documents after running again", after.documents - documents, [after]);
      }
      return { digest: await digestOf(client), floors: await measureFloor(client, FLOOR_ROUNDS) };
    });
    const floor = median(floors);
    return {
      seconds,
      peakMegabytes: report.peakMegabytes,
      digest,
      result: {
        figures: {
          subscriptions,
          accounts: report.run.done,
          documents,
          lines,
          "run, s": seconds,
          "subscriptions per second": subscriptions / seconds,
          "lines per second": lines / seconds,
          "processor time of the process, s": report.cpuSeconds,
          "floor (COPY of the same rows), s": floor,
          "floor, fastest and slowest, s": `${Math.min(...floors).toFixed(2)} to ${Math.max(...floors).toFixed(2)}`,
          "same run again, s": again.seconds,
          "statements per account": report.queries / report.run.done,
          "memory before the run, MB": report.loadedMegabytes,
        },
        bars: [
          atMost("seconds for 100,000 subscriptions", (seconds * 100_000) / subscriptions, SECONDS_FOR_100_000),
          atMost("run as a multiple of the floor", seconds / floor, MOST_TIMES_FLOOR),
          atMost("memory of the process at the peak, MB", report.peakMegabytes, MOST_MEGABYTES),
          atMost("same run again, share of the first", again.seconds / seconds, RERUN_SHARE),
        ],
      },
    };
  });
}
