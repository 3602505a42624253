import type { MedusaContainer } from "@medusajs/framework/types";

/** One kind of work that comes due with time. It must be safe to run twice and at the same time on two machines. */
export interface Duty {
  readonly name: string;
  /**
   * The longest a turn may take, in milliseconds. A turn that takes longer is reported and nobody waits for it any
   * more; what it does is safe to be done again by the next turn.
   */
  readonly limitMs: number;
  /**
   * Duties that look first when the clock reaches an instant: a renewal is read before the invoice that it belongs on.
   * An order of convenience; each duty is right whoever comes first.
   */
  readonly follows?: readonly string[];
  /**
   * Does what is due at `now`, at most one bounded batch.
   *
   * @returns how many things were done, and the earliest instant at which there is more to do (`now` when the batch
   * was full, null when nothing is known).
   */
  run(container: MedusaContainer, now: Date): Promise<DutyReport>;
}

export interface DutyReport {
  readonly done: number;
  readonly nextDueAt: Date | null;
}
