import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { type Browser, chromium } from "playwright-core";

const SYSTEM_PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

const QUIET = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/**
 * Starts a Chromium: the one CHROMIUM_PATH names, one of the system, or the one that the npm package
 * @sparticuz/chromium brings (Linux).
 *
 * @throws Error saying loudly that the browser tests cannot run, and how to make them run.
 */
export async function launchBrowser(): Promise<Browser> {
  const tried: string[] = [];
  for (const candidate of [process.env.CHROMIUM_PATH, ...SYSTEM_PLACES]) {
    if (candidate && fs.existsSync(candidate)) {
      try {
        return await chromium.launch({ executablePath: candidate, args: QUIET });
      } catch (error) {
        tried.push(`${candidate}: ${firstLine(error)}`);
      }
    }
  }
  try {
    const packaged = packagedChromium();
    return await chromium.launch({ executablePath: packaged, args: QUIET });
  } catch (error) {
    tried.push(`@sparticuz/chromium: ${firstLine(error)}`);
  }
  throw new Error(
    "NO BROWSER: the browser journeys did not run. Install Chromium (Debian: apt-get install chromium) " +
      `or set CHROMIUM_PATH to one.\nTried:\n${tried.map((line) => `  - ${line}`).join("\n")}`,
  );
}

/** Unpacks the packaged browser in a process of its own, since the package is an ES module and Jest loads CommonJS. */
function packagedChromium(): string {
  const script = `
    process.env.AWS_EXECUTION_ENV ??= "AWS_Lambda_nodejs20.x";
    process.env.AWS_LAMBDA_JS_RUNTIME ??= "nodejs20.x";
    const { default: chromium } = await import("@sparticuz/chromium");
    const path = await chromium.executablePath();
    console.log(JSON.stringify({ path, libraries: process.env.LD_LIBRARY_PATH ?? "" }));`;
  const answer = JSON.parse(
    execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
  );
  // The package carries the shared libraries that a bare machine lacks, and names their folder.
  process.env.LD_LIBRARY_PATH = [answer.libraries, process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  // The flags that the package recommends are left: they are for a function host (all in one process, which one crash
  // takes down and a test then waits for in vain) and switch web security off, which a test of a shop needs.
  return answer.path;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";
}
