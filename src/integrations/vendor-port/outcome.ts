/**
 * What a vendor operation can end in. Expected endings are values, not exceptions, so that a worker can decide what to
 * do with a customer's money without guessing from a stack trace.
 */
export type VendorOutcome<T> =
  | { readonly kind: "done"; readonly value: T }
  /** The vendor has it and is still working. Nothing is wrong; look again. */
  | { readonly kind: "pending"; readonly detail: string; readonly afterMs?: number }
  /** The vendor said no for good. `reason` is written for the customer; `detail` is for the partner. */
  | { readonly kind: "refused"; readonly code: string; readonly reason: string; readonly detail: string }
  /** Nothing happened at the vendor and a later attempt can succeed. */
  | { readonly kind: "retry_later"; readonly code: string; readonly detail: string; readonly afterMs?: number }
  /** No answer came: it may or may not have happened. The same request id must be used again. */
  | { readonly kind: "unknown"; readonly detail: string }
  /** No attempt can succeed before a person has done something (sign-in revoked, ambiguous order). */
  | { readonly kind: "needs_attention"; readonly code: string; readonly detail: string };

/** The endings that carry no value: they pass unchanged from one operation's type to another's. */
export type VendorFailure = Exclude<VendorOutcome<never>, { kind: "done" }>;

export const done = <T>(value: T): VendorOutcome<T> => ({ kind: "done", value });

export const pending = (detail: string, afterMs?: number): VendorFailure =>
  afterMs === undefined ? { kind: "pending", detail } : { kind: "pending", detail, afterMs };

export const refused = (code: string, reason: string, detail: string): VendorFailure => ({
  kind: "refused",
  code,
  reason,
  detail,
});

export const needsAttention = (code: string, detail: string): VendorFailure => ({
  kind: "needs_attention",
  code,
  detail,
});

/** An answer's code and what was said with it, for the partner's people; what was said may carry the code itself. */
export const codeAndDetail = (code: string, detail: string): string =>
  detail.includes(code) ? detail : `${code}: ${detail}`;
