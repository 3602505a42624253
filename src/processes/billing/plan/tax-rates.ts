import type { MedusaContainer } from "@medusajs/framework/types";
import { MedusaError, Modules } from "@medusajs/framework/utils";
import { settingsOf } from "../../../connections/settings";
import { type LocalDate, localDateIn } from "../../../domain/calendar";
import { type TaxRateSnapshot, type TaxTreatmentResult, taxTreatment } from "../../../domain/tax";
import { CLOCK_MODULE } from "../../../modules/clock";

const UNTAXED: Readonly<Record<NonNullable<TaxTreatmentResult["note"]>, string>> = {
  reverse_charge: "Reverse charge",
  export: "Export of services",
  outside_vat_area: "Outside the EU's VAT area",
};

/**
 * Who is taxed, and where. `countryCode` ISO 3166-1 alpha-2; `provinceCode` ISO 3166-2, with or without country; `taxId`
 * the VAT id of a company in the European Union, which takes the tax away only once it was found valid.
 */
export type TaxParty = {
  readonly countryCode: string;
  readonly postalCode: string | null;
  readonly provinceCode: string | null;
  readonly taxId: string | null;
  readonly taxIdVerified: boolean;
};

/**
 * The tax rates of licences for a company. A supply that the seller's country does not tax (reverse charge within the
 * European Union, export out of it) bears one rate of zero that says why; otherwise the rates come from Medusa's tax
 * module, whose regions are kept in the admin. Quotes and invoices use this one look-up, so that they cannot differ.
 * An empty list is a region without a rate: no tax.
 *
 * @throws MedusaError invalid_data when the country has no tax region: nobody has decided how to tax there, and
 * guessing zero would be wrong in both directions.
 */
export async function taxRatesFor(container: MedusaContainer, party: TaxParty): Promise<TaxRateSnapshot[]> {
  return new TaxRateBook(container).ratesFor(party);
}

/** Looks up each place once; one instance serves one run. */
export class TaxRateBook {
  private readonly known = new Map<string, Promise<TaxRateSnapshot[]>>();

  constructor(private readonly container: MedusaContainer) {}

  /** @throws as `taxRatesFor` */
  async ratesFor(party: TaxParty): Promise<TaxRateSnapshot[]> {
    const result = taxTreatmentFor(this.container, party);
    const place = { ...party, countryCode: result.country };
    return result.treatment === "standard" ? this.configured(place) : [untaxed(party, result)];
  }

  private configured(party: TaxParty): Promise<TaxRateSnapshot[]> {
    const key = `${party.countryCode}|${party.provinceCode ?? ""}`.toLowerCase();
    const known = this.known.get(key);
    if (known) {
      return known;
    }
    const rates = configuredRates(this.container, party);
    this.known.set(key, rates);
    return rates;
  }
}

/** How the law of the seller's place sees a sale to that party today. */
export function taxTreatmentFor(container: MedusaContainer, party: TaxParty): TaxTreatmentResult {
  const { seller } = settingsOf(container);
  const on: LocalDate = localDateIn(container.resolve(CLOCK_MODULE).now(), seller.timeZone);
  return taxTreatment({ seller, buyer: party, on });
}

function untaxed(party: TaxParty, { treatment, note }: TaxTreatmentResult): TaxRateSnapshot {
  return {
    code: note ?? treatment,
    name: note === null ? "No tax" : UNTAXED[note],
    ratePercent: "0",
    countryCode: party.countryCode.toUpperCase(),
    provinceCode: null,
    treatment,
    note,
  };
}

async function configuredRates(container: MedusaContainer, place: TaxParty): Promise<TaxRateSnapshot[]> {
  const tax = container.resolve(Modules.TAX);
  const country = place.countryCode.toLowerCase();
  const province = normaliseProvince(country, place.provinceCode);
  const regions = await tax.listTaxRegions({ country_code: country }, { select: ["id", "province_code"] });
  if (!regions.some((region) => !region.province_code)) {
    throw new MedusaError(
      MedusaError.Types.INVALID_DATA,
      `address.country_code: tax is not set up for ${country.toUpperCase()}. ` +
        "Add a tax region for the country in the admin under Settings, Tax Regions.",
    );
  }
  const lines = await tax.getTaxLines([{ id: "licences", product_id: "licences", quantity: 1, unit_price: 1 }], {
    address: { country_code: country, ...(province === null ? {} : { province_code: province }) },
  });
  return lines.flatMap((line) =>
    line.rate === null || line.rate === undefined
      ? []
      : [
          {
            code: line.code ?? "tax",
            name: line.name,
            ratePercent: String(line.rate),
            countryCode: country.toUpperCase(),
            provinceCode: province,
          },
        ],
  );
}

/** Medusa writes provinces as `us-ca`; companies may say `CA`. */
function normaliseProvince(country: string, province: string | null): string | null {
  if (!province) {
    return null;
  }
  const code = province.trim().toLowerCase();
  return code.startsWith(`${country}-`) ? code : `${country}-${code}`;
}
