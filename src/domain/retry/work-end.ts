import type { OutsideSystem } from "../states";

/** How one pass over a piece of leased work at the outside ended. */
export type WorkEnd =
  | { readonly kind: "done"; readonly result: unknown }
  | { readonly kind: "refused"; readonly result: unknown; readonly error: string }
  | WorkWaits
  | WorkStands;

/** It comes again at `nextAt`. */
export type WorkWaits = {
  readonly kind: "waiting";
  readonly nextAt: Date;
  readonly failed: boolean;
  readonly error: string | null;
  /** True keeps the request id, because the vendor may have carried the request out. */
  readonly keepRequestId: boolean;
  /** The fault of our set-up that kept it from going on: then this was no attempt. Left out: there is none. */
  readonly setUpFault?: string;
  /** The system that was not there: then this was no attempt. Left out: it was, or none was asked. */
  readonly absent?: OutsideSystem;
};

/** No attempt can get it on before a person has done something. */
export type WorkStands = { readonly kind: "needs_attention"; readonly error: string; readonly keepRequestId: boolean };
