import type { z } from "zod";
import { type ApiError, invalidInput } from "../errors";
import { camelKeys, withoutNulls } from "./json";

/** Parses a request body in either letter case; names the first wrong field, as a 400. */
export function parseBody<T extends z.ZodType>(
  schema: T,
  body: unknown,
  refuse: (detail: string) => ApiError = invalidInput,
): z.output<T> {
  const camel = camelKeys(body ?? {});
  const asSent = schema.safeParse(camel);
  // What a client sends as null counts as left out where null itself means nothing.
  const result = asSent.success ? asSent : schema.safeParse(withoutNulls(camel));
  if (!result.success) {
    const issue = result.error.issues[0];
    throw refuse(`${issue?.path.join(".") || "body"}: ${issue?.message ?? "not understood"}`);
  }
  return result.data;
}
