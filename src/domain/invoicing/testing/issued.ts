/** Invoices as they were issued, for specs: taxed by the rule that taxes them. */
import { money } from "../../money";
import { applyTax, DOCUMENT_TAX_POLICY, type TaxPolicy, type TaxRateSnapshot } from "../../tax";
import type { IssuedLine } from "../index";

export const rate = (code: string, ratePercent: string): TaxRateSnapshot => ({
  code,
  name: code,
  ratePercent,
  countryCode: "DE",
  provinceCode: null,
});
export const vat = rate("vat", "19");

/** Lines with the keys a, b, c, ... of these nets. */
export function issue(
  lines: readonly { readonly net: number; readonly rates?: readonly TaxRateSnapshot[] }[],
  currency = "EUR",
  policy: TaxPolicy = DOCUMENT_TAX_POLICY,
): IssuedLine[] {
  const untaxed = lines.map(({ net, rates = [vat] }, index) => ({
    key: String.fromCharCode("a".charCodeAt(0) + index),
    net: money(net, currency),
    rates,
  }));
  const taxed = untaxed.length === 0 ? [] : applyTax(untaxed, [], policy).lines;
  return untaxed.map((line, index) => ({ ...line, tax: taxed[index]?.tax ?? money(0, currency) }));
}
