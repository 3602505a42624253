import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createDatabase, databaseUrl, dropDatabase, onDatabase } from "../postgres";

/** What a database holds to begin with: all tables and nothing in them, or the demonstration's shop. */
export type Contents = "tables" | "shop";

/** How long a hook may wait for a database: whoever asks first makes the template, on a machine that may be busy. */
export const DATABASE_WITHIN_MS = 600_000;

const root = path.resolve(__dirname, "../../..");
/** Any number that nobody else locks on this server. */
const LOCK = 20_261_128;
const TEMPLATES = { tables: "seatline_template_tables", shop: "seatline_template_shop" };

/**
 * Makes a database as a copy of a template. The first who asks makes the template (about 20 s for the shop); workers
 * that ask at the same time wait for it.
 */
export async function createDatabaseWith(contents: Contents, database: string): Promise<void> {
  await onDatabase(async (client) => {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await ensureTemplate(contents);
    await createDatabase(database, TEMPLATES[contents]);
  });
}

async function ensureTemplate(contents: Contents): Promise<void> {
  const template = TEMPLATES[contents];
  if (await exists(template)) {
    return;
  }
  const unfinished = `${template}_unfinished`;
  await dropDatabase(unfinished);
  if (contents === "shop") {
    await ensureTemplate("tables");
    await createDatabase(unfinished, TEMPLATES.tables);
    await fill(unfinished, "seed");
  } else {
    await createDatabase(unfinished);
    await fill(unfinished, "migrate");
  }
  await onDatabase((client) => client.query(`alter database ${unfinished} rename to ${template}`));
}

async function exists(database: string): Promise<boolean> {
  const found = await onDatabase((client) => client.query("select from pg_database where datname = $1", [database]));
  return found.rowCount === 1;
}

/** Runs one step of `make-template.ts` on a database, in a process of its own. */
export async function fill(database: string, step: "migrate" | "seed"): Promise<void> {
  const child = spawn(process.execPath, ["--require", "tsx/cjs", path.join(__dirname, "make-template.ts"), step], {
    cwd: root,
    // The template must not depend on the settings and the simulated vendor of the spec that happens to ask first.
    env: { ...systemVariables(), MEDUSA_WORKER_MODE: "server", DATABASE_URL: databaseUrl(database) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  }
  const [code] = await once(child, "exit");
  if (code !== 0) {
    throw new Error(`The databases for the tests could not be made (${step}):\n${said.slice(-5000)}`);
  }
}

/** Variables that say where programs and PostgreSQL are; settings of the application are not among them. */
function systemVariables(): Record<string, string | undefined> {
  const isSystem = (name: string) => /^(PATH|HOME|TMPDIR|TEMP|SYSTEMROOT|DB_\w+)$/i.test(name);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => isSystem(name)));
}
