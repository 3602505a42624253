import { checkPrefix } from "../features/company/tenant-form.server";
import { guardedCustomer } from "../server/guards.server";
import type { Route } from "./+types/resources.domain-check";

/** Whether a tenant's name is free, asked while it is typed. An empty field has no answer. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const prefix = url.searchParams.get("prefix") ?? "";
  return guardedCustomer({ context, url }, async (api) => ({
    check: prefix.trim() === "" ? null : await checkPrefix(api, prefix),
  }));
}
