import {
  billingDayBoundary,
  billingDayPeriod,
  boundary,
  daysBetween,
  type LocalDate,
  periodDays,
  periodIndexAt,
  type RecurringPeriod,
  type ServicePeriod,
} from "../calendar";
import { money } from "../money";
import { installment } from "../pricing";
import { type CommercialTerms, chargeCount, chargeMonths } from "../subscription";
import { amountOf, type ChargingPolicy } from "./policy";

/** What one seat pays in a charge period, and for which days that price is. */
export type PeriodPrice = {
  /** `[start, end)`; the denominator of the period's factor. */
  readonly referencePeriod: ServicePeriod;
  /** Minor units, one seat, whole reference period. */
  readonly unitPrice: number;
  /** In the rest that a stub left: the first day of that stub. Null in every other period. */
  readonly restOf: LocalDate | null;
};

/** How a term of its full length is cut into charge periods. They tile it, and their prices add up to the term's. */
export type TermCuts = {
  readonly count: number;
  /** First day of a period, 0 to `count`; that of `count` is the day after the term. Constant time. */
  startOf(index: number): LocalDate;
  /** Index of the period that contains the day; below 0 or from `count` on for a day outside the term. Constant time. */
  indexAt(date: LocalDate): number;
  /** @param whole `[startOf(index), startOf(index + 1))` */
  priceOf(index: number, whole: ServicePeriod): PeriodPrice;
};

/** Cuts at the anniversaries of the term's first day, clamped to the month's end: 31 January, 28 February, 31 March. */
export class AnniversaryCuts implements TermCuts {
  readonly count: number;
  private readonly months: number;

  constructor(
    private readonly start: LocalDate,
    private readonly end: LocalDate,
    private readonly terms: CommercialTerms,
  ) {
    this.count = chargeCount(terms.term, terms.billingPlan);
    this.months = chargeMonths(terms.billingPlan);
  }

  startOf(index: number): LocalDate {
    return index === this.count ? this.end : boundary(this.start, this.months, index);
  }

  indexAt(date: LocalDate): number {
    return periodIndexAt(this.start, this.months, date);
  }

  priceOf(index: number, whole: ServicePeriod): PeriodPrice {
    const unitPrice = installment(this.terms.unitTermPrice, this.count, index);
    return { referencePeriod: whole, unitPrice, restOf: null };
  }
}

/**
 * Cuts a term that is charged by the month at an account's billing days. There are as many installments as in the same
 * term without a billing day, so the customer pays the same in all:
 *
 * - The term begins on a billing day: only whole months, one installment each.
 * - Otherwise the first installment is split. The stub up to the first billing day pays its share of the days of the
 *   aligned month that contains it, rounded under the policy; the tail at the end of the term pays what the stub left of
 *   one seat's installment. Between them are whole months. Under every policy one seat pays the term's price to the coin,
 *   and so do many under a policy that rounds per seat; one that rounds whole lines rounds the stub of many seats once.
 * - The month's end leaves no day for a tail (30 January + P1M ends on 28 February, billing day 29): the stub is a period
 *   of its own and pays the whole first installment.
 *
 * The remainder of an uneven split stays on the last installment: that of the last whole month, where there is a tail.
 */
export class BillingDayCuts implements TermCuts {
  readonly count: number;
  private readonly installments: number;
  private readonly hasTail: boolean;
  /** The aligned month that contains the first day of the term. */
  private readonly first: RecurringPeriod;

  /**
   * @param day 1 to 31
   * @param policy the one the stub is, or was, billed with
   */
  constructor(
    private readonly start: LocalDate,
    private readonly end: LocalDate,
    private readonly day: number,
    private readonly terms: CommercialTerms,
    private readonly policy: ChargingPolicy,
  ) {
    this.installments = chargeCount(terms.term, terms.billingPlan);
    this.first = billingDayPeriod(day, start);
    this.hasTail = this.first.start < start && this.billingDay(this.installments) < end;
    this.count = this.hasTail ? this.installments + 1 : this.installments;
  }

  startOf(index: number): LocalDate {
    if (index === 0) {
      return this.start;
    }
    return index === this.count ? this.end : this.billingDay(index);
  }

  indexAt(date: LocalDate): number {
    return billingDayPeriod(this.day, date).index - this.first.index;
  }

  priceOf(index: number, whole: ServicePeriod): PeriodPrice {
    if (this.hasTail && index === this.installments) {
      return { referencePeriod: whole, unitPrice: this.restOfFirstInstallment(), restOf: this.start };
    }
    const unitPrice = installment(this.terms.unitTermPrice, this.installments, index);
    const isStub = this.hasTail && index === 0;
    const month = isStub ? { start: this.first.start, end: this.first.end } : whole;
    return { referencePeriod: month, unitPrice, restOf: null };
  }

  private billingDay(index: number): LocalDate {
    return billingDayBoundary(this.day, this.first.index + index);
  }

  /** Minor units of one seat: the first installment without what the stub charges for it. */
  private restOfFirstInstallment(): number {
    const { first, installments, policy, start, terms } = this;
    const whole = money(installment(terms.unitTermPrice, installments, 0), terms.currency);
    const share = { numerator: daysBetween(start, first.end), denominator: periodDays(first) };
    return whole.amount - amountOf(whole, 1, share, policy).amount;
  }
}
