import { createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { finished, pipeline } from "node:stream/promises";
import type { Knex } from "@medusajs/framework/mikro-orm/knex";
import type { MedusaContainer } from "@medusajs/framework/types";
import type { ClientBase } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { importPriceSheet } from "../../src/processes/catalog/import-price-sheet";
import { createCatalogDatabase } from "../support/catalog-database";
import startDatabaseServer from "../support/global-setup";
import stopDatabaseServer from "../support/global-teardown";
import { priceSheet } from "./price-sheet-generator";
import { atMost, type BenchResult, percentile } from "./result";

const ROWS = 50_000;
const ROUNDS = 5;
const MOST_TIMES_COPY = 6;
const NOW = new Date("2026-03-15T10:00:00Z");

/** The sheet as it comes, with the key that makes a row of it unique: what a plain load of the same file would keep. */
const BARE_TABLE = `create table bare_sheet (
  change_indicator text, product_title text, product_id text, sku_id text, sku_title text, publisher text,
  sku_description text, unit_of_measure text, term text, billing_plan text, market text, currency text,
  unit_price numeric(20,6), tier_min text, tier_max text, effective_from timestamptz, effective_to timestamptz,
  tags text, list_price numeric(20,6), segment text, previous_values text,
  primary key (product_id, sku_id, segment, term, billing_plan, market, currency, effective_from)
)`;

/**
 * A price sheet of 50,000 rows in the real format: read, validated and stored as offers, SKUs, plans and dated prices,
 * against a bare COPY of the same file into one table. The two take turns, so that a busy machine slows both; each figure is
 * the median of the rounds.
 */
export async function run(): Promise<BenchResult> {
  await startDatabaseServer();
  const folder = mkdtempSync(path.join(os.tmpdir(), "seatline-bench-"));
  const world = await createCatalogDatabase("seatline_bench_import");
  const container = { resolve: () => world.catalog } as unknown as MedusaContainer;
  try {
    const file = path.join(folder, "sheet.csv");
    await pipeline(priceSheet(ROWS), createWriteStream(file));
    await world.db.raw(BARE_TABLE);
    const copies: number[] = [];
    const imports: number[] = [];
    let peakMemory = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      await world.db.raw("truncate bare_sheet");
      copies.push(await seconds(() => bareCopy(world.db, file)));
      await world.clear();
      const memory = watchMemory();
      imports.push(await seconds(() => importOnce(container, file)));
      peakMemory = Math.max(peakMemory, memory.stop());
    }
    const again = await seconds(() => importOnce(container, file, "unchanged"));
    const whole = percentile(imports, 0.5);
    const ratio = percentile(
      imports.map((time, round) => time / (copies[round] ?? time)),
      0.5,
    );
    return {
      name: "import",
      figures: {
        rows: ROWS,
        "file, MB": statSync(file).size / 1e6,
        "import, s": whole,
        "rows per second": ROWS / whole,
        "bare COPY, s": percentile(copies, 0.5),
        "same file again, s": again,
        "memory added at the peak, MB": peakMemory,
      },
      bars: [atMost("import as a multiple of a bare COPY", ratio, MOST_TIMES_COPY)],
    };
  } finally {
    await world.drop();
    rmSync(folder, { recursive: true, force: true });
    await stopDatabaseServer();
  }
}

async function importOnce(container: MedusaContainer, file: string, expected = "imported"): Promise<void> {
  const answer = await importPriceSheet(container, { stream: createReadStream(file), source: "bench.csv", now: NOW });
  if (answer.outcome !== expected) {
    throw new Error(`The import was ${answer.outcome}, not ${expected}.`);
  }
}

async function bareCopy(db: Knex, file: string): Promise<void> {
  await db.transaction(async (trx) => {
    const connection = (await trx.client.acquireConnection()) as ClientBase;
    const copy = connection.query(copyFrom("copy bare_sheet from stdin with (format csv, header true)"));
    createReadStream(file).pipe(copy);
    await finished(copy);
  });
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1_000;
}

/** Watches how far the process's memory rises above where it stood. */
function watchMemory(): { stop(): number } {
  const start = process.memoryUsage().rss;
  let peak = start;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return (peak - start) / 1e6;
    },
  };
}
