import { invalidParameter } from "./api-error";
import { type Field, group, integer, list, text, word } from "./fields";

/** Changes to metadata: null for a key removes it, null for all clears everything. */
export type MetadataChange = Record<string, string | null> | null;

/** Up to 50 keys of at most 40 characters with values of at most 500; an empty value removes its key. */
export const metadata: Field<MetadataChange> & { required: false } = {
  required: false,
  read(node, param) {
    if (typeof node === "string") {
      if (node === "") return null;
      throw invalidParameter(param, "Invalid object");
    }
    if (node.size > 50) {
      throw invalidParameter(param, "Metadata may have at most 50 keys");
    }
    return Object.fromEntries(
      [...node].map(([key, value]) => {
        if (key.length > 40) {
          throw invalidParameter(param, `Metadata keys may have at most 40 characters: ${key}`);
        }
        return [key, text(500).read(value, `${param}[${key}]`)];
      }),
    );
  },
};

/** The metadata after a change. */
export function changeMetadata(
  current: Record<string, string> | null,
  change: MetadataChange | undefined,
): Record<string, string> {
  if (change === null) {
    return {};
  }
  const merged: Record<string, string | null> = { ...current, ...change };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, string] => entry[1] !== null));
}

export const address = group({
  city: text(),
  country: text(),
  line1: text(),
  line2: text(),
  postal_code: text(),
  state: text(),
});

export const expand = list(word(), 50);
export const timestamp = integer({ min: 0 });

/** `created=123` or `created[gte]=123`. */
export type CreatedFilter = { gt?: number; gte?: number; lt?: number; lte?: number };
export const created: Field<CreatedFilter> & { required: false } = {
  required: false,
  read(node, param) {
    if (typeof node === "string") {
      const at = timestamp.read(node, param);
      return { gte: at, lte: at };
    }
    return group({ gt: timestamp, gte: timestamp, lt: timestamp, lte: timestamp }).read(node, param);
  },
};

export const paging = {
  limit: integer({ min: 1, max: 100 }),
  starting_after: word(),
  ending_before: word(),
  expand,
};
