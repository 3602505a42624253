import { ChangeRepository } from "../../../src/modules/subscription/change-store";
import { FindingRepository } from "../../../src/modules/subscription/finding-store";
import { ReadingRepository } from "../../../src/modules/subscription/reading-store";
import { RenewalRepository } from "../../../src/modules/subscription/renewal-store";
import { TenantReadingRepository } from "../../../src/modules/subscription/tenant-reading-store";

const ROWS = [ChangeRepository, FindingRepository, ReadingRepository, RenewalRepository, TenantReadingRepository];

/** What every call throws in a process that is dead. */
export class ProcessKilled extends Error {
  constructor() {
    super("the process was killed");
    this.name = "ProcessKilled";
  }
}

/**
 * Kills a process at its n-th step. A step is one call of a wrapped object: a write or read of ours, or a call of the
 * vendor. `before` dies before the step takes effect, `after` when it has taken effect and before anyone hears of it.
 * From then on every step of that process fails, so that nothing it knew survives.
 */
export class KillSwitch {
  private steps = 0;
  private readonly calls = new Map<string, number>();
  private dead = false;

  constructor(
    /** The step's number, or the method and which call of it, counted from 1. */
    private readonly at: number | { readonly method: string; readonly call: number } = Number.POSITIVE_INFINITY,
    private readonly when: "before" | "after" = "after",
  ) {}

  get stepsTaken(): number {
    return this.steps;
  }

  get killed(): boolean {
    return this.dead;
  }

  /** The same object, every method of which is a step of this process. */
  wrap<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const value: unknown = Reflect.get(object, name);
        // What a service keeps its rows with is part of it.
        if (ROWS.some((rows) => value instanceof rows)) {
          return this.wrap(value as object);
        }
        return typeof value === "function"
          ? (...input: unknown[]) => this.step(String(name), () => value.apply(object, input))
          : value;
      },
    });
  }

  private async step<T>(name: string, run: () => Promise<T> | T): Promise<T> {
    this.steps += 1;
    const call = (this.calls.get(name) ?? 0) + 1;
    this.calls.set(name, call);
    const { at } = this;
    const fatal = typeof at === "number" ? at === this.steps : at.method === name && at.call === call;
    if (this.dead || (fatal && this.when === "before")) {
      this.dead = true;
      throw new ProcessKilled();
    }
    const result = await run();
    if (this.dead || fatal) {
      this.dead = true;
      throw new ProcessKilled();
    }
    return result;
  }
}
