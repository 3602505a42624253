import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { compile, SCRIPT } from "../../sandbox/launcher/build/compile";
import { Freshness, filesBelow } from "../../sandbox/launcher/build/fresh";
import { medusaCli, root } from "../../sandbox/launcher/paths";

/**
 * How much of the package is built: `complete` is what is published (`medusa plugin:build`: types checked, declarations,
 * admin pages; some minutes), `server` the same without declarations and admin pages, in seconds.
 */
export type Extent = "complete" | "server";

/** The package as npm would publish it. */
export interface PackedPlugin {
  readonly tarball: string;
  /** Paths of the files in it, as npm lists them. */
  readonly files: readonly string[];
}

/** Below `.medusa`, so that Node and TypeScript find the project's packages from there; never the application's tree. */
const WORKSHOP = path.join(root, ".medusa/plugin");
const OUTPUT = ".medusa/server";

/** Sources that are no part of the package; `src/config` reads the environment, which only the application does. */
const NOT_SHIPPED = /\.spec\.tsx?$|\/testing\/|^src\/config\/|README\.md$/;
/** What of `package.json` concerns who installs the package. */
const SHIPPED_FIELDS = [
  ...["name", "version", "description", "license", "keywords", "files", "exports", "engines"],
  ...["dependencies", "peerDependencies", "peerDependenciesMeta"],
];
const PAPERS = ["README.md", "LICENSE", "CHANGELOG.md"];

const manifestSchema = z.record(z.string(), z.unknown());
const packedSchema = z
  .array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }))
  .length(1);

/** Files that do not belong in the package: tests, sandbox, shop, maps, and what reads the environment. */
export function strayFiles(files: readonly string[]): string[] {
  const belongs = /^\.medusa\/server\/src\/.+\.(js|mjs|d\.ts)$/;
  const strays = /\.spec\.|\/testing\/|\/src\/config\/|\/sandbox\/|\/storefront\/|node_modules/;
  return files.filter(
    (file) => ![...PAPERS, "package.json"].includes(file) && (!belongs.test(file) || strays.test(file)),
  );
}

/** Builds the package in a copy of the sources and packs it; what is there and still right is used again. */
export async function packPlugin(extent: Extent): Promise<PackedPlugin> {
  const home = path.join(WORKSHOP, extent);
  const freshness = new Freshness(WORKSHOP);
  const madeFrom = ["src", ...PAPERS, "package.json", "package-lock.json", "tsconfig.json", "tests/plugin/pack.ts"];
  if (!freshness.isFresh(extent, madeFrom, [path.relative(root, home)])) {
    await freshness.make(extent, madeFrom, async () => {
      copySources(home);
      await (extent === "complete" ? buildComplete(home) : compileServer(home));
      writeManifest(home, SHIPPED_FIELDS);
    });
  }
  return pack(home);
}

function copySources(home: string): void {
  fs.rmSync(home, { recursive: true, force: true });
  for (const file of [...filesBelow("src").filter((name) => !NOT_SHIPPED.test(name)), ...PAPERS]) {
    fs.mkdirSync(path.dirname(path.join(home, file)), { recursive: true });
    fs.copyFileSync(path.join(root, file), path.join(home, file));
  }
}

/** The application's rules for TypeScript, with declarations, for the sources that are shipped and nothing else. */
async function buildComplete(home: string): Promise<void> {
  const { compilerOptions } = z.object({ compilerOptions: manifestSchema }).parse(readJson("tsconfig.json"));
  // Medusa puts maps into the files unless they are to lie beside them; from there they can be taken away.
  const maps = { declaration: true, sourceMap: true, inlineSourceMap: false };
  writeJson(path.join(home, "tsconfig.json"), { compilerOptions: { ...compilerOptions, ...maps }, include: ["src"] });
  // Medusa's command line looks for Medusa among the packages of the project.
  writeManifest(home);
  execFileSync(process.execPath, [medusaCli, "plugin:build"], { cwd: home, stdio: ["ignore", "inherit", "inherit"] });
  for (const file of filesBelow(path.relative(root, path.join(home, OUTPUT))).map((name) => path.join(root, name))) {
    if (file.endsWith(".map")) {
      fs.rmSync(file);
    } else if (file.endsWith(".js")) {
      writeWithoutMap(file, fs.readFileSync(file, "utf8"));
    }
  }
}

async function compileServer(home: string): Promise<void> {
  for (const file of filesBelow("src").filter((name) => SCRIPT.test(name) && !NOT_SHIPPED.test(name))) {
    if (!file.startsWith("src/admin/")) {
      writeWithoutMap(path.join(home, OUTPUT, file.replace(SCRIPT, ".js")), await compile(file));
    }
  }
}

/** Maps lead to sources that are not in the package. */
function writeWithoutMap(file: string, code: string): void {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"));
}

function writeManifest(home: string, only?: readonly string[]): void {
  const manifest = Object.entries(manifestSchema.parse(readJson("package.json")));
  const kept = manifest.filter(([field]) => only?.includes(field) ?? true);
  writeJson(path.join(home, "package.json"), Object.fromEntries(kept));
}

function pack(home: string): PackedPlugin {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const flags = ["pack", "--json", "--ignore-scripts", "--pack-destination", home];
  const answer = execFileSync(npm, flags, { cwd: home, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const [packed] = packedSchema.parse(JSON.parse(answer));
  return {
    tarball: path.join(home, packed?.filename ?? ""),
    files: packed?.files.map((file) => file.path).sort() ?? [],
  };
}

function readJson(file: string): unknown {
  return JSON.parse(fs.readFileSync(path.join(root, file), "utf8"));
}

function writeJson(file: string, value: unknown): void {
  fs.writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}
