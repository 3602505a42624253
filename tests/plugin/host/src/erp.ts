type Entry = { readonly kind: string; readonly key: string; readonly what: unknown };

/** Stands for a system of the host's: what it was told. */
export const entries = new Map<string, Entry>();

/** Tells the host's system; the same key again replaces. */
export async function tellErp(kind: string, key: string, what: unknown): Promise<void> {
  entries.set(`${kind}:${key}`, { kind, key, what });
}
