import type { Child, ChildOptions } from "./children";
import { runToEnd, startChild, stopChild, waitForHttp } from "./children";
import type { Output } from "./output";
import type { Ports } from "./ports";
import type { SandboxEnvironment } from "./settings";
import type { Stages } from "./stages";

const READY_WITHIN_MS = 180_000;

/** What a program of the sandbox needs to be started with. */
export type Program = Omit<ChildOptions, "output">;

/** One start under way: what all parts of it share. */
export class Startup {
  /** Programs without which the sandbox is not whole. */
  readonly children: Child[] = [];
  private readonly cleanups: (() => Promise<void>)[] = [];

  constructor(
    readonly data: string,
    readonly ports: Ports,
    readonly environment: SandboxEnvironment,
    readonly stages: Stages,
    readonly output: Output,
    private readonly abort: AbortController,
  ) {}

  /** Raised when the start is to be given up. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** Starts a program ahead of its time; `keep` it as soon as it is part of the sandbox. */
  spawn(program: Program): Child {
    this.signal.throwIfAborted();
    return startChild({ ...program, output: this.output });
  }

  /**
   * Makes a program part of the sandbox and waits until it answers at the address. It is stopped before what was kept
   * earlier, which it may use.
   */
  async keep(child: Child, ready: string): Promise<Child> {
    this.children.push(child);
    this.onStop(() => stopChild(child));
    await waitForHttp(child, ready, READY_WITHIN_MS, this.signal);
    return child;
  }

  /** Starts a program that is to stay, and waits until it answers at the address. */
  async launch(program: Program, ready: string): Promise<Child> {
    return this.keep(this.spawn(program), ready);
  }

  /** Runs a program that is to end. @param what for people, when it fails */
  async run(what: string, program: Program): Promise<void> {
    this.signal.throwIfAborted();
    await runToEnd(what, { ...program, output: this.output });
  }

  /** What to do when the sandbox stops; the last one said is done first. */
  onStop(cleanup: () => Promise<void>): void {
    this.cleanups.push(cleanup);
  }

  /** Stops everything; a second call finds nothing to do. */
  async stop(): Promise<void> {
    for (const cleanup of this.cleanups.splice(0).reverse()) {
      await cleanup();
    }
  }

  /**
   * Waits for work that goes on side by side. When one part fails the others are told to end and waited for, so that
   * nothing is started behind the back of who stops.
   */
  async all<T extends readonly unknown[]>(parts: readonly [...{ [K in keyof T]: Promise<T[K]> }]): Promise<T> {
    try {
      return (await Promise.all(parts)) as unknown as T;
    } catch (error) {
      this.abort.abort(error);
      await Promise.allSettled(parts);
      throw error;
    }
  }
}
