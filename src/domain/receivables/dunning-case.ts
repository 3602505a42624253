import { addDays, type LocalDate } from "../calendar";
import type { DeclineClass } from "./decline-codes";
import {
  checkDunningPlan,
  type DunningAction,
  type DunningPlan,
  type RetriedClass,
  type UndoAction,
} from "./dunning-plan";

/**
 * Something that happened to an unpaid invoice. Facts from outside carry the id of the attempt, payment, dispute or card
 * that they are about: they arrive twice and late. Days are those of the seller's billing zone.
 */
export type DunningEvent =
  | {
      readonly type: "payment_failed";
      readonly id: string;
      readonly on: LocalDate;
      readonly declineClass: DeclineClass;
    }
  /** Nothing is left to pay. */
  | { readonly type: "payment_succeeded"; readonly id: string; readonly on: LocalDate }
  /** The bank took a payment of the invoice back. */
  | { readonly type: "chargeback"; readonly id: string; readonly on: LocalDate }
  /** The customer saved another card, or corrected this one. */
  | { readonly type: "card_replaced"; readonly id: string; readonly on: LocalDate }
  /** The day of `nextRetryOn` has come. */
  | { readonly type: "retry_due"; readonly on: LocalDate }
  /** The day of the next step has come. */
  | { readonly type: "step_due"; readonly on: LocalDate }
  /** A person approved the step at this place of the plan. */
  | { readonly type: "person_approved"; readonly on: LocalDate; readonly step: number };

/** A step of the plan by its place, counted from 0. */
export type PlacedStep = {
  readonly step: number;
  readonly action: DunningAction;
};

/** What the product has to do now. */
export type DunningOrder =
  /** Try the card again, once the outcome of every earlier try is known. */
  | { readonly kind: "charge" }
  /** Tell the customer of the failure, in the words for its class. */
  | { readonly kind: "tell_customer"; readonly declineClass: DeclineClass }
  /** Tell the partner that the bank took a payment back. */
  | { readonly kind: "alert_partner" }
  | ({ readonly kind: "do" | "ask_person" } & PlacedStep)
  | { readonly kind: "undo"; readonly action: UndoAction };

/** Where the dunning of one invoice stands. A value to store as it is; only `nextDunningStep` makes the next one. */
export type DunningCase = {
  readonly plan: DunningPlan;
  /** `quiet`: nothing failed yet. */
  readonly status: "quiet" | "open" | "paid";
  /** The day on which the case began: the first failure, or the chargeback. */
  readonly since: LocalDate | null;
  /** Tries that failed: all of the case, and of the present card for each class with a schedule. */
  readonly failures: Readonly<Record<RetriedClass | "all", number>>;
  /** False once the card must not be tried again until it is replaced. */
  readonly mayRetry: boolean;
  readonly nextRetryOn: LocalDate | null;
  /** Steps begun: done or put before a person. */
  readonly stepsBegun: number;
  /** Steps that wait for a person. */
  readonly waiting: readonly PlacedStep[];
  /** Actions taken since the case began, in their order. */
  readonly done: readonly DunningAction[];
  /** Facts that were dealt with, as `type:id`. */
  readonly seen: readonly string[];
};

/** A case before anything failed. @throws DunningPlanError */
export function newDunningCase(plan: DunningPlan): DunningCase {
  return {
    plan: checkDunningPlan(plan),
    status: "quiet",
    since: null,
    failures: { all: 0, soft: 0, technical: 0 },
    mayRetry: true,
    nextRetryOn: null,
    stepsBegun: 0,
    waiting: [],
    done: [],
    seen: [],
  };
}

/** The day on which the next step is due; null when none is left or nothing is owed. */
export function nextStepOn({ plan, status, since, stepsBegun }: DunningCase): LocalDate | null {
  const step = plan.steps[stepsBegun];
  return status === "open" && since !== null && step !== undefined ? addDays(since, step.afterDays) : null;
}
