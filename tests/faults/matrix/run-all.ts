import type { FaultsOptions } from "./options";
import { inWords } from "./patience";
import { drawFrom, drawn } from "./plan";
import { runScenario, type ScenarioResult } from "./run-scenario";
import { SCENARIOS } from "./scenarios";

/**
 * Runs the scenarios, some side by side, each in a shop of its own. A point that comes up in several of them is killed
 * in the first that claims it, in the order the seed draws; with `all` in each.
 *
 * @throws Error when a scenario cannot be run, after those that were running have ended; no other is begun; and when no
 *   point at all was to be killed, which would be a good end of nothing
 */
export async function runAll(options: FaultsOptions, say: (text: string) => void): Promise<ScenarioResult[]> {
  const chosen = SCENARIOS.filter(({ name }) => options.scenario === undefined || name === options.scenario);
  if (chosen.length === 0) {
    throw new Error(
      `There is no scenario ${options.scenario}. Known: ${SCENARIOS.map(({ name }) => name).join(", ")}.`,
    );
  }
  say(`seed ${options.seed}`);
  const claimed = new Set<string>();
  const claim = (points: readonly string[]) => {
    const free = points.filter((point) => options.all || !claimed.has(point));
    for (const point of free) {
      claimed.add(point);
    }
    return free;
  };
  const waiting = inDrawnOrder(chosen, options.seed);
  const results: ScenarioResult[] = [];
  const from = performance.now();
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { name } = next;
      const tell = (text: string) =>
        say(`${((performance.now() - from) / 1000).toFixed(0).padStart(5)} s  ${name}: ${text}`);
      results.push(await runScenario(next, options, claim, tell));
    }
  };
  const ends = await Promise.allSettled(
    Array.from({ length: options.worlds }, () =>
      worker().catch((error: unknown) => {
        // The shops that still run end first: their database goes with this process.
        waiting.length = 0;
        say(`No other scenario is begun: ${inWords(error)}`);
        throw error;
      }),
    ),
  );
  for (const end of ends) {
    if (end.status === "rejected") {
      throw end.reason;
    }
  }
  if (results.every(({ points }) => points.length === 0)) {
    throw new Error(`No point has "${options.point ?? ""}" in its name.`);
  }
  return results;
}

function inDrawnOrder<T>(some: readonly T[], seed: number): T[] {
  const draw = drawFrom(seed);
  const left = [...some];
  const order: T[] = [];
  while (left.length > 0) {
    const one = drawn(left, draw);
    left.splice(left.indexOf(one), 1);
    order.push(one);
  }
  return order;
}
