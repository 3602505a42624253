import fs from "node:fs";
import path from "node:path";
import { readableLine } from "./readable-line";

const COLOURS = [36, 35, 33, 32, 34, 31];

/** Takes the lines of one program. */
export interface Sink {
  /** The file that all lines go to, as a person would name it; none when there is no folder for logs. */
  readonly file: string | undefined;
  line(raw: string): void;
}

/** Where the words of the programs go. */
export interface Output {
  sink(name: string): Sink;
}

/**
 * Puts each program's lines into a file of its own, as they came. People see them only when they asked for all of it.
 *
 * @param folder for the files; those of the start before are kept beside it, in `before`
 */
export function createOutput(options: { folder: string | undefined; onScreen: boolean }): Output {
  const { folder, onScreen } = options;
  if (folder) {
    fs.mkdirSync(folder, { recursive: true });
    const before = path.join(folder, "before");
    fs.rmSync(before, { recursive: true, force: true });
    fs.mkdirSync(before);
    for (const file of fs.readdirSync(folder).filter((name) => name.endsWith(".log"))) {
      fs.renameSync(path.join(folder, file), path.join(before, file));
    }
  }
  let opened = 0;
  return {
    sink: (name) => {
      const file = folder && path.join(folder, `${name}.log`);
      const prefix = coloured(name.padEnd(11), COLOURS[opened++ % COLOURS.length]);
      return {
        file: file && shortPath(file),
        line: (raw) => {
          if (file) {
            appendLine(file, raw);
          }
          if (onScreen && raw.trim()) {
            console.log(`${prefix} ${readableLine(raw)}`);
          }
        },
      };
    },
  };
}

/** Relative where that is shorter to read. */
export function shortPath(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith("..") ? file : relative;
}

function appendLine(file: string, line: string): void {
  try {
    fs.appendFileSync(file, `${line}\n`);
  } catch {
    // A full disk or a folder deleted meanwhile must not end what runs: the log is a help, not the product.
  }
}

function coloured(text: string, colour: number | undefined): string {
  return process.stdout.isTTY && colour ? `\u001b[${colour}m${text}\u001b[0m` : text;
}
