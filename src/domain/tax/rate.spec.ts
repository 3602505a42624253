import { money } from "../money";
import {
  DOCUMENT_TAX_POLICY,
  keyedRates,
  LINE_TAX_POLICY,
  percentOf,
  type TaxCategory,
  TaxRateError,
  type TaxRateSnapshot,
  type TaxTreatment,
  taxCategory,
  taxPolicy,
} from "./index";

const vat: TaxRateSnapshot = { code: "vat", name: "VAT", ratePercent: "19", countryCode: "DE", provinceCode: null };

it.each<[string, TaxTreatment | undefined, TaxCategory]>([
  ["19", undefined, "S"],
  ["0.5", "standard", "S"],
  ["0", "standard", "Z"],
  ["0.00", undefined, "Z"],
  ["0", "zero_rated", "Z"],
  ["0", "exempt", "E"],
  ["0", "reverse_charge", "AE"],
  ["0", "export", "G"],
  ["0.00", "outside_scope", "O"],
])("a rate of %s that is %s has the category %s", (ratePercent, treatment, category) => {
  expect(taxCategory({ ...vat, ratePercent, ...(treatment && { treatment }) })).toBe(category);
});

it.each<TaxTreatment>(["zero_rated", "exempt", "reverse_charge", "export", "outside_scope"])(
  "nothing is charged with the treatment %s",
  (treatment) => {
    const rate = { ...vat, treatment };
    const problem = `Tax rate vat: with the treatment ${treatment} the percentage must be 0, got "19".`;
    expect(() => taxCategory(rate)).toThrow(TaxRateError);
    expect(() => percentOf(money(100, "EUR"), rate, "half_up")).toThrow(problem);
    expect(percentOf(money(100, "EUR"), { ...rate, ratePercent: "0" }, "half_up")).toEqual(money(0, "EUR"));
  },
);

describe("keyedRates", () => {
  const keyOf = (rate: TaxRateSnapshot) => keyedRates([rate])[0]?.key;

  it.each<[string, Partial<TaxRateSnapshot>]>([
    ["code", { code: "other" }],
    ["percentage", { ratePercent: "7" }],
    ["country", { countryCode: "AT" }],
    ["province", { provinceCode: "de-by" }],
    ["treatment", { treatment: "exempt" }],
  ])("tells rates apart by %s", (_, part) => {
    expect(keyOf({ ...vat, ...part })).not.toBe(keyOf(vat));
  });

  it("does not tell them apart by what is printed, nor by a treatment that goes without saying", () => {
    expect(keyOf({ ...vat, name: "Mehrwertsteuer", note: "words", treatment: "standard" })).toBe(keyOf(vat));
  });

  it("counts a rate that stands there twice", () => {
    const keys = keyedRates([vat, vat, { ...vat, code: "x" }]);
    expect(new Set(keys.map(({ key }) => key)).size).toBe(3);
    expect(keys.map(({ rate }) => rate.code)).toEqual(["vat", "vat", "x"]);
    expect(keyOf(vat)).toBe(keys[0]?.key);
  });
});

it("finds the policy that a document names", () => {
  expect(taxPolicy("tax-document-1")).toBe(DOCUMENT_TAX_POLICY);
  expect(taxPolicy("tax-line-1")).toBe(LINE_TAX_POLICY);
  expect(() => taxPolicy("x")).toThrow('"x" is not a tax policy: use one of tax-document-1, tax-line-1.');
});
