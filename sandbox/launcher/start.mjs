// `npm start`: installs what is missing, then hands over to the launcher proper. Uses nothing but Node, because on a
// fresh clone there is nothing else.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { installIfNeeded, refuseOldNode } from "./install.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

refuseOldNode();
const installSeconds = installIfNeeded(root);
const child = spawn(
  process.execPath,
  ["--import", "tsx", path.join(root, "sandbox/launcher/main.ts"), ...process.argv.slice(2)],
  { cwd: root, stdio: "inherit", env: { ...process.env, SEATLINE_INSTALL_SECONDS: String(installSeconds) } },
);
// The launcher gets the terminal's signals itself and stops everything in order; this process only waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) {
  process.on(signal, () => {
    if (signal === "SIGTERM") {
      child.kill("SIGTERM");
    }
  });
}
child.on("exit", (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
