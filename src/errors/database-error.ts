const BUSY = "Somebody else is changing the same thing right now. Please try again in a moment.";

/** What a refusal of the database says to a person, by SQLSTATE. Everything else is a fault of ours, not a conflict. */
const WORDS: Readonly<Record<string, string>> = {
  "23503": "Something this needs was removed, or is still needed elsewhere. Please reload and look again.",
  "23505": "Somebody else stored the same thing at the same moment. Please reload to see what is there now.",
  "23P01": "Somebody else stored something that excludes this at the same moment. Please reload and look again.",
  "40001": BUSY,
  "40P01": BUSY,
  "55P03": BUSY,
};

/**
 * The database refused because of what somebody else did at the same time: in words, without a statement, a table or a
 * key. Null for any other error.
 */
export function conflictInWords(error: unknown): string | null {
  const { code } = (typeof error === "object" && error !== null ? error : {}) as { readonly code?: unknown };
  return typeof code === "string" ? (WORDS[code] ?? null) : null;
}
