import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { z } from "zod";
import type { Clock, ClockMove, TimeSource } from "./clock";
import { ManualClock } from "./manual-clock";
import { RightClock } from "./right-clock";
import { SandboxClock } from "./sandbox-clock";
import { SystemClock } from "./system-clock";

/** The clock's share of the options, which the settings have checked: see there. */
const optionsSchema = z.looseObject({
  clock: z.object({ sandboxUrl: z.url().optional(), manualStart: z.iso.datetime().optional() }).default({}),
});

/** Medusa's door to the clock: `container.resolve(CLOCK_MODULE).now()`. */
export default class ClockService implements Clock {
  readonly __hooks: {
    readonly onApplicationStart: () => Promise<void>;
    readonly onApplicationPrepareShutdown: () => Promise<void>;
    readonly onApplicationShutdown: () => Promise<void>;
  };
  private readonly clock: TimeSource;
  private readonly stopping = new Set<() => Promise<void>>();
  private started: () => void = () => undefined;
  private readonly right: Promise<void>;
  private readonly machine: RightClock;

  constructor(container: Record<string, unknown>, options: unknown) {
    const { sandboxUrl, manualStart } = optionsSchema.parse(options ?? {}).clock;
    this.clock = build(sandboxUrl, manualStart);
    this.machine = new RightClock({
      machine: () => Date.now(),
      passed: () => performance.now(),
      database: async () => {
        const db = container[ContainerRegistrationKeys.PG_CONNECTION] as Knex;
        const { rows } = await db.raw<{ rows: { at: Date }[] }>("select clock_timestamp() as at");
        return rows[0]?.at ?? new Date(Number.NaN);
      },
    });
    this.right =
      this.clock instanceof SandboxClock
        ? new Promise((resolve) => {
            this.started = resolve;
          })
        : Promise.resolve();
    this.__hooks = {
      onApplicationStart: async () => {
        if (this.clock instanceof SandboxClock) {
          await this.clock.start();
          this.started();
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

  async assertRight(): Promise<void> {
    // A clock that is moved by hand is right wherever it stands.
    if (this.clock instanceof SystemClock) {
      await this.machine.assertRight();
    }
  }

  /**
   * Resolves once `now` is right: a sandbox's clock has first to be read, and until then shows the machine's time, by
   * which nothing may come due.
   */
  ready(): Promise<void> {
    return this.right;
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

function build(sandboxUrl: string | undefined, manualStart: string | undefined): TimeSource {
  if (manualStart) {
    return new ManualClock(new Date(manualStart));
  }
  return sandboxUrl ? new SandboxClock(sandboxUrl, "medusa") : new SystemClock();
}
