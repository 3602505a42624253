/** What the command line asks for. */
export interface BenchOptions {
  /** Subscriptions of the large world; the small ones have a tenth of it, at most 10,000. */
  readonly subscriptions: number;
  /** Processes that bill at once in the part about several. */
  readonly workers: number;
  /** Names of the parts to measure. */
  readonly parts: readonly PartName[];
}

export const PART_NAMES = ["whole", "growth", "history", "workers", "preview", "company", "catch-up"] as const;
export type PartName = (typeof PART_NAMES)[number];

/**
 * Reads `--subscriptions N`, `--workers W` and `--only part,part`.
 *
 * @throws Error saying what is wrong with a word.
 */
export function readOptions(words: readonly string[]): BenchOptions {
  const wordAfter = (name: string) => {
    const at = words.indexOf(`--${name}`);
    return at === -1 ? undefined : (words[at + 1] ?? "");
  };
  const only = wordAfter("only");
  return {
    subscriptions: wholeNumber("subscriptions", wordAfter("subscriptions") ?? "100000"),
    workers: wholeNumber("workers", wordAfter("workers") ?? "2"),
    parts: only === undefined ? PART_NAMES : only.split(",").map(partName),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,7}$/.test(text)) {
    throw new Error(`--${name} takes a whole number of at least 1, not "${text}".`);
  }
  return Number(text);
}

function partName(text: string): PartName {
  const name = PART_NAMES.find((known) => known === text);
  if (!name) {
    throw new Error(`--only takes some of ${PART_NAMES.join(", ")}, not "${text}".`);
  }
  return name;
}
