/** What the sandbox's simulators need of time. */
export interface SandboxClock {
  now(): Date;
  /** Calls back after the clock was moved by hand. Returns a function that stops it. */
  onChange(listener: () => void): () => void;
  /** Runs something once the clock has reached `at` (at once when it already has). Returns a function that cancels. */
  schedule(at: Date, run: () => void): () => void;
  /** The earliest instant for which something is scheduled. */
  nextScheduledAt(): Date | null;
}
