import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import readline from "node:readline";
import type { Output } from "./output";
import { ProgramError } from "./program-error";

const STOP_WITHIN_MS = 15_000;
const LINES_KEPT = 2_000;

/** A program the launcher keeps running. */
export interface Child {
  readonly name: string;
  readonly process: ChildProcess;
  /** What it has said so far, oldest first. */
  readonly lines: readonly string[];
  /** The file with all that it says. */
  readonly log: string | undefined;
  /** Resolves when the program has ended. */
  readonly ended: Promise<number>;
}

export interface ChildOptions {
  readonly name: string;
  readonly args: string[];
  readonly cwd: string;
  readonly env: Record<string, string | undefined>;
  readonly output: Output;
  /** Sees every line, e.g. to show some of them. */
  readonly onLine?: (line: string) => void;
  /** Opens a channel for messages between the launcher and the program. */
  readonly messages?: boolean;
}

const running = new Set<Child>();

/** Starts a Node program in a process group of its own; it leaves when the launcher is gone. */
export function startChild(options: ChildOptions): Child {
  const process_ = spawn(
    process.execPath,
    ["--require", path.join(__dirname, "programs/die-with-parent.cjs"), ...options.args],
    {
      cwd: options.cwd,
      env: { ...process.env, ...options.env, SEATLINE_PARENT: String(process.pid), FORCE_COLOR: "0" },
      stdio: ["ignore", "pipe", "pipe", ...(options.messages ? (["ipc"] as const) : [])],
      detached: process.platform !== "win32",
    },
  );
  const sink = options.output.sink(options.name);
  const lines: string[] = [];
  for (const stream of [process_.stdout, process_.stderr]) {
    if (stream) {
      readline.createInterface({ input: stream }).on("line", (line) => {
        if (lines.length < LINES_KEPT) {
          lines.push(line);
        }
        sink.line(line);
        options.onLine?.(line);
      });
    }
  }
  // "close" and not "exit": the last lines, which often say why, are read by then.
  const ended = new Promise<number>((resolve) => process_.once("close", (code) => resolve(code ?? 1)));
  const child: Child = { name: options.name, process: process_, lines, log: sink.file, ended };
  running.add(child);
  void ended.then(() => running.delete(child));
  return child;
}

/** Ends whatever still runs, also programs that were meant to end by themselves. */
export async function stopAllChildren(): Promise<void> {
  await Promise.all([...running].map((child) => stopChild(child)));
}

/**
 * Runs a Node program to its end.
 *
 * @param what for people, when it fails: "The shop could not be built"
 * @throws ProgramError when it ends with another code than 0
 */
export async function runToEnd(what: string, options: ChildOptions): Promise<void> {
  const child = startChild(options);
  const code = await child.ended;
  if (code !== 0) {
    throw new ProgramError(`${what} (exit code ${code})`, child.lines, child.log);
  }
}

/** Asks a program to stop, and ends its whole process group when it does not in time. */
export async function stopChild(child: Child, withinMs = STOP_WITHIN_MS): Promise<void> {
  if (child.process.exitCode !== null || child.process.signalCode !== null) {
    return;
  }
  child.process.kill("SIGTERM");
  const timer = setTimeout(() => killGroup(child), withinMs);
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
 * @throws ProgramError when the program ends first or takes too long; the signal's reason when that is raised.
 */
export async function waitForHttp(child: Child, url: string, limitMs: number, signal?: AbortSignal): Promise<void> {
  let gone = false;
  void child.ended.then(() => {
    gone = true;
  });
  const giveUpAt = Date.now() + limitMs;
  while (Date.now() < giveUpAt) {
    signal?.throwIfAborted();
    if (gone) {
      throw new ProgramError(`The program "${child.name}" ended while starting`, child.lines, child.log);
    }
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) }).catch(() => undefined);
    await answer?.body?.cancel();
    if (answer?.ok) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const waited = `The program "${child.name}" was not ready within ${limitMs / 1000} s at ${url}`;
  throw new ProgramError(waited, child.lines, child.log);
}
