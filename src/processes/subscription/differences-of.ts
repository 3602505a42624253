import { addDays } from "../../domain/calendar";
import {
  type Difference,
  type EndOfTermOutcome,
  endOfSighting,
  endOfTerm,
  type Sighting,
  seatsProposal,
} from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import type { Finding, Subscription } from "../../modules/subscription";
import type { RenewalReading } from "./read-renewals";

const OVERDUE_ALARM_MS = 48 * 3_600_000;

type Reading = {
  readonly read: VendorSubscription;
  readonly renewals: RenewalReading;
  /** Differences that stand, whatever a person said of them. */
  readonly standing: readonly Finding[];
};

/**
 * In what a subscription that lives at the vendor differs from our books, besides being suspended. The most telling first.
 *
 * @param current our books after what this reading moved in them
 */
export function differencesOf(current: Subscription, reading: Reading, now: Date): Difference[] {
  const { read, renewals } = reading;
  const found: (Difference | null)[] = [
    renewals.kind === "differs"
      ? { kind: renewals.about, theirs: renewals.theirs, ours: renewals.ours, words: renewals.detail, proposal: null }
      : null,
    seatsDifference(current, read, now),
    undecided(read),
    renewals.kind === "none" ? overdue(current, read, now) : null,
    renewals.kind === "none" ? renewalDifference(current, reading) : null,
  ];
  return found.filter((one) => one !== null);
}

/** What the vendor says against our books of whether there are licences, as a difference of its own. */
export function stateDifference(known: Subscription, sighting: Sighting, words: string): Difference {
  const proposal = sighting.state === "gone" ? endOfSighting(sighting, known) : null;
  return { kind: "state", theirs: sighting.said, ours: known.status, words, proposal };
}

function seatsDifference(current: Subscription, read: VendorSubscription, now: Date): Difference | null {
  const { quantity, termEndsOn, returnWindows, syncedAt } = current;
  if (read.quantity === quantity) {
    return null;
  }
  const proposal = seatsProposal({
    from: quantity,
    to: read.quantity,
    agreedAt: syncedAt,
    windowsBefore: returnWindows,
    seenAt: now,
    windows: read.returnable.map((batch) => ({ quantity: batch.quantity, until: new Date(batch.until) })),
  });
  return {
    kind: "seats",
    theirs: `${read.quantity} seats`,
    ours: `${quantity} seats`,
    words: `the vendor has ${read.quantity} seats, we have ${quantity}`,
    // After the term nothing of ours runs in which seats could change; a subscription without any is no event of seats.
    proposal: proposal.on < termEndsOn && read.quantity >= 1 ? proposal : null,
  };
}

function undecided({ status }: VendorSubscription): Difference | null {
  const words = "the vendor has it in a state that says nothing of its licences, we have it active";
  return status === "pending" ? { kind: "state", theirs: "pending", ours: "active", words, proposal: null } : null;
}

function overdue({ termEndsOn }: Subscription, { status }: VendorSubscription, now: Date): Difference | null {
  if (now.getTime() - Date.parse(`${termEndsOn}T00:00:00Z`) <= OVERDUE_ALARM_MS) {
    return null;
  }
  return {
    kind: "dates",
    theirs: `nothing after ${addDays(termEndsOn, -1)}`,
    ours: "a renewal or an end",
    words: `the term ended on ${termEndsOn} and the vendor has neither renewed nor ended it (${status})`,
    proposal: null,
  };
}

const OUTCOMES: Readonly<Record<EndOfTermOutcome, string>> = {
  renew: "renew",
  stop: "stop",
  extend: "go on by the month",
};

/**
 * Another instruction for the end of the term than was known. What is mirrored of it moves with each reading; the finding
 * that stands knows what it was before.
 */
function renewalDifference(current: Subscription, { read, standing }: Reading): Difference | null {
  const { termStartedOn, termEndsOn } = current;
  const theirs = OUTCOMES[endOfTerm({ ...read, termStartedOn, termEndsOn })];
  const before = standing.find(({ kind, state }) => kind === "renewal" && state === "open")?.ours;
  const ours = before ?? OUTCOMES[endOfTerm(current)];
  const words = `the vendor has it ${theirs} after ${addDays(termEndsOn, -1)}, we knew it to ${ours}`;
  return theirs === ours ? null : { kind: "renewal", theirs, ours, words, proposal: null };
}
