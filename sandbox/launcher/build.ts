import path from "node:path";
import { root, runToEnd } from "./children";
import { Freshness } from "./fresh";
import type { Stages } from "./stages";

const BACKEND = {
  inputs: ["src", "medusa-config.ts", "package-lock.json", "tsconfig.json"],
  outputs: [".medusa/server/medusa-config.js", ".medusa/server/public/admin/index.html"],
};
const SHOP = {
  inputs: [
    "storefront/app",
    "storefront/server",
    "storefront/package.json",
    "storefront/vite.config.ts",
    "package-lock.json",
  ],
  outputs: ["storefront/build/server/index.js"],
};

export const medusaCli = path.join(root, "node_modules/@medusajs/cli/cli.js");
/** Medusa runs from its own build; Node finds the packages in the folder above. */
export const medusaHome = path.join(root, ".medusa/server");

/** Builds backend, admin and shop where their sources have changed since the last build. */
export async function buildAll(env: Record<string, string>, stages: Stages): Promise<void> {
  const freshness = new Freshness(path.join(root, "node_modules/.seatline"));
  if (freshness.isFresh("backend", BACKEND.inputs, BACKEND.outputs)) {
    stages.skipped("Backend and admin built");
  } else {
    await freshness.make("backend", BACKEND.inputs, () =>
      stages.run("Backend and admin built", () =>
        runToEnd({
          name: "build",
          args: [medusaCli, "build"],
          cwd: root,
          env: { ...env, SEATLINE_ADMIN: undefined },
          quiet: true,
        }),
      ),
    );
  }
  if (freshness.isFresh("shop", SHOP.inputs, SHOP.outputs)) {
    stages.skipped("Shop built");
  } else {
    await freshness.make("shop", SHOP.inputs, () =>
      stages.run("Shop built", () =>
        runToEnd({
          name: "build",
          args: [path.join(root, "node_modules/@react-router/dev/bin.js"), "build"],
          cwd: path.join(root, "storefront"),
          env: { NODE_ENV: "production" },
          quiet: true,
        }),
      ),
    );
  }
}
