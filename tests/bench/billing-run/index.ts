import type { BenchResult } from "../result";
import { Bench, type PartResult } from "./bench";
import { type PartName, readOptions } from "./options";
import { catchUp } from "./parts/catch-up";
import { oneCompany } from "./parts/company";
import { growth } from "./parts/growth";
import { history } from "./parts/history";
import { preview } from "./parts/preview";
import { type WholeRun, wholeRun } from "./parts/whole";
import { severalWorkers } from "./parts/workers";
import { startServer } from "./server";

/** Parts that are measured against the one large run, which is made when the first of them asks for it. */
type Part = (bench: Bench, large: () => Promise<WholeRun>) => Promise<PartResult>;

const PARTS: Readonly<Record<PartName, Part>> = {
  whole: async (_bench, large) => (await large()).result,
  growth: async (bench, large) => growth(bench, await large()),
  history,
  workers: async (bench, large) => severalWorkers(bench, await large()),
  preview,
  company: oneCompany,
  "catch-up": catchUp,
};

/**
 * The product's billing run over seeded worlds of many subscriptions, in processes of its own: read, plan, write, number.
 * Every run is checked line by line against what the world calls for; a run that billed something else fails the
 * benchmark, however fast it was.
 *
 * @throws WrongResultError
 */
export async function run(words: readonly string[]): Promise<BenchResult> {
  const options = readOptions(words);
  const server = await startServer();
  // Whoever loses patience must not leave a database server behind.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void server.stop().finally(() => process.exit(1)));
  }
  try {
    const bench = new Bench(server, options);
    let whole: Promise<WholeRun> | undefined;
    const large = () => {
      whole ??= wholeRun(bench);
      return whole;
    };
    const results: PartResult[] = [];
    for (const part of options.parts) {
      results.push(await PARTS[part](bench, large));
    }
    return {
      name: "billing-run",
      figures: Object.assign({}, ...results.map(({ figures }) => figures)),
      bars: results.flatMap(({ bars }) => bars),
    };
  } finally {
    await server.stop();
  }
}
