import { needsAttention, pending, refused, type VendorFailure } from "../../vendor-port";
import { isPartnerCenterError, type PartnerCenterError } from "../errors";
import { comeBackAfterMs, isKnownRefusal, needsPerson, reasonFor } from "./refusals";

/**
 * What an error of the client means for the task that met it. Errors of our own code are thrown on: they are bugs, and a
 * bug must not be told to a customer as a refusal.
 */
export function failureFrom(error: unknown): VendorFailure {
  if (!isPartnerCenterError(error)) {
    throw error;
  }
  const { code, message: detail } = error;
  if (error.outcome === "unknown" && code !== "bad_shape") {
    return { kind: "unknown", detail };
  }
  if (needsPerson(code)) {
    return needsAttention(code, detail);
  }
  const afterMs = error.retryAfterMs ?? comeBackAfterMs(code);
  if (afterMs !== null) {
    return { kind: "retry_later", code, detail, afterMs };
  }
  if (error.retryable || error.status === 401 || error.status === null) {
    return { kind: "retry_later", code, detail };
  }
  // 404 without a known code is a wrong address or a resource that has not become visible: never the customer's fault.
  if (error.status === 404 && !isKnownRefusal(code)) {
    return { kind: "retry_later", code, detail };
  }
  return refused(code, reasonFor(code), detail);
}

/** An order or subscription may take a quarter of an hour to become visible after it was made. */
export const notVisibleYet = (error: PartnerCenterError): VendorFailure => pending(error.message);

export const isCode = (error: unknown, ...codes: readonly string[]): error is PartnerCenterError =>
  isPartnerCenterError(error) && codes.includes(error.code);
