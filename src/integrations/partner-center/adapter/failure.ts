import { needsAttention, pending, refused, type VendorFailure } from "../../vendor-port";
import type { PartnerCenterAnswer } from "../answer-rows";
import { isPartnerCenterError, type PartnerCenterError } from "../errors";

/**
 * What an error of the client means for the task that met it. Errors of our own code are thrown on: they are bugs, and a
 * bug must not be told to a customer as a refusal.
 */
export function failureFrom(error: unknown): VendorFailure {
  if (!isPartnerCenterError(error)) {
    throw error;
  }
  return failureOf(error.answer, error.code, error.message, error.retryAfterMs);
}

/** What a row of the list of answers means for a task, whether it came as an error or inside a good answer. */
export function failureOf(
  answer: PartnerCenterAnswer,
  code: string,
  detail: string,
  retryAfterMs: number | null = null,
): VendorFailure {
  if (answer.customer !== null) {
    return refused(code, answer.customer, detail);
  }
  if (answer.fault === "set_up") {
    return { kind: "set_up", code, detail, sent: answer.effect === "unknown" };
  }
  if (answer.repeat === "never") {
    return needsAttention(code, detail);
  }
  const afterMs = retryAfterMs ?? answer.afterMs;
  const wait = {
    detail,
    ...(afterMs === null ? {} : { afterMs }),
    ...(answer.fault === "person" ? { patience: "short" as const } : {}),
  };
  return answer.effect === "unknown" ? { kind: "unknown", ...wait } : { kind: "retry_later", code, ...wait };
}

/** An order or subscription may take a quarter of an hour to become visible after it was made. */
export const notVisibleYet = (error: PartnerCenterError): VendorFailure => pending(error.message);

export const isCode = (error: unknown, ...codes: readonly string[]): error is PartnerCenterError =>
  isPartnerCenterError(error) && codes.includes(error.code);
