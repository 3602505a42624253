import { percentile } from "../../result";
import type { Bench, PartResult } from "../bench";

const IDLE_PREVIEWS = 1_000;

/**
 * What a customer feels who looks at a seat change while the same process bills everybody else, as a shop on one machine
 * does; before the run, and while it is on.
 */
export async function preview(bench: Bench): Promise<PartResult> {
  const { subscriptions } = bench.options;
  return bench.withWorld({ subscriptions }, async (url) => {
    bench.progress(`previews of seat changes while ${subscriptions} subscriptions are billed`);
    const { reports, seconds } = await bench.bill(url, { previews: IDLE_PREVIEWS });
    const { idle = [], during = [] } = reports[0]?.previews ?? {};
    return {
      figures: {
        "preview of a seat change, idle p50, ms": percentile(idle, 0.5),
        "preview of a seat change, idle p99, ms": percentile(idle, 0.99),
        "preview of a seat change, during a run p50, ms": percentile(during, 0.5),
        "preview of a seat change, during a run p99, ms": percentile(during, 0.99),
        "preview p99, during a run over idle": percentile(during, 0.99) / percentile(idle, 0.99),
        "previews during the run": during.length,
        "run beside the previews, s": seconds,
      },
      bars: [],
    };
  });
}
