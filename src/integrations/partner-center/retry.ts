import { DelegateBackoff, handleWhen, type IRetryBackoffContext, retry } from "cockatiel";
import { backOffMs } from "../../domain/retry";
import type { RetryTuning } from "./config";
import { PartnerCenterError } from "./errors";

/**
 * Repeats what the list of answers lets repeat with the same request id, at once or within the wait we can afford.
 * Everything longer is for the caller's task queue, which can wait without holding a lease.
 */
export function createRetryPolicy(tuning: RetryTuning): <T>(run: () => Promise<T>) => Promise<T> {
  const worthRepeating = handleWhen(
    (error) =>
      error instanceof PartnerCenterError && error.retryable && (error.retryAfterMs ?? 0) <= tuning.longestWaitMs,
  );
  const policy = retry(worthRepeating, {
    maxAttempts: tuning.maxRetries,
    backoff: new DelegateBackoff((context: IRetryBackoffContext<unknown>) => waitBefore(context, tuning)),
  });
  return (run) => {
    let silent = false;
    return policy.execute(async () => {
      try {
        return await run();
      } catch (error) {
        if (error instanceof PartnerCenterError) {
          if (silent) {
            AFTER_SILENCE.add(error);
          }
          silent ||= error.outcome === "unknown";
        }
        throw error;
      }
    });
  };
}

/** Errors of calls of which an earlier try got no answer. */
const AFTER_SILENCE = new WeakSet<PartnerCenterError>();

/**
 * True when the call that ended in this error was also sent before, and nobody answered then: what was throttled at last
 * may have been carried out at first.
 */
export function followsSilence(error: PartnerCenterError): boolean {
  return AFTER_SILENCE.has(error);
}

/** The vendor's own waiting time wins over our curve. */
function waitBefore(context: IRetryBackoffContext<unknown>, tuning: RetryTuning): number {
  const error = "error" in context.result ? context.result.error : null;
  if (error instanceof PartnerCenterError && error.retryAfterMs !== null) {
    return error.retryAfterMs;
  }
  const curve = { firstMs: tuning.initialDelayMs, longestMs: tuning.maxDelayMs };
  return backOffMs(curve, context.attempt - 1, Math.random());
}
