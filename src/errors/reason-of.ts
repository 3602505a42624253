import { z } from "zod";

/** An error that has crossed a workflow of Medusa is a plain object. */
const errorLike = z.looseObject({ message: z.string(), stack: z.string().optional().catch(undefined) });

/** What went wrong, in one line for a person. */
export function reasonOf(error: unknown): string {
  return errorLike.safeParse(error).data?.message ?? textOf(error);
}

/** What went wrong and where, for a log. */
export function traceOf(error: unknown): string {
  const { message, stack } = errorLike.safeParse(error).data ?? {};
  return stack ?? message ?? textOf(error);
}

function textOf(error: unknown): string {
  if (typeof error !== "object" || error === null) {
    return String(error);
  }
  try {
    return JSON.stringify(error);
  } catch {
    return Object.prototype.toString.call(error);
  }
}
