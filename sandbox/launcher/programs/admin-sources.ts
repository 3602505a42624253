import { createRequire } from "node:module";
import path from "node:path";
import { configLoader } from "@medusajs/framework/config";
import { getResolvedPlugins } from "@medusajs/framework/utils";
import type { Router } from "express";
import { medusaHome, root } from "../paths";

/** What Medusa's bundler is told; `vite` may change Vite's configuration. */
interface BundlerOptions {
  readonly disable: false;
  readonly path: `/${string}`;
  readonly sources: string[];
  readonly plugins: string[];
  readonly outDir: string;
  readonly vite?: (config: object) => object;
}

interface Bundler {
  build(options: BundlerOptions): Promise<void>;
  develop(options: BundlerOptions): Promise<Router>;
}

/** The bundler that `medusa build` and `medusa develop` use; it comes with Medusa and not with our own packages. */
export function adminBundler(): Bundler {
  return createRequire(require.resolve("@medusajs/medusa/package.json"))("@medusajs/admin-bundler");
}

/** The admin's extensions as Medusa finds them: our own sources and those of the plugins. */
export async function adminOptions(): Promise<BundlerOptions> {
  const config = await configLoader(medusaHome, "medusa-config");
  const plugins = await getResolvedPlugins(root, config, true);
  const ofType = (type: "local" | "package") =>
    plugins.flatMap(({ admin }) => (admin?.type === type ? [admin.resolve] : []));
  return {
    ...config.admin,
    disable: false,
    path: config.admin.path ?? "/app",
    sources: ofType("local"),
    plugins: ofType("package"),
    outDir: path.join(medusaHome, "public/admin"),
  };
}
