import { addDays, daysBetween, type LocalDate } from "../../domain/calendar";
import { type CommercialTerms, endOfTerm, isTerm, isTermEnd, type Term, termEnd } from "../../domain/subscription";
import type { VendorSubscription } from "../../integrations/vendor-port";
import type { Subscription } from "../../modules/subscription";

/** A new term that the vendor has begun: its first day and the first day after it. */
export type RenewedTerm = { readonly on: string; readonly termEndsOn: string };

export type RenewalReading =
  | { readonly kind: "none" }
  | { readonly kind: "renewed"; readonly terms: readonly RenewedTerm[] }
  /** Months of the extended service term. */
  | { readonly kind: "extended"; readonly terms: readonly RenewedTerm[] }
  /** No rule of ours explains it: another plan, an end that moved, a term that has not begun. */
  | ({ readonly kind: "differs" } & Unexplained);

/** `detail` has both values in a sentence; `theirs` stays the same words from reading to reading. */
type Unexplained = {
  readonly about: "plan" | "dates" | "extended";
  readonly theirs: string;
  readonly ours: string;
  readonly detail: string;
};

/** What the vendor's SKU and our history say of the term that runs. */
export type RunningTerm = {
  /** The vendor's SKU is an extended service term of the licence. */
  readonly isExtended: boolean;
  /** The terms that were agreed before it, where our history is in an extended service term; null where it is not. */
  readonly committed: CommercialTerms | null;
};

const MOST_TERMS = 120;
/** Where several terms went by unseen, days that some months do not have may have moved their ends by this much. */
const UNSEEN_TOLERANCE_DAYS = 3;

/**
 * Terms that began at the vendor since we last looked. After a long silence there can be several; each begins where the
 * one before ended, and the last one ends when the vendor says. A renewal is one only when its instant has come and its
 * term follows on the last one. What began although no renewal was on record is none, even when its term looks the same.
 * Months of the extended service term are told by their SKU; from it a renewal goes back to the licence.
 *
 * @param today in the vendor's zone, UTC
 */
export function readRenewals(
  known: Subscription,
  read: VendorSubscription,
  today: LocalDate,
  { isExtended, committed }: RunningTerm = { isExtended: false, committed: null },
): RenewalReading {
  const { termEndsOn: until } = read;
  const isBack = committed !== null && !isExtended;
  const otherPlan = isExtended
    ? otherExtension(known, read)
    : planDifference(known, read, isBack ? committed : known.terms);
  if (until === null || until === known.termEndsOn) {
    const other = otherPlan ?? startDifference(known, read, null);
    return other === null ? { kind: "none" } : { kind: "differs", ...other };
  }
  if (until < known.termEndsOn) {
    const detail = `the vendor has the term end on ${lastDay(until)}, we have ${lastDay(known.termEndsOn)}`;
    return ends(known, until, detail);
  }
  if (today < known.termEndsOn) {
    const detail = `the vendor has a term until ${lastDay(until)} already, we have one until ${lastDay(known.termEndsOn)}, before whose end none can follow`;
    return ends(known, until, detail);
  }
  if (isExtended) {
    return otherPlan === null
      ? follow(known, read, { until, today, term: "P1M", kind: "extended" })
      : { kind: "differs", ...otherPlan };
  }
  if (!isBack && endOfTerm(known) === "extend") {
    const detail = `went on at the vendor after ${known.termEndsOn} without a renewal: an extended service term has a price of its own, and no price sheet with it was imported`;
    return unpriced(known, detail);
  }
  if (otherPlan !== null) {
    return { kind: "differs", ...otherPlan, detail: `after ${lastDay(known.termEndsOn)} ${otherPlan.detail}` };
  }
  return follow(known, read, { until, today, term: (isBack ? committed : known.terms).term, kind: "renewed" });
}

/** Service that goes on by the month without a price. Each of its months ends on another day: it is one difference all the same. */
export function unpriced({ termEndsOn }: Subscription, detail: string): RenewalReading {
  const theirs = `goes on by the month after ${lastDay(termEndsOn)}`;
  return { kind: "differs", about: "extended", theirs, ours: "no renewal", detail };
}

function follow(
  known: Subscription,
  read: VendorSubscription,
  {
    until,
    today,
    term,
    kind,
  }: {
    readonly until: LocalDate;
    readonly today: LocalDate;
    readonly term: Term;
    readonly kind: "renewed" | "extended";
  },
): RenewalReading {
  const terms: RenewedTerm[] = [];
  let on = known.termEndsOn;
  while (on < until && terms.length < MOST_TERMS) {
    const expected = termEnd(on, term);
    // The vendor's own end wins for the last term: it clamps month ends and honours aligned end dates.
    const isLast = termEnd(expected, term) > until;
    const termEndsOn = isLast ? until : expected;
    terms.push({ on, termEndsOn });
    on = termEndsOn;
  }
  const last = terms.at(-1);
  if (last === undefined || last.on > today || !mayEnd(read, last, terms.length, term)) {
    const detail = `the vendor has a term until ${lastDay(until)}, we have one until ${lastDay(known.termEndsOn)}, on which no running term of ${term} follows that ends then`;
    return ends(known, until, detail);
  }
  const other = startDifference(known, read, { on: last.on, tolerance: terms.length > 1 ? UNSEEN_TOLERANCE_DAYS : 0 });
  return other === null ? { kind, terms } : { kind: "differs", ...other };
}

/** An aligned end is one that comes early; the vendor itself must then say that the term began where it follows on. */
function mayEnd(read: VendorSubscription, { on, termEndsOn }: RenewedTerm, count: number, term: Term): boolean {
  const off = daysBetween(termEnd(on, term), termEndsOn);
  return (
    isTermEnd(on, term, termEndsOn) ||
    (count > 1 && Math.abs(off) <= UNSEEN_TOLERANCE_DAYS) ||
    (off < 0 && read.startedOn === on)
  );
}

/** The running term is the last one of ours, or a month of the extension that follows on it. */
function otherExtension({ termEndsOn, terms }: Subscription, read: VendorSubscription): Unexplained | null {
  const isSame = read.termEndsOn !== termEndsOn || terms.term === "P1M";
  if (isSame && read.term === "P1M" && (read.billingPlan === "" || read.billingPlan === "monthly")) {
    return null;
  }
  const [theirs, ours] = [`extended ${read.term} ${read.billingPlan}`, `${terms.term} ${terms.billingPlan}`];
  return { about: "plan", theirs, ours, detail: `the vendor has it as ${theirs}, we have ${ours}` };
}

function planDifference(
  known: Subscription,
  read: VendorSubscription,
  { term, billingPlan }: CommercialTerms,
): Unexplained | null {
  const { vendorProductId, vendorSkuId } = read;
  if ((isTerm(read.term) && read.term !== term) || (read.billingPlan !== "" && read.billingPlan !== billingPlan)) {
    const [theirs, ours] = [`${read.term} ${read.billingPlan}`, `${term} ${billingPlan}`];
    return { about: "plan", theirs, ours, detail: `the vendor has it as ${theirs}, we have ${ours}` };
  }
  if (vendorProductId === null || vendorSkuId === null) {
    return null;
  }
  const [theirs, ours] = [`${vendorProductId}:${vendorSkuId}`, `${known.vendorProductId}:${known.vendorSkuId}`];
  return theirs.toLowerCase() === ours.toLowerCase()
    ? null
    : { about: "plan", theirs, ours, detail: `the vendor has it as another product (${theirs}), we have ${ours}` };
}

/** Some vendors keep the day of the purchase, some name that of the running term; any other day is a difference. */
function startDifference(
  { startedOn, termStartedOn }: Subscription,
  read: VendorSubscription,
  next: { readonly on: LocalDate; readonly tolerance: number } | null,
): Unexplained | null {
  const stated = read.startedOn;
  const isNext = next !== null && Math.abs(daysBetween(next.on, stated)) <= next.tolerance;
  if (stated === startedOn || stated === termStartedOn || isNext) {
    return null;
  }
  const expected = next?.on ?? termStartedOn;
  const detail = `the vendor has the term begin on ${stated}, we have ${expected}`;
  return { about: "dates", theirs: `begins on ${stated}`, ours: `begins on ${expected}`, detail };
}

const lastDay = (termEndsOn: LocalDate): LocalDate => addDays(termEndsOn, -1);

const ends = ({ termEndsOn }: Subscription, until: LocalDate, detail: string): RenewalReading => ({
  kind: "differs",
  about: "dates",
  theirs: `ends on ${lastDay(until)}`,
  ours: `ends on ${lastDay(termEndsOn)}`,
  detail,
});
