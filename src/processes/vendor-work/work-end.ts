import { absenceWaitMs, backOffMs, type WorkEnd } from "../../domain/retry";
import { reasonOf } from "../../errors/reason-of";
import { codeAndDetail, type VendorOutcome } from "../../integrations/vendor-port";
import { afterSetUp, type OutsideSystem } from "../../modules/settings";

const AFTER_FAILURE = { firstMs: 2_000, longestMs: 15 * 60_000 };
const BETWEEN_POLLS = { firstMs: 1_000, longestMs: 5 * 60_000 };

/** About five hours of vendor trouble; after that a person should look. */
export const FAILURE_CAP = 30;

/** A few minutes: an answer of no known kind rarely mends itself. */
export const SHORT_PATIENCE_CAP = 7;

/** A vendor that works on an order, or on a change, for two days has forgotten it. */
const PENDING_CAP_MS = 48 * 3_600_000;

/** Work that is polled at the vendor until it has done it. */
const POLLED: ReadonlySet<string> = new Set(["await_vendor", "at_vendor"]);

/** A leased piece of work at the outside, as far as it decides how it goes on after a pass. */
export type Work = {
  readonly kind: string;
  /** Passes so far, the running one included. */
  readonly attempts: number;
  /** Passes in a row that ended without an answer or with one that asks to come back. */
  readonly failures: number;
  readonly startedAt: Date | null;
  readonly lastError: string | null;
  readonly setUpFault: string | null;
  readonly setUpSince: Date | null;
  readonly absentSince: Date | null;
};

/**
 * What was met on the way and is no fault of the work: a fault of our set-up, by its reference, and a system that was not
 * there when it was asked last. Null where there was none.
 */
export type Met = { readonly fault: string | null; readonly absent: OutsideSystem | null };

const NOTHING: Met = { fault: null, absent: null };

/**
 * How a piece of work goes on after an outcome. Failures wait longer each time, with up to a quarter taken off at random so that
 * what failed together does not come back together; the vendor's own waiting time wins. After the cap the work
 * stands still until a person retries it. What is only the absence of a system is no failure, however long it lasts: no
 * person can help it.
 *
 * @param random in [0, 1)
 */
export function endOf(
  outcome: VendorOutcome<unknown>,
  task: Work,
  now: Date,
  random: number,
  met: Met = NOTHING,
): WorkEnd {
  const { absent, fault } = met;
  if (fault !== null && (outcome.kind === "retry_later" || outcome.kind === "unknown")) {
    const code = outcome.kind === "unknown" ? "no_answer" : outcome.code;
    const { detail } = outcome;
    return endOf({ kind: "set_up", code, detail, sent: outcome.kind === "unknown" }, task, now, random, met);
  }
  if (absent !== null && isNoAnswer(outcome)) {
    const said = {
      error: outcome.kind === "retry_later" ? codeAndDetail(outcome.code, outcome.detail) : outcome.detail,
      keepRequestId: outcome.kind !== "retry_later",
      afterMs: outcome.afterMs ?? null,
    };
    return absentEnd(absent, task, now, random, said);
  }
  switch (outcome.kind) {
    case "done":
      return { kind: "done", result: outcome.value };
    case "refused":
      return {
        kind: "refused",
        result: { code: outcome.code, reason: outcome.reason, detail: outcome.detail, by: outcome.by ?? "vendor" },
        error: codeAndDetail(outcome.code, outcome.detail),
      };
    case "pending":
      return pendingEnd(outcome, task, now, random);
    case "needs_attention":
      return { kind: "needs_attention", error: codeAndDetail(outcome.code, outcome.detail), keepRequestId: false };
    case "retry_later":
      return failedEnd(task, now, random, {
        error: codeAndDetail(outcome.code, outcome.detail),
        afterMs: outcome.afterMs ?? null,
        keepRequestId: false,
        cap: capOf(outcome.patience),
      });
    case "unknown":
      return failedEnd(task, now, random, {
        error: outcome.detail,
        afterMs: outcome.afterMs ?? null,
        keepRequestId: true,
        cap: capOf(outcome.patience),
      });
    case "set_up":
      return setUpEnd(fault ?? `partner_center ${task.kind}`, now, random, {
        error: codeAndDetail(outcome.code, outcome.detail),
        keepRequestId: outcome.sent,
      });
  }
}

type NoAnswer = Extract<VendorOutcome<unknown>, { kind: "retry_later" | "unknown" | "pending" }>;

/** A system that was away at last may have left any of these behind; every other outcome is an answer. */
const isNoAnswer = (outcome: VendorOutcome<unknown>): outcome is NoAnswer =>
  outcome.kind === "retry_later" || outcome.kind === "unknown" || outcome.kind === "pending";

/** Nobody is at fault and nothing is counted: the task waits until the system is back, and goes on. */
function absentEnd(
  absent: OutsideSystem,
  task: Work,
  now: Date,
  random: number,
  said: { readonly error: string; readonly keepRequestId: boolean; readonly afterMs: number | null },
): WorkEnd {
  const { error, keepRequestId } = said;
  const awayMs = now.getTime() - (task.absentSince ?? now).getTime();
  const nextAt = new Date(now.getTime() + (said.afterMs ?? absenceWaitMs(awayMs, random)));
  return { kind: "waiting", nextAt, failed: false, error, keepRequestId, absent };
}

const capOf = (patience: "short" | undefined): number => (patience === "short" ? SHORT_PATIENCE_CAP : FAILURE_CAP);

/** The task is not at fault, so nothing of it is counted: it waits until the set-up is put right, and goes on. */
function setUpEnd(
  fault: string,
  now: Date,
  random: number,
  said: { readonly error: string | null; readonly keepRequestId: boolean },
): WorkEnd {
  return { kind: "waiting", nextAt: afterSetUp(now, random), failed: false, ...said, setUpFault: fault };
}

/** Nobody asks for what the task waits for until it is probed again: nothing was done, and nothing of it changes. */
export function pausedEnd(task: Work, fault: string, now: Date, random: number): WorkEnd {
  return setUpEnd(fault, now, random, { error: task.lastError, keepRequestId: true });
}

/**
 * An exception is our own bug or a broken database: nothing is known about the vendor, so the request id stays. One that
 * came of a fault of our set-up, or of the absence of a system, is neither.
 */
export function endOfException(
  error: unknown,
  task: Work,
  now: Date,
  random: number,
  { absent, fault }: Met = NOTHING,
): WorkEnd {
  const said = {
    error: error instanceof Error ? `${error.name}: ${error.message}` : reasonOf(error),
    keepRequestId: true,
  };
  if (fault !== null) {
    return setUpEnd(fault, now, random, said);
  }
  return absent === null
    ? failedEnd(task, now, random, { ...said, afterMs: null, cap: FAILURE_CAP })
    : absentEnd(absent, task, now, random, { ...said, afterMs: null });
}

function pendingEnd(
  outcome: { readonly detail: string; readonly afterMs?: number },
  task: Work,
  now: Date,
  random: number,
): WorkEnd {
  const idle = now.getTime() - Math.min((task.absentSince ?? now).getTime(), (task.setUpSince ?? now).getTime());
  // Nobody worked on it while the vendor was away, or could not be asked.
  const waited = now.getTime() - (task.startedAt ?? now).getTime() - idle;
  if (POLLED.has(task.kind) && waited > PENDING_CAP_MS) {
    const error = `pending for more than two days: ${outcome.detail}`;
    return { kind: "needs_attention", error, keepRequestId: true };
  }
  const nextAt = new Date(now.getTime() + (outcome.afterMs ?? backOffMs(BETWEEN_POLLS, task.attempts - 1, random)));
  return { kind: "waiting", nextAt, failed: false, error: null, keepRequestId: true };
}

function failedEnd(
  task: Work,
  now: Date,
  random: number,
  failure: {
    readonly error: string;
    readonly afterMs: number | null;
    readonly keepRequestId: boolean;
    readonly cap: number;
  },
): WorkEnd {
  const { error, keepRequestId, cap } = failure;
  const failures = task.failures + 1;
  if (failures >= cap) {
    return { kind: "needs_attention", error: `gave up after ${failures} failures: ${error}`, keepRequestId };
  }
  const waitMs = failure.afterMs ?? backOffMs(AFTER_FAILURE, task.failures, random);
  return { kind: "waiting", nextAt: new Date(now.getTime() + waitMs), failed: true, error, keepRequestId };
}
