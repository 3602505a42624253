import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http";

/** Whose request it is, for the journal: a user's id, or an API key's. */
export function actorOf(req: AuthenticatedMedusaRequest): string {
  return req.auth_context.actor_id;
}
