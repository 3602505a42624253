import { type ChildProcess, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import readline from "node:readline";
import { z } from "zod";

const READY = /^Seatline is ready/;

const startSchema = z.object({
  packages: z.number(),
  stages: z.array(z.object({ name: z.string(), from: z.number(), took: z.number() })),
});

/** One start as its user saw it. Seconds. */
export interface MeasuredStart {
  /** From the command to the line that says "ready". */
  readonly total: number;
  /** Of it, the installation of packages. */
  readonly packages: number;
  readonly stages: readonly { readonly name: string; readonly took: number }[];
}

/** A launcher that is up. */
export interface Running extends MeasuredStart {
  /** All lines from now on. */
  onLine(listener: (line: string) => void): void;
  stop(): Promise<void>;
}

/**
 * Runs `npm run SCRIPT` in a folder and waits until it says that it is ready.
 *
 * @throws Error with its words when it ends first
 */
export async function launch(folder: string, script: "start" | "dev"): Promise<Running> {
  const from = performance.now();
  const child = spawn("npm", ["run", "--silent", script], { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const lines: string[] = [];
  const listeners: ((line: string) => void)[] = [(line) => void lines.push(line)];
  const ready = new Promise<number>((resolve) => {
    listeners.push((line) => READY.test(line) && resolve((performance.now() - from) / 1000));
  });
  for (const stream of [child.stdout, child.stderr]) {
    readline.createInterface({ input: stream }).on("line", (line) => {
      for (const listener of listeners) {
        listener(line);
      }
    });
  }
  const total = await Promise.race([ready, ended]);
  if (total === undefined) {
    throw new Error(`npm run ${script} did not come up:\n${lines.join("\n")}`);
  }
  const { packages, stages } = await readTimes(folder);
  return {
    total,
    packages,
    stages,
    onLine: (listener) => listeners.push(listener),
    stop: () => stop(child, folder, ended),
  };
}

/** Starts and stops the product. */
export async function measureStart(folder: string): Promise<MeasuredStart> {
  const running = await launch(folder, "start");
  await running.stop();
  return running;
}

async function readTimes(folder: string): Promise<z.infer<typeof startSchema>> {
  const file = path.join(folder, ".seatline/logs/start.json");
  return startSchema.parse(JSON.parse(fs.readFileSync(file, "utf8")));
}

/** npm does not hand signals on in every version, so the launcher itself is asked. */
async function stop(npm: ChildProcess, folder: string, ended: Promise<void>): Promise<void> {
  const lock = path.join(folder, ".seatline/launcher.pid");
  if (npm.exitCode === null && fs.existsSync(lock)) {
    process.kill(Number(fs.readFileSync(lock, "utf8")), "SIGTERM");
  }
  await ended;
}
