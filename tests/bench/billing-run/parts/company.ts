import type { Bench, PartResult } from "../bench";

/** One company with everything a partner has: one account, one very long document. */
export async function oneCompany(bench: Bench): Promise<PartResult> {
  return bench.withWorld({ oneCompany: true }, async (url) => {
    bench.progress(`one company with ${bench.small} subscriptions`);
    const { seconds, documents, lines, reports } = await bench.bill(url);
    return {
      figures: {
        [`one company with ${bench.small} subscriptions, s`]: seconds,
        "its documents and lines": `${documents} and ${lines}`,
        "its memory at the peak, MB": Math.max(...reports.map((report) => report.peakMegabytes)),
      },
      bars: [],
    };
  });
}
