import { type Readable, Transform } from "node:stream";

/** The largest sheet that can be uploaded; a whole market's list has about 2 MB, the vendor's largest about 45. */
export const LARGEST_SHEET_BYTES = 100 * 1024 * 1024;

/** More bytes came than are accepted. */
export class TooLargeError extends Error {
  constructor() {
    super(
      `The file is larger than ${LARGEST_SHEET_BYTES / 1024 / 1024} MB: upload one market's price sheet at a time.`,
    );
    this.name = "TooLargeError";
  }
}

/**
 * Passes bytes on and fails with `TooLargeError` as soon as there are too many, whatever the sender announced. A sender
 * who has gone already is a failure too: nothing would ever come, and no end.
 */
export function limited(source: Readable, mostBytes = LARGEST_SHEET_BYTES): Readable {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      done(bytes > mostBytes ? new TooLargeError() : null, chunk);
    },
  });
  source.on("error", (error) => limit.destroy(error));
  if (source.destroyed) {
    limit.destroy(new Error("The upload was broken off."));
  }
  return source.pipe(limit);
}
