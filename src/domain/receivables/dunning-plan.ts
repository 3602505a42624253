import type { DeclineClass } from "./decline-codes";

/** What is done about a case that stays unpaid. */
export type DunningAction =
  | "remind"
  /** No new orders and no added seats; what runs keeps running. */
  | "restrict_ordering"
  | "notify_partner"
  /** Licences stop working; the vendor goes on billing the commitment. */
  | "suspend"
  /** The running term is not renewed. */
  | "stop_renewal"
  | "collector";

/** How an action is taken back once everything is paid. */
export type UndoAction =
  | "confirm_payment"
  | "allow_ordering"
  | "notify_partner_of_payment"
  | "resume"
  | "restore_renewal"
  | "recall_from_collector";

export type DunningStep = {
  /** Days since the case began, at least 0. */
  readonly afterDays: number;
  readonly action: DunningAction;
  /** True when a person must approve it first. */
  readonly needsPerson: boolean;
};

/** Classes of declines after which the same card may be tried again; the others have no schedule by construction. */
export type RetriedClass = Extract<DeclineClass, "soft" | "technical">;

/** What happens to an unpaid invoice, and when. A running case keeps the plan that it began with. */
export type DunningPlan = {
  /**
   * Days from a failure to the next try: the first number after the first failure of the class, and so on; nothing is
   * left to try after the last. 0 is the same day, an hour later.
   */
  readonly retries: Readonly<Record<RetriedClass, readonly number[]>>;
  /** Tries of one case in all, the first one included. */
  readonly maxAttempts: number;
  /** By `afterDays`; on one day in the order given. */
  readonly steps: readonly DunningStep[];
};

export const UNDO: Readonly<Record<DunningAction, UndoAction>> = {
  remind: "confirm_payment",
  restrict_ordering: "allow_ordering",
  notify_partner: "notify_partner_of_payment",
  suspend: "resume",
  stop_renewal: "restore_renewal",
  collector: "recall_from_collector",
};

/**
 * A refusal by the bank is tried again on days 1, 3, 5, 7, 10 and 14, a technical failure once the same day and then on
 * two later ones. Eight tries are well under what card schemes allow for one payment (Visa 15 in 30 days). New
 * commitments are stopped before anything that the customer works with, and whatever hurts a customer or gives something
 * up needs a person.
 */
export const DEFAULT_DUNNING_PLAN: DunningPlan = {
  retries: { soft: [1, 2, 2, 2, 3, 4], technical: [0, 1, 2] },
  maxAttempts: 8,
  steps: [
    { afterDays: 3, action: "remind", needsPerson: false },
    { afterDays: 5, action: "restrict_ordering", needsPerson: false },
    { afterDays: 7, action: "notify_partner", needsPerson: false },
    { afterDays: 10, action: "remind", needsPerson: false },
    { afterDays: 21, action: "suspend", needsPerson: true },
    { afterDays: 30, action: "stop_renewal", needsPerson: true },
    { afterDays: 60, action: "collector", needsPerson: true },
  ],
};

/** A dunning plan that cannot be followed; `field` says which part of it. */
export class DunningPlanError extends Error {
  constructor(
    readonly field: string,
    problem: string,
  ) {
    super(`${field}: ${problem}`);
    this.name = "DunningPlanError";
  }
}

/** @throws DunningPlanError for days that are not whole or negative, steps out of order, fewer than one attempt */
export function checkDunningPlan(plan: DunningPlan): DunningPlan {
  for (const kind of ["soft", "technical"] as const) {
    plan.retries[kind].forEach((days, index) => {
      checkDays(`retries.${kind}.${index}`, days);
    });
  }
  if (!Number.isSafeInteger(plan.maxAttempts) || plan.maxAttempts < 1) {
    throw new DunningPlanError("maxAttempts", `must be a whole number of at least 1, got ${plan.maxAttempts}.`);
  }
  plan.steps.forEach(({ afterDays }, index) => {
    checkDays(`steps.${index}.afterDays`, afterDays);
    const before = plan.steps[index - 1];
    if (before !== undefined && before.afterDays > afterDays) {
      throw new DunningPlanError(`steps.${index}.afterDays`, `${afterDays} is before the step above it.`);
    }
  });
  return plan;
}

function checkDays(field: string, days: number): void {
  if (!Number.isSafeInteger(days) || days < 0) {
    throw new DunningPlanError(field, `must be a whole number of days of at least 0, got ${days}.`);
  }
}
