import type { RefusedBy } from "../../domain/states";

/**
 * What a vendor operation can end in. Expected endings are values, not exceptions, so that a worker can decide what to
 * do with a customer's money without guessing from a stack trace.
 */
export type VendorOutcome<T> =
  | { readonly kind: "done"; readonly value: T }
  /** The vendor has it and is still working. Nothing is wrong; look again. */
  | { readonly kind: "pending"; readonly detail: string; readonly afterMs?: number }
  /**
   * It is over for good. `reason` is written for the customer; `detail` is for the partner. The vendor said no, unless `by`
   * says that nobody did: it ran out of time, or could not be done.
   */
  | {
      readonly kind: "refused";
      readonly code: string;
      readonly reason: string;
      readonly detail: string;
      readonly by?: Extract<RefusedBy, "nobody">;
    }
  /** Nothing happened at the vendor and a later attempt can succeed. `patience`: see `unknown`. */
  | {
      readonly kind: "retry_later";
      readonly code: string;
      readonly detail: string;
      readonly afterMs?: number;
      readonly patience?: "short";
    }
  /**
   * No usable answer came: it may or may not have happened. The same request id must be used again. With short patience a
   * person is asked after a few tries, because the answer is of no known kind and will hardly mend itself.
   */
  | { readonly kind: "unknown"; readonly detail: string; readonly afterMs?: number; readonly patience?: "short" }
  /**
   * The seller's own access to the vendor is out of order: nobody's order is at fault, all of them wait, and each goes on
   * by itself once it is put right. `sent`: the request may have reached the vendor all the same.
   */
  | { readonly kind: "set_up"; readonly code: string; readonly detail: string; readonly sent: boolean }
  /** No attempt can succeed before a person has done something (a wrong request of ours, an ambiguous order). */
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

/** The end of what nobody refused: its time ran out, or it could not be done. */
export const notPossible = (code: string, reason: string, detail: string): VendorFailure => ({
  kind: "refused",
  by: "nobody",
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
