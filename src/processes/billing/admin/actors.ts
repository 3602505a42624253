import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";

/**
 * Who stands behind the ids that runs, credits and journal entries keep: users by their mail address. Ids that are no
 * user's (the ticker, an API key, a user who was removed) have no entry.
 */
export async function actorNames(
  container: MedusaContainer,
  actors: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(actors)].filter((actor) => actor.startsWith("user_"));
  if (ids.length === 0) {
    return new Map();
  }
  const users = await container.resolve(Modules.USER).listUsers({ id: ids });
  return new Map(users.map((user) => [user.id, user.email]));
}
