import type { Followers } from "./followers";
import type { WorldClock } from "./world-clock";

/** How a journey through time is going. */
export interface Journey {
  readonly from: Date;
  readonly to: Date;
  at: Date;
  steps: number;
  /** Steps in which a follower did not report in time. */
  late: number;
  done: boolean;
}

const LONGEST_STEP_MS = 15 * 24 * 3_600_000;
const SHORTEST_STEP_MS = 1_000;
const SETTLE_WITHIN_MS = 60_000;

/**
 * Moves the clock to an instant in steps: to the next instant at which a simulator or a follower has something to do,
 * waiting after each step until all work due by then is done. So a year passes as it would have in real life, with every
 * invoice on its own day, in the time the work itself takes.
 */
export async function advance(clock: WorldClock, followers: Followers, journey: Journey): Promise<void> {
  try {
    while (clock.now() < journey.to) {
      const step = nextStop(clock, followers, journey.to);
      clock.moveTo(new Date(Math.max(step.getTime(), clock.now().getTime())));
      journey.at = clock.now();
      journey.steps += 1;
      if (!(await followers.allSettled(clock.sequence(), SETTLE_WITHIN_MS))) {
        journey.late += 1;
      }
    }
  } finally {
    // Also of a journey that broke off: the next one starts from where it came to.
    journey.done = true;
  }
}

function nextStop(clock: WorldClock, followers: Followers, target: Date): Date {
  const now = clock.now().getTime();
  const candidates = [target, followers.nextDueAt(), clock.nextScheduledAt(), new Date(now + LONGEST_STEP_MS)];
  const instants = candidates.flatMap((at) => (at ? [Math.max(at.getTime(), now + SHORTEST_STEP_MS)] : []));
  return new Date(Math.min(...instants, target.getTime()));
}
