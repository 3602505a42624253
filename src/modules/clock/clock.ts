/** The only source of "now". Production reads the system; a sandbox can be moved forward; tests set it. */
export interface Clock {
  /** The current instant. */
  now(): Date;
  /** Calls back after the clock was moved by hand. The system's clock never is. Returns a function that stops it. */
  onMoved(listener: (moved: ClockMove) => void): () => void;
}

/** One step of a clock that was moved: who works by the clock says when the step's work is done. */
export interface ClockMove {
  /**
   * Reports that all work due by now is done, and when there will be more. A sandbox that rehearses a year steps from
   * one due instant to the next.
   */
  settled(nextDueAt: Date | null): void;
}
