import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";

/** Ends the process with a clear word when Node is older than the packages allow. */
export function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(
      `Seatline needs Node 20.19 or newer; this is ${process.version}. Install a newer Node and try again.`,
    );
    process.exit(2);
  }
}

/**
 * Installs the packages when there are none or when the lock file has changed since.
 *
 * @returns seconds it took, 0 when nothing was to do.
 */
export function installIfNeeded(root) {
  const file = path.join(root, "package-lock.json");
  const lock = fs.readFileSync(file);
  const wanted = createHash("sha256").update(lock).digest("hex");
  const marker = path.join(root, "node_modules", ".seatline-lock");
  if (fs.existsSync(marker) && fs.readFileSync(marker, "utf8") === wanted) {
    return 0;
  }
  const started = Date.now();
  console.log("Installing packages (the first time this takes a few minutes) ...");
  // `npm ci` refuses a lock file that was made where the packages of other systems could not be seen; `npm install`
  // keeps to the same versions and adds what this system needs. What it adds to the lock file is put back, because a
  // start leaves the working tree as it was.
  const installed = npm(root, "ci", "ignore") || npm(root, "install", "inherit");
  fs.writeFileSync(file, lock);
  if (!installed) {
    console.error("The packages could not be installed; npm's messages above say why. Mend that and try again.");
    process.exit(1);
  }
  fs.writeFileSync(marker, wanted);
  return Math.round((Date.now() - started) / 1000);
}

function npm(root, command, stdio) {
  const flags = ["--no-audit", "--no-fund", "--loglevel=error", "--include=dev"];
  const shell = process.platform === "win32";
  return spawnSync("npm", [command, ...flags], { cwd: root, stdio, shell }).status === 0;
}
