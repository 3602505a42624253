import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { medusaHome, program } from "../../../sandbox/launcher/paths";
import type { FaultKind } from "./fault-proxy";

const PRELOAD = path.resolve(__dirname, "../instrument/preload.cjs");
const READY_WITHIN_MS = 180_000;

/** What is to happen at a point. */
export type PointOrder = { readonly name: string } & (
  | { readonly hold: "before" | "after" }
  | { readonly fault: FaultKind }
);

const told = z.union([
  z.object({ passed: z.string(), faulted: z.string().nullable() }),
  z.object({ held: z.string() }),
]);

/** What the server under test told since it was last instructed. */
export type Told = { readonly passed: string[]; readonly held: string[]; readonly faulted: string[] };

function lastLines(file: string): string {
  return fs.readFileSync(file, "utf8").trimEnd().split("\n").slice(-10).join("\n");
}

/** The product's server as a process of its own, with the instrument in it. It is started, instructed, and killed. */
export class ServerUnderTest {
  readonly told: Told = { passed: [], held: [], faulted: [] };
  /** The last time it told anything, by `performance.now()`. */
  lastToldAt = performance.now();
  private readonly process: ChildProcess;

  /** Loads its packages and waits for `start`. */
  constructor(
    private readonly port: number,
    env: Readonly<Record<string, string>>,
    private readonly log: string,
  ) {
    const output = fs.openSync(log, "a");
    this.process = spawn(process.execPath, ["--require", PRELOAD, program("medusa.cjs"), String(port)], {
      cwd: medusaHome,
      env: { ...process.env, ...env, NODE_OPTIONS: "" },
      stdio: ["ignore", output, output, "ipc"],
    });
    fs.closeSync(output);
    this.process.on("message", (message) => this.note(message));
    this.process.on("error", () => undefined);
  }

  /** @throws Error when it ends or does not answer in time */
  async start(): Promise<void> {
    this.process.send("start");
    const giveUpAt = Date.now() + READY_WITHIN_MS;
    while (Date.now() < giveUpAt && this.process.exitCode === null && this.process.signalCode === null) {
      const answer = await fetch(`http://localhost:${this.port}/health`).catch(() => null);
      await answer?.body?.cancel();
      if (answer?.ok) {
        return;
      }
      await wait(50);
    }
    throw new Error(
      `The server under test did not start (exit code ${this.process.exitCode}); ${this.log} says why:\n${lastLines(this.log)}`,
    );
  }

  /** From here on points are counted, and what is ordered happens at them, once each. */
  instruct(counting: boolean, orders: readonly PointOrder[] = []): void {
    for (const list of Object.values(this.told)) {
      list.length = 0;
    }
    this.lastToldAt = performance.now();
    if (this.process.connected) {
      this.process.send({ faults: { counting, orders } });
    }
  }

  async kill(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) {
      return;
    }
    const gone = once(this.process, "exit");
    this.process.kill("SIGKILL");
    await gone;
  }

  private note(message: unknown): void {
    const { data } = told.safeParse(message);
    if (data === undefined) {
      return;
    }
    this.lastToldAt = performance.now();
    if ("held" in data) {
      this.told.held.push(data.held);
      return;
    }
    this.told.passed.push(data.passed);
    if (data.faulted !== null) {
      this.told.faulted.push(data.passed);
    }
  }
}
