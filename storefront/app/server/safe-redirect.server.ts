const PROBE_ORIGIN = "https://shop.invalid";

/**
 * Returns `target` when it is a path inside the shop, else `fallback`.
 * Refuses foreign origins in all their spellings: `//host`, `/\host`, control characters, other schemes.
 */
export function safeRedirect(target: unknown, fallback = "/"): string {
  if (typeof target !== "string" || !target.startsWith("/") || target.startsWith("//")) {
    return fallback;
  }
  if (target.includes("\\") || hasControlCharacter(target)) {
    return fallback;
  }
  try {
    const url = new URL(target, PROBE_ORIGIN);
    if (url.origin !== PROBE_ORIGIN || url.pathname.startsWith("//")) {
      return fallback;
    }
    return `${url.pathname}${url.search}${url.hash}`;
  } catch {
    return fallback;
  }
}

/** The address of a hosted card page if its origin is on the allow-list, else null. */
export function allowedPaymentUrl(target: string | null, allowedOrigins: readonly string[]): string | null {
  if (target === null) {
    return null;
  }
  try {
    const url = new URL(target);
    const plain = url.username === "" && url.password === "";
    return plain && allowedOrigins.includes(url.origin) ? url.href : null;
  } catch {
    return null;
  }
}

function hasControlCharacter(text: string): boolean {
  return Array.from(text).some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x20 || code === 0x7f;
  });
}
