import { backOffMs } from "../../domain/retry";
import { codeAndDetail, type VendorOutcome } from "../../integrations/vendor-port";
import type { LeasedTask, TaskEnd } from "../../modules/provisioning";

const AFTER_FAILURE = { firstMs: 2_000, longestMs: 15 * 60_000 };
const BETWEEN_POLLS = { firstMs: 1_000, longestMs: 5 * 60_000 };

/** About five hours of vendor trouble; after that a person should look. */
export const FAILURE_CAP = 30;

/** A vendor that works on an order for two days has forgotten it. */
export const PENDING_CAP_MS = 48 * 3_600_000;

/**
 * How a task goes on after an outcome. Failures wait longer each time, with up to a quarter taken off at random so that
 * tasks that failed together do not come back together; the vendor's own waiting time wins. After the cap the task
 * stands still until a person retries it.
 *
 * @param random in [0, 1)
 */
export function endOf(outcome: VendorOutcome<unknown>, task: LeasedTask, now: Date, random: number): TaskEnd {
  switch (outcome.kind) {
    case "done":
      return { kind: "done", result: outcome.value };
    case "refused":
      return {
        kind: "refused",
        result: { code: outcome.code, reason: outcome.reason },
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
      });
    case "unknown":
      return failedEnd(task, now, random, { error: outcome.detail, afterMs: null, keepRequestId: true });
  }
}

/** An exception is our own bug or a broken database: nothing is known about the vendor, so the request id stays. */
export function endOfException(error: unknown, task: LeasedTask, now: Date, random: number): TaskEnd {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return failedEnd(task, now, random, { error: text, afterMs: null, keepRequestId: true });
}

function pendingEnd(
  outcome: { readonly detail: string; readonly afterMs?: number },
  task: LeasedTask,
  now: Date,
  random: number,
): TaskEnd {
  const waited = now.getTime() - (task.startedAt ?? now).getTime();
  if (task.kind === "await_vendor" && waited > PENDING_CAP_MS) {
    const error = `pending for more than two days: ${outcome.detail}`;
    return { kind: "needs_attention", error, keepRequestId: true };
  }
  const nextAt = new Date(now.getTime() + (outcome.afterMs ?? backOffMs(BETWEEN_POLLS, task.attempts - 1, random)));
  return { kind: "waiting", nextAt, failed: false, error: null, keepRequestId: true };
}

function failedEnd(
  task: LeasedTask,
  now: Date,
  random: number,
  failure: { readonly error: string; readonly afterMs: number | null; readonly keepRequestId: boolean },
): TaskEnd {
  const { error, keepRequestId } = failure;
  const failures = task.failures + 1;
  if (failures >= FAILURE_CAP) {
    return { kind: "needs_attention", error: `gave up after ${failures} failures: ${error}`, keepRequestId };
  }
  const waitMs = failure.afterMs ?? backOffMs(AFTER_FAILURE, task.failures, random);
  return { kind: "waiting", nextAt: new Date(now.getTime() + waitMs), failed: true, error, keepRequestId };
}
