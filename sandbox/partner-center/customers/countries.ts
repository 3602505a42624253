/** What is told of a market. States and postal codes are those of `src/domain/customer-profile`. */
export interface CountryRule {
  name: string;
  culture: string;
  languages: string[];
  callingCode: string;
  taxId: { format: string; sample: string } | null;
  vatIdSupported: boolean;
  region: string;
}

const europe = { vatIdSupported: true, region: "EuropeMiddleEastAndAfrica" };

function european(name: string, culture: string, callingCode: string, format: string, sample: string): CountryRule {
  const language = culture.slice(0, 2);
  return { name, culture, languages: [language], callingCode, taxId: { format, sample }, ...europe };
}

export const countries: Readonly<Record<string, CountryRule>> = {
  US: {
    name: "United States",
    culture: "en-US",
    languages: ["en", "es"],
    callingCode: "1",
    taxId: { format: "US######", sample: "US999965" },
    vatIdSupported: false,
    region: "NorthAndLatinAmerica",
  },
  CA: {
    name: "Canada",
    culture: "en-CA",
    languages: ["en", "fr"],
    callingCode: "1",
    taxId: { format: "#########RT####", sample: "123456789RT0001" },
    vatIdSupported: false,
    region: "NorthAndLatinAmerica",
  },
  AU: {
    name: "Australia",
    culture: "en-AU",
    languages: ["en"],
    callingCode: "61",
    taxId: { format: "###########", sample: "12345678901" },
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  NZ: {
    name: "New Zealand",
    culture: "en-NZ",
    languages: ["en"],
    callingCode: "64",
    taxId: { format: "#########", sample: "123456789" },
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  IN: {
    name: "India",
    culture: "en-IN",
    languages: ["en", "hi"],
    callingCode: "91",
    taxId: { format: "15 characters", sample: "22AAAAA0000A1Z5" },
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  JP: {
    name: "Japan",
    culture: "ja-JP",
    languages: ["ja"],
    callingCode: "81",
    taxId: null,
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  SG: {
    name: "Singapore",
    culture: "en-SG",
    languages: ["en"],
    callingCode: "65",
    taxId: null,
    vatIdSupported: false,
    region: "AsiaPacific",
  },
  BR: {
    name: "Brazil",
    culture: "pt-BR",
    languages: ["pt"],
    callingCode: "55",
    taxId: { format: "##############", sample: "12345678000195" },
    vatIdSupported: false,
    region: "NorthAndLatinAmerica",
  },
  AE: {
    name: "United Arab Emirates",
    culture: "en-AE",
    languages: ["ar", "en"],
    callingCode: "971",
    taxId: { format: "###############", sample: "100123456700003" },
    vatIdSupported: true,
    region: "EuropeMiddleEastAndAfrica",
  },
  AT: european("Austria", "de-AT", "43", "ATU########", "ATU12345675"),
  BE: european("Belgium", "nl-BE", "32", "BE##########", "BE0123456749"),
  CH: european("Switzerland", "de-CH", "41", "CHE#########", "CHE123456788"),
  DE: european("Germany", "de-DE", "49", "DE#########", "DE123456788"),
  DK: european("Denmark", "da-DK", "45", "DK########", "DK12345674"),
  ES: european("Spain", "es-ES", "34", "ES#########", "ESB12345674"),
  FI: european("Finland", "fi-FI", "358", "FI########", "FI12345671"),
  FR: european("France", "fr-FR", "33", "FR###########", "FR12345678901"),
  GB: european("United Kingdom", "en-GB", "44", "GB#########", "GB123456789"),
  HU: european("Hungary", "hu-HU", "36", "HU########", "HU12345676"),
  IE: european("Ireland", "en-IE", "353", "IE#######A", "IE1234567T"),
  IT: european("Italy", "it-IT", "39", "IT###########", "IT12345678901"),
  NL: european("Netherlands", "nl-NL", "31", "NL#########B##", "NL123456789B01"),
  NO: european("Norway", "nb-NO", "47", "#########MVA", "123456785MVA"),
  PL: european("Poland", "pl-PL", "48", "PL##########", "PL1234567890"),
  PT: european("Portugal", "pt-PT", "351", "PT#########", "PT123456789"),
  SE: european("Sweden", "sv-SE", "46", "SE############", "SE123456789001"),
  TR: european("Türkiye", "tr-TR", "90", "##########", "1234567890"),
};
