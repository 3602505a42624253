import process from "node:process";
import { fileURLToPath } from "node:url";
import express from "express";
import { createServer } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

const vite = await createServer({ root, server: { middlewareMode: true } });
const { readSettings } = await vite.ssrLoadModule("./server/settings.ts");
const settings = readSettings();

const app = express();
app.use(vite.middlewares);
app.use(async (request, response, next) => {
  try {
    const { createApp } = await vite.ssrLoadModule("./server/app.ts");
    createApp(settings, { development: true })(request, response, next);
  } catch (error) {
    vite.ssrFixStacktrace(error);
    next(error);
  }
});

const server = app.listen(settings.port, () => console.log(`Storefront (development) on ${settings.shopOrigin}`));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => server.close(() => process.exit(0)));
}
