import type { TimeSource } from "./clock";

/** The machine's own clock. It cannot be moved, so listeners are never called. */
export class SystemClock implements TimeSource {
  now(): Date {
    return new Date();
  }

  onMoved(): () => void {
    return () => undefined;
  }
}
