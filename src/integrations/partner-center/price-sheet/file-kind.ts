import { Transform } from "node:stream";

/** The bytes are no text that could be a price sheet; the message says what they seem to be and what to do. */
export class UnreadableFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnreadableFileError";
  }
}

/** Passes bytes on, unless the first ones show a kind of file that people upload by mistake. */
export function refuseOtherKinds(): Transform {
  let first = true;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const fault = first ? faultOf(chunk) : null;
      first = false;
      done(fault === null ? null : new UnreadableFileError(fault), chunk);
    },
  });
}

function faultOf(start: Buffer): string | null {
  if (begins(start, [0x1f, 0x8b]) || begins(start, [0x50, 0x4b, 0x03, 0x04])) {
    return "The file is compressed or a workbook: unpack it, or save the sheet as CSV (UTF-8).";
  }
  // UTF-16 with its mark is understood; without it, every other byte of English text is zero.
  const marked = begins(start, [0xff, 0xfe]);
  return !marked && start.includes(0) ? "The file is not UTF-8 text: save the sheet as CSV (UTF-8)." : null;
}

function begins(start: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => start[index] === byte);
}
