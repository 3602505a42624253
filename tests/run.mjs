// `npm test`: installs what is missing, checks style, import arrows and types, runs every Jest project, and ends with
// the line "N passed, N failed". Uses nothing but Node, because on a fresh clone there is nothing else.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installIfNeeded, refuseOldNode } from "../sandbox/launcher/install.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = (...parts) => path.join(root, "node_modules", ...parts);
const only = process.argv.slice(2);

refuseOldNode();
installIfNeeded(root);

const tally = { passed: 0, failed: 0 };
const started = Date.now();

check("Style and lint", bin("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."]);
check("Import arrows", bin("dependency-cruiser/bin/dependency-cruise.mjs"), [
  "--config",
  ".dependency-cruiser.cjs",
  "src",
  "sandbox",
  "tests",
  "storefront/app",
  "storefront/server",
]);
check("Types of the backend, the sandbox and the tests", bin("typescript/bin/tsc"), ["-p", "tsconfig.check.json"]);
check("Types of the shop", bin("@react-router/dev/bin.js"), ["typegen"], "storefront");
check("Types of the shop, compiled", bin("typescript/bin/tsc"), ["--noEmit"], "storefront");
jest(["unit", "storefront"], []);
jest(["modules", "contracts"], ["--maxWorkers=2"]);
jest(["http", "faults"], ["--runInBand", "--forceExit"]);
jest(["journeys"], ["--runInBand", "--forceExit"]);

console.log(`\nAll of it took ${Math.round((Date.now() - started) / 1000)} s.`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);

/** A check that is no Jest test: it counts as one. */
function check(name, program, args, folder = ".") {
  if (only.length > 0 && !only.includes("checks")) {
    return;
  }
  const from = Date.now();
  const run = spawnSync(process.execPath, [program, ...args], {
    cwd: path.join(root, folder),
    encoding: "utf8",
    maxBuffer: 1e8,
  });
  const ok = run.status === 0;
  tally[ok ? "passed" : "failed"] += 1;
  console.log(`${ok ? "PASS" : "FAIL"} ${name} (${((Date.now() - from) / 1000).toFixed(1)} s)`);
  if (!ok) {
    console.log(`${run.stdout}\n${run.stderr}`.trim().split("\n").slice(-120).join("\n"));
  }
}

function jest(projects, flags) {
  const chosen = projects.filter((project) => only.length === 0 || only.includes(project));
  if (chosen.length === 0) {
    return;
  }
  const report = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "seatline-report-")), "report.json");
  const args = ["--selectProjects", ...chosen, "--json", `--outputFile=${report}`, "--passWithNoTests=false", ...flags];
  const env = {
    ...process.env,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --no-warnings`.trim(),
  };
  const run = spawnSync(process.execPath, [bin("jest/bin/jest.js"), ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (!fs.existsSync(report)) {
    console.log(`FAIL Jest wrote no report for ${chosen.join(", ")} (exit code ${run.status})`);
    tally.failed += 1;
    return;
  }
  const result = JSON.parse(fs.readFileSync(report, "utf8"));
  fs.rmSync(path.dirname(report), { recursive: true, force: true });
  tally.passed += result.numPassedTests;
  // A file that could not even be loaded has no failed test in it, and must not pass for that.
  tally.failed += result.numFailedTests + result.numRuntimeErrorTestSuites + result.numPendingTests;
  if (result.numTotalTests === 0) {
    console.log(`FAIL no test ran in ${chosen.join(", ")}`);
    tally.failed += 1;
  }
}
