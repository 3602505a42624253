/** What a market asks of an address. Facts of the postal systems, kept to what a plausible check needs. */
export interface CountryRule {
  name: string;
  culture: string;
  languages: string[];
  callingCode: string;
  postalCode: string | null;
  /** States are required exactly where they are listed. */
  states: string[] | null;
  taxId: { format: string; sample: string } | null;
  vatIdSupported: boolean;
  region: string;
}

const words = (text: string) => text.split(" ");

const europe = { states: null, vatIdSupported: true, region: "EuropeMiddleEastAndAfrica" };

function european(
  name: string,
  culture: string,
  callingCode: string,
  postalCode: string,
  format: string,
  sample: string,
): CountryRule {
  const language = culture.slice(0, 2);
  return { name, culture, languages: [language], callingCode, postalCode, taxId: { format, sample }, ...europe };
}

export const countries: Readonly<Record<string, CountryRule>> = {
  US: {
    name: "United States",
    culture: "en-US",
    languages: ["en", "es"],
    callingCode: "1",
    postalCode: "^\\d{5}(-\\d{4})?$",
    states: words(
      "AK AL AR AZ CA CO CT DC DE FL GA HI IA ID IL IN KS KY LA MA MD ME MI MN MO MS MT NC ND NE NH NJ NM NV NY OH OK OR PA RI SC SD TN TX UT VA VT WA WI WV WY",
    ),
    taxId: { format: "US######", sample: "US999965" },
    vatIdSupported: false,
    region: "NorthAndLatinAmerica",
  },
  CA: {
    name: "Canada",
    culture: "en-CA",
    languages: ["en", "fr"],
    callingCode: "1",
    postalCode: "^[ABCEGHJ-NPRSTVXY]\\d[A-Z] ?\\d[A-Z]\\d$",
    states: words("AB BC MB NB NL NS NT NU ON PE QC SK YT"),
    taxId: { format: "#########RT####", sample: "123456789RT0001" },
    vatIdSupported: false,
    region: "NorthAndLatinAmerica",
  },
  AU: {
    name: "Australia",
    culture: "en-AU",
    languages: ["en"],
    callingCode: "61",
    postalCode: "^\\d{4}$",
    states: words("ACT NSW NT QLD SA TAS VIC WA"),
    taxId: { format: "###########", sample: "12345678901" },
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  NZ: {
    name: "New Zealand",
    culture: "en-NZ",
    languages: ["en"],
    callingCode: "64",
    postalCode: "^\\d{4}$",
    states: null,
    taxId: { format: "#########", sample: "123456789" },
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  IN: {
    name: "India",
    culture: "en-IN",
    languages: ["en", "hi"],
    callingCode: "91",
    postalCode: "^[1-9]\\d{5}$",
    states: null,
    taxId: { format: "15 characters", sample: "22AAAAA0000A1Z5" },
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  JP: {
    name: "Japan",
    culture: "ja-JP",
    languages: ["ja"],
    callingCode: "81",
    postalCode: "^\\d{3}-?\\d{4}$",
    states: null,
    taxId: null,
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  SG: {
    name: "Singapore",
    culture: "en-SG",
    languages: ["en"],
    callingCode: "65",
    postalCode: "^\\d{6}$",
    states: null,
    taxId: null,
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  BR: {
    name: "Brazil",
    culture: "pt-BR",
    languages: ["pt"],
    callingCode: "55",
    postalCode: "^\\d{5}-?\\d{3}$",
    states: words("AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO"),
    taxId: { format: "##############", sample: "12345678000195" },
    vatIdSupported: false,
    region: "NorthAndLatinAmerica",
  },
  AE: {
    name: "United Arab Emirates",
    culture: "en-AE",
    languages: ["ar", "en"],
    callingCode: "971",
    postalCode: null,
    states: null,
    taxId: { format: "###############", sample: "100123456700003" },
    vatIdSupported: true,
    region: "EuropeMiddleEastAndAfrica",
  },
  AT: european("Austria", "de-AT", "43", "^\\d{4}$", "ATU########", "ATU12345675"),
  BE: european("Belgium", "nl-BE", "32", "^\\d{4}$", "BE##########", "BE0123456749"),
  CH: european("Switzerland", "de-CH", "41", "^\\d{4}$", "CHE#########", "CHE123456788"),
  DE: european("Germany", "de-DE", "49", "^\\d{5}$", "DE#########", "DE123456788"),
  DK: european("Denmark", "da-DK", "45", "^\\d{4}$", "DK########", "DK12345674"),
  ES: european("Spain", "es-ES", "34", "^\\d{5}$", "ES#########", "ESB12345674"),
  FI: european("Finland", "fi-FI", "358", "^\\d{5}$", "FI########", "FI12345671"),
  FR: european("France", "fr-FR", "33", "^\\d{5}$", "FR###########", "FR12345678901"),
  GB: european("United Kingdom", "en-GB", "44", "^[A-Z]{1,2}\\d[A-Z\\d]? ?\\d[A-Z]{2}$", "GB#########", "GB123456789"),
  HU: european("Hungary", "hu-HU", "36", "^\\d{4}$", "HU########", "HU12345676"),
  IE: european("Ireland", "en-IE", "353", "^[A-Z]\\d[\\dW] ?[A-Z\\d]{4}$", "IE#######A", "IE1234567T"),
  IT: european("Italy", "it-IT", "39", "^\\d{5}$", "IT###########", "IT12345678901"),
  NL: european("Netherlands", "nl-NL", "31", "^\\d{4} ?[A-Z]{2}$", "NL#########B##", "NL123456789B01"),
  NO: european("Norway", "nb-NO", "47", "^\\d{4}$", "#########MVA", "123456785MVA"),
  PL: european("Poland", "pl-PL", "48", "^\\d{2}-\\d{3}$", "PL##########", "PL1234567890"),
  PT: european("Portugal", "pt-PT", "351", "^\\d{4}-\\d{3}$", "PT#########", "PT123456789"),
  SE: european("Sweden", "sv-SE", "46", "^\\d{3} ?\\d{2}$", "SE############", "SE123456789001"),
  TR: european("Türkiye", "tr-TR", "90", "^\\d{5}$", "##########", "1234567890"),
};

/** Countries in which an organisation's registration number and a phone number are required. */
export const registrationCountries = new Set(
  words("AE AM AZ BR BY HU IN IQ KG KZ MD MM PL RU SA SS TH TJ TR UA UZ VE VN ZA"),
);

export const matchesPostalCode = (rule: CountryRule, postalCode: string | undefined): boolean =>
  rule.postalCode === null || new RegExp(rule.postalCode, "i").test(postalCode ?? "");
