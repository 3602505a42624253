import { z } from "zod";
import { type Child, startChild, stopChild, waitForHttp } from "../children";
import { medusaServer } from "../parts";
import { readableLine } from "../readable-line";
import type { Startup } from "../startup";
import { tell } from "./tell";

const READY_WITHIN_MS = 120_000;
/** Long enough to answer what was asked; work cut off is taken up again, as after any crash. */
const OLD_ONE_STOPS_WITHIN_MS = 1_000;

const errorLine = z.object({ level: z.literal("error") });

/**
 * Medusa as development runs it. Loading its packages takes half of the time of a start and does not depend on our
 * sources, so the next process does that while the present one still serves.
 */
export class Backend {
  private present: Child | undefined;
  private next: Child | undefined;

  constructor(private readonly startup: Startup) {}

  /**
   * Starts Medusa with the sources as they are compiled now and waits until it answers; one that runs is stopped.
   *
   * @throws ProgramError when it does not come up; the signal's reason when that is raised
   */
  async start(signal: AbortSignal): Promise<void> {
    const old = this.present;
    const child = this.takeNext();
    this.present = child;
    child.process.send?.("start");
    // Both use the same port: an answer counts only when the old one is gone.
    await (old && stopChild(old, OLD_ONE_STOPS_WITHIN_MS));
    const { backend } = this.startup.ports;
    await waitForHttp(child, `http://127.0.0.1:${backend}/health`, READY_WITHIN_MS, signal);
  }

  /** Has a process load the packages for the next start. */
  prepareNext(): void {
    this.next ??= this.spawn();
  }

  /** Whether Medusa is running or on its way up. */
  get isUp(): boolean {
    return this.present?.process.exitCode === null && this.present.process.signalCode === null;
  }

  /** The process that serves now; undefined before the first start. */
  get child(): Child | undefined {
    return this.present;
  }

  async stop(): Promise<void> {
    await Promise.all([this.present, this.next].map((child) => child && stopChild(child)));
  }

  private takeNext(): Child {
    const ready = this.next;
    this.next = undefined;
    const usable = ready?.process.connected && ready.process.exitCode === null;
    return usable ? ready : this.spawn();
  }

  private spawn(): Child {
    const { environment, output, ports } = this.startup;
    // The admin has a server of its own here.
    const program = medusaServer(ports.backend, { ...environment.medusa, SEATLINE_ADMIN: "off" });
    return startChild({ ...program, output, onLine: showErrors });
  }
}

function showErrors(line: string): void {
  if (line.startsWith("{") && errorLine.safeParse(parse(line)).success) {
    tell("backend", readableLine(line));
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
