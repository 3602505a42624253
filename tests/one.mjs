// `npm run test:one -- PATH [JEST FLAGS]`: runs one spec file, or those whose path contains the word, in the project
// that it belongs to, with everything that project needs, and prints each test's name and time.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
const words = process.argv.slice(2);
// Flags come last, because what follows one may be its value: -t "declined".
const firstFlag = words.findIndex((word) => word.startsWith("-"));
const wanted = firstFlag < 0 ? words : words.slice(0, firstFlag);
const flags = firstFlag < 0 ? [] : words.slice(firstFlag);
if (wanted.length === 0) {
  console.error(
    "npm run test:one -- PATH [JEST FLAGS]\nPATH is a spec file, or a part of the paths of several: tests/http/billing",
  );
  process.exit(2);
}
const files = wanted.every((file) => fs.existsSync(file) && fs.statSync(file).isFile());
const run = spawnSync(
  process.execPath,
  [
    path.join(root, "node_modules/jest/bin/jest.js"),
    // The files decide the project: Jest prepares a database only for those projects that have one of them.
    ...(files ? ["--runTestsByPath", ...wanted.map((file) => path.resolve(file))] : ["--testPathPattern", ...wanted]),
    "--verbose",
    "--runInBand",
    // A server that a failed test left running must not keep the command from ending.
    "--forceExit",
    ...flags,
  ],
  {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ""} --experimental-vm-modules --no-warnings`.trim(),
    },
  },
);
process.exit(run.status ?? 1);
