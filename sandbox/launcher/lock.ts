import fs from "node:fs";
import path from "node:path";

/**
 * Takes a data folder for this launcher. A lock left by a killed launcher is taken over.
 *
 * @throws Error when another launcher is using the folder now.
 */
export function lockFolder(data: string): () => void {
  fs.mkdirSync(data, { recursive: true });
  const file = path.join(data, "launcher.pid");
  const other = fs.existsSync(file) ? Number(fs.readFileSync(file, "utf8")) : 0;
  if (other && other !== process.pid && isLauncher(other)) {
    throw new Error(
      `Seatline is running already on ${data} (process ${other}). Stop it, or give --data another folder.`,
    );
  }
  fs.writeFileSync(file, String(process.pid));
  return () => fs.rmSync(file, { force: true });
}

function isLauncher(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const commandLine = `/proc/${pid}/cmdline`;
  // A process number may have gone to somebody else since; where the system can tell, ask it.
  return (
    !fs.existsSync("/proc") || (fs.existsSync(commandLine) && fs.readFileSync(commandLine, "utf8").includes("launcher"))
  );
}
