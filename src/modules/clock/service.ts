import { z } from "zod";
import type { Clock, ClockMove, TimeSource } from "./clock";
import { ManualClock } from "./manual-clock";
import { SandboxClock } from "./sandbox-clock";
import { SystemClock } from "./system-clock";

const optionsSchema = z.object({
  sandboxClockUrl: z.url().optional(),
  /** Tests only: start a clock that stands still at this instant. */
  manualStart: z.iso.datetime().optional(),
});

/** Medusa's door to the clock: `container.resolve("clock").now()`. */
export default class ClockService implements Clock {
  readonly __hooks: {
    readonly onApplicationStart: () => Promise<void>;
    readonly onApplicationPrepareShutdown: () => Promise<void>;
    readonly onApplicationShutdown: () => Promise<void>;
  };
  private readonly clock: TimeSource;
  private readonly stopping = new Set<() => Promise<void>>();

  constructor(_container: unknown, options: unknown) {
    const { sandboxClockUrl, manualStart } = optionsSchema.parse(options ?? {});
    this.clock = build(sandboxClockUrl, manualStart);
    this.__hooks = {
      onApplicationStart: async () => {
        if (this.clock instanceof SandboxClock) {
          await this.clock.start();
        }
      },
      onApplicationPrepareShutdown: async () => {
        await Promise.allSettled([...this.stopping].map((listener) => listener()));
      },
      onApplicationShutdown: async () => {
        if (this.clock instanceof SandboxClock) {
          this.clock.stop();
        }
      },
    };
  }

  now(): Date {
    return this.clock.now();
  }

  onMoved(listener: (moved: ClockMove) => void): () => void {
    return this.clock.onMoved(listener);
  }

  onStopping(listener: () => Promise<void>): () => void {
    this.stopping.add(listener);
    return () => this.stopping.delete(listener);
  }

  /**
   * Sets the time; only a clock built with `manualStart` allows it.
   *
   * @throws Error on any other clock, so that no code path can move production's time.
   */
  set(at: Date): void {
    if (!(this.clock instanceof ManualClock)) {
      throw new Error("This clock cannot be set. Only the manual clock of a test can.");
    }
    this.clock.set(at);
  }
}

function build(sandboxClockUrl: string | undefined, manualStart: string | undefined): TimeSource {
  if (manualStart) {
    return new ManualClock(new Date(manualStart));
  }
  return sandboxClockUrl ? new SandboxClock(sandboxClockUrl, "medusa") : new SystemClock();
}
