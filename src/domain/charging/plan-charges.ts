import { earlierDate, type LocalDate, laterDate } from "../calendar";
import { type Money, money, negate } from "../money";
import {
  type EarlyEnd,
  readHistory,
  type SubscriptionEvent,
  type SubscriptionHistory,
  type TermSpan,
} from "../subscription";
import { type BilledGroup, groupBilled, stillOpen } from "./billed-groups";
import { billedPolicies } from "./billed-policies";
import { type BilledLine, type ChargeLine, correctionKey } from "./charge-line";
import { amountInWords, formulaInWords } from "./formula";
import { amountOf, type ChargingPolicy } from "./policy";
import { type TargetLine, targetLines } from "./target-lines";

export type PlanChargesInput = {
  readonly subscriptionId: string;
  /** The whole history from the first event on, in any order: terms and seats of today come from its past. */
  readonly events: readonly SubscriptionEvent[];
  /** Inclusive: what is owed from this day or an earlier one is due (charges are made in advance). */
  readonly until: LocalDate;
  /** What was billed before for this subscription, in any order: everything, or what `closedBefore` leaves. */
  readonly billed: readonly BilledLine[];
  /**
   * For periods nothing was billed for yet; a period keeps the policy it was first billed with, and a term with a
   * billing day keeps one policy to its end.
   */
  readonly policy: ChargingPolicy;
  /**
   * Periods that end on or before this day are closed: they are neither charged nor corrected, and terms that ended by
   * then cost no work. `billed` may then hold only the lines whose period ends after the day. The plan is the same as
   * with everything when the day is not after
   *
   * - `until`,
   * - the last day that was planned and billed for this subscription (its earlier `until`), and
   * - the first day of every event that was recorded or withdrawn since then, however late it became known.
   *
   * While the policy stays the same and that earlier plan knew no event of a later day, its `nextChargeOn` may take the
   * place of the first two: the running period is then closed as well. (Under a new policy a term with a billing day
   * needs a line of its running period to tell the one it keeps.)
   */
  readonly closedBefore?: LocalDate;
};

export type ChargePlan = {
  /** New lines, oldest first. Empty when all that is due has been billed. */
  readonly lines: ChargeLine[];
  /** The next day on which the known history makes something due; null when nothing more is known. */
  readonly nextChargeOn: LocalDate | null;
};

/**
 * What a subscription owes now: the lines its history calls for up to `until`, minus the lines already billed. The one
 * place where charges come from: quotes, first charges, monthly runs, seat changes, cancellations, corrections of the
 * past and catching up after an outage are this call with different histories and dates.
 *
 * A line that was billed with other figures than the history now calls for gets a correction of the difference; one
 * that the history no longer calls for is reversed by what was actually charged. Planning again after billing the
 * result plans nothing.
 *
 * @throws HistoryError when the events contradict each other
 */
export function planCharges(input: PlanChargesInput): ChargePlan {
  const { subscriptionId, until, closedBefore } = input;
  const history = readHistory(input.events);
  const billed = stillOpen(input.billed, closedBefore);
  // Lines billed ahead of `until` are compared as well, or they would look as if the history did not call for them.
  const to = billed.reduce((latest, line) => laterDate(latest, line.period.start), until);
  const policyOf = billedPolicies(billed, input.policy);
  const groups = groupBilled(billed);

  const lines: ChargeLine[] = [];
  let nextChargeOn: LocalDate | null = null;
  for (const line of targetLines(subscriptionId, history, { from: closedBefore, to }, policyOf)) {
    const group = groups.get(line.key);
    if (group !== undefined) {
      groups.delete(line.key);
      const difference = correction(subscriptionId, line, group);
      if (difference !== null) {
        lines.push(difference);
      }
    } else if (line.dueOn <= until) {
      lines.push(charge(subscriptionId, line, amountOfLine(line)));
    } else {
      nextChargeOn = earliest(nextChargeOn, line.dueOn);
    }
  }
  // What is left was billed and is not called for any more.
  for (const [key, group] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!(group.amountMinor === 0 && group.quantity === 0)) {
      const cut = cutOf(history, group.base);
      if (cut !== null && cut.on > until) {
        nextChargeOn = earliest(nextChargeOn, cut.on);
      } else {
        lines.push(reversal(key, group, cut));
      }
    }
  }
  return { lines, nextChargeOn };
}

function earliest(known: LocalDate | null, day: LocalDate): LocalDate {
  return known === null ? day : earlierDate(known, day);
}

function amountOfLine(line: TargetLine): Money {
  return amountOf(line.unitPrice, line.quantity, line.factor, line.policy);
}

function charge(subscriptionId: string, line: TargetLine, amount: Money): ChargeLine {
  return {
    key: line.key,
    subscriptionId,
    kind: line.kind,
    period: line.period,
    referencePeriod: line.referencePeriod,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    factor: line.factor,
    amount,
    formula: formulaInWords(line),
    policyVersion: line.policy.version,
    sourceEventId: line.sourceEventId,
    termEventId: line.termEventId,
  };
}

/** What a billed line lacks; null when it is right. */
function correction(subscriptionId: string, line: TargetLine, group: BilledGroup): ChargeLine | null {
  const amount = amountOfLine(line);
  const difference = amount.amount - group.amountMinor;
  const seats = line.quantity - group.quantity;
  if (difference === 0 && seats === 0) {
    return null;
  }
  const right = charge(subscriptionId, line, amount);
  const before = money(group.amountMinor, amount.currency);
  return {
    ...right,
    key: correctionKey(line.key, group.corrections + 1),
    kind: "correction",
    quantity: seats,
    amount: money(difference, amount.currency),
    formula: `${right.formula} = ${amountInWords(amount)}, less ${amountInWords(before)} billed before`,
  };
}

function reversal(key: string, group: BilledGroup, cut: EarlyEnd | null): ChargeLine {
  const { base } = group;
  return {
    key: correctionKey(key, group.corrections + 1),
    subscriptionId: base.subscriptionId,
    kind: cut === null ? "correction" : "cancellation",
    period: base.period,
    referencePeriod: base.referencePeriod,
    quantity: -group.quantity,
    unitPrice: base.unitPrice,
    factor: base.factor,
    amount: negate(money(group.amountMinor, base.amount.currency)),
    formula: `reversal of ${formulaInWords({ ...base, quantity: group.quantity })}`,
    policyVersion: base.policyVersion,
    sourceEventId: cut === null ? base.sourceEventId : cut.id,
    termEventId: base.termEventId,
  };
}

/** The event that took away the days of a billed line, when its term was cut at or before the line's first day. */
function cutOf(history: SubscriptionHistory, line: BilledLine): EarlyEnd | null {
  const belongsTo = ({ event, changes }: TermSpan) =>
    event.id === line.sourceEventId || changes.some((change) => change.event.id === line.sourceEventId);
  const cut = history.spans.find(belongsTo)?.cutBy ?? null;
  return cut !== null && cut.on <= line.period.start ? cut : null;
}
