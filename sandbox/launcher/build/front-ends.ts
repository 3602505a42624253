import path from "node:path";
import { runToEnd } from "../children";
import type { Output } from "../output";
import { medusaHome, program, root } from "../paths";
import type { Stages } from "../stages";
import { checkSources } from "./compile";
import { Freshness, filesBelow, type Input } from "./fresh";

/** What a browser or the shop's server takes from the backend: the schemas of its answers. */
const ANSWERS: Input = { folder: "src/api", only: /\/document\.ts$/ };

interface FrontEnd {
  /** Folders with its own sources. */
  readonly sources: string[];
  /** What else it is made from, the sources included. */
  readonly inputs: Input[];
  readonly outputs: string[];
}

/** How they are built. */
const RULES: Input[] = ["package-lock.json", "sandbox/launcher/build", "sandbox/launcher/programs"];

const ADMIN: FrontEnd = {
  sources: ["src/admin"],
  inputs: ["src/admin", ANSWERS, "medusa-config.ts", ...RULES],
  outputs: [path.join(path.relative(root, medusaHome), "public/admin/index.html")],
};
const SHOP: FrontEnd = {
  sources: ["storefront/app", "storefront/server"],
  inputs: [
    "storefront/app",
    "storefront/public",
    "storefront/server",
    "storefront/package.json",
    "storefront/vite.config.ts",
    "storefront/react-router.config.ts",
    "storefront/tsconfig.json",
    ANSWERS,
    ...RULES,
  ],
  outputs: ["storefront/build/server/index.js"],
};
const MARKERS = path.join(root, "node_modules/.seatline");

/** Builds the admin where its sources have changed since the last time; needs the compiled backend. */
export async function buildAdmin(env: Record<string, string>, stages: Stages, output: Output): Promise<void> {
  await buildIfStale("Admin built", "admin", ADMIN, stages, () =>
    runToEnd("The admin could not be built", {
      name: "build-admin",
      args: ["--import", "tsx", program("admin-build.ts")],
      cwd: root,
      env,
      output,
    }),
  );
}

/** Builds the shop where its sources have changed since the last time. */
export async function buildShop(stages: Stages, output: Output): Promise<void> {
  await buildIfStale("Shop built", "shop", SHOP, stages, () =>
    runToEnd("The shop could not be built", {
      name: "build-shop",
      args: [path.join(root, "node_modules/@react-router/dev/bin.js"), "build"],
      cwd: path.join(root, "storefront"),
      env: { NODE_ENV: "production" },
      output,
    }),
  );
}

async function buildIfStale(
  stage: string,
  name: string,
  { sources, inputs, outputs }: FrontEnd,
  stages: Stages,
  work: () => Promise<void>,
): Promise<void> {
  const freshness = new Freshness(MARKERS);
  if (freshness.isFresh(name, inputs, outputs)) {
    stages.skipped(stage);
    return;
  }
  await freshness.make(name, inputs, () =>
    stages.run(stage, async () => {
      await checkSources(sources.flatMap(filesBelow));
      await work();
    }),
  );
}
