import { breakdownOf, linesOf, numberAt, numberOf, quantityOf, type Rule, rounded, rule, sumOf, TOTALS } from "./rule";
import { all, has, textAt, type XmlNode } from "./xml-node";

const atMostTwoDecimals = (path: string) => (root: XmlNode) =>
  all(root, path).every((node) => !/\.\d{3,}$/.test(node.text.trim()));
const inLines = (path: string) => (root: XmlNode) => linesOf(root).every(atMostTwoDecimals(path));
const inAllowances = (indicator: string) => (root: XmlNode) =>
  linesOf(root)
    .flatMap((line) => all(line, "cac:AllowanceCharge"))
    .filter((one) => textAt(one, "cbc:ChargeIndicator") === indicator)
    .every(atMostTwoDecimals("cbc:Amount"));

/** Sums of the document, decimals, and the definition of a line's net amount. */
export const AMOUNT_RULES: readonly Rule[] = [
  rule("BT-131", "line net = price x quantity - allowances + charges", (root) => linesOf(root).every(lineAddsUp)),
  rule("BR-CO-10", "sum of lines", (root) =>
    numberAt(root, `${TOTALS}/cbc:LineExtensionAmount`).equals(sumOf(linesOf(root), "cbc:LineExtensionAmount")),
  ),
  rule("BR-CO-13", "total without VAT = sum of lines (no allowances of the document)", (root) =>
    numberAt(root, `${TOTALS}/cbc:TaxExclusiveAmount`).equals(numberAt(root, `${TOTALS}/cbc:LineExtensionAmount`)),
  ),
  rule("BR-CO-14", "total VAT = sum of the breakdown", (root) =>
    numberAt(root, "cac:TaxTotal/cbc:TaxAmount").equals(sumOf(breakdownOf(root), "cbc:TaxAmount")),
  ),
  rule("BR-CO-15", "total with VAT = total without + VAT", (root) =>
    numberAt(root, `${TOTALS}/cbc:TaxInclusiveAmount`).equals(
      numberAt(root, `${TOTALS}/cbc:TaxExclusiveAmount`).plus(numberAt(root, "cac:TaxTotal/cbc:TaxAmount")),
    ),
  ),
  rule("BR-CO-16", "due = total with VAT - paid", (root) => {
    const paid = has(root, `${TOTALS}/cbc:PrepaidAmount`) ? numberAt(root, `${TOTALS}/cbc:PrepaidAmount`) : 0;
    return numberAt(root, `${TOTALS}/cbc:PayableAmount`).equals(
      numberAt(root, `${TOTALS}/cbc:TaxInclusiveAmount`).minus(paid),
    );
  }),
  rule("BR-CO-17", "VAT = taxable amount x rate, rounded", (root) => breakdownOf(root).every(taxIsRight)),
  rule("BR-CO-18", "there is a VAT breakdown", (root) => breakdownOf(root).length > 0),
  rule("BR-DEC-09", "decimals: sum of lines", atMostTwoDecimals(`${TOTALS}/cbc:LineExtensionAmount`)),
  rule("BR-DEC-12", "decimals: total without VAT", atMostTwoDecimals(`${TOTALS}/cbc:TaxExclusiveAmount`)),
  rule("BR-DEC-13", "decimals: VAT", atMostTwoDecimals("cac:TaxTotal/cbc:TaxAmount")),
  rule("BR-DEC-14", "decimals: total with VAT", atMostTwoDecimals(`${TOTALS}/cbc:TaxInclusiveAmount`)),
  rule("BR-DEC-16", "decimals: paid", atMostTwoDecimals(`${TOTALS}/cbc:PrepaidAmount`)),
  rule("BR-DEC-18", "decimals: due", atMostTwoDecimals(`${TOTALS}/cbc:PayableAmount`)),
  rule("BR-DEC-19", "decimals: taxable amount", atMostTwoDecimals("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount")),
  rule("BR-DEC-20", "decimals: tax amount", atMostTwoDecimals("cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount")),
  rule("BR-DEC-23", "decimals: line net", inLines("cbc:LineExtensionAmount")),
  rule("BR-DEC-24", "decimals: line allowance", inAllowances("false")),
  rule("BR-DEC-27", "decimals: line charge", inAllowances("true")),
];

function lineAddsUp(line: XmlNode): boolean {
  const quantity = numberOf(quantityOf(line)?.text.trim() ?? "");
  const allowances = all(line, "cac:AllowanceCharge");
  const signed = (indicator: string) =>
    sumOf(
      allowances.filter((one) => textAt(one, "cbc:ChargeIndicator") === indicator),
      "cbc:Amount",
    );
  const net = numberAt(line, "cac:Price/cbc:PriceAmount").times(quantity).plus(signed("true")).minus(signed("false"));
  return numberAt(line, "cbc:LineExtensionAmount").equals(rounded(net, 2));
}

/**
 * To the smallest coin: two decimals, or none where the currency has none. The published Schematron lets a difference
 * of less than 1.00 pass, because others round tax on lines; documents here are taxed on their sum.
 */
function taxIsRight(row: XmlNode): boolean {
  const percent = numberAt(row, "cac:TaxCategory/cbc:Percent");
  const tax = numberAt(row, "cbc:TaxAmount");
  if (percent.isNaN()) {
    return tax.isZero();
  }
  const decimals = textAt(row, "cbc:TaxAmount").includes(".") ? 2 : 0;
  return tax.equals(rounded(numberAt(row, "cbc:TaxableAmount").times(percent).dividedBy(100), decimals));
}
