/** Lower-cases the first letter of every key, at every depth: Partner Center takes `LineItems` and `lineItems` alike. */
export function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(camelKeys);
  }
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key.charAt(0).toLowerCase() + key.slice(1), camelKeys(inner)]),
    );
  }
  return value;
}

/** The value without keys that are null, at every depth. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  if (value !== null && typeof value === "object") {
    const told = Object.entries(value).filter(([, inner]) => inner !== null);
    return Object.fromEntries(told.map(([key, inner]) => [key, withoutNulls(inner)]));
  }
  return value;
}

export interface Link {
  uri: string;
  method: string;
  headers: { key: string; value: string }[];
}

export const link = (uri: string, method = "GET", headers: Link["headers"] = []): Link => ({ uri, method, headers });

/** The collection envelope. `links` only where the documentation shows them. */
export function collection(items: unknown[], links?: Record<string, Link>): Record<string, unknown> {
  return {
    totalCount: items.length,
    items,
    ...(links ? { links } : {}),
    attributes: { objectType: "Collection" },
  };
}
