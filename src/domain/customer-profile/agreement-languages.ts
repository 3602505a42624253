/**
 * Languages in which the vendor is asked to show its agreement. Its page says "preferred": where it has no text in one, it
 * shows another. The list is ours: none is published with the call.
 */
export const AGREEMENT_LANGUAGES = [
  "en-US",
  "en-GB",
  "da-DK",
  "de-DE",
  "es-ES",
  "fi-FI",
  "fr-FR",
  "it-IT",
  "ja-JP",
  "nb-NO",
  "nl-NL",
  "pl-PL",
  "pt-BR",
  "pt-PT",
  "sv-SE",
] as const;

export type AgreementLanguage = (typeof AGREEMENT_LANGUAGES)[number];

/** Countries in which another language than that of their own code is the first one that is offered. */
const BY_COUNTRY: Readonly<Record<string, AgreementLanguage>> = {
  at: "de-DE",
  be: "nl-NL",
  ch: "de-DE",
  gb: "en-GB",
  ie: "en-GB",
  li: "de-DE",
  lu: "fr-FR",
  mx: "es-ES",
};

/**
 * The language that is offered first to a company of a country; English where the list has none for it.
 *
 * @param countryCode ISO 3166-1 alpha-2, in any case of letters
 */
export function languageOfCountry(countryCode: string): AgreementLanguage {
  const country = countryCode.toLowerCase();
  return BY_COUNTRY[country] ?? AGREEMENT_LANGUAGES.find((one) => one.slice(3).toLowerCase() === country) ?? "en-US";
}
