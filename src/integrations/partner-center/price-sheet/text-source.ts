import type { Readable } from "node:stream";

/** The bytes are no text that could be a price sheet; the message says what they seem to be and what to do. */
export class UnreadableFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnreadableFileError";
  }
}

/**
 * Decodes UTF-8, or UTF-16 that says so by its mark, piece by piece; the byte order mark is left out.
 *
 * @throws UnreadableFileError for kinds of file that people upload by mistake
 */
export async function* readText(source: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const piece of source) {
    const bytes: Buffer = typeof piece === "string" ? Buffer.from(piece) : piece;
    decoder ??= decoderFor(bytes);
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder?.decode() ?? "";
}

function decoderFor(start: Buffer): TextDecoder {
  if (begins(start, [0x1f, 0x8b]) || begins(start, [0x50, 0x4b, 0x03, 0x04])) {
    throw new UnreadableFileError("The file is compressed or a workbook: unpack it, or save the sheet as CSV (UTF-8).");
  }
  if (begins(start, [0xff, 0xfe])) {
    return new TextDecoder("utf-16le");
  }
  // Without its mark, every other byte of English text in UTF-16 is zero.
  if (start.includes(0)) {
    throw new UnreadableFileError("The file is not UTF-8 text: save the sheet as CSV (UTF-8).");
  }
  return new TextDecoder("utf-8");
}

function begins(start: Buffer, bytes: readonly number[]): boolean {
  return bytes.every((byte, index) => start[index] === byte);
}
