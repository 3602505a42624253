import fs from "node:fs";
import path from "node:path";
import { transformFile } from "@swc/core";
import { medusaHome, root } from "../paths";
import { filesBelow } from "./fresh";

const NOT_SHIPPED = /^src\/admin\/|\.spec\.tsx?$|\.d\.ts$|\/testing\//;
const SCRIPT = /\.tsx?$/;

/** A source that cannot be compiled. The message begins with file, line and column. */
export class SourceError extends Error {
  override readonly name = "SourceError";
}

/** Whether a file (path from the root) is one that the backend runs. */
export function isBackendSource(file: string): boolean {
  return file === "medusa-config.ts" || (file.startsWith("src/") && SCRIPT.test(file) && !NOT_SHIPPED.test(file));
}

/**
 * Compiles all backend sources into `medusaHome` and removes what has no source any more. It takes less than a second
 * for the whole tree, so nothing is remembered from one time to the next. Types are not checked: `npm run typecheck`
 * and `npm test` do that, and `npm run build` for a release.
 *
 * @returns the sources (paths from the root) whose compiled form changed or went
 * @throws SourceError naming the place when a source is no valid TypeScript; nothing is written then
 */
export async function buildBackend(): Promise<string[]> {
  const sources = ["medusa-config.ts", ...filesBelow("src")].filter(isBackendSource);
  const compiled = await Promise.all(sources.map(async (source) => [source, await compile(source)] as const));
  const changed = compiled.filter(([source, code]) => writeIfChanged(outputOf(source), code)).map(([source]) => source);
  const wanted = new Set(sources.map(outputOf));
  const stray = filesBelow(path.relative(root, path.join(medusaHome, "src")))
    .map((file) => path.join(root, file))
    .filter((file) => !wanted.has(file));
  for (const file of stray) {
    fs.rmSync(file);
  }
  // Medusa's command line looks for the packages' names beside the configuration.
  writeIfChanged(path.join(medusaHome, "package.json"), fs.readFileSync(path.join(root, "package.json"), "utf8"));
  return [...changed, ...stray.map((file) => path.relative(medusaHome, file))];
}

async function compile(source: string): Promise<string> {
  try {
    const { code } = await transformFile(path.join(root, source), {
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
    });
    return code;
  } catch (error) {
    throw new SourceError(describe(source, error));
  }
}

/** The compiler draws the place: "╭─[/path/file.ts:12:3]" and the lines around it. */
function describe(source: string, error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const what = /^\s*[x×]\s*(.+)$/m.exec(text)?.[1] ?? text.split("\n")[0] ?? "";
  const [, line, column] = /\[[^\]]*:(\d+):(\d+)\]/.exec(text) ?? [];
  const drawing = text
    .split("\n")
    .filter((row) => /^\s*(\d+\s*│|·)/.test(row))
    .join("\n");
  return `${source}:${line ?? "?"}:${column ?? "?"}  ${what.trim()}${drawing ? `\n${drawing}` : ""}`;
}

function outputOf(source: string): string {
  return path.join(medusaHome, source.replace(SCRIPT, ".js"));
}

function writeIfChanged(file: string, text: string): boolean {
  if (fs.existsSync(file) && fs.readFileSync(file, "utf8") === text) {
    return false;
  }
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(`${file}.new`, text);
  fs.renameSync(`${file}.new`, file);
  return true;
}
