import os from "node:os";
import type { BenchResult } from "./result";

type Benchmark = (words: readonly string[]) => Promise<BenchResult>;

/** Every benchmark by its name; each brings its own database and cleans up. What follows the name is for it to read. */
const benches: Record<string, () => Promise<Benchmark>> = {
  "billing-run": async () => (await import("./billing-run/index.js")).run,
  import: async () => (await import("./import.js")).run,
  "order-to-live": async () => (await import("./order-to-live.js")).run,
  pdf: async () => (await import("./pdf.js")).run,
  preview: async () => (await import("./preview.js")).run,
  start: async () => (await import("./start/index.js")).run,
};

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  const json = words.includes("--json");
  const [name = ""] = words.filter((word) => !word.startsWith("--"));
  const rest = words.filter((word) => word !== "--json" && word !== name);
  const load = benches[name];
  if (!load) {
    console.error(
      `npm run bench -- NAME [--json] [what the benchmark takes]\nNAME is one of: ${Object.keys(benches).join(", ")}`,
    );
    process.exit(2);
  }
  const result = await (await load())(rest);
  const machine = { cores: os.cpus().length, memoryGiB: Math.round(os.totalmem() / 2 ** 30), node: process.version };
  print(result);
  if (json) {
    console.log(JSON.stringify({ ...result, machine }));
  }
  process.exit(result.bars.every((bar) => bar.ok) ? 0 : 1);
}

function print({ name, figures, bars }: BenchResult): void {
  console.log(`\n${name}`);
  for (const [label, value] of Object.entries(figures)) {
    console.log(`  ${label.padEnd(44)} ${typeof value === "number" ? round(value) : value}`);
  }
  for (const bar of bars) {
    const verdict = bar.ok ? "ok" : "NOT MET";
    console.log(`  ${bar.name.padEnd(44)} ${String(round(bar.value)).padEnd(10)} at most ${bar.limit}   ${verdict}`);
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
