import type { MedusaContainer } from "@medusajs/framework/types";
import { addDays } from "../../domain/calendar";
import {
  type Difference,
  endOfSighting,
  hasEnded,
  isWishOnRecord,
  type Sighting,
  seenAgain,
  sightedState,
} from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import { BILLING_MODULE } from "../../modules/billing";
import { CATALOG_MODULE } from "../../modules/catalog";
import {
  type Finding,
  SUBSCRIPTION_MODULE,
  type Subscription,
  type SubscriptionModuleService,
  type VendorState,
} from "../../modules/subscription";
import { applyExtension, applyRenewals, mailRenewal } from "./apply-renewals";
import { differencesOf, stateDifference } from "./differences-of";
import { type RenewalReading, type RunningTerm, readRenewals, unpriced } from "./read-renewals";
import { vendorState } from "./vendor-state";

export type AppliedReading = {
  /** True when something else is owed now, or billing goes on again. */
  readonly changed: boolean;
  /** True when the subscription is over. */
  readonly over: boolean;
  /** What a person should know; null while the vendor and we agree. */
  readonly problem: string | null;
  /** In what the vendor differs from our books, as this reading leaves them (`books`). */
  readonly differences: readonly Difference[];
  readonly books: Pick<Subscription, "quantity" | "termEndsOn" | "status">;
  /** What is said against our books, this reading included. */
  readonly sighting: Sighting | null;
  /** What is mirrored; null when there is nothing to mirror. */
  readonly state: VendorState | null;
  /** False: the vendor's record for the end of the term is not what the customer wants. */
  readonly wishKept: boolean;
};

/** How long a term counts as new: as long as its mail may have been lost with a process and is still worth sending. */
const NEWS_MS = 14 * 24 * 3_600_000;

/**
 * Moves our history forward to what the vendor says: new terms, a cancellation, an end. Differences that no rule of ours
 * explains (another quantity inside a term, another plan, a term that has not begun) are returned and change nothing here. Licences that are gone or suspended hold billing at the first reading that says so; the end of them is
 * written only when readings spread over an hour have said the same.
 *
 * @param read null: the vendor does not know the subscription
 * @param standing differences that stand, whatever a person said of them
 */
export async function applyReading(
  container: MedusaContainer,
  known: Subscription,
  { read, standing }: { readonly read: VendorSubscription | null; readonly standing: readonly Finding[] },
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
  return applyLive(container, known, { read, standing, sighting }, now);
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
  const differences = sighting && problem ? [stateDifference(known, sighting, problem)] : [];
  return {
    changed: isUnfinished,
    over: true,
    problem,
    differences,
    books: known,
    sighting,
    state: null,
    wishKept: true,
  };
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
    const books = await service(container).retrieve(known.id);
    return {
      changed: true,
      over: true,
      problem: null,
      differences: [],
      books,
      sighting: null,
      state: null,
      wishKept: true,
    };
  }
  const problem = goneWords(known, sighting);
  const differences = problem === null ? [] : [stateDifference(known, sighting, problem)];
  return { changed: false, over: false, problem, differences, books: known, sighting, state: null, wishKept: true };
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
  { read, standing, sighting }: { read: VendorSubscription; standing: readonly Finding[]; sighting: Sighting | null },
  now: Date,
): Promise<AppliedReading> {
  const running = await runningTerm(container, known, read, now);
  const { renewals, problem: renewalProblem } = await begin(container, known, read, {
    renewals: readRenewals(known, read, utcDay(now), running),
    running,
  });
  const renewed = renewals.kind === "renewed" || renewals.kind === "extended";
  const current = renewed ? await service(container).retrieve(known.id) : known;
  const billsAgain = known.isHeld && sighting === null;
  if (renewed) {
    await container.resolve(BILLING_MODULE).markDue([known.companyId], now);
  }
  if (renewed || isNewTerm(current, now)) {
    await mailRenewal(container, current, running.isExtended);
  }
  const mirrored = vendorState(read);
  const wishKept = current.endWish === null || isWishOnRecord(current.endWish, read, read.quantity);
  // Whether a term that ran out was to be renewed is decided by what was on record before it did.
  const isOpen = renewals.kind === "differs" && utcDay(now) >= known.termEndsOn;
  const { autoRenew, cancelAtEnd } = known;
  const suspended = suspendedWords(known, sighting);
  const others = differencesOf(current, { read, renewals, standing }, now);
  return {
    changed: renewed || billsAgain,
    over: false,
    problem:
      suspended ??
      renewalProblem ??
      others.find((one) => !isIgnored(one, standing))?.words ??
      lostWishWords(current, read, wishKept),
    differences: sighting && suspended ? [stateDifference(known, sighting, suspended), ...others] : others,
    books: current,
    sighting,
    state: isOpen ? { ...mirrored, autoRenew, cancelAtEnd } : mirrored,
    wishKept,
  };
}

/** What the vendor's SKU and our own history say of the term that runs. */
async function runningTerm(
  container: MedusaContainer,
  known: Subscription,
  { vendorSkuId, term }: VendorSubscription,
  now: Date,
): Promise<RunningTerm> {
  const isOther = vendorSkuId !== null && vendorSkuId.toLowerCase() !== known.vendorSkuId.toLowerCase();
  const search = { planId: known.planId, vendorSkuId, at: now };
  const isExtended = isOther && (await container.resolve(CATALOG_MODULE).findExtendedTerm(search)) !== null;
  if (isExtended || term === known.terms.term) {
    return { isExtended, committed: null };
  }
  const [billable] = await service(container).listForBilling({ ids: [known.id] });
  const terms = (billable?.events ?? []).filter((event) => "terms" in event);
  const agreed = terms.findLast(({ type }) => type !== "extended");
  return { isExtended, committed: terms.at(-1)?.type === "extended" ? (agreed?.terms ?? null) : null };
}

/** Writes what has begun at the vendor; months of an extended service term that have no price stay a difference. */
async function begin(
  container: MedusaContainer,
  known: Subscription,
  read: VendorSubscription,
  { renewals, running }: { readonly renewals: RenewalReading; readonly running: RunningTerm },
): Promise<{ readonly renewals: RenewalReading; readonly problem: string | null }> {
  if (renewals.kind === "renewed") {
    const agreed = running.committed ?? known.terms;
    return { renewals, problem: await applyRenewals(container, known, read, { terms: renewals.terms, agreed }) };
  }
  if (renewals.kind !== "extended") {
    return { renewals, problem: null };
  }
  const begun = await applyExtension(container, known, read, renewals.terms);
  if (begun === renewals.terms.length) {
    return { renewals, problem: null };
  }
  const [from] = renewals.terms.slice(begun);
  const problem = `goes on by the month at the vendor, and no price sheet that was imported has a price of its extended service term on ${from?.on}`;
  return begun > 0 ? { renewals, problem } : { renewals: unpriced(known, problem), problem };
}

const isIgnored = ({ kind, theirs }: Difference, standing: readonly Finding[]): boolean =>
  standing.some((one) => one.kind === kind && one.theirs === theirs && one.state === "ignored");

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
