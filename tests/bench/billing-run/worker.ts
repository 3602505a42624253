import "../../support/environment";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import { ModulesSdkUtils } from "@medusajs/framework/utils";
import { Client } from "pg";
import { runBilling } from "../../../src/processes/billing";
import { benchContainer } from "./container";
import { SeatChangePreviewer } from "./previewer";
import type { WorkerOrder, WorkerReport } from "./worker-messages";

/**
 * One process that runs the product's billing run on the database it is told, and reports what that took. It says
 * "ready" when all is loaded and connected, and begins when it is told to.
 */
const order: WorkerOrder = JSON.parse(process.argv[2] ?? "{}");

async function main(): Promise<void> {
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: order.url, schema: "public" }) as Knex;
  await db.raw("select 1");
  const container = benchContainer(db);
  const now = new Date(order.now);
  const previewer = order.previews ? await SeatChangePreviewer.over(db, container, now) : null;
  const idle = (await previewer?.preview(order.previews ?? 0)) ?? [];
  const queries = countQueries();
  const loaded = process.memoryUsage().rss;
  process.send?.("ready");
  await new Promise((resolve) => process.once("message", resolve));
  const cpu = process.cpuUsage();
  const from = performance.now();
  const beside = previewer?.preview(Number.POSITIVE_INFINITY);
  const run = await runBilling(container, { now, trigger: "ticker" });
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  previewer?.stop();
  const statements = queries();
  const againFrom = performance.now();
  await runBilling(container, { now, trigger: "ticker" });
  const againSeconds = (performance.now() - againFrom) / 1_000;
  const report: WorkerReport = {
    seconds,
    againSeconds,
    cpuSeconds: (user + system) / 1e6,
    queries: statements,
    loadedMegabytes: loaded / 1e6,
    peakMegabytes: (process.resourceUsage().maxRSS * 1024) / 1e6,
    previews: { idle, during: (await beside) ?? [] },
    run: { done: run.done, failed: run.failed, invoices: run.invoices, creditNotes: run.creditNotes, lines: run.lines },
  };
  process.send?.(report);
  await db.destroy();
}

/** Counts the statements that this process sends from now on, COPY included. */
function countQueries(): () => number {
  let count = 0;
  const send = Client.prototype.query as (...words: unknown[]) => unknown;
  Client.prototype.query = function (this: Client, ...words: unknown[]) {
    count += 1;
    return send.apply(this, words);
  } as typeof Client.prototype.query;
  return () => count;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
