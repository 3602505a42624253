import {
  dayInWords,
  daysBetween,
  earlierDate,
  type LocalDate,
  laterDate,
  periodDays,
  periodInWords,
} from "../calendar";
import { type Money, toDecimalString } from "../money";
import { installment } from "../pricing";
import { chargeCount, type SubscriptionEvent, type TermEvent } from "../subscription";
import type { BilledLine } from "./charge-line";

/** Names the bounds below. A run stores the version it worked under; different bounds are a new version. */
export const BOUNDS_POLICY = "bounds-1";

/** A line that is about to be written: `amount` before, `net` after discounts. */
export type PlannedLine = BilledLine & {
  readonly net: Money;
};

export type BoundsInput = {
  readonly subscriptionId: string;
  /** The whole history, in any order. */
  readonly events: readonly SubscriptionEvent[];
  /** The day up to which lines were planned, inclusive. */
  readonly until: LocalDate;
  /** Lines written before, at least those whose period ends after `closedBefore`; drafts count. */
  readonly billed: readonly BilledLine[];
  readonly planned: readonly PlannedLine[];
  /** Days before it are closed: what was billed for them is not at hand. */
  readonly closedBefore?: LocalDate | undefined;
};

/**
 * Whether lines that are about to be written stay within what one subscription's contract allows, judged by the history
 * alone: nothing here is shared with the planner that made them, so a mistake of the planner's does not repeat itself.
 *
 * 1. Seats, by the day: on each day that a planned line covers, the seats of all lines of that day, those written before
 *    included, are no more than the seats contracted on it; and on each day that a planned line gives something back
 *    for, no fewer, or none at all on a day after `until`.
 * 2. Money, in minor units before discounts and tax, by reference period (the days that a unit price is for): what all
 *    lines with that reference period come to is at most
 *    `seats contracted x highest installment of the term / days of the reference period`, summed over the days they
 *    cover and rounded up, plus one minor unit for each seat that one of these lines moves (what rounding can add); and
 *    at least nothing, less the same.
 * 3. A discount takes off at most what a line comes to, and adds nothing.
 * 4. Nothing is written for days that are closed, nor for another subscription.
 *
 * First charges, months that are caught up, annual charges, added and returned seats, renewals, terms that end early or
 * begin early, and corrections of the past all lie within them. A contract has no other lines today; a kind of line that
 * stands beside the contract (a one-off, dated) must bring its own bound.
 *
 * @returns what is broken, in words that name days and figures; null when nothing is
 */
export function brokenBound(input: BoundsInput): string | null {
  const { planned } = input;
  if (planned.length === 0) {
    return null;
  }
  const contract = contractOf(input);
  return lineProblem(input) ?? seatProblem(input, contract) ?? moneyProblem(input, contract);
}

function lineProblem({ subscriptionId, planned, closedBefore }: BoundsInput): string | null {
  for (const line of planned) {
    if (line.subscriptionId !== subscriptionId) {
      return `a line of ${line.subscriptionId} is among those of ${subscriptionId}`;
    }
    if (closedBefore !== undefined && line.period.end <= closedBefore) {
      return `${periodInWords(line.period)} would be billed again: all before ${dayInWords(closedBefore)} is closed`;
    }
    const { amount, net } = line;
    const isWithin = amount.amount < 0 ? net.amount >= amount.amount && net.amount <= 0 : net.amount >= 0;
    if (!isWithin || Math.abs(net.amount) > Math.abs(amount.amount)) {
      return `${periodInWords(line.period)}: ${words(amount)} would become ${words(net)} by a discount`;
    }
  }
  return null;
}

function seatProblem(input: BoundsInput, contract: Contract): string | null {
  const { billed, planned, closedBefore } = input;
  const lines = [...billed, ...planned];
  for (const day of edgesOf(input)) {
    const isOpen = closedBefore === undefined || day >= closedBefore;
    const own = planned.filter((line) => covers(line, day));
    if (!isOpen || own.length === 0) {
      continue;
    }
    const seats = lines.reduce((sum, line) => (covers(line, day) ? sum + line.quantity : sum), 0);
    const { least, most } = contract.seatsOn(day);
    if (seats > most) {
      return `${dayInWords(day)} would be billed for ${seats} seats, ${most} are contracted`;
    }
    if (seats < least && own.some((line) => line.quantity < 0 || line.amount.amount < 0)) {
      return `${dayInWords(day)} would be left with ${seats} seats billed, ${least} are contracted`;
    }
  }
  return null;
}

function moneyProblem(input: BoundsInput, contract: Contract): string | null {
  const { billed, planned } = input;
  const edges = edgesOf(input);
  const done = new Set<string>();
  for (const { referencePeriod, amount } of planned) {
    const key = `${referencePeriod.start}:${referencePeriod.end}`;
    if (done.has(key)) {
      continue;
    }
    done.add(key);
    const lines = [...billed, ...planned].filter(
      (line) =>
        line.referencePeriod.start === referencePeriod.start && line.referencePeriod.end === referencePeriod.end,
    );
    const total = lines.reduce((sum, line) => sum + line.amount.amount, 0);
    const coins = lines.reduce((sum, line) => sum + Math.abs(line.quantity), 0);
    const limit = fullCharge(lines, edges, contract, periodDays(referencePeriod)) + coins;
    const said = (minor: number) => words({ amount: minor, currency: amount.currency });
    if (total > limit) {
      return `${periodInWords(referencePeriod)} would come to ${said(total)}, the contract allows ${said(limit)}`;
    }
    if (total < -coins) {
      return `${periodInWords(referencePeriod)} would come to ${said(total)}: more is given back than was charged`;
    }
  }
  return null;
}

/** Minor units, rounded up: the contracted seats at their highest installment, day by day over the days of the lines. */
function fullCharge(
  lines: readonly BilledLine[],
  edges: readonly LocalDate[],
  contract: Contract,
  days: number,
): number {
  const start = lines.reduce((first, { period }) => earlierDate(first, period.start), "9999-12-31");
  const end = lines.reduce((last, { period }) => laterDate(last, period.end), "0000-01-01");
  const cuts = [start, ...edges.filter((edge) => edge > start && edge < end), end];
  let sum = 0n;
  cuts.slice(0, -1).forEach((from, index) => {
    const to = cuts[index + 1] ?? end;
    sum += contract.priceOn(from) * BigInt(daysBetween(from, to));
  });
  const whole = BigInt(days);
  return Number((sum + whole - 1n) / whole);
}

/** What a history says about a day. */
type Contract = {
  /** Seats; a range where a change is known that was not due yet when lines were planned or written. */
  seatsOn(day: LocalDate): { readonly least: number; readonly most: number };
  /** Minor units of all seats for a whole charge period, at the term's highest installment. */
  priceOn(day: LocalDate): bigint;
};

type Standing = {
  readonly seats: number;
  readonly term: TermEvent | null;
};

/**
 * A change that is known for a later day is not billed before it: until then the seats of before are right. What was
 * billed ahead of `until` may know it or not.
 */
function contractOf({ events, until, billed }: BoundsInput): Contract {
  const ordered = [...events].sort((a, b) => (a.on === b.on ? a.sequence - b.sequence : a.on < b.on ? -1 : 1));
  const ahead = billed.reduce((latest, line) => laterDate(latest, line.period.start), until);
  const between = ordered.filter(({ on }) => on > until && on <= ahead).map(({ on }) => on);
  const views = [until, ...new Set(between)].map((known) => ordered.filter(({ on }) => on <= known));
  const standings = (day: LocalDate) => views.map((view) => standingOn(view, day));
  return {
    seatsOn: (day) => {
      const seats = standings(day).map((standing) => standing.seats);
      // A term that is cut short gives back days that the next one charges for only when they come.
      return { least: day <= until ? Math.min(...seats) : 0, most: Math.max(...seats) };
    },
    priceOn: (day) => {
      let most = 0n;
      for (const { seats, term } of standings(day)) {
        const price = term === null ? 0n : BigInt(seats) * BigInt(highestInstallment(term));
        if (price > most) {
          most = price;
        }
      }
      return most;
    },
  };
}

/** Seats and term on a day, by playing the events one after another. */
function standingOn(ordered: readonly SubscriptionEvent[], day: LocalDate): Standing {
  let seats = 0;
  let term: TermEvent | null = null;
  for (const event of ordered) {
    if (event.on > day) {
      break;
    }
    if (event.type === "quantity_changed") {
      seats = event.quantity;
    } else if (event.type === "cancelled" || event.type === "ended") {
      term = null;
    } else {
      seats = event.quantity;
      term = event;
    }
  }
  return term !== null && day < term.termEndsOn ? { seats, term } : { seats: 0, term: null };
}

/** The last installment carries what an uneven split leaves. */
function highestInstallment({ terms }: TermEvent): number {
  const count = chargeCount(terms.term, terms.billingPlan);
  return installment(terms.unitTermPrice, count, count - 1);
}

/** Days on which the seats billed or contracted can change, in order. */
function edgesOf({ events, billed, planned }: BoundsInput): LocalDate[] {
  const days = new Set<LocalDate>();
  for (const { period } of [...billed, ...planned]) {
    days.add(period.start).add(period.end);
  }
  for (const event of events) {
    days.add(event.on);
    if ("termEndsOn" in event) {
      days.add(event.termEndsOn);
    }
  }
  return [...days].sort();
}

function covers({ period }: BilledLine, day: LocalDate): boolean {
  return period.start <= day && day < period.end;
}

function words(amount: Money): string {
  return `${toDecimalString(amount)} ${amount.currency}`;
}
