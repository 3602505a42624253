import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { root } from "../../../sandbox/launcher/paths";
import { removePlaces } from "../../../sandbox/postgres";

/** A copy of the tree as a new clone would have it, with changes that are not committed yet. */
export interface Copy {
  readonly folder: string;
  remove(): Promise<void>;
}

/** @param linkPackages takes the packages of this tree, as hard links, instead of leaving them to be installed */
export function copyTree(linkPackages: boolean): Copy {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-start-"));
  // PostgreSQL may have to run as another user, who must be able to get into the folder.
  fs.chmodSync(folder, 0o755);
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root });
  for (const file of listed.toString().split("\0")) {
    // A file deleted but not committed so is listed too.
    if (file && fs.existsSync(path.join(root, file))) {
      fs.cpSync(path.join(root, file), path.join(folder, file));
    }
  }
  if (linkPackages) {
    for (const packages of ["node_modules", "storefront/node_modules"].filter((one) =>
      fs.existsSync(path.join(root, one)),
    )) {
      execFileSync("cp", ["-al", path.join(root, packages), path.join(folder, packages)]);
      for (const made of [".seatline", ".vite"]) {
        fs.rmSync(path.join(folder, packages, made), { recursive: true, force: true });
      }
    }
  }
  return {
    folder,
    remove: async () => {
      await removePlaces(path.join(folder, ".seatline/postgres-17"));
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}
