import { once } from "node:events";
import type { AddressInfo } from "node:net";
import type { MedusaContainer } from "@medusajs/framework/types";
import loadMedusa from "@medusajs/medusa/loaders/index";
import express from "express";
import { type ServedRoute, servedRoutes } from "../routes/served";

/** The whole application in this process, listening on a free port. */
export interface RunningMedusa {
  readonly container: MedusaContainer;
  readonly url: string;
  /** Every route it answers. */
  routes(): ServedRoute[];
  stop(): Promise<void>;
}

/** Boots Medusa as `medusa start` does, on a database that has all tables. Once per process or spec file. */
export async function bootMedusa(databaseUrl: string): Promise<RunningMedusa> {
  process.env.DATABASE_URL = databaseUrl;
  const app = express();
  const { container, shutdown } = await loadMedusa({ directory: process.cwd(), expressApp: app });
  const server = app.listen(0, "localhost");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    container,
    url: `http://localhost:${port}`,
    routes: () => servedRoutes(app),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await shutdown();
    },
  };
}
