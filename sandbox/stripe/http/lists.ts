import { invalidParameter, resourceMissing } from "./api-error";
import type { CreatedFilter } from "./common-fields";

export type PageRequest = { limit?: number; starting_after?: string; ending_before?: string };

/** One page of a list, newest first. @throws ApiError when both cursors are given or one names nothing */
export function pageOf<T extends { id: string }>(oldestFirst: readonly T[], url: string, request: PageRequest) {
  const { limit = 10, starting_after: after, ending_before: before } = request;
  if (after !== undefined && before !== undefined) {
    throw invalidParameter(
      "ending_before",
      "Received both starting_after and ending_before parameters, but only one is allowed.",
    );
  }
  const all = [...oldestFirst].reverse();
  if (before !== undefined) {
    const end = position(all, before, "ending_before");
    const start = Math.max(0, end - limit);
    return { object: "list" as const, data: all.slice(start, end), has_more: start > 0, url };
  }
  const start = after === undefined ? 0 : position(all, after, "starting_after") + 1;
  return { object: "list" as const, data: all.slice(start, start + limit), has_more: all.length > start + limit, url };
}

function position(all: { id: string }[], id: string, param: string): number {
  const index = all.findIndex((one) => one.id === id);
  if (index < 0) {
    throw resourceMissing("object", id, param);
  }
  return index;
}

/** Whether an object's `created` lies in the filter. */
export function createdWithin(created: number, filter: CreatedFilter | undefined): boolean {
  const { gt, gte, lt, lte } = filter ?? {};
  return (
    (gt === undefined || created > gt) &&
    (gte === undefined || created >= gte) &&
    (lt === undefined || created < lt) &&
    (lte === undefined || created <= lte)
  );
}
