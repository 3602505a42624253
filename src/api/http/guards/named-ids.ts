/** What an id can look like; a text with a space or a control character is none. */
const ID = /^[\w.:-]{3,128}$/;

/** The segments of a path as a router hands them to its handler: decoded, and without empty ones. */
export function segmentsOf(path: string): string[] {
  return path.split("/").flatMap((segment) => (segment === "" ? [] : [decoded(segment)]));
}

/** Every text in these values that could be an id, however deep it stands; names of fields too. */
export function idsIn(...values: readonly unknown[]): string[] {
  const found = new Set<string>();
  const next: unknown[] = [...values];
  for (let value = next.pop(); next.length > 0 || value !== undefined; value = next.pop()) {
    if (typeof value === "string") {
      for (const part of value.split(",")) {
        if (ID.test(part)) {
          found.add(part);
        }
      }
    } else if (Array.isArray(value)) {
      next.push(...value);
    } else if (typeof value === "object" && value !== null) {
      next.push(...Object.keys(value), ...Object.values(value));
    }
  }
  return [...found];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
