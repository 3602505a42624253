/**
 * What a reading of the vendor can say against our books.
 * - `gone`: there are no licences, though the term runs
 * - `run_out`: the term has run out, and there are none any more
 * - `suspended`: nobody can use them
 * - `alive`: there are some, though our books have ended them
 * - `other`: a line of an order has begun otherwise than it was ordered
 */
export type SightedState = "gone" | "run_out" | "suspended" | "alive" | "other";

/** What readings have said one after another without a break. */
export type Sighting = {
  readonly state: SightedState;
  /** The vendor's own word, as the last reading had it; of what is `other`, the difference. */
  readonly said: string;
  /** When a reading first said so. ISO, UTC. */
  readonly since: string;
  /** The last reading that counts. ISO, UTC. */
  readonly lastAt: string;
  /** Readings in a row that said this very word, each a while after the one before. */
  readonly readings: number;
};

/**
 * How often, and how far apart, the vendor must say the same before it counts. Its services agree with each other late:
 * what was made or changed can be missing, or look as it did before, for a quarter of an hour (orders; source: Partner
 * Center, orders and lists of orders). Five readings are an hour.
 */
export const SIGHTING_RULE = { readings: 5, apartMs: 15 * 60_000 } as const;

/** The sighting after one more reading. A reading too soon after the one before says nothing new. */
export function seenAgain(
  before: Sighting | null,
  { state, said }: { readonly state: SightedState; readonly said: string },
  now: Date,
): Sighting {
  const at = now.toISOString();
  if (before === null || before.state !== state) {
    return { state, said, since: at, lastAt: at, readings: 1 };
  }
  if (before.said !== said) {
    return { ...before, said, lastAt: at, readings: 1 };
  }
  return now.getTime() - Date.parse(before.lastAt) < SIGHTING_RULE.apartMs
    ? before
    : { ...before, lastAt: at, readings: before.readings + 1 };
}

/** True when it was said often enough, over long enough. */
export const isStable = ({ readings }: Pick<Sighting, "readings">): boolean => readings >= SIGHTING_RULE.readings;

/** The first instant at which one more reading counts. */
export const countsAgainAt = ({ lastAt }: Sighting): Date => new Date(Date.parse(lastAt) + SIGHTING_RULE.apartMs);

/** Words of the vendor that mean that nobody has the licences. `unknown`: it knows no such subscription. */
const GONE_WORDS: ReadonlySet<string> = new Set(["deleted", "expired", "disabled", "unknown"]);
const LIVE_WORDS: ReadonlySet<string> = new Set(["active", "suspended"]);

/** What our books say of a subscription. */
export type BookedState = {
  readonly status: "active" | "suspended" | "cancelled" | "ended";
  /** First day after the term. */
  readonly termEndsOn: string;
  readonly sighting: Sighting | null;
};

/**
 * What the vendor's word says against our books; null when they agree, or when the word says nothing yet.
 *
 * @param said the vendor's status in lower case, or `unknown`
 * @param today in the vendor's zone
 */
export function sightedState(booked: BookedState, said: string, today: string): SightedState | null {
  if (booked.status === "cancelled" || booked.status === "ended") {
    return LIVE_WORDS.has(said) ? "alive" : null;
  }
  if (said === "suspended") {
    return "suspended";
  }
  if (!GONE_WORDS.has(said)) {
    return null;
  }
  // What the vendor does not know may never have been there: no term of it runs out by itself.
  const ranOut = today >= booked.termEndsOn && said !== "unknown" && booked.sighting?.state !== "gone";
  return ranOut ? "run_out" : "gone";
}

/**
 * True when the licences have ended without a person's word. The vendor documents as ends: `deleted` at any time, and each
 * of `expired`, `disabled` and `deleted` after a term.
 */
export function hasEnded({ state, said, readings }: Sighting, termEndsOn: string, today: string): boolean {
  const isEnd = said === "deleted" || (said !== "unknown" && today >= termEndsOn);
  return (state === "gone" || state === "run_out") && isEnd && isStable({ readings });
}

/** The event that ends a subscription whose licences are gone: from the day on which they were first seen to be. */
export function endOfSighting(
  { since }: Pick<Sighting, "since">,
  { termStartedOn, termEndsOn }: { readonly termStartedOn: string; readonly termEndsOn: string },
): { readonly type: "cancelled" | "ended"; readonly on: string } {
  const seenOn = since.slice(0, 10);
  if (seenOn >= termEndsOn) {
    return { type: "ended", on: termEndsOn };
  }
  return { type: "cancelled", on: seenOn < termStartedOn ? termStartedOn : seenOn };
}
