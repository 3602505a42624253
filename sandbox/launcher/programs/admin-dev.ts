import express from "express";
import { z } from "zod";
import { listen } from "../../server/listen";
import { adminBundler, adminOptions } from "./admin-sources";
import { backendProxy } from "./backend-proxy";

/** Vite is an ES module and this file is not; only its types are needed. */
type ViteDevServer = import("vite", { with: { "resolution-mode": "import" }}).ViteDevServer;
type Plugin = import("vite", { with: { "resolution-mode": "import" }}).Plugin;

const settingsSchema = z.object({
  SEATLINE_PUBLIC_PORT: z.coerce.number().int(),
  SEATLINE_BACKEND_PORT: z.coerce.number().int(),
});

/**
 * Development's front door at Medusa's address: the admin from its sources, with hot reload that a restart of Medusa
 * does not touch, and everything else handed on to Medusa behind it.
 */
async function main(): Promise<void> {
  const ports = settingsSchema.parse(process.env);
  const options = await adminOptions();
  const bundler = adminBundler();
  const admin = await bundler.develop({
    ...options,
    // Added to the bundler's own configuration.
    vite: (config) => ({ ...options.vite?.(config), plugins: [reports()] }),
  });
  const app = express().disable("x-powered-by");
  app.get("/_ready", (_request, response) => void response.send("OK"));
  app.use(options.path, admin);
  app.use(backendProxy(ports.SEATLINE_BACKEND_PORT));
  const close = await listen(app, ports.SEATLINE_PUBLIC_PORT);
  process.once("SIGTERM", () => void close().then(() => process.exit(0)));
}

/** Says for each change of the admin how long it took until a browser could have it. */
function reports(): Plugin {
  let server: ViteDevServer | undefined;
  return {
    name: "seatline-reports",
    configureServer: (created) => {
      server = created;
    },
    hotUpdate: {
      order: "post",
      handler({ file, timestamp, modules }) {
        const client = server?.environments.client;
        if (this.environment.name !== "client" || !client || modules.length === 0) {
          return;
        }
        // After Vite has put the old versions aside, which it does when all plugins have answered.
        setTimeout(async () => {
          const loaded = await Promise.allSettled(modules.map((module) => client.transformRequest(module.url)));
          // What is wrong with a source the launcher tells.
          if (loaded.every(({ status }) => status === "fulfilled")) {
            console.log(`Reloaded ready again in ${((Date.now() - timestamp) / 1000).toFixed(1)} s (${short(file)})`);
          }
        }, 0);
      },
    },
  };
}

function short(file: string): string {
  return file.replace(`${process.cwd()}/`, "");
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
