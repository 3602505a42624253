/** A certificate file is some two kilobytes; a bundle with its issuers a few more. */
const MOST_BYTES = 64 * 1024;
const MOST_KEPT = 20;
/** The vendor's leaf, its issuers, and those they are exchanged for. */
const MOST_PROVEN = 10;
/** Events come in bursts, and the vendor exchanges its certificate now and then. */
const KEEP_MS = 5 * 60_000;
/** One that could not be had is not asked for again at once. */
const KEEP_FAILURE_MS = 30_000;
/** For files that no event was ever verified with. */
const MOST_FETCHES_A_MINUTE = 20;
const WITHIN_MS = 10_000;

type Kept = { readonly file: Promise<Buffer>; goodUntil: number };

/**
 * Fetches certificate files, few and small ones, whoever asks for them: an event's sender is unknown until its signature
 * is checked, and must not be able to make this process fetch, or keep, whatever it likes, nor keep the vendor's own
 * events out by using the limit up: a file that an event was verified with has a place and a fetch of its own. A file is
 * one address without its query; times are the machine's own.
 */
export class CertificateSource {
  private readonly kept = new Map<string, Kept>();
  private readonly proven = new Set<string>();
  private fetches: number[] = [];

  /** @throws Error when the file cannot be had, is too large, or too many were asked for */
  async get(url: URL): Promise<Buffer> {
    const key = keyOf(url);
    const now = performance.now();
    const kept = this.kept.get(key);
    if (kept !== undefined && now < kept.goodUntil) {
      return kept.file;
    }
    if (!this.proven.has(key)) {
      this.countFetch(now);
    }
    const entry: Kept = { file: download(key), goodUntil: now + KEEP_MS };
    this.keep(key, entry);
    entry.file.catch(() => {
      entry.goodUntil = performance.now() + KEEP_FAILURE_MS;
    });
    return entry.file;
  }

  /** Says that an event was verified with these files. */
  prove(urls: readonly URL[]): void {
    for (const key of urls.map(keyOf)) {
      this.proven.delete(key);
      this.proven.add(key);
    }
    dropOldest(this.proven, MOST_PROVEN);
  }

  /** How many files are kept, for tests and figures. */
  get size(): number {
    return this.kept.size;
  }

  private countFetch(now: number): void {
    this.fetches = this.fetches.filter((at) => now - at < 60_000);
    if (this.fetches.length >= MOST_FETCHES_A_MINUTE) {
      throw new Error("Too many certificates were asked for within a minute");
    }
    this.fetches.push(now);
  }

  private keep(key: string, entry: Kept): void {
    this.kept.delete(key);
    this.kept.set(key, entry);
    dropOldest(this.kept, MOST_KEPT, (one) => this.proven.has(one));
  }
}

const keyOf = (url: URL): string => `${url.origin}${url.pathname}`;

/** Takes out what was put in first until no more than `most` are left, but for what is spared. */
function dropOldest(
  from: Map<string, unknown> | Set<string>,
  most: number,
  isSpared: (key: string) => boolean = () => false,
): void {
  for (const key of [...from.keys()]) {
    if (from.size <= most) {
      return;
    }
    if (!isSpared(key)) {
      from.delete(key);
    }
  }
}

async function download(address: string): Promise<Buffer> {
  const response = await fetch(address, { redirect: "error", signal: AbortSignal.timeout(WITHIN_MS) });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw new Error(`The certificate's host answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    length += part.value.byteLength;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new Error(`The certificate's file is larger than ${MOST_BYTES / 1024} kB`);
    }
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
