import { existsSync } from "node:fs";
import process from "node:process";

const bundle = new URL("../build/server/index.js", import.meta.url);

if (!existsSync(bundle)) {
  console.error("The storefront is not built yet. Run `npm run build -w storefront` first.");
  process.exit(2);
}

const { start } = await import(bundle.href);
await start();
