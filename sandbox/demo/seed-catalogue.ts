import { readFileSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { MedusaContainer } from "@medusajs/framework/types";
import { settingsOf } from "../../src/connections/settings";
import { type AdminPlan, CATALOG_MODULE, type CatalogService, type PriceSheetImport } from "../../src/modules/catalog";
import { importPriceSheet, publishPlans, startPricingRule } from "../../src/processes/catalog";
import { extendedTermSheet } from "../partner-center/catalog/extended-term-sheet";

const SHEET = "price-sheet.csv";
/** As the vendor's simulator has it, which makes it from the licences' sheet. */
const EXTENDED_SHEET = "extended-service-terms.csv";
const PLANS_PER_READ = 200;

/** Sold only beside another licence, or from a number of seats that no demonstration buys. */
const NOT_ON_ITS_OWN = /suite.* for Microsoft 365 Business|add-on|attach|seat min|user license/i;

/** Imports the demonstration's sheet and puts its commercial plans on sale at list price. */
export async function seedCatalogue(container: MedusaContainer, now: Date): Promise<{ onSale: number }> {
  const catalog = container.resolve(CATALOG_MODULE);
  const licences = readFileSync(path.resolve("sandbox/demo", SHEET), "utf8");
  await load(container, EXTENDED_SHEET, extendedTermSheet(licences), now);
  const answer = await load(container, SHEET, licences, now);
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

async function load(container: MedusaContainer, source: string, text: string, now: Date): Promise<PriceSheetImport> {
  const answer = await importPriceSheet(container, { stream: Readable.from(text), source, now });
  if (answer.outcome === "refused") {
    const [first] = answer.problems;
    throw new Error(`The demo's ${source} was refused, line ${first?.line}: ${first?.message}`);
  }
  return answer;
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
