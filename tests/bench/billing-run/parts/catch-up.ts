import { type Bench, DUE_ON, type PartResult } from "../bench";

const LAST_DUE_ON = "2027-01-15";

/** Nothing ran for three due days: one run makes the documents that three would have made. */
export async function catchUp(bench: Bench): Promise<PartResult> {
  return bench.withWorld({ lastDueOn: LAST_DUE_ON }, async (url) => {
    bench.progress(`catching up from ${DUE_ON} to ${LAST_DUE_ON}`);
    const { seconds, documents, lines } = await bench.bill(url, { now: new Date(`${LAST_DUE_ON}T04:00:00Z`) });
    return {
      figures: {
        [`three missed months of ${bench.small} subscriptions, s`]: seconds,
        "caught up documents and lines": `${documents} and ${lines}`,
        "caught up lines per second": lines / seconds,
      },
      bars: [],
    };
  });
}
