import { atMost, type Bar, type BenchResult } from "../../bench/result";
import { FAULTS } from "./fault-proxy";
import type { FaultsOptions } from "./options";
import { kindOf } from "./plan";
import { RECOVERED_WITHIN_MS, type ScenarioResult } from "./run-scenario";

/** The figures of a whole run, and the bars they must keep to. */
export function resultOf(results: readonly ScenarioResult[], options: FaultsOptions, seconds: number): BenchResult {
  const points = new Set(results.flatMap((result) => result.points));
  const killed = new Set(results.flatMap((result) => result.kills.map((order) => order.name)));
  const calls = [...points].filter((point) => kindOf(point) !== "commit");
  const wronged = new Set(results.flatMap((result) => result.faults.map((order) => order.name)));
  const problems = results.flatMap((result) => result.problems);
  const count = (kind: string) => problems.filter((problem) => problem.kind === kind).length;
  const recoveries = results.flatMap((result) => result.recoveries);
  const slowest = Math.max(0, ...recoveries) / 1000;
  const wantsKills = options.only !== "faults";
  const wantsFaults = options.only !== "kills";
  const bars: Bar[] = [
    atMost("doubled", count("doubled"), 0),
    atMost("lost", count("lost"), 0),
    atMost("stuck", count("stuck"), 0),
    atMost("rules of the books broken", count("books"), 0),
    ...(wantsKills ? [atMost("points found and not killed", points.size - killed.size, 0)] : []),
    ...(wantsFaults ? [atMost("calls found and not gone wrong", calls.length - wronged.size, 0)] : []),
    atMost("slowest recovery (s)", slowest, RECOVERED_WITHIN_MS / 1000),
  ];
  const faults = results.flatMap((result) => result.faults.flatMap((order) => ("fault" in order ? [order.fault] : [])));
  const perSide = results.flatMap((result) => result.kills.flatMap((order) => ("hold" in order ? [order.hold] : [])));
  return {
    name: "faults",
    figures: {
      seed: options.seed,
      scenarios: results.map((result) => `${result.scenario} ${result.points.length}`).join(", "),
      "points found": points.size,
      "of them outside calls and mails": calls.length,
      "of them commits": points.size - calls.length,
      "points killed": killed.size,
      "killed after the effect": perSide.filter((side) => side === "after").length,
      "killed before the effect": perSide.filter((side) => side === "before").length,
      "calls gone wrong": FAULTS.map((kind) => `${kind} ${faults.filter((fault) => fault === kind).length}`).join(", "),
      "notices doubled or reordered": results.reduce((sum, result) => sum + result.notices.length, 0),
      "processes killed": results.reduce((sum, result) => sum + result.processes, 0),
      runs: results.reduce((sum, result) => sum + result.runs + result.notices.length, 0),
      "mails sent twice": results.reduce((sum, result) => sum + result.mailsTwice.length, 0),
      "median recovery s": median(recoveries) / 1000,
      "slowest recovery s": slowest,
      "seconds in all": Math.round(seconds),
    },
    bars,
  };
}

/** Everything for people: figures, bars, and what went wrong with what repeats it. */
export function print({ name, figures, bars }: BenchResult, results: readonly ScenarioResult[]): void {
  console.log(`\n${name}`);
  for (const [label, value] of Object.entries(figures)) {
    console.log(`  ${label.padEnd(36)} ${typeof value === "number" ? Math.round(value * 1000) / 1000 : value}`);
  }
  for (const bar of bars) {
    console.log(
      `  ${bar.name.padEnd(36)} ${String(bar.value).padEnd(10)} at most ${bar.limit}   ${bar.ok ? "ok" : "NOT MET"}`,
    );
  }
  for (const { scenario, missed, problems, mailsTwice } of results) {
    for (const mail of mailsTwice) {
      console.log(`\n${scenario}: sent twice: ${mail}`);
    }
    for (const order of missed) {
      console.log(`\n${scenario}: not reached again: ${order.name}`);
    }
    for (const { kind, what, points } of problems) {
      console.log(`\n${scenario}: ${kind}: ${what}\n  with ${points.join("\n       ")}`);
    }
  }
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
