import http from "node:http";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import express from "express";
import { createServer } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
process.chdir(root);

const app = express();
const server = http.createServer(app);
// Hot reload shares the shop's port, so that no second one has to be free.
const vite = await createServer({
  root,
  server: { middlewareMode: true, hmr: { server } },
  plugins: [reportReloads()],
});
const { readSettings } = await vite.ssrLoadModule("./server/settings.ts");
const settings = readSettings();

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

server.listen(settings.port, () => console.log(`Storefront (development) on ${settings.shopOrigin}`));

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
}

/** Says for each change how long it took until the next page is made with it. */
function reportReloads() {
  return {
    name: "seatline-report-reloads",
    hotUpdate: {
      order: "post",
      handler({ file, timestamp, modules }) {
        if (this.environment.name !== "ssr" || modules.length === 0) {
          return;
        }
        // After Vite has put the old versions aside, which it does when all plugins have answered.
        setTimeout(async () => {
          try {
            await vite.ssrLoadModule("./server/app.ts");
            const seconds = ((Date.now() - timestamp) / 1000).toFixed(1);
            console.log(`Reloaded ready again in ${seconds} s (storefront/${path.relative(root, file)})`);
          } catch (error) {
            console.error(error);
          }
        }, 0);
      },
    },
  };
}
