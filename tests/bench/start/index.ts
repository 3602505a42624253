import os from "node:os";
import { atMost, type BenchResult, percentile } from "../result";
import { copyTree } from "./copy";
import { type MeasuredStart, measureStart } from "./launcher";
import { measureReloads } from "./reloads";

const SECOND_STARTS = 3;
const RELOADS = 3;
const FIRST_LIMIT_S = 240;
const SECOND_LIMIT_S = 10;
const BACKEND_LIMIT_S = 12;
const PAGE_LIMIT_S = 2;

/**
 * First start of a fresh copy of the tree, later starts, and reloads in development, as their user sees them.
 * `--link-packages` takes the packages of this tree instead of installing them, for a machine without a registry.
 */
export async function run(words: readonly string[]): Promise<BenchResult> {
  const otherWork = os.loadavg()[0] ?? 0;
  const copy = copyTree(words.includes("--link-packages"));
  try {
    const first = await measureStart(copy.folder);
    const seconds: MeasuredStart[] = [];
    while (seconds.length < SECOND_STARTS) {
      seconds.push(await measureStart(copy.folder));
    }
    const reloads = await measureReloads(copy.folder, RELOADS);
    const totals = seconds.map(({ total }) => total);
    const slowest = seconds.find(({ total }) => total === Math.max(...totals)) ?? first;
    const ownFirst = first.total - first.packages;
    return {
      name: "start",
      figures: {
        "load of the machine before (processes waiting)": otherWork,
        "first start: packages s": first.packages,
        ...stagesOf("first start", first),
        ...stagesOf("second start, the slowest", slowest),
        ...spread("second start", totals),
        "development start s": reloads.start,
        ...spread("reload of a backend route", reloads.backend),
        ...spread("reload of the shop", reloads.shop),
        ...spread("reload of the admin", reloads.admin),
      },
      bars: [
        atMost("first start without packages (s)", ownFirst, FIRST_LIMIT_S),
        atMost("second start, the slowest (s)", Math.max(...totals), SECOND_LIMIT_S),
        atMost("reload of a backend route, the slowest (s)", Math.max(...reloads.backend), BACKEND_LIMIT_S),
        atMost("reload of the shop, the slowest (s)", Math.max(...reloads.shop), PAGE_LIMIT_S),
        atMost("reload of the admin, the slowest (s)", Math.max(...reloads.admin), PAGE_LIMIT_S),
      ],
    };
  } finally {
    await copy.remove();
  }
}

function stagesOf(start: string, { stages }: MeasuredStart): Record<string, number> {
  return Object.fromEntries(stages.map(({ name, took }) => [`${start}: ${name} s`, took]));
}

function spread(what: string, samples: readonly number[]): Record<string, number> {
  return { [`${what}: median s`]: percentile(samples, 0.5), [`${what}: slowest s`]: Math.max(...samples) };
}
