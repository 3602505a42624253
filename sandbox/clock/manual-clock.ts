import type { SandboxClock } from "./clock";
import { Schedule } from "./schedule";

export interface ManualClock extends SandboxClock {
  /** Moves the clock forward to an instant and runs what came due on the way, each at its own instant. */
  advanceTo(at: Date): void;
  advanceBy(milliseconds: number): void;
}

/** A clock that stands still until it is moved. For tests. */
export function createManualClock(start: Date): ManualClock {
  let current = new Date(start);
  const schedule = new Schedule();
  const listeners = new Set<() => void>();
  const advanceTo = (at: Date) => {
    for (let next = schedule.next(); next && next <= at; next = schedule.next()) {
      current = new Date(Math.max(current.getTime(), next.getTime()));
      schedule.runDue(current);
    }
    current = new Date(Math.max(current.getTime(), at.getTime()));
    for (const listener of listeners) {
      listener();
    }
  };
  return {
    now: () => new Date(current),
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    schedule: (at, run) => {
      const cancel = schedule.add(at, run);
      queueMicrotask(() => schedule.runDue(current));
      return cancel;
    },
    nextScheduledAt: () => schedule.next(),
    advanceTo,
    advanceBy: (milliseconds) => advanceTo(new Date(current.getTime() + milliseconds)),
  };
}
