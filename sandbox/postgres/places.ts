import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { makeExecutable, packagedPostgres, restoreSymlinks } from "./binaries";
import { clearLeftover } from "./leftover";
import { canReach, type Owner } from "./owner";

/** Where PostgreSQL's programs and one cluster's data are. */
export interface Places {
  readonly native: string;
  readonly data: string;
}

/**
 * Finds places that the owner can reach. Normally these are node_modules and the project's own data folder. Where the
 * project lies in a folder that only root can enter, both go to a system folder, named after the project's path.
 */
export function findPlaces(dataRoot: string, owner: Owner | undefined): Places {
  const packaged = packagedPostgres();
  restoreSymlinks(packaged);
  makeExecutable(packaged);
  fs.mkdirSync(dataRoot, { recursive: true });
  if (canReach(packaged, owner) && canReach(dataRoot, owner)) {
    return { native: packaged, data: path.join(dataRoot, "data") };
  }
  const outside = outsideFolder(dataRoot);
  fs.mkdirSync(outside, { recursive: true, mode: 0o755 });
  const version = createHash("sha256")
    .update(packaged)
    .update(String(fs.statSync(packaged).mtimeMs))
    .digest("hex");
  const native = path.join(outside, `programs-${version.slice(0, 12)}`);
  if (!fs.existsSync(path.join(native, "complete"))) {
    fs.rmSync(native, { recursive: true, force: true });
    fs.cpSync(packaged, native, { recursive: true, verbatimSymlinks: true });
    fs.writeFileSync(path.join(native, "complete"), "");
  }
  return { native, data: path.join(outside, "data") };
}

/** Deletes a cluster, wherever `findPlaces` had put it; a server that a killed run left on it is stopped first. */
export async function removePlaces(dataRoot: string): Promise<void> {
  for (const folder of [dataRoot, outsideFolder(dataRoot)]) {
    await clearLeftover(path.join(folder, "data"));
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function outsideFolder(dataRoot: string): string {
  const name = createHash("sha256").update(path.resolve(dataRoot)).digest("hex").slice(0, 12);
  return path.join("/var/lib", `seatline-${name}`);
}
