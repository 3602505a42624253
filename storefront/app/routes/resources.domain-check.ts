import { checkPrefix } from "../features/company/tenant-form.server";
import { guardedResource } from "../server/guards.server";
import type { Route } from "./+types/resources.domain-check";

/** Whether a tenant's name is free, asked while it is typed. An empty field has no answer. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const prefix = url.searchParams.get("prefix") ?? "";
  return guardedResource(context, async (api) => (prefix.trim() === "" ? null : checkPrefix(api, prefix)));
}
