import { MedusaError } from "@medusajs/framework/utils";

/** How far the machine's clock and the database's may be apart, in milliseconds; kept clocks differ by less than one. */
const MOST_APART_MS = 5 * 60_000;
/** A step of the clock beside the time that went by. */
const JUMP_MS = 30_000;
const LOOK_EVERY_MS = 5 * 60_000;

/** The machine's clock is wrong, so nothing may come due by it. */
export class WrongClockError extends MedusaError {
  constructor(machineMs: number, databaseMs: number) {
    const [machine, database] = [machineMs, databaseMs].map((ms) => new Date(ms).toISOString());
    super(
      MedusaError.Types.NOT_ALLOWED,
      `This machine's clock says ${machine} and the database's ${database}. Nothing is done by it until they agree: set the clock that is wrong.`,
    );
    this.name = "WrongClockError";
  }
}

export type ClockReadings = {
  /** The machine's clock, in milliseconds since 1970. */
  readonly machine: () => number;
  /** Milliseconds that went by since any one instant; whoever sets the clock does not move them. */
  readonly passed: () => number;
  readonly database: () => Promise<Date>;
};

/**
 * Holds the machine's clock against the database's before work is done by it. A clock that is a month ahead would bill,
 * and charge, a month that nobody has had. The database is asked at first, when the clock has jumped beside the time that
 * went by, and every few minutes.
 */
export class RightClock {
  private seen: { readonly offset: number; readonly at: number } | null = null;

  constructor(private readonly readings: ClockReadings) {}

  /** @throws WrongClockError; whatever asking the database throws */
  async assertRight(): Promise<void> {
    const { machine, passed, database } = this.readings;
    const at = passed();
    const offset = machine() - at;
    if (this.seen !== null && Math.abs(offset - this.seen.offset) < JUMP_MS && at - this.seen.at < LOOK_EVERY_MS) {
      return;
    }
    this.seen = null;
    const said = (await database()).getTime();
    if (!(Math.abs(machine() - said) <= MOST_APART_MS)) {
      throw new WrongClockError(machine(), said);
    }
    this.seen = { offset, at };
  }
}
