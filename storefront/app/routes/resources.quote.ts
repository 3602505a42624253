import { guarded } from "../server/guards.server";
import { loadPreview } from "../server/preview.server";
import type { Route } from "./+types/resources.quote";

/** The price of one plan and quantity, for the live preview on the product page. */
export async function loader({ context, url }: Route.LoaderArgs) {
  const handle = url.searchParams.get("handle") ?? "";
  const { preview } = await guarded({ context, url }, (api) => loadPreview(api, handle, url.searchParams));
  return { preview };
}
