// `npm run lock:complete`: adds the optional packages of other systems to package-lock.json. npm leaves them out when it
// writes the lock from an installed tree, and `npm ci` then refuses the lock. npm itself makes the entries: they are
// asked for as optional dependencies of a copy of the project, and stay when the copy no longer asks, because the
// packages that name them still do. No entry that was there before may change.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type LockGap, lockGaps, readLockEntries } from "./lockfile";

const root = path.resolve(__dirname, "../..");
const manifestSchema = z.looseObject({
  workspaces: z.array(z.string()).default([]),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
});

try {
  console.log(completeLock());
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Completes the lock and says what was done; throws, and leaves the lock as it was, when that cannot be had. */
function completeLock(): string {
  refuseOldNpm();
  const lockFile = path.join(root, "package-lock.json");
  const before = readLockEntries(lockFile);
  const gaps = lockGaps(before);
  if (gaps.length === 0) {
    return "package-lock.json has an entry for every optional package.";
  }
  const copy = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-lock-"));
  try {
    copyManifests(copy);
    const manifestFile = path.join(copy, "package.json");
    const original = fs.readFileSync(manifestFile, "utf8");
    const manifest = manifestSchema.parse(JSON.parse(original));
    const optionalDependencies = { ...manifest.optionalDependencies, ...rangesOf(gaps) };
    fs.writeFileSync(manifestFile, JSON.stringify({ ...manifest, optionalDependencies }, undefined, 2));
    npm(copy, "install", "--package-lock-only", "--ignore-scripts");
    fs.writeFileSync(manifestFile, original);
    npm(copy, "install", "--package-lock-only", "--ignore-scripts");
    const completed = path.join(copy, "package-lock.json");
    const after = readLockEntries(completed);
    const changed = Object.keys(before).filter((place) => !isDeepStrictEqual(before[place], after[place]));
    if (changed.length > 0) {
      throw new Error(`package-lock.json is left as it was: npm would also change ${changed.join(", ")}.`);
    }
    fs.copyFileSync(completed, lockFile);
    return report(gaps, lockGaps(after));
  } finally {
    fs.rmSync(copy, { recursive: true, force: true });
  }
}

function report(gaps: LockGap[], left: LockGap[]): string {
  if (left.length > 0) {
    const list = left.map((gap) => `${gap.name}@${gap.range} (named by ${gap.from})`).join(", ");
    throw new Error(`The package source has no entry for ${list}.`);
  }
  return `Added to package-lock.json: ${gaps.map((gap) => `${gap.name}@${gap.range}`).join(", ")}.`;
}

/** What to ask npm for; one package wanted in two versions cannot be asked for in one go. */
function rangesOf(gaps: LockGap[]): Record<string, string> {
  const ranges: Record<string, string> = {};
  for (const gap of gaps) {
    if (ranges[gap.name] !== undefined && ranges[gap.name] !== gap.range) {
      throw new Error(`${gap.name} is wanted as ${ranges[gap.name]} and as ${gap.range}; align the packages first.`);
    }
    ranges[gap.name] = gap.range;
  }
  return ranges;
}

function copyManifests(copy: string): void {
  const { workspaces } = manifestSchema.parse(JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8")));
  const files = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    ...workspaces.map((folder) => `${folder}/package.json`),
  ];
  for (const file of files) {
    fs.mkdirSync(path.dirname(path.join(copy, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(copy, file));
  }
}

/** npm 10 drops the field that tells which C library a Linux package is for. */
function refuseOldNpm(): void {
  const version = npm(root, "--version").trim();
  if (Number(version.split(".")[0]) < 11) {
    throw new Error(`npm ${version} drops "libc" from the lock file. Run: npx npm@11 run lock:complete`);
  }
}

/** Runs the npm that runs this script, and gives its output. */
function npm(folder: string, ...args: string[]): string {
  const program = process.env.npm_execpath;
  if (program === undefined) {
    throw new Error("Start this with: npm run lock:complete");
  }
  const env = { ...process.env, npm_config_local_prefix: folder };
  const run = spawnSync(process.execPath, [program, ...args], { cwd: folder, env, encoding: "utf8" });
  if (run.status !== 0) {
    throw new Error(`npm ${args.join(" ")} failed:\n${run.stderr || run.stdout}`);
  }
  return run.stdout;
}
