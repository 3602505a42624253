import fs from "node:fs";
import { z } from "zod";

const names = z.record(z.string(), z.string()).default({});

const entrySchema = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().default(false),
  optional: z.boolean().default(false),
  inBundle: z.boolean().default(false),
  os: z.array(z.string()).default([]),
  cpu: z.array(z.string()).default([]),
  libc: z.array(z.string()).default([]),
  engines: z.unknown(),
  workspaces: z.array(z.string()).default([]),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
});

/** What a test needs of one entry of package-lock.json. */
export type LockEntry = z.infer<typeof entrySchema>;

/** Entries of package-lock.json by their place, such as `node_modules/zod`; the project itself is the empty place. */
export type LockEntries = Record<string, LockEntry>;

/** An optional dependency that a package in the lock names and that has no entry of its own. */
export type LockGap = { from: string; name: string; range: string };

/** Parses package-lock.json; throws with the field's path when it is not a lock file of version 3. */
export function readLockEntries(file: string): LockEntries {
  const lock = z.object({ lockfileVersion: z.literal(3), packages: z.record(z.string(), entrySchema) });
  return lock.parse(JSON.parse(fs.readFileSync(file, "utf8"))).packages;
}

/** The place where Node, starting at `from`, finds the package called `name`; undefined when the lock has none. */
export function placeOf(entries: LockEntries, from: string, name: string): string | undefined {
  const place = from === "" ? `node_modules/${name}` : `${from}/node_modules/${name}`;
  if (entries[place]) {
    return place;
  }
  if (from === "") {
    return undefined;
  }
  const above = from.lastIndexOf("/node_modules/");
  return placeOf(entries, above === -1 ? "" : from.slice(0, above), name);
}

/**
 * Optional dependencies without an entry. `npm ci` refuses such a lock file, or installs less than the package needs on
 * the systems whose entries are missing.
 */
export function lockGaps(entries: LockEntries): LockGap[] {
  return Object.entries(entries).flatMap(([from, entry]) =>
    Object.entries(entry.optionalDependencies).flatMap(([name, range]) =>
      placeOf(entries, from, name) === undefined ? [{ from, name, range }] : [],
    ),
  );
}
