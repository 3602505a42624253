import fs from "node:fs";
import path from "node:path";
import { transform } from "@swc/core";
import { root } from "../paths";

export const SCRIPT = /\.tsx?$/;
const RELATIVE_IMPORT = /\brequire\("(\.[^"?]*)"\)/g;
const ENDINGS = ["", ".ts", ".tsx", ".js", ".mjs", ".cjs", "/index.ts", "/index.tsx", "/index.js"];

/** A source that cannot be compiled. */
export class SourceError extends Error {
  override readonly name = "SourceError";

  /** @param place begins with the file (path from the root) and the line */
  constructor(place: string) {
    super(`A source cannot be compiled:\n\n${place.replace(/^/gm, "  ")}`);
  }
}

/**
 * Compiles one TypeScript source to CommonJS, as Medusa's own build does but without looking at types.
 *
 * @param source path from the root
 * @throws SourceError naming file and line when it is no valid TypeScript, or imports a file that does not exist
 */
export async function compile(source: string): Promise<string> {
  const text = fs.readFileSync(path.join(root, source), "utf8");
  const { code } = await transform(text, {
    filename: path.join(root, source),
    cwd: root,
    swcrc: false,
    configFile: false,
    sourceMaps: "inline",
    // Imports at run time stay what they are: Medusa's packages are CommonJS, some of what they load is not.
    module: { type: "commonjs", ignoreDynamic: true },
    jsc: {
      target: "es2022",
      keepClassNames: true,
      parser: { syntax: "typescript", tsx: source.endsWith("x"), decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, react: { runtime: "automatic" } },
    },
  }).catch((error: unknown) => {
    throw new SourceError(describe(source, error));
  });
  for (const [, imported = ""] of code.matchAll(RELATIVE_IMPORT)) {
    if (!exists(path.join(root, path.dirname(source), imported))) {
      const line = text.slice(0, Math.max(0, text.indexOf(`"${imported}"`))).split("\n").length;
      throw new SourceError(`${source}:${line}  imports "${imported}", and there is no such file`);
    }
  }
  return code;
}

/** Looks through sources that another program compiles, because it tells what is wrong sooner and better. */
export async function checkSources(sources: readonly string[]): Promise<void> {
  await Promise.all(sources.filter((source) => SCRIPT.test(source) && !source.endsWith(".d.ts")).map(compile));
}

function exists(imported: string): boolean {
  return ENDINGS.some((ending) => fs.statSync(`${imported}${ending}`, { throwIfNoEntry: false })?.isFile());
}

/** The compiler draws the place: "[/path/file.ts:12:1]" and the lines around it with a caret below. */
function describe(source: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const what = /^(?:Error:)?\s*[x×]\s*(.+)$/m.exec(text)?.[1] ?? text.split("\n")[0] ?? "";
  const [, line = "?"] = /\[[^\]]*:(\d+):\d+\]/.exec(text) ?? [];
  const drawing = text.split("\n").filter((row) => /^\s*(\d+ [|│]|[:·])/.test(row));
  return [`${source}:${line}  ${what.trim()}`, ...drawing].join("\n");
}
