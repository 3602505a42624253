import type { ClockMove, TimeSource } from "./clock";

/** A clock that stands still until a test sets it. */
export class ManualClock implements TimeSource {
  private readonly listeners = new Set<(moved: ClockMove) => void>();

  constructor(private current: Date) {}

  now(): Date {
    return new Date(this.current);
  }

  /** Sets the clock; listeners are told as if a sandbox had moved it. */
  set(at: Date): void {
    this.current = new Date(at);
    for (const listener of this.listeners) {
      listener({ settled: () => undefined });
    }
  }

  onMoved(listener: (moved: ClockMove) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }
}
