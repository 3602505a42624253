import { DelegateBackoff, handleWhen, type IRetryBackoffContext, retry } from "cockatiel";
import { backOffMs } from "../../domain/retry";
import type { RetryTuning } from "./config";
import { PartnerCenterError } from "./errors";

/**
 * Repeats what is worth repeating at once: throttling within the wait we can afford, broken servers, silence. Everything
 * longer is for the caller's task queue, which can wait without holding a lease.
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
  return (run) => policy.execute(run);
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
