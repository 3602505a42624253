import fs from "node:fs";
import path from "node:path";
import { removePlaces } from "../postgres";
import { startBuilt } from "./built";
import { type Child, stopAllChildren } from "./children";
import { databaseUrl } from "./database";
import { startDevelopment } from "./dev/development";
import { lockFolder } from "./lock";
import { createOutput } from "./output";
import { root } from "./paths";
import { choosePorts } from "./ports";
import { readOrMakeSecrets } from "./secrets";
import { type SandboxEnvironment, sandboxEnvironment } from "./settings";
import { createStages } from "./stages";
import { Startup } from "./startup";

export interface WorldOptions {
  readonly data: string;
  readonly reset: boolean;
  /** Free ports throughout, for tests that run beside a sandbox. */
  readonly randomPorts: boolean;
  /** Nothing on the screen. */
  readonly quiet: boolean;
  /** All that the programs say, on the screen too. */
  readonly verbose?: boolean;
  /** Backend, shop and admin from their sources, renewed when these change. */
  readonly development?: boolean;
  /** Ends the start early: what is up is stopped and `startWorld` rejects. */
  readonly signal?: AbortSignal;
}

/** A whole running sandbox. */
export interface World {
  readonly environment: SandboxEnvironment;
  readonly publishableKey: string;
  /** The programs without which it is not whole. */
  readonly children: readonly Child[];
  /** Folder with a file for each program's words, and the times of the start. */
  readonly logs: string;
  stop(): Promise<void>;
}

/**
 * Starts everything, side by side where one part does not need another, and waits until each part answers.
 *
 * @throws Error naming the part that did not come up, its cause first; what had been started is stopped again.
 */
export async function startWorld(options: WorldOptions): Promise<World> {
  const data = path.resolve(root, options.data);
  const logs = path.join(data, "logs");
  const unlock = lockFolder(data);
  const abort = new AbortController();
  const cancel = () => abort.abort(options.signal?.reason);
  options.signal?.addEventListener("abort", cancel);
  abort.signal.addEventListener("abort", () => void stopAllChildren());
  let startup: Startup | undefined;
  try {
    if (options.reset) {
      await emptyFolder(data);
    }
    const output = createOutput({ folder: logs, onScreen: options.verbose === true && !options.quiet });
    const ports = await choosePorts(options.randomPorts);
    const environment = sandboxEnvironment(ports, readOrMakeSecrets(data), databaseUrl(ports.postgres), data);
    saveEnvironment(data, environment);
    startup = new Startup(data, ports, environment, createStages(options.quiet), output, abort);
    const publishableKey = await (options.development ? startDevelopment(startup) : startBuilt(startup));
    startup.stages.save(path.join(logs, "start.json"));
    const { children } = startup;
    const stop = startup.stop.bind(startup);
    return { environment, publishableKey, children, logs, stop: () => stop().finally(unlock) };
  } catch (error) {
    await stopAllChildren();
    await startup?.stop();
    unlock();
    throw error;
  } finally {
    options.signal?.removeEventListener("abort", cancel);
  }
}

async function emptyFolder(data: string): Promise<void> {
  await removePlaces(path.join(data, "postgres-17"));
  for (const entry of fs.readdirSync(data).filter((name) => name !== "launcher.pid")) {
    fs.rmSync(path.join(data, entry), { recursive: true, force: true });
  }
}

/** Commands run beside the sandbox (`npm run catalog:import`) read their settings from here. Holds secrets. */
function saveEnvironment(data: string, environment: SandboxEnvironment): void {
  fs.writeFileSync(path.join(data, "environment.json"), JSON.stringify(environment.medusa, null, 2), { mode: 0o600 });
}
