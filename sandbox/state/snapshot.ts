import fs from "node:fs";
import path from "node:path";

/** Keeps a value in a JSON file. Written soon after a change, whole or not at all. */
export interface Snapshot<T> {
  /** What an earlier run left, if anything. */
  read(): T | undefined;
  /** Notes a change; `current` is asked for the value when it is written. */
  changed(): void;
  /** Writes now, if there is something to write. */
  flush(): void;
}

const WRITE_AFTER_MS = 200;

/** A snapshot in `file`; undefined keeps everything in memory only. `parse` checks what was read. */
export function createSnapshot<T>(file: string | undefined, current: () => T, parse: (raw: unknown) => T): Snapshot<T> {
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    if (!timer || !file) {
      return;
    }
    clearTimeout(timer);
    timer = undefined;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.new`, JSON.stringify(current()));
    fs.renameSync(`${file}.new`, file);
  };
  return {
    read: () => (file && fs.existsSync(file) ? parse(JSON.parse(fs.readFileSync(file, "utf8"))) : undefined),
    changed: () => {
      timer ??= setTimeout(flush, WRITE_AFTER_MS);
    },
    flush,
  };
}
