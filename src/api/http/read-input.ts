import type { z } from "zod";
import { InputError } from "../../errors/input-error";

/**
 * Reads a query or a body by its schema.
 *
 * @throws InputError with one entry per field
 */
export function readInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input ?? {});
  if (parsed.success) {
    return parsed.data;
  }
  throw InputError.from(parsed.error);
}

/** A form that is sent with nothing chosen says `segment=`: the same as not saying it. */
export function withoutEmpty(query: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ""));
}
