import fs from "node:fs";
import path from "node:path";
import { z } from "zod";
import { removePlaces } from "../postgres";
import { buildAll, medusaCli, medusaHome } from "./build";
import { type Child, root, runToEnd, startChild, stopAllChildren, stopChild, waitForHttp } from "./children";
import { hasTables, openDatabase } from "./database";
import { Freshness } from "./fresh";
import { lockFolder } from "./lock";
import { choosePorts } from "./ports";
import { readOrMakeSecrets } from "./secrets";
import { type SandboxEnvironment, sandboxEnvironment } from "./settings";
import { createStages, type Stages } from "./stages";

const MIGRATIONS = ["src/modules", "src/links", "package-lock.json"];
const seedSchema = z.object({ publishableKey: z.string().startsWith("pk_") });

export interface WorldOptions {
  readonly data: string;
  readonly reset: boolean;
  /** Free ports throughout, for tests that run beside a sandbox. */
  readonly randomPorts: boolean;
  readonly quiet: boolean;
  /** Ends the start early: what is up is stopped and `startWorld` rejects. */
  readonly signal?: AbortSignal;
}

/** A whole running sandbox. */
export interface World {
  readonly environment: SandboxEnvironment;
  readonly publishableKey: string;
  readonly children: readonly Child[];
  stop(): Promise<void>;
}

/**
 * Starts everything in order and waits until each part answers.
 *
 * @throws Error naming the part that did not come up, with its last lines; what had been started is stopped again.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const data = path.resolve(root, options.data);
  const stages = createStages(options.quiet);
  const unlock = lockFolder(data);
  if (options.reset) {
    await removePlaces(path.join(data, "postgres-17"));
    for (const entry of fs.readdirSync(data).filter((name) => name !== "launcher.pid")) {
      fs.rmSync(path.join(data, entry), { recursive: true, force: true });
    }
  }
  const cleanups: (() => Promise<void>)[] = [async () => unlock()];
  const children: Child[] = [];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) {
      await cleanup();
    }
  };
  const launch = async (name: string, args: string[], cwd: string, env: Record<string, string>, ready: string) => {
    const child = startChild({ name, args, cwd, env, quiet: options.quiet });
    children.push(child);
    cleanups.push(() => stopChild(child));
    await waitForHttp(child, ready, 180_000);
  };
  options.signal?.addEventListener("abort", () => void stopAllChildren());
  const goOn = () => options.signal?.throwIfAborted();
  try {
    const ports = await choosePorts(options.randomPorts);
    const secrets = readOrMakeSecrets(data);
    const database = await stages.run("Database up", () => openDatabase(data, ports.postgres));
    cleanups.push(async () => database.own?.stop());
    const environment = sandboxEnvironment(ports, secrets, database.url, data);
    saveEnvironment(data, environment);
    goOn();
    await buildAll(environment.medusa, stages);
    goOn();
    await stages.run("Simulators, mailbox and clock up", () =>
      launch(
        "sandbox",
        ["--import", "tsx", "sandbox/server/main.ts"],
        root,
        environment.sandbox,
        `${environment.addresses.clock}/health`,
      ),
    );
    goOn();
    await migrate(environment, stages, data, database.url);
    goOn();
    const publishableKey = await seed(environment, stages, options.quiet);
    goOn();
    await stages.run("Medusa with the admin up", () =>
      launch(
        "medusa",
        [medusaCli, "start", "-p", String(ports.medusa)],
        medusaHome,
        environment.medusa,
        `${environment.addresses.medusa}/health`,
      ),
    );
    await stages.run("Shop up", () =>
      launch(
        "shop",
        ["server/start.mjs"],
        path.join(root, "storefront"),
        environment.shop(publishableKey),
        `${environment.addresses.shop}/healthz`,
      ),
    );
    goOn();
    return { environment, publishableKey, children, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Commands run beside the sandbox (`npm run catalog:import`) read their settings from here. Holds secrets. */
function saveEnvironment(data: string, environment: SandboxEnvironment): void {
  fs.writeFileSync(path.join(data, "environment.json"), JSON.stringify(environment.medusa, null, 2), { mode: 0o600 });
}

async function migrate(
  environment: SandboxEnvironment,
  stages: Stages,
  data: string,
  databaseUrl: string,
): Promise<void> {
  const freshness = new Freshness(data);
  if (freshness.isFresh("database", MIGRATIONS, []) && (await hasTables(databaseUrl))) {
    stages.skipped("Database migrated");
    return;
  }
  await freshness.make("database", MIGRATIONS, () =>
    stages.run("Database migrated", () =>
      runToEnd({
        name: "migrate",
        args: [medusaCli, "db:migrate"],
        cwd: medusaHome,
        env: environment.medusa,
        quiet: true,
      }),
    ),
  );
}

/** Fills an empty shop; the seed writes the publishable key into a file that the next starts read. */
async function seed(environment: SandboxEnvironment, stages: Stages, quiet: boolean): Promise<string> {
  const file = environment.medusa.SEED_OUTPUT ?? "";
  if (!fs.existsSync(file)) {
    await stages.run("Demo partner and catalogue loaded", () =>
      runToEnd({
        name: "seed",
        args: [medusaCli, "exec", "./sandbox/demo/seed.ts"],
        cwd: root,
        env: environment.medusa,
        quiet,
      }),
    );
  } else {
    stages.skipped("Demo partner and catalogue loaded");
  }
  return seedSchema.parse(JSON.parse(fs.readFileSync(file, "utf8"))).publishableKey;
}
