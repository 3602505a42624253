import { safeRedirect } from "./safe-redirect.server";

/** Where to go after signing in: the page that asked for it, if it is one of ours. */
export function redirectTarget(url: URL): string {
  return safeRedirect(url.searchParams.get("redirectTo"), "/account");
}
