import fs from "node:fs";
import type { ExecArgs } from "@medusajs/framework/types";
import { CLOCK_MODULE } from "../../src/modules/clock";
import { seedAdmin } from "./seed-admin";
import { seedCatalogue } from "./seed-catalogue";
import { seedShop } from "./seed-shop";
import { seedTax } from "./seed-tax";

/**
 * Fills an empty shop with the demonstration's partner: `npx medusa exec ./sandbox/demo/seed.ts`. Run a second time it
 * finds everything and adds nothing. Reads DEMO_ADMIN_EMAIL and DEMO_ADMIN_PASSWORD; writes the publishable key as JSON
 * into the file that SEED_OUTPUT names.
 */
export default async function seed({ container }: ExecArgs): Promise<void> {
  const now = container.resolve(CLOCK_MODULE).now();
  const publishableKey = await seedShop(container);
  await seedTax(container);
  await seedAdmin(container, process.env.DEMO_ADMIN_EMAIL, process.env.DEMO_ADMIN_PASSWORD);
  const { onSale } = await seedCatalogue(container, now);
  process.stdout.write(`${onSale} plans on sale\npublishable_key=${publishableKey}\n`);
  if (process.env.SEED_OUTPUT) {
    writeWhole(process.env.SEED_OUTPUT, JSON.stringify({ publishableKey }));
  }
}

/** Who waits for the file must never read half of it. */
function writeWhole(file: string, text: string): void {
  fs.writeFileSync(`${file}.new`, text);
  fs.renameSync(`${file}.new`, file);
}
