import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { freePort } from "../../sandbox/net/free-port";
import { removePlaces, startPostgres } from "../../sandbox/postgres";

const root = path.resolve(__dirname, "../..");

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

/** A cluster in a folder of its own, started by a process that is then killed the hard way. */
async function killedRun(dataRoot: string): Promise<void> {
  const script = `
    const { startPostgres } = require("./sandbox/postgres");
    startPostgres({ dataRoot: ${JSON.stringify(dataRoot)}, port: ${await freePort()}, durable: true })
      .then((server) => console.log(server.url("postgres")));`;
  const child = spawn(process.execPath, ["--require", "tsx/cjs", "-e", script], { cwd: root });
  const [url] = await once(child.stdout, "data");
  await ask(String(url).trim(), "create table kept as select 42 as answer");
  child.kill("SIGKILL");
  await once(child, "exit");
}

describe("the PostgreSQL that the project brings", () => {
  let folder: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "seatline-pg-"));
  });

  afterEach(async () => {
    await removePlaces(path.join(folder, "cluster"));
    fs.rmSync(folder, { recursive: true, force: true });
  });

  it("starts again on its data after a run that was killed, with the old server still up", async () => {
    fs.chmodSync(folder, 0o755);
    const dataRoot = path.join(folder, "cluster");
    await killedRun(dataRoot);
    const server = await startPostgres({ dataRoot, port: await freePort(), durable: true });
    expect(await ask(server.url("postgres"), "select answer from kept")).toEqual([{ answer: 42 }]);
    await server.stop();
  });

  it("is not stopped by a lock file whose process number belongs to somebody else now", async () => {
    fs.chmodSync(folder, 0o755);
    const dataRoot = path.join(folder, "cluster");
    const first = await startPostgres({ dataRoot, port: await freePort(), durable: true });
    await first.stop();
    fs.writeFileSync(path.join(first.dataFolder, "postmaster.pid"), `${process.pid}\n${first.dataFolder}\n`);
    const second = await startPostgres({ dataRoot, port: await freePort(), durable: true });
    expect(await ask(second.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
    await second.stop();
  });

  it("works in a folder that no other user can enter", async () => {
    fs.chmodSync(folder, 0o700);
    const dataRoot = path.join(folder, "cluster");
    const server = await startPostgres({ dataRoot, port: await freePort(), durable: true });
    expect(await ask(server.url("postgres"), "select 1 as one")).toEqual([{ one: 1 }]);
    await server.stop();
  });
});
