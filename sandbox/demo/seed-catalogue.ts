import { createReadStream } from "node:fs";
import path from "node:path";
import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../src/connections/settings";
import { type AdminPlan, CATALOG_MODULE, type CatalogService } from "../../src/modules/catalog";
import { importPriceSheet, publishPlans, startPricingRule } from "../../src/processes/catalog";

const SHEET = "price-sheet.csv";
const PLANS_PER_READ = 200;

/** Sold only beside another licence, or from a number of seats that no demonstration buys. */
const NOT_ON_ITS_OWN = /suite.* for Microsoft 365 Business|add-on|attach|seat min|user license/i;

/** Imports the demonstration's sheet and puts its commercial plans on sale at list price. */
export async function seedCatalogue(container: MedusaContainer, now: Date): Promise<{ onSale: number }> {
  const catalog = container.resolve(CATALOG_MODULE);
  const stream = createReadStream(path.resolve("sandbox/demo", SHEET));
  const answer = await importPriceSheet(container, { stream, source: SHEET, now });
  if (answer.outcome === "refused") {
    const [first] = answer.problems;
    throw new Error(`The demo price sheet was refused, line ${first?.line}: ${first?.message}`);
  }
  if ((await catalog.listPricingRules()).length === 0) {
    await startPricingRule(
      container,
      {
        name: "List price",
        segment: null,
        kind: "list_less_discount",
        percent: "0",
        rounding: null,
        floorMarginPercent: "5",
      },
      now,
    );
  }
  if (answer.outcome === "unchanged" && (await isOnSale(catalog, now))) {
    return { onSale: await countOnSale(catalog, now) };
  }
  const { market, currency } = settingsOf(container).seller;
  const planIds = (await commercialPlans(catalog, now)).filter(standsAlone).map((plan) => plan.planId);
  await publishPlans(container, { planIds, market, currency, now });
  return { onSale: await countOnSale(catalog, now) };
}

function standsAlone(plan: AdminPlan): boolean {
  return !plan.isTrial && Number(plan.list) > 0 && !NOT_ON_ITS_OWN.test(plan.skuTitle);
}

const EVERYTHING = { words: [], segment: null, term: null, billingPlan: null, published: null };

async function commercialPlans(catalog: CatalogService, now: Date): Promise<AdminPlan[]> {
  const all: AdminPlan[] = [];
  for (;;) {
    const page = { ...EVERYTHING, segment: "commercial" as const, limit: PLANS_PER_READ, offset: all.length, now };
    const { plans, count } = await catalog.listPlansForAdmin(page);
    all.push(...plans);
    if (plans.length === 0 || all.length >= count) {
      return all;
    }
  }
}

async function countOnSale(catalog: CatalogService, now: Date): Promise<number> {
  const { count } = await catalog.listPlansForAdmin({ ...EVERYTHING, published: true, limit: 1, offset: 0, now });
  return count;
}

/** A partner who has withdrawn some plans wants them to stay withdrawn at the next start. */
async function isOnSale(catalog: CatalogService, now: Date): Promise<boolean> {
  return (await countOnSale(catalog, now)) > 0;
}
