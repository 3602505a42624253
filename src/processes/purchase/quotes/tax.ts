import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import type { TaxRateSnapshot } from "../../../domain/tax";
import { InputError } from "../../../errors/input-error";
import type { Company } from "../../../modules/company";
import { taxParty } from "../../billing/plan/buyer";
import { taxRatesFor, taxTreatmentFor } from "../../billing/plan/tax-rates";

/**
 * The rates a company is taxed at, from the same look-up that invoices use, so that a quote and its
 * invoice cannot differ.
 *
 * @throws InputError naming the country when it has no tax set-up
 */
export async function companyTaxRates(
  container: MedusaContainer,
  company: Pick<Company, "address" | "taxId" | "taxIdCheck">,
): Promise<TaxRateSnapshot[]> {
  try {
    return await taxRatesFor(container, taxParty(company));
  } catch (error) {
    if (MedusaError.isMedusaError(error) && error.type === MedusaError.Types.INVALID_DATA) {
      throw countryProblem(company.address.countryCode, "address.country_code");
    }
    throw error;
  }
}

/** @throws InputError naming `field` when the shop's owner has not decided how to tax in the country */
export async function assertCountryTaxed(
  container: MedusaContainer,
  address: { readonly countryCode: string; readonly postalCode: string },
  field: string,
): Promise<void> {
  const party = { ...address, provinceCode: null, taxId: null, taxIdVerified: false };
  const { country } = taxTreatmentFor(container, party);
  const tax = container.resolve(Modules.TAX);
  const [region] = await tax.listTaxRegions({ country_code: country.toLowerCase() }, { take: 1, select: ["id"] });
  if (!region) {
    throw countryProblem(address.countryCode, field);
  }
}

/** Countries whose companies can buy: those the shop's owner has set up for tax. ISO codes in lower case, sorted. */
export async function taxedCountries(container: MedusaContainer): Promise<string[]> {
  const regions = await container
    .resolve(Modules.TAX)
    .listTaxRegions({}, { select: ["id", "country_code"], take: null });
  return [...new Set(regions.flatMap(({ country_code }) => (country_code ? [country_code] : [])))].sort();
}

function countryProblem(countryCode: string, field: string): InputError {
  const country = countryCode.toUpperCase();
  return InputError.of(field, `${country} is not set up for tax in this shop; choose another country or write to us`);
}
