import type { MedusaContainer } from "@medusajs/framework/types";

/** For work on leases: about as often as a living process renews its own. */
export const LEASES_LOOK_MS = 5_000;

/** One kind of work that comes due with time. It must be safe to run twice and at the same time on two machines. */
export type Duty = {
  readonly name: string;
  /**
   * The longest a turn may take, in milliseconds. A turn that takes longer is reported and nobody waits for it any
   * more; what it does is safe to be done again by the next turn.
   */
  readonly limitMs: number;
  /**
   * How often it looks although nothing is known to be due, in milliseconds. Work on leases looks every few seconds: the
   * rows of a process that died are free soon, and nobody tells. Default: once a minute.
   */
  readonly lookEveryMs?: number;
  /**
   * Duties that look first when the clock reaches an instant: a renewal is read before the invoice that it belongs on.
   * An order of convenience; each duty is right whoever comes first.
   */
  readonly follows?: readonly string[];
  /** How many turns may be under way at once: a hanging call then keeps one place busy and not the duty. Default 1. */
  readonly places?: number;
  /**
   * Does what is due at `now`, at most one bounded batch.
   *
   * @param alsoLook to be called when work was found and taken: where there is another place, its turn begins now
   * @returns how many things were done, and the earliest instant at which there is more to do (`now` when the batch
   * was full, null when nothing is known).
   */
  run(container: MedusaContainer, now: Date, alsoLook?: () => void): Promise<DutyReport>;
};

export type DutyReport = {
  readonly done: number;
  readonly nextDueAt: Date | null;
};
