// `npm test`: installs what is missing, checks style, import arrows and types, runs every Jest project, and ends with
// the line "N passed, N failed". `npm test -- http faults` runs only what is named; the checks are called `checks`. Uses
// nothing but Node, because on a fresh clone there is nothing else.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installIfNeeded, refuseOldNode } from "../sandbox/launcher/install.mjs";
import { Tally } from "./tally.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = (...parts) => path.join(root, "node_modules", ...parts);
const only = process.argv.slice(2);
/** Projects of one Jest; the browser journeys have another one. */
const TOGETHER = ["unit", "storefront", "modules", "contracts", "http", "faults", "plugin"];
/** Workers that boot Medusa need some 600 MB each; more than four gain nothing, the longest files being what they are. */
const WORKERS = Math.min(Math.max(os.availableParallelism(), 2), 4);

refuseOldNode();
refuseUnknown();
const started = Date.now();
const installSeconds = installIfNeeded(root);
const tally = new Tally(root);

// Two lanes side by side. The browser waits more than it works: the specs of the other lane fill its pauses.
await Promise.all([
  (async () => {
    await checks();
    await jest(["journeys"], ["--runInBand"]);
  })(),
  jest(TOGETHER, [`--maxWorkers=${WORKERS}`]),
]);

tally.print();
const seconds = Math.round((Date.now() - started) / 1000);
console.log(`\nAll of it took ${seconds} s${installSeconds > 0 ? `, ${installSeconds} s of them to install` : ""}.`);
console.log(`${tally.passed} passed, ${tally.failed} failed`);
process.exit(tally.failed > 0 || tally.passed === 0 ? 1 : 0);

function refuseUnknown() {
  const known = ["checks", "journeys", ...TOGETHER];
  const unknown = only.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    console.error(`There is no project ${unknown.join(", ")}. Known: ${known.join(", ")}.`);
    process.exit(2);
  }
}

async function checks() {
  if (only.length > 0 && !only.includes("checks")) {
    return;
  }
  await check("Style and lint", bin("@biomejs/biome/bin/biome"), ["check", "--error-on-warnings", "."]);
  const rules = ["--config", ".dependency-cruiser.cjs"];
  const places = ["src", "sandbox", "tests", "storefront/app", "storefront/server"];
  await check("Import arrows", bin("dependency-cruiser/bin/dependency-cruise.mjs"), [...rules, ...places]);
  const tsc = bin("typescript/bin/tsc");
  await check("Types of the backend, the sandbox and the tests", tsc, ["-p", "tsconfig.check.json"]);
  await check("Types of the shop", bin("@react-router/dev/bin.js"), ["typegen"], "storefront");
  await check("Types of the shop, compiled", tsc, ["--noEmit"], "storefront");
}

/** A check that is no Jest test: it counts as one. */
async function check(name, program, args, folder = ".") {
  const from = Date.now();
  const { code, output } = await run([program, ...args], { cwd: path.join(root, folder) });
  tally.addCheck(name, code === 0, Date.now() - from);
  if (code !== 0) {
    console.log(output.trim().split("\n").slice(-120).join("\n"));
  }
}

/** Runs those of the projects that are wanted, in one Jest of their own. */
async function jest(projects, flags) {
  const chosen = projects.filter((project) => only.length === 0 || only.includes(project));
  if (chosen.length === 0) {
    return;
  }
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-report-"));
  const report = path.join(folder, "report.json");
  const reporting = ["--json", `--outputFile=${report}`, "--passWithNoTests=false"];
  // Servers that a failed test left running must not keep the run from ending.
  const args = ["--selectProjects", ...chosen, ...reporting, "--forceExit", ...flags];
  const env = {
    ...process.env,
    NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --no-warnings`.trim(),
  };
  const { code } = await run([bin("jest/bin/jest.js"), ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (fs.existsSync(report)) {
    tally.addJest(chosen, JSON.parse(fs.readFileSync(report, "utf8")));
  } else {
    tally.addFailure(`Jest wrote no report for ${chosen.join(", ")} (exit code ${code})`);
  }
  fs.rmSync(folder, { recursive: true, force: true });
}

/** Runs a Node program to its end. Output that is not passed on is returned. */
function run(args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, options);
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding("utf8").on("data", (text) => {
        output += text;
      });
    }
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}
