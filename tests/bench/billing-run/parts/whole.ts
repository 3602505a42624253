import { atMost } from "../../result";
import { type Bench, median, type PartResult } from "../bench";
import { measureFloor } from "../floor";
import { withClient } from "../server";
import { digestOf } from "../verify";
import { HEAP_LIMIT_MEGABYTES } from "../workers";

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
 * The large world billed once by one process, beside the bare writing of the same rows in the same minutes. The process
 * then runs once more and must find nothing: what is checked afterwards is what both runs left.
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
    bench.progress("the floor: the same rows with COPY");
    const { digest, floors } = await withClient(url, async (client) => ({
      digest: await digestOf(client),
      floors: await measureFloor(client, FLOOR_ROUNDS),
    }));
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
          "same run again, s": report.againSeconds,
          "statements per account": report.queries / report.run.done,
          "memory before the run, MB": report.loadedMegabytes,
          "limit of its JavaScript heap, MB": HEAP_LIMIT_MEGABYTES,
        },
        bars: [
          atMost("seconds for 100,000 subscriptions", (seconds * 100_000) / subscriptions, SECONDS_FOR_100_000),
          atMost("run as a multiple of the floor", seconds / floor, MOST_TIMES_FLOOR),
          atMost("memory of the process at the peak, MB", report.peakMegabytes, MOST_MEGABYTES),
          atMost("same run again, share of the first", report.againSeconds / seconds, RERUN_SHARE),
        ],
      },
    };
  });
}
