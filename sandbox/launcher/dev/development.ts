import path from "node:path";
import { buildBackend } from "../build/backend";
import type { Child } from "../children";
import { migrate, seed, startDatabase, startSimulators } from "../parts";
import { program, root } from "../paths";
import { createStages } from "../stages";
import type { Startup } from "../startup";
import { Backend } from "./backend";
import { checkFrontEnds } from "./check-front-ends";
import { Gateway } from "./gateway";
import { reloadOnChange } from "./reload";
import { tellReloads } from "./tell";

/**
 * Starts the product from its sources: Medusa behind a server that also serves the admin with hot reload, and the
 * shop's development server. Afterwards changes of the backend's sources restart Medusa.
 *
 * @returns the shop's publishable key
 */
export async function startDevelopment(startup: Startup): Promise<string> {
  const { stages } = startup;
  const backend = new Backend(startup);
  const compiled = stages.run("Backend compiled", buildBackend);
  const database = startDatabase(startup);
  const simulators = startSimulators(startup);
  const admin = compiled.then(() => startAdmin(startup));
  const migrated = Promise.all([compiled, database]).then(() => migrate(startup, stages));
  const key = Promise.all([migrated, simulators]).then(() => seed(startup));
  const medusa = key.then(() => startMedusa(startup, backend));
  const shop = key.then((publishableKey) => startShop(startup, publishableKey));
  await startup.all([compiled, database, simulators, admin, migrated, key, medusa, shop]);

  const gateway = new Gateway(await admin);
  gateway.open();
  // A change of tables is rare; its time is part of the reload's.
  const watcher = reloadOnChange({ backend, gateway, migrate: () => migrate(startup, createStages(true)) });
  startup.onStop(() => watcher.close());
  const checker = checkFrontEnds();
  startup.onStop(() => checker.close());
  backend.prepareNext();
  return key;
}

async function startMedusa(startup: Startup, backend: Backend): Promise<void> {
  startup.signal.throwIfAborted();
  startup.onStop(() => backend.stop());
  await startup.stages.run("Medusa up", () => backend.start(startup.signal));
}

async function startAdmin(startup: Startup): Promise<Child> {
  const { environment, ports, stages } = startup;
  return stages.run("Admin's development server up", () =>
    startup.launch(
      {
        name: "admin",
        args: ["--import", "tsx", program("admin-dev.ts")],
        cwd: root,
        env: {
          ...environment.medusa,
          NODE_ENV: "development",
          SEATLINE_PUBLIC_PORT: String(ports.medusa),
          SEATLINE_BACKEND_PORT: String(ports.backend),
          HMR_PORT: String(ports.adminReload),
        },
        onLine: tellReloads("admin"),
        messages: true,
      },
      `${environment.addresses.medusa}/_ready`,
    ),
  );
}

async function startShop(startup: Startup, publishableKey: string): Promise<void> {
  const { environment, stages } = startup;
  await stages.run("Shop's development server up", () =>
    startup.launch(
      {
        name: "shop",
        args: ["server/dev.mjs"],
        cwd: path.join(root, "storefront"),
        env: { ...environment.shop(publishableKey), NODE_ENV: "development" },
        onLine: tellReloads("shop"),
      },
      `${environment.addresses.shop}/favicon.svg`,
    ),
  );
}
