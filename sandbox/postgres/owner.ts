import { spawnSync } from "node:child_process";
import fs from "node:fs";

/** The user that PostgreSQL runs as. Undefined: the user we already are. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

/** PostgreSQL refuses to run as root, so root hands over to `postgres`, else to `nobody`, both found by name. */
export function postgresOwner(): Owner | undefined {
  if (process.platform === "win32" || process.getuid?.() !== 0) {
    return undefined;
  }
  const users = fs
    .readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  for (const name of ["postgres", "nobody"]) {
    const [, , uid, gid] = users.find(([user]) => user === name) ?? [];
    if (uid && gid) {
      return { uid: Number(uid), gid: Number(gid) };
    }
  }
  throw new Error(
    "PostgreSQL refuses to run as root, and this machine has no user `postgres` or `nobody` to run it as.",
  );
}

/** Whether the owner can enter and read a folder, asked of the system as that user (parents may be closed to it). */
export function canReach(folder: string, owner: Owner | undefined): boolean {
  if (!owner) {
    return true;
  }
  const asked = spawnSync("/bin/sh", ["-c", 'cd "$1" && test -r .', "sh", folder], {
    ...owner,
    cwd: "/",
    stdio: "ignore",
  });
  return asked.status === 0;
}

/** Hands a folder and all in it to the owner. */
export function handOver(folder: string, owner: Owner): void {
  fs.chownSync(folder, owner.uid, owner.gid);
  for (const entry of fs.readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    fs.lchownSync(`${folder}/${entry}`, owner.uid, owner.gid);
  }
}
