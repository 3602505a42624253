import { type ExactDecimal, readDecimal } from "../money";

/**
 * Why a rate is what it is.
 *
 * - `standard`: taxed at its percentage
 * - `zero_rated`: taxed, at nothing
 * - `exempt`: the law takes the supply out of the tax
 * - `reverse_charge`: the buyer owes the tax in their own country
 * - `export`: supplied to a buyer outside the seller's tax area
 * - `outside_scope`: the tax does not know this supply at all
 */
export type TaxTreatment = "standard" | "zero_rated" | "exempt" | "reverse_charge" | "export" | "outside_scope";

/** A tax rate as it was when the document was made; credit notes use the original's snapshot. */
export type TaxRateSnapshot = {
  readonly code: string;
  readonly name: string;
  /** Decimal text: "19", "8.875". "0" with every treatment but the standard one. */
  readonly ratePercent: string;
  readonly countryCode: string;
  readonly provinceCode: string | null;
  /** `standard` when absent. */
  readonly treatment?: TaxTreatment;
  /** Words the law wants printed beside the rate. */
  readonly note?: string | null;
};

/** A tax rate that cannot be used; the message names its code. */
export class TaxRateError extends Error {
  constructor(code: string, problem: string) {
    super(`Tax rate ${code}: ${problem}`);
    this.name = "TaxRateError";
  }
}

const HUNDRED_PERCENT = 100n;

/** Category codes of EN 16931, a subset of UN/CEFACT code list 5305. */
export type TaxCategory = "S" | "Z" | "E" | "AE" | "G" | "O";

const CATEGORIES: Readonly<Record<Exclude<TaxTreatment, "standard">, TaxCategory>> = {
  zero_rated: "Z",
  exempt: "E",
  reverse_charge: "AE",
  export: "G",
  outside_scope: "O",
};

/**
 * The category a rate has on an electronic invoice. A standard rate of 0 % is `Z`: the norm wants a percentage above 0
 * with `S`.
 * @throws TaxRateError
 */
export function taxCategory(rate: TaxRateSnapshot): TaxCategory {
  const percent = percentOfRate(rate);
  const { treatment = "standard" } = rate;
  if (treatment === "standard") {
    return percent.numerator === 0n ? "Z" : "S";
  }
  return CATEGORIES[treatment];
}

/**
 * The percentage with nothing lost.
 * @throws TaxRateError when it is no plain decimal from 0 to 100, or not 0 although the treatment leaves nothing to pay
 */
export function percentOfRate(rate: Pick<TaxRateSnapshot, "code" | "ratePercent" | "treatment">): ExactDecimal {
  const { code, ratePercent, treatment = "standard" } = rate;
  const percent = readDecimal(ratePercent);
  if (percent === null || percent.numerator > HUNDRED_PERCENT * percent.denominator) {
    throw new TaxRateError(code, `"${ratePercent}" is not a percentage from 0 to 100, such as 19 or 8.875.`);
  }
  if (treatment !== "standard" && percent.numerator !== 0n) {
    throw new TaxRateError(code, `with the treatment ${treatment} the percentage must be 0, got "${ratePercent}".`);
  }
  return percent;
}

/** A rate with the text that makes it this rate and no other. */
export type KeyedRate = {
  readonly key: string;
  readonly rate: TaxRateSnapshot;
};

/**
 * The rates of one line by what tells rates apart: code, percentage, place and treatment. A rate that stands there
 * twice counts twice: two halves of one tax may be set up without codes of their own.
 */
export function keyedRates(rates: readonly TaxRateSnapshot[]): KeyedRate[] {
  const seen = new Map<string, number>();
  return rates.map((rate) => {
    const { code, ratePercent, countryCode, provinceCode, treatment = "standard" } = rate;
    const identity = JSON.stringify([code, ratePercent, countryCode, provinceCode, treatment]);
    const times = seen.get(identity) ?? 0;
    seen.set(identity, times + 1);
    return { key: `${identity}${times}`, rate };
  });
}
