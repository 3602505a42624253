import fs from "node:fs";
import path from "node:path";

const WAIT_MS = 20_000;

/**
 * Clears what a killed run left in a cluster's folder: stops a server that still runs on these very data, and removes
 * the lock file of one that does not (its process number may belong to somebody else by now).
 */
export async function clearLeftover(data: string): Promise<void> {
  const lock = path.join(data, "postmaster.pid");
  if (!fs.existsSync(lock)) {
    return;
  }
  const pid = Number(fs.readFileSync(lock, "utf8").split("\n")[0]);
  if (isPostgresOn(pid, data)) {
    process.kill(pid, "SIGINT");
    for (let waited = 0; isPostgresOn(pid, data) && waited < WAIT_MS; waited += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  fs.rmSync(lock, { force: true });
}

/** Whether that process is a PostgreSQL server started with this data folder. */
function isPostgresOn(pid: number, data: string): boolean {
  if (!Number.isInteger(pid) || pid <= 0) {
    return false;
  }
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // Without /proc (macOS) a living process of that number is taken for the server: stopping is what its user asked for.
  return !fs.existsSync("/proc") || (fs.existsSync(commandLine) && fs.readFileSync(commandLine, "utf8").includes(data));
}
