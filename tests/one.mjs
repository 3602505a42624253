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
    "npm run test:one -- PATH [JEST FLAGS]\nPATH is a spec file, or a part of the paths of several: tests/http/after",
  );
  process.exit(2);
}
const parts = wanted.map(partOf).filter((part) => part !== null);
if (parts.length > 0) {
  // A part is run by the specification that gives it its shop.
  const at = flags.findIndex((flag) => flag === "-t" || flag === "--testNamePattern");
  const [, name = ""] = at < 0 ? [] : flags.splice(at, 2);
  flags.push("-t", parts.map(({ title }) => `${title}.*${name}`).join("|"));
  wanted.splice(0, wanted.length, ...new Set(parts.map(({ spec }) => spec)));
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

/** The specification that runs a part of `tests/http/shop`, and what it calls it; null for anything else. */
function partOf(file) {
  const [, part] = /tests\/http\/shop\/([\w-]+)(?:\.ts)?$/.exec(file) ?? [];
  const folder = path.join(root, "tests/http");
  for (const name of part ? fs.readdirSync(folder).filter((one) => one.endsWith(".spec.ts")) : []) {
    const text = fs.readFileSync(path.join(folder, name), "utf8");
    const [, tests] = new RegExp(`import \\{ (\\w+) \\} from "\\./shop/${part}"`).exec(text) ?? [];
    const [, title] = new RegExp(`"(.+)": ${tests},`).exec(text) ?? [];
    if (tests && title) {
      return { spec: `tests/http/${name}`, title };
    }
  }
  return null;
}
