import { data, redirect } from "react-router";
import { ApiError, BackendUnavailableError } from "./medusa.server";
import type { ShopSession } from "./session.server";
import { waitHeaders } from "./wait-headers.server";

/** What is said where the API cannot be asked; nothing was saved then, and what was typed is still there. */
export const UNREACHABLE = "The shop cannot be reached just now. Nothing was saved; please try again in a minute.";

/** What a page of errors is told. */
export type Failure = Readonly<{
  /** In words for the visitor; null where the page has words of its own. */
  message: string | null;
  /** Names the request in our logs; null where there is nothing to look up. */
  reference: string | null;
}>;

/** Where and in which request something failed. */
export type FailedRequest = Readonly<{ session: ShopSession; here: string; reference: string }>;

/**
 * Turns whatever a loader or an action throws into the answer a visitor should get: sign-in again (401), not found (404),
 * a refusal in the API's words (4xx), or a page that says the fault is ours (503, 500) with the reference that our log
 * carries. Answers of our own, such as redirects, pass.
 */
export function toResponse(error: unknown, { session, here, reference }: FailedRequest): unknown {
  if (error instanceof ApiError) {
    return error.status === 401
      ? signInAgain(session, here)
      : page(error.status, { message: error.message }, waitHeaders(error.status === 429 ? error.retryAfter : null));
  }
  if (error instanceof BackendUnavailableError) {
    logFailure(reference, error);
    return page(503, { reference }, { "Retry-After": "10" });
  }
  if (error instanceof Error) {
    logFailure(reference, error);
    return page(500, { reference });
  }
  return error;
}

/** Writes a fault into the log under the reference that the visitor is shown. */
export function logFailure(reference: string, error: unknown): void {
  console.error(`Reference ${reference}:`, error);
}

function page(status: number, failure: Partial<Failure>, headers: Record<string, string> = {}) {
  return data({ message: null, reference: null, ...failure } satisfies Failure, { status, headers });
}

function signInAgain(session: ShopSession, here: string) {
  const { cartId, cartCount } = session.data;
  session.signOut();
  session.update({ cartId, cartCount });
  return redirect(`/sign-in?redirectTo=${encodeURIComponent(here)}`);
}
