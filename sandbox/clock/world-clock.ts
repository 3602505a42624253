import type { SandboxClock } from "./clock";
import { Schedule } from "./schedule";

/** A running clock that can be moved forward: the machine's clock plus an offset. */
export interface WorldClock extends SandboxClock {
  /** How far the sandbox is ahead of the machine, in milliseconds. */
  offset(): number;
  /** Grows by one with each move by hand. */
  sequence(): number;
  /** Moves to an instant, never back, and runs what came due. */
  moveTo(at: Date): void;
  stop(): void;
}

const LONGEST_TIMER_MS = 60_000;

/** Starts the clock of a sandbox; `offsetMs` is where an earlier run had left it. */
export function createWorldClock(offsetMs: number): WorldClock {
  let offset = offsetMs;
  let sequence = 0;
  let timer: NodeJS.Timeout | undefined;
  const schedule = new Schedule();
  const listeners = new Set<() => void>();
  const now = () => new Date(Date.now() + offset);

  // Node's timers know only the machine's time, so the next entry is timed anew after every change.
  const rearm = () => {
    clearTimeout(timer);
    const next = schedule.next();
    if (next) {
      const wait = Math.min(Math.max(next.getTime() - now().getTime(), 0), LONGEST_TIMER_MS);
      timer = setTimeout(() => {
        schedule.runDue(now());
        rearm();
      }, wait);
    }
  };

  return {
    now,
    offset: () => offset,
    sequence: () => sequence,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    schedule: (at, run) => {
      const cancel = schedule.add(at, run);
      rearm();
      return () => {
        cancel();
        rearm();
      };
    },
    nextScheduledAt: () => schedule.next(),
    moveTo: (at) => {
      const ahead = at.getTime() - now().getTime();
      if (ahead < 0) {
        throw new Error("The sandbox clock only moves forward; start anew with --reset to go back.");
      }
      offset += ahead;
      sequence += 1;
      schedule.runDue(now());
      rearm();
      for (const listener of listeners) {
        listener();
      }
    },
    stop: () => clearTimeout(timer),
  };
}
