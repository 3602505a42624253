import fs from "node:fs";
import path from "node:path";
import { medusaHome, root } from "../paths";
import { compile, SCRIPT } from "./compile";
import { filesBelow } from "./fresh";

const NOT_SHIPPED = /^src\/admin\/|\.spec\.tsx?$|\.d\.ts$|\/testing\//;

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
 * @throws SourceError naming the place when a source cannot be compiled; nothing is written then
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
