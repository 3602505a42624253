import { z } from "zod";

/** For calls whose status is the whole answer. */
export const nothing = z.unknown().transform(() => undefined);

const linkSchema = z
  .object({
    uri: z.string(),
    headers: z
      .array(z.object({ key: z.string(), value: z.string() }))
      .nullish()
      .transform((headers) => headers ?? []),
  })
  .loose();

/** A page of a collection. `totalCount` is not trusted: in continuation mode it counts one page only. */
export const collectionOf = <S extends z.ZodType>(item: S) =>
  z
    .object({
      items: z.array(item),
      links: z.object({ next: linkSchema.nullish() }).loose().nullish(),
    })
    .loose();

/** Text of an instant in any of the vendor's spellings, made ISO UTC. Without a zone it is UTC. */
export const instant = z.string().transform((text, context) => {
  const zoned = /([zZ]|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const at = new Date(zoned);
  if (Number.isNaN(at.getTime())) {
    context.addIssue({ code: "custom", message: `"${text}" is not an instant` });
    return z.NEVER;
  }
  return at.toISOString();
});

export const optionalInstant = z
  .string()
  .nullish()
  .transform((text) => (text === undefined || text === null || text === "" ? null : text))
  .pipe(instant.nullable());

/** Words that the vendor writes in changing case. */
export const word = z.string().transform((text) => text.toLowerCase());
