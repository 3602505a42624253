import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import { readableLine } from "./readable-line";

const root = path.resolve(__dirname, "../..");
const COLOURS = [36, 35, 33, 32, 34, 31];
const STOP_WITHIN_MS = 15_000;

/** A program the launcher keeps running. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  readonly lastLines: string[];
  /** Resolves when the program has ended. */
  readonly ended: Promise<number>;
}

export interface ChildOptions {
  readonly name: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  readonly quiet?: boolean;
}

const running = new Set<Child>();
let started = 0;

/** Starts a Node program in a process group of its own, with its output prefixed by its name. */
export function startChild(options: ChildOptions): Child {
  const colour = COLOURS[started++ % COLOURS.length];
  const child = spawn(process.execPath, ["--require", path.join(__dirname, "die-with-parent.cjs"), ...options.args], {
    cwd: options.cwd,
    env: { ...process.env, ...options.env, SEATLINE_PARENT: String(process.pid), FORCE_COLOR: "0" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const lastLines: string[] = [];
  const prefix = process.stdout.isTTY
    ? `\u001b[${colour}m${options.name.padEnd(10)}\u001b[0m`
    : options.name.padEnd(10);
  for (const stream of [child.stdout, child.stderr]) {
    readline.createInterface({ input: stream }).on("line", (raw) => {
      const line = readableLine(raw);
      lastLines.push(line);
      lastLines.splice(0, lastLines.length - 20);
      if (!options.quiet && line.trim()) {
        console.log(`${prefix} ${line}`);
      }
    });
  }
  const ended = new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
  const handle: Child = { name: options.name, process: child, lastLines, ended };
  running.add(handle);
  void ended.then(() => running.delete(handle));
  return handle;
}

/** Ends whatever still runs, also programs that were meant to end by themselves. */
export async function stopAllChildren(): Promise<void> {
  await Promise.all([...running].map(stopChild));
}

/** Runs a Node program to its end. @throws Error with its last words when it fails. */
export async function runToEnd(options: ChildOptions): Promise<string[]> {
  const child = startChild(options);
  const code = await child.ended;
  if (code !== 0) {
    throw new Error(`${options.name} failed (exit code ${code}):\n${child.lastLines.join("\n")}`);
  }
  return child.lastLines;
}

/** Asks a program to stop, and ends its whole process group when it does not in time. */
export async function stopChild(child: Child): Promise<void> {
  if (child.process.exitCode !== null || child.process.signalCode !== null) {
    return;
  }
  child.process.kill("SIGTERM");
  const timer = setTimeout(() => killGroup(child), STOP_WITHIN_MS);
  await child.ended;
  clearTimeout(timer);
  killGroup(child);
}

function killGroup(child: Child): void {
  const { pid } = child.process;
  try {
    if (pid) {
      process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
    }
  } catch {
    // The group is gone already, which is what was wanted.
  }
}

/**
 * Waits until an address answers with a 2xx.
 *
 * @throws Error with the program's last words when it ends first or takes too long.
 */
export async function waitForHttp(child: Child, url: string, limitMs: number): Promise<void> {
  const giveUpAt = Date.now() + limitMs;
  while (Date.now() < giveUpAt) {
    if (child.process.exitCode !== null) {
      throw new Error(`${child.name} ended while starting:\n${child.lastLines.join("\n")}`);
    }
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${child.name} was not ready within ${limitMs / 1000} s at ${url}:\n${child.lastLines.join("\n")}`);
}

export { root };
