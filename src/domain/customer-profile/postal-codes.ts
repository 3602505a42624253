export type PostalCodeRule = {
  /** A regular expression, for either case of letters. */
  readonly form: string;
  readonly example: string;
  /** What people there call it. Default "a postal code". */
  readonly named?: string;
};

const digits = (count: number, example: string): PostalCodeRule => ({ form: `^\\d{${count}}$`, example });

/** Forms of postal codes by country (ISO 3166-1 alpha-2). A country that is not here has no form that is checked. */
export const POSTAL_CODES: Readonly<Record<string, PostalCodeRule>> = {
  AT: digits(4, "1010"),
  AU: digits(4, "2000"),
  BE: digits(4, "1000"),
  BR: { form: "^\\d{5}-?\\d{3}$", example: "01310-100" },
  CA: { form: "^[ABCEGHJ-NPRSTVXY]\\d[A-Z][ -]?\\d[A-Z]\\d$", example: "K1A 0B1" },
  CH: digits(4, "8001"),
  DE: digits(5, "10115"),
  DK: digits(4, "1050"),
  ES: digits(5, "28001"),
  FI: digits(5, "00100"),
  FR: digits(5, "75001"),
  GB: { form: "^[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}$", example: "SW1A 1AA", named: "a postcode" },
  HU: digits(4, "1011"),
  IE: { form: "^[A-Z]\\d[\\dW] ?[A-Z\\d]{4}$", example: "D02 AF30", named: "an Eircode" },
  IN: { form: "^[1-9]\\d{2} ?\\d{3}$", example: "110001", named: "a PIN code" },
  IT: digits(5, "00184"),
  JP: { form: "^\\d{3}-?\\d{4}$", example: "100-0001" },
  NL: { form: "^\\d{4} ?[A-Z]{2}$", example: "1012 AB" },
  NO: digits(4, "0150"),
  NZ: digits(4, "6011"),
  PL: { form: "^\\d{2}-?\\d{3}$", example: "00-950" },
  PT: { form: "^\\d{4}-?\\d{3}$", example: "1100-148" },
  SE: { form: "^\\d{3} ?\\d{2}$", example: "111 22" },
  SG: digits(6, "018956"),
  TR: digits(5, "06420"),
  US: { form: "^\\d{5}(-\\d{4})?$", example: "98104 or 98104-1234", named: "a ZIP code" },
};
