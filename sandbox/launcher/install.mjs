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
 * Installs the packages when there are none or when the lock file has changed since. Installs exactly what the lock file
 * says and never writes it; ends the process with what to do when that fails.
 *
 * @returns seconds it took, 0 when nothing was to do.
 */
export function installIfNeeded(root) {
  const lock = fs.readFileSync(path.join(root, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const marker = path.join(root, "node_modules", ".seatline-lock");
  if (fs.existsSync(marker) && fs.readFileSync(marker, "utf8") === wanted) {
    return 0;
  }
  const started = Date.now();
  console.log("Installing packages (the first time this takes a few minutes) ...");
  // One string for the shell: npm is a script on Windows, which Node starts through a shell only.
  const command = "npm ci --include=dev --no-audit --no-fund --loglevel=error";
  if (spawnSync(command, { cwd: root, stdio: "inherit", shell: true }).status !== 0) {
    console.error(
      "The packages could not be installed; npm's own words stand above.\n" +
        "- Not in sync: package.json was changed without its lock file. Run `npm install`, then `npm run lock:complete`.\n" +
        "- Network or registry: start again when it answers; nothing else has to be undone.\n" +
        "- npm not found: it comes with Node; install Node again.",
    );
    process.exit(1);
  }
  fs.writeFileSync(marker, wanted);
  return Math.round((Date.now() - started) / 1000);
}
