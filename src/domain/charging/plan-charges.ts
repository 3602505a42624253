import { earlierDate, type LocalDate, laterDate } from "../calendar";
import { money, negate } from "../money";
import {
  type EarlyEnd,
  readHistory,
  type SubscriptionEvent,
  type SubscriptionHistory,
  type TermSpan,
} from "../subscription";
import { type BilledGroup, groupBilled } from "./billed-groups";
import { type BilledLine, type ChargeLine, correctionKey } from "./charge-line";
import { amountInWords, formulaInWords } from "./formula";
import { amountOf, type ChargingPolicy, chargingPolicy } from "./policy";
import { type TargetLine, targetLines } from "./target-lines";

export interface PlanChargesInput {
  readonly subscriptionId: string;
  /** In any order. */
  readonly events: readonly SubscriptionEvent[];
  /** Inclusive: what is owed from this day or an earlier one is due (charges are made in advance). */
  readonly until: LocalDate;
  /** Everything billed before for this subscription, in any order. */
  readonly billed: readonly BilledLine[];
  /** For periods nothing was billed for yet; a period keeps the policy it was first billed with. */
  readonly policy: ChargingPolicy;
  /**
   * Periods that end on or before this day are closed: they are neither charged nor corrected, and `billed` need not
   * contain their lines. Keeps the cost of a run independent of the length of the history.
   */
  readonly closedBefore?: LocalDate;
}

export interface ChargePlan {
  /** New lines, oldest first. Empty when all that is due has been billed. */
  readonly lines: ChargeLine[];
  /** The next day on which the known history makes something due; null when nothing more is known. */
  readonly nextChargeOn: LocalDate | null;
}

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
  const billed = input.billed.filter((line) => closedBefore === undefined || line.period.end > closedBefore);
  // Lines billed ahead of `until` are compared as well, or they would look as if the history did not call for them.
  const to = billed.reduce((latest, line) => laterDate(latest, line.period.start), until);
  const target = targetLines(subscriptionId, history, { from: closedBefore, to });
  const groups = groupBilled(billed);
  const policyFor = policyByPeriod(billed, input.policy);

  const lines: ChargeLine[] = [];
  const later: LocalDate[] = [];
  for (const line of target) {
    const group = groups.get(line.key);
    if (group !== undefined) {
      lines.push(...correction(subscriptionId, line, group, policyFor(line.referencePeriod.start)));
    } else if (line.dueOn <= until) {
      lines.push(charge(subscriptionId, line, policyFor(line.referencePeriod.start)));
    } else {
      later.push(line.dueOn);
    }
  }
  const called = new Set(target.map((line) => line.key));
  for (const [key, group] of groups) {
    if (!called.has(key) && !(group.amountMinor === 0 && group.quantity === 0)) {
      const cut = cutOf(history, group.base);
      if (cut !== null && cut.on > until) {
        later.push(cut.on);
      } else {
        lines.push(reversal(key, group, cut));
      }
    }
  }
  return { lines, nextChargeOn: later.length === 0 ? null : later.reduce(earlierDate) };
}

function policyByPeriod(billed: readonly BilledLine[], current: ChargingPolicy): (start: LocalDate) => ChargingPolicy {
  const versions = new Map(billed.map((line) => [line.referencePeriod.start, line.policyVersion]));
  return (start) => {
    const version = versions.get(start);
    return version === undefined || version === current.version ? current : chargingPolicy(version);
  };
}

function charge(subscriptionId: string, line: TargetLine, policy: ChargingPolicy): ChargeLine {
  return {
    key: line.key,
    subscriptionId,
    kind: line.kind,
    period: line.period,
    referencePeriod: line.referencePeriod,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    factor: line.factor,
    amount: amountOf(line.unitPrice, line.quantity, line.factor, policy),
    formula: formulaInWords(line),
    policyVersion: policy.version,
    sourceEventId: line.sourceEventId,
  };
}

function correction(
  subscriptionId: string,
  line: TargetLine,
  group: BilledGroup,
  policy: ChargingPolicy,
): ChargeLine[] {
  const right = charge(subscriptionId, line, policy);
  const difference = right.amount.amount - group.amountMinor;
  const seats = right.quantity - group.quantity;
  if (difference === 0 && seats === 0) {
    return [];
  }
  const before = money(group.amountMinor, right.amount.currency);
  return [
    {
      ...right,
      key: correctionKey(line.key, group.corrections + 1),
      kind: "correction",
      quantity: seats,
      amount: money(difference, right.amount.currency),
      formula: `${right.formula} = ${amountInWords(right.amount)}, less ${amountInWords(before)} billed before`,
    },
  ];
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
  };
}

/** The event that took away the days of a billed line, when its term was cut at or before the line's first day. */
function cutOf(history: SubscriptionHistory, line: BilledLine): EarlyEnd | null {
  const belongsTo = ({ event, changes }: TermSpan) =>
    event.id === line.sourceEventId || changes.some((change) => change.event.id === line.sourceEventId);
  const cut = history.spans.find(belongsTo)?.cutBy ?? null;
  return cut !== null && cut.on <= line.period.start ? cut : null;
}
