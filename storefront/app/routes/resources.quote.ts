import { guardedResource } from "../server/guards.server";
import { loadPreview } from "../server/preview.server";
import type { Route } from "./+types/resources.quote";

/** The price of one plan and quantity, for the live preview on the product page. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const handle = url.searchParams.get("handle") ?? "";
  return guardedResource(context, async (api) => (await loadPreview(api, handle, url.searchParams)).preview);
}
