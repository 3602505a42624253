import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { Freshness, type Input } from "./build/fresh";
import { hasTables, openDatabase } from "./database";
import { medusaCli, medusaHome, program, root } from "./paths";
import type { Stages } from "./stages";
import type { Program, Startup } from "./startup";

/** What decides the tables: migrations and models of the modules, links between them, and Medusa's own packages. */
const TABLES: Input[] = [
  { folder: "src/modules", only: /\/(migrations|models)\/|\/index\.ts$/ },
  "src/links",
  "package-lock.json",
];
const seedSchema = z.object({ publishableKey: z.string().startsWith("pk_") });

/** The database server: our own, or the one that DATABASE_URL names. */
export async function startDatabase(startup: Startup): Promise<void> {
  const { data, ports, output, stages } = startup;
  const own = await stages.run("Database up", () => openDatabase(data, ports.postgres, output));
  startup.onStop(async () => own?.stop());
}

/** Partner Center, Stripe, mailbox and clock in one process. */
export async function startSimulators(startup: Startup): Promise<void> {
  const { environment, stages } = startup;
  await stages.run("Simulators, mailbox and clock up", () =>
    startup.launch(
      { name: "sandbox", args: ["--import", "tsx", "sandbox/server/main.ts"], cwd: root, env: environment.sandbox },
      `${environment.addresses.clock}/health`,
    ),
  );
}

/** Brings the tables up to date where their sources have changed; needs the compiled backend. */
export async function migrate(startup: Startup, stages: Stages): Promise<void> {
  const { data, environment } = startup;
  const freshness = new Freshness(data);
  if (freshness.isFresh("database", TABLES, []) && (await hasTables(environment.medusa.DATABASE_URL ?? ""))) {
    stages.skipped("Database migrated");
    return;
  }
  await freshness.make("database", TABLES, () =>
    stages.run("Database migrated", () =>
      startup.run("The database could not be migrated", {
        name: "migrate",
        args: [medusaCli, "db:migrate"],
        cwd: medusaHome,
        env: environment.medusa,
      }),
    ),
  );
}

/**
 * Fills an empty shop; the seed writes the publishable key into a file that the next starts read.
 *
 * @returns the shop's publishable key
 */
export async function seed(startup: Startup): Promise<string> {
  const { environment, stages } = startup;
  const file = environment.medusa.SEED_OUTPUT ?? path.join(startup.data, "seed.json");
  if (fs.existsSync(file)) {
    stages.skipped("Demo partner and catalogue loaded");
  } else {
    await stages.run("Demo partner and catalogue loaded", () =>
      startup.run("The demo partner could not be loaded", {
        name: "seed",
        args: [medusaCli, "exec", "./sandbox/demo/seed.ts"],
        cwd: root,
        env: environment.medusa,
      }),
    );
  }
  return seedSchema.parse(JSON.parse(fs.readFileSync(file, "utf8"))).publishableKey;
}

/** Medusa's server; it loads its packages and begins when it is told "start". */
export function medusaServer(port: number, env: Record<string, string>): Program {
  return {
    name: "medusa",
    args: [program("medusa.cjs"), String(port)],
    cwd: medusaHome,
    env,
    messages: true,
  };
}
