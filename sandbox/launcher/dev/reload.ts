import path from "node:path";
import { watch } from "chokidar";
import { buildBackend, isBackendSource } from "../build/backend";
import { root } from "../paths";
import { ProgramError } from "../program-error";
import type { Backend } from "./backend";
import type { Gateway } from "./gateway";
import { seconds, tell } from "./tell";

/** Editors write a file in several steps, and several files at once. */
const SETTLES_WITHIN_MS = 60;

interface Reloaded {
  readonly backend: Backend;
  readonly gateway: Gateway;
  /** Brings the tables up to date where their sources have changed. */
  migrate(): Promise<void>;
}

interface Change {
  readonly file: string;
  readonly at: number;
}

/**
 * Restarts the backend when one of its sources changes. Shop and admin are not watched here: their own servers do that.
 * A change during a restart ends that restart and begins a new one.
 */
export function reloadOnChange({ backend, gateway, migrate }: Reloaded): { close(): Promise<void> } {
  let change: Change | undefined;
  let booting = new AbortController();
  let working = false;
  /** True while what was written last does not compile. */
  let isBroken = false;

  const restart = async ({ file, at }: Change): Promise<void> => {
    booting = new AbortController();
    const changed = await buildBackend();
    if (changed.length === 0 && backend.isUp) {
      if (isBroken) {
        tell("backend", "compiles again, to what is running");
      }
      isBroken = false;
      return;
    }
    isBroken = false;
    gateway.hold();
    await migrate();
    await backend.start(booting.signal);
    gateway.open();
    tell("backend", `ready again in ${seconds(Date.now() - at)} (${file})`);
    backend.prepareNext();
  };

  const work = async (): Promise<void> => {
    if (working) {
      return;
    }
    working = true;
    while (change) {
      await new Promise((resolve) => setTimeout(resolve, SETTLES_WITHIN_MS));
      const taken = change;
      change = undefined;
      await restart(taken).catch((error: unknown) => {
        if (!booting.signal.aborted) {
          isBroken = true;
          explain(error, backend, gateway);
        }
      });
    }
    working = false;
  };

  const watcher = watch(["src", "medusa-config.ts", "tsconfig.json"], {
    cwd: root,
    ignoreInitial: true,
    ignored: (file) => path.relative(root, path.resolve(root, file)).startsWith(path.join("src", "admin")),
  });
  watcher.on("all", (_event, name) => {
    const file = name.split(path.sep).join("/");
    if (isBackendSource(file)) {
      change ??= { file, at: Date.now() };
      booting.abort();
      void work();
    }
  });
  return { close: () => watcher.close() };
}

function explain(error: unknown, backend: Backend, gateway: Gateway): void {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof ProgramError) {
    gateway.refuse(text);
    tell("backend", `is down until the next change. ${text}`);
  } else if (backend.isUp) {
    tell("backend", `goes on with the code from before:\n${text}`);
  } else {
    gateway.refuse(text);
    tell("backend", `is still down:\n${text}`);
  }
}
