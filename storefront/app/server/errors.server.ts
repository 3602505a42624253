import { data, redirect } from "react-router";
import { ApiError, BackendUnavailableError } from "./medusa.server";
import type { ShopSession } from "./session.server";

/**
 * Turns a failed API call into the answer a visitor should get: sign-in again (401), not found (404),
 * or the page that says we are not reachable (503). Expected refusals are handled by the pages before it comes to this.
 */
export function toResponse(error: unknown, session: ShopSession, here: string): unknown {
  if (error instanceof BackendUnavailableError) {
    console.error(error.message, error.cause ?? "");
    return data({ message: "backend unavailable" }, { status: 503, headers: { "Retry-After": "10" } });
  }
  if (error instanceof ApiError && error.status === 401) {
    const { cartId, cartCount } = session.data;
    session.signOut();
    session.update({ cartId, cartCount });
    return redirect(`/sign-in?redirectTo=${encodeURIComponent(here)}`);
  }
  if (error instanceof ApiError && error.status === 404) {
    return data({ message: "not found" }, { status: 404 });
  }
  return error;
}
