import type { z } from "zod";
import type { Answer, CallIds, PartnerCenterHttp } from "../http";

type Page = { items: unknown[]; links?: { next?: NextLink | null } | null };
type NextLink = { uri: string; headers: { key: string; value: string }[] };

const MAXIMUM_PAGES = 200;

/**
 * Follows the vendor's own `next` links with the headers they name. Bounded, because a link that points at itself would
 * never end.
 */
export async function readAllPages<S extends z.ZodType<Page>>(
  http: PartnerCenterHttp,
  path: string,
  schema: S,
  ids?: CallIds,
): Promise<z.output<S>["items"]> {
  const items: z.output<S>["items"] = [];
  let next: NextLink | null = { uri: path, headers: [] };
  for (let page = 0; next !== null; page += 1) {
    if (page >= MAXIMUM_PAGES) {
      throw new Error(`More than ${MAXIMUM_PAGES} pages at ${path.split("?")[0]}`);
    }
    const headers = Object.fromEntries(next.headers.map(({ key, value }) => [key, value]));
    const call = { method: "GET", path: next.uri, schema, headers, ...(ids ? { ids } : {}) } as const;
    const answer: Answer<z.output<S>> = await http.send(call);
    items.push(...answer.body.items);
    next = answer.body.links?.next ?? null;
  }
  return items;
}
