import { z } from "zod";

/**
 * Ways a call can go wrong. Before the effect: unauthorized_401 (the key is not taken), forbidden_403 (it may too little),
 * html_403 (a proxy answers), html_200, wrong_body_200 (an answer that is no object of Stripe's), error_500, conflict_409, rate_limit_429, lock_timeout_429, drop_before
 * (the connection breaks). After the effect: timeout_after (no answer ever comes), drop_after (the connection breaks),
 * hold (the answer waits until it is let go). error_500_kept has no effect, but Stripe keeps the answer for the key.
 */
export const fault = z.object({
  kind: z.enum([
    "unauthorized_401",
    "forbidden_403",
    "html_403",
    "html_200",
    "wrong_body_200",
    "error_500",
    "error_500_kept",
    "conflict_409",
    "rate_limit_429",
    "lock_timeout_429",
    "drop_before",
    "drop_after",
    "timeout_after",
    "hold",
  ]),
  /** How many calls it hits. */
  count: z.number().int().positive().default(1),
  method: z.enum(["GET", "POST", "DELETE"]).optional(),
  /** A part of the path, such as `/confirm`. All calls when absent. */
  path: z.string().optional(),
});

export type Fault = z.output<typeof fault>;

/** The faults that are set, in the order they were set. */
export class Faults {
  private active: Fault[] = [];
  private readonly held = new Set<() => void>();

  set(input: z.input<typeof fault>): void {
    this.active.push(fault.parse(input));
  }

  list(): readonly Fault[] {
    return this.active;
  }

  clear(): void {
    this.active = [];
    this.letGo();
  }

  /** The fault that hits this call, used up by one. */
  take(method: string, path: string): Fault["kind"] | null {
    const found = this.active.find(
      (one) => (one.method ?? method) === method && (one.path === undefined || path.includes(one.path)),
    );
    if (found === undefined) {
      return null;
    }
    found.count -= 1;
    this.active = this.active.filter((one) => one.count > 0);
    return found.kind;
  }

  /** Waits until `letGo` is called. */
  hold(): Promise<void> {
    return new Promise((resolve) => this.held.add(resolve));
  }

  /** Lets all held answers go. */
  letGo(): void {
    for (const resolve of this.held) resolve();
    this.held.clear();
  }
}
