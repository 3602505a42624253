import type { Json, JsonObject } from "./partner-center";

const typeOf = (value: Json): string => (value === null ? "null" : Array.isArray(value) ? "array" : typeof value);

export interface ShapeOptions {
  /** Dotted paths (list positions left out) that need not be there. */
  leaveOut?: string[];
  /** Old pages print PascalCase bodies: the first letter of a key may differ. */
  anyCase?: boolean;
}

function lookUp(actual: JsonObject, key: string, anyCase: boolean): Json {
  const lower = key.charAt(0).toLowerCase() + key.slice(1);
  return anyCase && !(key in actual) ? actual[lower] : actual[key];
}

/** What is missing or of another JSON type in `actual`; values are not compared. Null in the example fits anything. */
export function shapeFaults(expected: Json, actual: Json, options: ShapeOptions = {}, path = ""): string[] {
  const leaveOut = options.leaveOut ?? [];
  if (expected === null || expected === undefined || leaveOut.includes(path)) {
    return [];
  }
  if (typeOf(expected) !== typeOf(actual)) {
    return [`${path || "body"}: ${typeOf(expected)} expected, ${typeOf(actual)} found`];
  }
  if (Array.isArray(expected) && Array.isArray(actual)) {
    if (expected.length > 0 && actual.length === 0) {
      return [`${path}: an empty list found`];
    }
    return expected.flatMap((item, index) =>
      shapeFaults(item, actual.length >= expected.length ? actual[index] : actual[0], options, path),
    );
  }
  if (typeof expected === "object" && !Array.isArray(expected)) {
    const found = actual as JsonObject;
    return Object.entries(expected).flatMap(([key, value]) =>
      shapeFaults(value, lookUp(found, key, options.anyCase ?? false), options, path ? `${path}.${key}` : key),
    );
  }
  return [];
}
