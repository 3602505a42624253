import { divideRounded, money, sum } from "../money";
import { keyedRates, percentOf, type TaxPolicy } from "../tax";
import type { LineAccount } from "./line-account";

/** A line of which more is given back now. */
export type CreditStep = {
  readonly account: LineAccount;
  /** Net given back of the line with this credit, minor units, sign of the line. */
  readonly givenNet: number;
};

/**
 * The tax given back of each credited line with this credit, minor units, sign of the line's tax. It is the line's
 * share of the tax it really bore, not today's, rounded where the invoice's tax was. With rounding on the document, the
 * lines that bear the same rates come to what these take from all that was given back of them, each line's share being
 * rounded down or up to get there. A line that is given back whole has had its whole tax and never more on the way.
 */
export function taxesGivenBack(
  accounts: Iterable<LineAccount>,
  steps: readonly CreditStep[],
  policy: TaxPolicy,
): Map<LineAccount, number> {
  if (policy.roundOn === "line") {
    return new Map(steps.map((step) => [step.account, roundedTax(step, policy)]));
  }
  const byAccount = new Map(steps.map((step) => [step.account, step]));
  const given = new Map<LineAccount, number>();
  for (const group of groupByRates(accounts)) {
    const credited = group.flatMap((account) => byAccount.get(account) ?? []);
    const others = group.filter((account) => !byAccount.has(account));
    for (const [account, tax] of sharedOut(credited, others, policy)) {
      given.set(account, tax);
    }
  }
  return given;
}

function roundedTax(step: CreditStep, policy: TaxPolicy): number {
  const { part, whole } = exactTax(step);
  return Number(divideRounded(part, whole, policy.rounding));
}

/** The share of the line's tax that belongs to what was given back of its net: `part / whole` coins. */
function exactTax({ account, givenNet }: CreditStep): { readonly part: bigint; readonly whole: bigint } {
  const { net, tax } = account.line;
  const part = BigInt(tax.amount) * BigInt(givenNet);
  return net.amount < 0 ? { part: -part, whole: BigInt(-net.amount) } : { part, whole: BigInt(net.amount) };
}

function groupByRates(accounts: Iterable<LineAccount>): Iterable<LineAccount[]> {
  const groups = new Map<string, LineAccount[]>();
  for (const account of accounts) {
    const key = keyedRates(account.line.rates)
      .map((rate) => rate.key)
      .sort()
      .join();
    const group = groups.get(key) ?? [];
    group.push(account);
    groups.set(key, group);
  }
  return groups.values();
}

/** A line's tax given back may be its exact share rounded down (`least`) or up, `fraction / whole` above that. */
type Choice = {
  readonly account: LineAccount;
  readonly least: number;
  readonly most: number;
  readonly fraction: bigint;
  readonly whole: bigint;
};

function sharedOut(
  credited: readonly CreditStep[],
  others: readonly LineAccount[],
  policy: TaxPolicy,
): Map<LineAccount, number> {
  const choices = credited.map(choiceOf);
  const toOthers = others.reduce((total, account) => total + account.givenTax.amount, 0);
  const least = choices.reduce((total, choice) => total + choice.least, 0);
  let left = taxOfGroup(credited, others, policy) - toOthers - least;
  const given = new Map(choices.map((choice) => [choice.account, choice.least]));
  for (const { account, least: floor, most } of choices.sort(byFraction)) {
    if (left > 0 && most > floor) {
      given.set(account, most);
      left -= most - floor;
    }
  }
  return given;
}

/** What the group's rates take from all that was given back of its lines; within what they took from the lines. */
function taxOfGroup(credited: readonly CreditStep[], others: readonly LineAccount[], policy: TaxPolicy): number {
  const [first] = credited;
  if (first === undefined) {
    return 0;
  }
  const { currency } = first.account.line.net;
  const net =
    credited.reduce((total, step) => total + step.givenNet, 0) +
    others.reduce((total, account) => total + account.givenNet.amount, 0);
  const taxes = first.account.line.rates.map((rate) => percentOf(money(net, currency), rate, policy.rounding));
  const whole = [...credited.map((step) => step.account), ...others].reduce(
    (total, { line }) => total + line.tax.amount,
    0,
  );
  const tax = sum(taxes, currency).amount;
  return Math.max(Math.min(whole, 0), Math.min(Math.max(whole, 0), tax));
}

/** What was given back before stays given: tax goes from 0 to the line's tax and never turns. */
function choiceOf(step: CreditStep): Choice {
  const { account } = step;
  const { part, whole } = exactTax(step);
  const fraction = ((part % whole) + whole) % whole;
  const floor = Number((part - fraction) / whole);
  const ceiling = fraction === 0n ? floor : floor + 1;
  const before = account.givenTax.amount;
  const further = account.line.tax.amount < 0 ? Math.min : Math.max;
  return { account, least: further(floor, before), most: further(ceiling, before), fraction, whole };
}

/** The largest fraction first, ties by key. */
function byFraction(a: Choice, b: Choice): number {
  const left = a.fraction * b.whole;
  const right = b.fraction * a.whole;
  if (left === right) {
    return a.account.line.key < b.account.line.key ? -1 : 1;
  }
  return left > right ? -1 : 1;
}
