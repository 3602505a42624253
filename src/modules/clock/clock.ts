/** Where time comes from: production reads the system; a sandbox can be moved forward; tests set it. */
export type TimeSource = {
  /** The current instant. */
  now(): Date;
  /** Calls back after the clock was moved by hand. The system's clock never is. Returns a function that stops it. */
  onMoved(listener: (moved: ClockMove) => void): () => void;
};

/** The only source of "now" in the application, and its end. */
export type Clock = TimeSource & {
  /**
   * Looks whether work may come due by this clock: the machine's own must agree with the database's.
   *
   * @throws WrongClockError when it does not; whatever asking the database throws
   */
  assertRight(): Promise<void>;
  /**
   * Calls back when the application is asked to stop, before its connections close, and waits: whoever works by the
   * clock finishes what it is at. Returns a function that stops it.
   */
  onStopping(listener: () => Promise<void>): () => void;
};

/** One step of a clock that was moved: who works by the clock says when the step's work is done. */
export type ClockMove = {
  /**
   * Reports that all work due by now is done, and when there will be more. A sandbox that rehearses a year steps from
   * one due instant to the next.
   */
  settled(nextDueAt: Date | null): void;
};
