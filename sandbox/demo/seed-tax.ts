import type { MedusaContainer } from "@medusajs/framework/types";
import { Modules } from "@medusajs/framework/utils";
import { createTaxRegionsWorkflow } from "@medusajs/medusa/core-flows";

const PROVIDER = "tp_system";
const NO_TAX = { rate: 0, code: "us-none", name: "No sales tax" };

/**
 * State rates on software subscriptions, without counties and cities: enough for a demonstration. States that do not
 * tax them are named too, so that nobody wonders whether they were forgotten.
 */
const STATES: readonly (readonly [string, string, number])[] = [
  ["us-ca", "California sales tax", 0],
  ["us-ct", "Connecticut sales tax", 1],
  ["us-fl", "Florida sales tax", 0],
  ["us-il", "Illinois sales tax", 0],
  ["us-ma", "Massachusetts sales tax", 6.25],
  ["us-ny", "New York sales tax", 4],
  ["us-oh", "Ohio sales tax", 5.75],
  ["us-pa", "Pennsylvania sales tax", 6],
  ["us-tn", "Tennessee sales tax", 7],
  ["us-tx", "Texas sales tax", 6.25],
  ["us-ut", "Utah sales tax", 4.85],
  ["us-wa", "Washington sales tax", 6.5],
];

/** Tax of the United States by state. A country that is not here is refused at sign-up instead of sold to untaxed. */
export async function seedTax(container: MedusaContainer): Promise<void> {
  const regions = await container
    .resolve(Modules.TAX)
    .listTaxRegions({ country_code: "us" }, { select: ["id", "province_code"] });
  const countryId = regions.find((region) => !region.province_code)?.id ?? (await createCountry(container));
  const missing = STATES.filter(([code]) => !regions.some((region) => region.province_code === code));
  if (missing.length > 0) {
    await createTaxRegionsWorkflow(container).run({
      input: missing.map(([code, name, rate]) => ({
        country_code: "us",
        province_code: code,
        parent_id: countryId,
        default_tax_rate: { rate, code, name },
      })),
    });
  }
}

async function createCountry(container: MedusaContainer): Promise<string> {
  const { result } = await createTaxRegionsWorkflow(container).run({
    input: [{ country_code: "us", provider_id: PROVIDER, default_tax_rate: NO_TAX }],
  });
  const [country] = result;
  if (!country) {
    throw new Error("Medusa made no tax region.");
  }
  return country.id;
}
