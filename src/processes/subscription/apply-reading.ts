import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays } from "../../domain/calendar";
import {
  endOfSighting,
  hasEnded,
  isWishOnRecord,
  type Sighting,
  seenAgain,
  sightedState,
} from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import { BILLING_MODULE } from "../../modules/billing";
import {
  SUBSCRIPTION_MODULE,
  type Subscription,
  type SubscriptionModuleService,
  type VendorState,
} from "../../modules/subscription";
import { applyRenewals, mailRenewal } from "./apply-renewals";
import { readRenewals } from "./read-renewals";
import { vendorState } from "./vendor-state";

export type AppliedReading = {
  /** True when something else is owed now, or billing goes on again. */
  readonly changed: boolean;
  /** True when the subscription is over. */
  readonly over: boolean;
  /** What a person should know; null while the vendor and we agree. */
  readonly problem: string | null;
  /** What is said against our books, this reading included. */
  readonly sighting: Sighting | null;
  /** What is mirrored; null when there is nothing to mirror. */
  readonly state: VendorState | null;
  /** False: the vendor's record for the end of the term is not what the customer wants. */
  readonly wishKept: boolean;
};

const OVERDUE_ALARM_MS = 48 * 3_600_000;
/** How long a term counts as new: as long as its mail may have been lost with a process and is still worth sending. */
const NEWS_MS = 14 * 24 * 3_600_000;

/**
 * Moves our history forward to what the vendor says: new terms, a cancellation, an end. Differences that no rule of ours
 * explains (another quantity inside a term, another plan, a term that has not begun) are reported and never billed by
 * themselves. Licences that are gone or suspended hold billing at the first reading that says so; the end of them is
 * written only when readings spread over an hour have said the same.
 *
 * @param read null: the vendor does not know the subscription
 */
export async function applyReading(
  container: MedusaContainer,
  known: Subscription,
  read: VendorSubscription | null,
  now: Date,
): Promise<AppliedReading> {
  const said = read?.status ?? "unknown";
  const state = sightedState(known, said, utcDay(now));
  const sighting = state === null ? null : seenAgain(known.sighting, { state, said }, now);
  if (known.status === "cancelled" || known.status === "ended") {
    return applyToOver(container, known, sighting, now);
  }
  if (sighting !== null && (sighting.state === "gone" || sighting.state === "run_out")) {
    return applyGone(container, known, sighting, now);
  }
  if (read === null) {
    throw new Error(`Subscription ${known.id} was not read.`);
  }
  return applyLive(container, known, read, sighting, now);
}

/** After the end nothing is billed; that the vendor has the licences all the same is a person's matter. */
async function applyToOver(
  container: MedusaContainer,
  known: Subscription,
  sighting: Sighting | null,
  now: Date,
): Promise<AppliedReading> {
  // A reading that wrote the end and died before it was finished has left its sighting, and may not have told billing.
  const isUnfinished = known.sighting !== null && known.sighting.state !== "alive";
  if (isUnfinished) {
    await container.resolve(BILLING_MODULE).markDue([known.companyId], now);
  }
  const problem =
    sighting === null
      ? null
      : `the vendor has it ${sighting.said}, we have it ${known.status} and charge nobody for it`;
  return { changed: isUnfinished, over: true, problem, sighting, state: null, wishKept: true };
}

async function applyGone(
  container: MedusaContainer,
  known: Subscription,
  sighting: Sighting,
  now: Date,
): Promise<AppliedReading> {
  if (hasEnded(sighting, known.termEndsOn, utcDay(now))) {
    const end = endOfSighting(sighting, known);
    const source = `vendor:${known.vendorSubscriptionId}:${end.type}`;
    await service(container).appendEvent(known.id, end, end.type === "ended" ? `${source}:${end.on}` : source);
    await container.resolve(BILLING_MODULE).markDue([known.companyId], now);
    return { changed: true, over: true, problem: null, sighting: null, state: null, wishKept: true };
  }
  return { changed: false, over: false, problem: goneWords(known, sighting), sighting, state: null, wishKept: true };
}

/** A term that has run out and is not renewed is no difference: nothing is charged after it anyway. */
function goneWords({ termEndsOn }: Subscription, { state, said, since }: Sighting): string | null {
  return state === "run_out"
    ? null
    : `the vendor has it ${said} since ${since.slice(0, 16)} UTC, we have it active until ${addDays(termEndsOn, -1)}: billing of it holds`;
}

async function applyLive(
  container: MedusaContainer,
  known: Subscription,
  read: VendorSubscription,
  sighting: Sighting | null,
  now: Date,
): Promise<AppliedReading> {
  const renewals = readRenewals(known, read, utcDay(now));
  const renewed = renewals.kind === "renewed";
  const renewalProblem = renewed ? await applyRenewals(container, known, read, renewals.terms) : null;
  const current = renewed ? await service(container).retrieve(known.id) : known;
  const billsAgain = known.isHeld && sighting === null;
  if (renewed) {
    await container.resolve(BILLING_MODULE).markDue([known.companyId], now);
  }
  if (renewed || isNewTerm(current, now)) {
    await mailRenewal(container, current);
  }
  const mirrored = vendorState(read);
  const wishKept = current.endWish === null || isWishOnRecord(current.endWish, read, read.quantity);
  // Whether a term that ran out was to be renewed is decided by what was on record before it did.
  const isOpen = renewals.kind === "differs" && utcDay(now) >= known.termEndsOn;
  const { autoRenew, cancelAtEnd } = known;
  return {
    changed: renewed || billsAgain,
    over: false,
    problem:
      suspendedWords(known, sighting) ??
      renewalProblem ??
      (renewals.kind === "differs"
        ? renewals.detail
        : (differenceOf(current, read, now) ?? lostWishWords(current, read, wishKept))),
    sighting,
    state: isOpen ? { ...mirrored, autoRenew, cancelAtEnd } : mirrored,
    wishKept,
  };
}

/** Null also when a person has said that billing goes on. */
function suspendedWords(known: Subscription, sighting: Sighting | null): string | null {
  const billsOn = known.sighting?.state === "suspended" && !known.isHeld;
  return sighting?.state !== "suspended" || billsOn
    ? null
    : `the vendor has it suspended since ${sighting.since.slice(0, 16)} UTC, we have it active: billing of it holds`;
}

function isNewTerm({ startedOn, termStartedOn }: Subscription, now: Date): boolean {
  return termStartedOn !== startedOn && now.getTime() - Date.parse(`${termStartedOn}T00:00:00Z`) < NEWS_MS;
}

function differenceOf(current: Subscription, read: VendorSubscription, now: Date): string | null {
  if (read.quantity !== current.quantity) {
    return `the vendor has ${read.quantity} seats, we have ${current.quantity}`;
  }
  if (read.status === "pending") {
    return "the vendor has it in a state that says nothing of its licences, we have it active";
  }
  const ended = Date.parse(`${current.termEndsOn}T00:00:00Z`);
  if (now.getTime() - ended > OVERDUE_ALARM_MS) {
    return `the term ended on ${current.termEndsOn} and the vendor has neither renewed nor ended it (${read.status})`;
  }
  return null;
}

/** It is written again by itself; whoever of the seller's people looks should know that somebody, or the vendor, took it away. */
function lostWishWords(
  { endWish, termEndsOn }: Subscription,
  { autoRenew, cancelAtEnd, extendAtEnd }: VendorSubscription,
  wishKept: boolean,
): string | null {
  if (wishKept || endWish === null) {
    return null;
  }
  const record = cancelAtEnd ? "stop" : extendAtEnd ? "extend" : autoRenew ? "renew" : "nothing";
  return `the customer wants "${endWish.outcome}" when the term ends on ${addDays(termEndsOn, -1)}, and the vendor has "${record}" on record: it is written again`;
}

const utcDay = (at: Date): string => at.toISOString().slice(0, 10);
const service = (container: MedusaContainer): SubscriptionModuleService => container.resolve(SUBSCRIPTION_MODULE);
