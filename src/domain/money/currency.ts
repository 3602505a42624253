/**
 * ISO 4217 currencies and the number of decimals of their smallest coin.
 * Source: ISO 4217 list one, active codes; funds, metals and test codes are left out, CLF and UYW are kept because
 * contracts are written in them.
 */

const NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF";
const THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND";
const FOUR_DECIMALS = "CLF UYW";
const TWO_DECIMALS = [
  "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC",
  "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD",
  "KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO",
  "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL",
  "THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
].join(" ");

const DIGITS = new Map<string, number>();
for (const [codes, digits] of [
  [NO_DECIMALS, 0],
  [TWO_DECIMALS, 2],
  [THREE_DECIMALS, 3],
  [FOUR_DECIMALS, 4],
] as const) {
  for (const code of codes.split(" ")) {
    DIGITS.set(code, digits);
  }
}

/** A currency code that is not an active ISO 4217 code in upper case. */
export class UnknownCurrencyError extends Error {
  constructor(readonly currency: string) {
    super(`"${currency}" is not a known currency: use an ISO 4217 code in upper case, such as USD.`);
    this.name = "UnknownCurrencyError";
  }
}

/** True for an active ISO 4217 code in upper case. */
export function isKnownCurrency(currency: string): boolean {
  return DIGITS.has(currency);
}

/**
 * Decimals of the currency's smallest coin: JPY 0, USD 2, KWD 3, CLF 4.
 * @throws UnknownCurrencyError for anything that is not an upper-case ISO 4217 code
 */
export function minorUnitDigits(currency: string): number {
  const digits = DIGITS.get(currency);
  if (digits === undefined) {
    throw new UnknownCurrencyError(currency);
  }
  return digits;
}
