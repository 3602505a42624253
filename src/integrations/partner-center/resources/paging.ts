import type { z } from "zod";
import type { Answer, Call, PartnerCenterHttp } from "../http";

type Page = { items: unknown[]; links?: { next?: NextLink | null } | null };
type NextLink = { uri: string; headers: { key: string; value: string }[] };

const MAXIMUM_PAGES = 200;

/**
 * Follows the vendor's own `next` links with the headers they name. Bounded, because a link that points at itself would
 * never end.
 */
export async function readAllPages<S extends z.ZodType<Page>>(
  http: PartnerCenterHttp,
  call: Pick<Call<S>, "kind" | "at" | "query" | "schema">,
): Promise<z.output<S>["items"]> {
  const items: z.output<S>["items"] = [];
  let answer: Answer<z.output<S>> = await http.send(call);
  for (let page = 1; ; page += 1) {
    items.push(...answer.body.items);
    const next = answer.body.links?.next ?? null;
    if (next === null) {
      return items;
    }
    if (page >= MAXIMUM_PAGES) {
      throw new Error(`More than ${MAXIMUM_PAGES} pages of ${call.kind}`);
    }
    const headers = Object.fromEntries(next.headers.map(({ key, value }) => [key, value]));
    answer = await http.send({ ...call, link: next.uri, headers });
  }
}
