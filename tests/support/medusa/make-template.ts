/**
 * Fills the database that DATABASE_URL names: `migrate` makes all tables, `seed` adds the demonstration's shop. Run by
 * `templates.ts` as a process of its own, because PostgreSQL copies no database that somebody is still connected to.
 */
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { migrate } from "@medusajs/medusa/commands/db/migrate";
import loadMedusa, { initializeContainer } from "@medusajs/medusa/loaders/index";
import express from "express";
import { seedCatalogue } from "../../../sandbox/demo/seed-catalogue";
import { seedShop } from "../../../sandbox/demo/seed-shop";
import { seedTax } from "../../../sandbox/demo/seed-tax";
import { CLOCK_MODULE } from "../../../src/modules/clock";
import "../environment";

const directory = process.cwd();

async function migrateAll(): Promise<void> {
  const container = await initializeContainer(directory);
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER);
  const done = await migrate({
    directory,
    container,
    logger,
    skipLinks: false,
    executeAllLinks: true,
    executeSafeLinks: false,
    // Each of these two boots Medusa once more; the first boot on a copy does what is left to do.
    skipSearch: true,
    skipScripts: true,
    executeAllSearch: false,
    executeSafeSearch: false,
  });
  if (!done) {
    throw new Error("Medusa's migrations did not come to an end.");
  }
}

async function seed(): Promise<void> {
  const { container } = await loadMedusa({ directory, expressApp: express(), skipLoadingEntryPoints: true });
  await seedShop(container);
  await seedTax(container);
  await seedCatalogue(container, container.resolve(CLOCK_MODULE).now());
}

const work = { migrate: migrateAll, seed }[process.argv[2] ?? ""];
if (!work) {
  throw new Error("Say what to do: migrate or seed.");
}
work().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
