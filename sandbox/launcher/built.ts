import fs from "node:fs";
import path from "node:path";
import { buildBackend } from "./build/backend";
import { buildAdmin, buildShop } from "./build/front-ends";
import type { Child } from "./children";
import { medusaServer, migrate, seed, startDatabase, startSimulators } from "./parts";
import { medusaHome, root } from "./paths";
import type { Startup } from "./startup";

/**
 * Starts the built product. Two lanes for two cores: the builds of shop and admin, and the database with its data;
 * Medusa and the shop come up together at their end.
 *
 * @returns the shop's publishable key
 */
export async function startBuilt(startup: Startup): Promise<string> {
  const { environment, stages, output } = startup;
  const server = spawnMedusa(startup);
  const shopBuilt = buildShop(stages, output);
  const backendBuilt = stages.run("Backend compiled", buildBackend);
  const adminBuilt = Promise.all([backendBuilt, shopBuilt]).then(() => {
    startup.signal.throwIfAborted();
    return buildAdmin(environment.medusa, stages, output);
  });
  const database = startDatabase(startup);
  const simulators = startSimulators(startup);
  const migrated = Promise.all([backendBuilt, database]).then(() => migrate(startup, stages));
  const key = Promise.all([migrated, simulators]).then(() => seed(startup));
  const medusa = Promise.all([key, adminBuilt]).then(() => startMedusa(startup, server));
  const shop = Promise.all([key, shopBuilt]).then(([publishableKey]) => startShop(startup, publishableKey));
  const parts = [shopBuilt, backendBuilt, adminBuilt, database, simulators, migrated, medusa, shop, key] as const;
  await startup.all(parts);
  return key;
}

/** Loads Medusa's packages, which takes half of its start, while the rest is made ready. */
function spawnMedusa(startup: Startup): Child {
  fs.mkdirSync(medusaHome, { recursive: true });
  return startup.spawn(medusaServer(startup.ports.medusa, startup.environment.medusa));
}

async function startMedusa(startup: Startup, server: Child): Promise<void> {
  const { environment, stages } = startup;
  await stages.run("Medusa with the admin up", async () => {
    server.process.send?.("start");
    await startup.keep(server, `${environment.addresses.medusa}/health`);
  });
}

async function startShop(startup: Startup, publishableKey: string): Promise<void> {
  const { environment, stages } = startup;
  await stages.run("Shop up", () =>
    startup.launch(
      {
        name: "shop",
        args: ["server/start.mjs"],
        cwd: path.join(root, "storefront"),
        env: environment.shop(publishableKey),
      },
      // A file, since the shop's own health says no until Medusa is up, which starts at the same time.
      `${environment.addresses.shop}/favicon.svg`,
    ),
  );
}
