import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import path from "node:path";
import { freePort } from "../../sandbox/net/free-port";

const root = path.resolve(__dirname, "../..");

/** The command of the script in package.json, started without npm between, so that a signal reaches it. */
function start(...words: string[]): ChildProcess {
  const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const [, ...command] = String(scripts["sandbox:partner-center"]).split(" ");
  return spawn(process.execPath, [...command, ...words], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
}

async function said(child: ChildProcess, until: RegExp): Promise<string> {
  let text = "";
  for await (const part of child.stdout ?? []) {
    text += part;
    if (until.test(text)) {
      return text;
    }
  }
  throw new Error(`It ended early, and said: ${text}`);
}

it("runs alone: says where its page, its API and its clock are, and stops when told to", async () => {
  const port = await freePort();
  const child = start("--port", String(port));
  try {
    const text = await said(child, /Clock\s+\S+\n/);
    const [page = "", clock = ""] = ["Page", "Clock"].map((name) => new RegExp(`${name}\\s+(\\S+)`).exec(text)?.[1]);
    expect(page).toBe(`http://localhost:${port}/`);
    expect(text).toContain("as of 2026-11");
    expect(await (await fetch(page)).text()).toContain("<h1>Partner Center simulator</h1>");
    const moved = await fetch(`${clock}clock/advance`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ amount: 3, unit: "months" }),
    });
    const { now } = await moved.json();
    const state = await (await fetch(`${page}_sim/state`)).json();
    expect(Date.parse(state.now) - Date.parse(now)).toBeLessThan(60_000);
    expect(Date.parse(now) - Date.now()).toBeGreaterThan(80 * 86_400_000);
  } finally {
    child.kill("SIGTERM");
  }
  expect((await once(child, "exit"))[0]).toBe(0);
});

it.each([
  [["--profile", "2027-01"], "profile"],
  [["--port", "no"], "port"],
  [["--other"], "--other"],
])("refuses %j by its name, with code 2 and what it takes", async (words, name) => {
  const child = start(...words);
  let text = "";
  child.stderr?.on("data", (part) => {
    text += part;
  });
  expect((await once(child, "close"))[0]).toBe(2);
  expect(text).toContain(name);
  expect(text).toContain("npm run sandbox:partner-center");
});
