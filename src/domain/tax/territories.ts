import type { LocalDate } from "../calendar";

/** A place whose value added tax is not that of the country in its address. */
export type VatTerritory = {
  readonly name: string;
  /** Countries (ISO 3166-1 alpha-2) that addresses there are written with. */
  readonly countries: readonly string[];
  /** Its postal codes, as `postalCodeOf` leaves them; null: every address of those countries lies there. */
  readonly postalCodes: RegExp | null;
  /** ISO 3166-2 of the province, without the country: asked only where the address has no usable postal code. */
  readonly provinces?: readonly string[];
  /** The country whose VAT holds there; null: that of no country, as for a third country. */
  readonly taxedAs: string | null;
  /** First day of the rule. */
  readonly since: LocalDate;
  /** Last day of it; null while it holds. */
  readonly until: LocalDate | null;
  /** Where it is written. */
  readonly rule: string;
};

const FOUNDING = "2007-01-01" as LocalDate;
const AFTER_BREXIT = "2021-01-01" as LocalDate;
const DIRECTIVE = "Council Directive 2006/112/EC";

type Row = Pick<VatTerritory, "name" | "countries" | "postalCodes" | "rule"> & Partial<VatTerritory>;

const outside = (row: Row): VatTerritory => ({ taxedAs: null, since: FOUNDING, until: null, ...row });
const like = (country: string, row: Row): VatTerritory => outside({ ...row, taxedAs: country });

/**
 * Where place and country part, for services. Sources: Council Directive 2006/112/EC, articles 6 (1) (outside the VAT
 * area, inside the customs territory), 6 (2) (outside both) and 7 (treated as a member state), as amended by Directive
 * (EU) 2019/475 (Campione, Lake Lugano) and 2013/61/EU (Mayotte); TFEU, article 355, for territories outside the Union;
 * the Withdrawal Agreement's Protocol on Northern Ireland, article 8 (goods only). Postal codes are those of the national
 * posts. The Italian waters of Lake Lugano have no addresses. Reduced rates inside the area (Madeira, the Azores,
 * Jungholz, Corsica, some Greek islands) are provinces with rates of their own in Medusa's tax regions and no rows here.
 */
export const VAT_TERRITORIES: readonly VatTerritory[] = [
  outside({
    name: "Canary Islands",
    countries: ["ES", "IC"],
    postalCodes: /^(?:35|38)\d{3}/,
    provinces: ["CN", "GC", "TF"],
    rule: `${DIRECTIVE}, article 6 (1) (b)`,
  }),
  outside({
    name: "Ceuta",
    countries: ["ES", "EA"],
    postalCodes: /^51\d{3}/,
    provinces: ["CE"],
    rule: `${DIRECTIVE}, article 6 (2) (c)`,
  }),
  outside({
    name: "Melilla",
    countries: ["ES", "EA"],
    postalCodes: /^52\d{3}/,
    provinces: ["ML"],
    rule: `${DIRECTIVE}, article 6 (2) (d)`,
  }),
  outside({
    name: "Büsingen",
    countries: ["DE"],
    postalCodes: /^(?:78266|CH8238$)/,
    rule: `${DIRECTIVE}, article 6 (2) (b)`,
  }),
  outside({ name: "Heligoland", countries: ["DE"], postalCodes: /^27498/, rule: `${DIRECTIVE}, article 6 (2) (a)` }),
  outside({
    name: "Mount Athos",
    countries: ["GR", "EL"],
    postalCodes: /^6308[67]/,
    provinces: ["69"],
    rule: `${DIRECTIVE}, article 6 (1) (a)`,
  }),
  outside({
    name: "Åland Islands",
    countries: ["FI"],
    postalCodes: /^22\d{3}/,
    provinces: ["01"],
    rule: `${DIRECTIVE}, article 6 (1) (d)`,
  }),
  outside({ name: "Åland Islands", countries: ["AX"], postalCodes: null, rule: `${DIRECTIVE}, article 6 (1) (d)` }),
  outside({ name: "Livigno", countries: ["IT"], postalCodes: /^23041/, rule: `${DIRECTIVE}, article 6 (2) (f)` }),
  outside({
    name: "Campione d'Italia",
    countries: ["IT"],
    postalCodes: /^(?:22061|CH6911$)/,
    until: "2019-12-31" as LocalDate,
    rule: `${DIRECTIVE}, article 6 (2) (g)`,
  }),
  outside({
    name: "Campione d'Italia",
    countries: ["IT"],
    postalCodes: /^(?:22061|CH6911$)/,
    since: "2020-01-01" as LocalDate,
    rule: `${DIRECTIVE}, article 6 (1) (f), by Directive (EU) 2019/475`,
  }),
  outside({
    name: "French overseas departments and Saint-Martin",
    countries: ["FR"],
    postalCodes: /^97[1234678]\d{2}/,
    provinces: ["971", "972", "973", "974", "976", "GP", "MQ", "GF", "RE", "YT", "MF", "BL"],
    rule: `${DIRECTIVE}, article 6 (1) (c)`,
  }),
  outside({
    name: "French overseas departments and Saint-Martin",
    countries: ["GP", "MQ", "GF", "RE", "YT", "MF"],
    postalCodes: null,
    rule: `${DIRECTIVE}, article 6 (1) (c)`,
  }),
  outside({
    name: "French overseas territories",
    countries: ["FR"],
    postalCodes: /^(?:975|984|986|987|988)\d{2}/,
    provinces: ["975", "984", "986", "987", "988", "PM", "TF", "WF", "PF", "NC"],
    rule: "Treaty on the Functioning of the European Union, article 355 (2)",
  }),
  outside({
    name: "Greenland",
    countries: ["DK"],
    postalCodes: /^39\d{2}$/,
    rule: "Treaty on the Functioning of the European Union, article 204",
  }),
  outside({
    name: "Faroe Islands",
    countries: ["DK"],
    postalCodes: /^FO\d{3}/,
    rule: "Treaty on the Functioning of the European Union, article 355 (5) (a)",
  }),
  outside({
    name: "Areas of Cyprus outside the control of its government",
    countries: ["CY"],
    postalCodes: /^99\d{3}/,
    rule: "Act of Accession of 2003, Protocol 10, article 1",
  }),
  like("FR", { name: "Monaco", countries: ["MC"], postalCodes: null, rule: `${DIRECTIVE}, article 7 (1)` }),
  like("FR", { name: "Monaco", countries: ["FR"], postalCodes: /^980\d{2}/, rule: `${DIRECTIVE}, article 7 (1)` }),
  like("GB", { name: "Isle of Man", countries: ["IM"], postalCodes: null, rule: `${DIRECTIVE}, article 7 (1)` }),
  like("GB", {
    name: "Northern Ireland",
    countries: ["XI"],
    postalCodes: null,
    since: AFTER_BREXIT,
    rule: "Withdrawal Agreement, Protocol on Ireland/Northern Ireland, article 8: of the area for goods, not for services",
  }),
  like("CY", {
    name: "Akrotiri and Dhekelia",
    countries: ["GB"],
    postalCodes: /^BFPO5[3789]$/,
    rule: `${DIRECTIVE}, article 7 (1)`,
  }),
  outside({
    name: "Channel Islands",
    countries: ["GB"],
    postalCodes: /^(?:JE|GY)\d/,
    rule: "Value Added Tax Act 1994 (United Kingdom), section 96; until 2020 the directive's article 6 (1) (e)",
  }),
];

/** An address as far as it decides the tax. */
export type TaxPlace = {
  /** ISO 3166-1 alpha-2, in either case. */
  readonly countryCode: string;
  readonly postalCode?: string | null;
  /** ISO 3166-2, with or without the country in front. */
  readonly provinceCode?: string | null;
};

/** Whose VAT holds in a place. */
export type VatPlace = {
  /** ISO 3166-1 alpha-2, upper case; null where it is that of no country. */
  readonly country: string | null;
  /** The row that said so; null where the address's own country holds. */
  readonly territory: VatTerritory | null;
};

/** Whose value added tax holds at an address on a day. */
export function vatPlaceOf(address: TaxPlace, on: LocalDate): VatPlace {
  const country = address.countryCode.trim().toUpperCase();
  const territory = VAT_TERRITORIES.find(
    (row) =>
      row.countries.includes(country) &&
      row.since <= on &&
      (row.until === null || on <= row.until) &&
      liesIn(row, country, address),
  );
  return { country: territory === undefined ? country : territory.taxedAs, territory: territory ?? null };
}

function liesIn(row: VatTerritory, country: string, { postalCode, provinceCode }: TaxPlace): boolean {
  if (row.postalCodes === null) {
    return true;
  }
  const code = postalCodeOf(country, postalCode ?? "");
  if (/\d/.test(code)) {
    return row.postalCodes.test(code);
  }
  const province = (provinceCode ?? "").trim().toUpperCase().replace(`${country}-`, "");
  return row.provinces?.includes(province) ?? false;
}

const SWISS_CODES = /^CH(?:8238|6911)$/;
const NUMERIC = new Set(["CY", "DE", "DK", "EA", "EL", "ES", "FI", "FR", "GR", "IC", "IT"]);

/**
 * A postal code as it can be compared: upper case, without blanks, hyphens and points, and in countries whose codes are
 * numbers without the letters some write in front ("D-78266", "F 97400", "FI-22100"); those of the Faroes stay, and the
 * Swiss ones that two exclaves have beside their own, which without "CH" could be another place's.
 */
export function postalCodeOf(country: string, text: string): string {
  const code = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z\d]/g, "");
  const isAsItIs = !NUMERIC.has(country) || code.startsWith("FO") || SWISS_CODES.test(code);
  return isAsItIs ? code : code.replace(/^[A-Z]{1,4}(?=\d)/, "");
}
