import { BUYER, breakdownOf, linesOf, numberAt, type Rule, rule, SELLER, sumOf, vatIds } from "./rule";
import { all, has, textAt, type XmlNode } from "./xml-node";

/** Categories of value added tax that are written; the norm's others are a fault of their own (BR-CL-17, BR-CL-18). */
const CATEGORIES = ["S", "Z", "E", "AE", "G", "O"] as const;
type Category = (typeof CATEGORIES)[number];

const LINE = "cac:Item/cac:ClassifiedTaxCategory";
const ROW = "cac:TaxCategory";

const linesIn = (root: XmlNode, category: string) =>
  linesOf(root).filter((line) => textAt(line, `${LINE}/cbc:ID`) === category);
const rowsIn = (root: XmlNode, category: string) =>
  breakdownOf(root).filter((row) => textAt(row, `${ROW}/cbc:ID`) === category);

const sellerIsKnown = (root: XmlNode) =>
  all(root, `${SELLER}/cac:PartyTaxScheme`).some((scheme) => has(scheme, "cbc:CompanyID"));
const buyerIsKnown = (root: XmlNode) =>
  vatIds(root, BUYER).length > 0 || has(root, `${BUYER}/cac:PartyLegalEntity/cbc:CompanyID`);
const nobodyHasVatId = (root: XmlNode) => vatIds(root, SELLER).length === 0 && vatIds(root, BUYER).length === 0;
const explains = (row: XmlNode) =>
  has(row, `${ROW}/cbc:TaxExemptionReason`) || has(row, `${ROW}/cbc:TaxExemptionReasonCode`);

const identifiers: Readonly<Record<Category, (root: XmlNode) => boolean>> = {
  S: sellerIsKnown,
  Z: sellerIsKnown,
  E: sellerIsKnown,
  AE: (root) => sellerIsKnown(root) && buyerIsKnown(root),
  G: sellerIsKnown,
  O: nobodyHasVatId,
};

/** The ten rules each category has. Rules -03, -04, -06 and -07 are about allowances of the document, never written. */
function rulesOf(category: Category): Rule[] {
  const percentIsRight = (node: XmlNode, path: string) => {
    const percent = numberAt(node, `${path}/cbc:Percent`);
    if (category === "O") {
      return percent.isNaN();
    }
    return category === "S" ? percent.greaterThan(0) : percent.isZero();
  };
  const isTaxed = category === "S" || category === "Z";
  return [
    rule(`BR-${category}-01`, "lines of the category and rows of the breakdown go together", (root) => {
      const rows = rowsIn(root, category).length;
      const lines = linesIn(root, category).length;
      return lines === 0 ? rows === 0 : category === "S" ? rows > 0 : rows === 1;
    }),
    rule(
      `BR-${category}-02`,
      "identifiers of the parties",
      (root) => linesIn(root, category).length === 0 || identifiers[category](root),
    ),
    rule(`BR-${category}-05`, "rate of the line", (root) =>
      linesIn(root, category).every((line) => percentIsRight(line, LINE)),
    ),
    rule(`BR-${category}-08`, "taxable amount = sum of the lines with the category and rate", (root) =>
      rowsIn(root, category).every((row) => {
        const rate = numberAt(row, `${ROW}/cbc:Percent`);
        const lines = linesIn(root, category).filter(
          (line) => category === "O" || numberAt(line, `${LINE}/cbc:Percent`).equals(rate),
        );
        return numberAt(row, "cbc:TaxableAmount").equals(sumOf(lines, "cbc:LineExtensionAmount"));
      }),
    ),
    rule(`BR-${category}-09`, "tax of the row", (root) =>
      rowsIn(root, category).every((row) =>
        category === "S"
          ? percentIsRight(row, ROW) && has(row, "cbc:TaxAmount")
          : numberAt(row, "cbc:TaxAmount").isZero(),
      ),
    ),
    rule(`BR-${category}-10`, isTaxed ? "no reason of exemption" : "a reason of exemption", (root) =>
      rowsIn(root, category).every((row) => explains(row) !== isTaxed),
    ),
  ];
}

/** Rules of the VAT breakdown by category, and their code lists. */
export const VAT_RULES: readonly Rule[] = [
  ...CATEGORIES.flatMap(rulesOf),
  rule(
    "BR-O-11",
    "outside VAT: no other row of the breakdown",
    (root) => rowsIn(root, "O").length === 0 || breakdownOf(root).length === rowsIn(root, "O").length,
  ),
  rule(
    "BR-O-12",
    "outside VAT: no line of another category",
    (root) => rowsIn(root, "O").length === 0 || linesOf(root).length === linesIn(root, "O").length,
  ),
  rule("BR-CL-17", "category codes of the breakdown", (root) =>
    breakdownOf(root).every((row) => (CATEGORIES as readonly string[]).includes(textAt(row, `${ROW}/cbc:ID`))),
  ),
  rule("BR-CL-18", "category codes of the lines", (root) =>
    linesOf(root).every((line) => (CATEGORIES as readonly string[]).includes(textAt(line, `${LINE}/cbc:ID`))),
  ),
  rule("BR-CL-22", "reason codes of the list VATEX", (root) =>
    breakdownOf(root).every((row) => {
      const code = textAt(row, `${ROW}/cbc:TaxExemptionReasonCode`);
      return code === "" || ["VATEX-EU-AE", "VATEX-EU-G", "VATEX-EU-O"].includes(code);
    }),
  ),
];
