/** A limit that a figure must keep to. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly limit: number;
  readonly ok: boolean;
}

/** What one benchmark measured. */
export interface BenchResult {
  readonly name: string;
  readonly figures: Record<string, number | string>;
  readonly bars: Bar[];
}

/** A bar that holds when the value is at most the limit. */
export function atMost(name: string, value: number, limit: number): Bar {
  return { name, value, limit, ok: value <= limit };
}

/** The value below which `share` (0 to 1) of the samples lie; the nearest one measured, no interpolation. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
  if (value === undefined) {
    throw new RangeError("A percentile needs at least one sample.");
  }
  return value;
}
