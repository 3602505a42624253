import { BUYER, breakdownOf, linesOf, numberAt, quantityOf, type Rule, rule, SELLER, TOTALS, vatIds } from "./rule";
import { all, has, one, textAt, within, type XmlNode } from "./xml-node";

const country = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
const isCountry = (code: string) => /^[A-Z]{2}$/.test(code) && country.of(code) !== undefined;
const currencies = new Set(Intl.supportedValuesOf("currency"));

const endsAfterItStarts = (period: XmlNode) =>
  !has(period, "cbc:StartDate") ||
  !has(period, "cbc:EndDate") ||
  textAt(period, "cbc:EndDate") >= textAt(period, "cbc:StartDate");
const hasBoundary = (period: XmlNode) => has(period, "cbc:StartDate") || has(period, "cbc:EndDate");
const linePeriods = (root: XmlNode) => linesOf(root).flatMap((line) => all(line, "cac:InvoicePeriod"));
const means = (root: XmlNode) => all(root, "cac:PaymentMeans");
const eachLine = (path: string) => (root: XmlNode) => linesOf(root).every((line) => has(line, path));
const allowances = (root: XmlNode, indicator: string) =>
  linesOf(root)
    .flatMap((line) => all(line, "cac:AllowanceCharge"))
    .filter((one) => textAt(one, "cbc:ChargeIndicator") === indicator);
const hasReason = (allowance: XmlNode) =>
  has(allowance, "cbc:AllowanceChargeReason") || has(allowance, "cbc:AllowanceChargeReasonCode");

/** BR-01 to BR-65 about elements that are written, conditions on them, and code lists. */
export const DOCUMENT_RULES: readonly Rule[] = [
  rule("BR-01", "specification identifier", (root) => has(root, "cbc:CustomizationID")),
  rule("BR-02", "number", (root) => has(root, "cbc:ID")),
  rule("BR-03", "issue date", (root) => has(root, "cbc:IssueDate")),
  rule("BR-04", "type code", (root) => has(root, "cbc:InvoiceTypeCode") || has(root, "cbc:CreditNoteTypeCode")),
  rule("BR-05", "currency", (root) => has(root, "cbc:DocumentCurrencyCode")),
  rule("BR-06", "seller's name", (root) => has(root, `${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`)),
  rule("BR-07", "buyer's name", (root) => has(root, `${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`)),
  rule("BR-08", "seller's address", (root) => one(root, `${SELLER}/cac:PostalAddress`) !== undefined),
  rule("BR-09", "seller's country", (root) =>
    has(root, `${SELLER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`),
  ),
  rule("BR-10", "buyer's address", (root) => one(root, `${BUYER}/cac:PostalAddress`) !== undefined),
  rule("BR-11", "buyer's country", (root) =>
    has(root, `${BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`),
  ),
  rule("BR-12", "sum of lines", (root) => has(root, `${TOTALS}/cbc:LineExtensionAmount`)),
  rule("BR-13", "total without VAT", (root) => has(root, `${TOTALS}/cbc:TaxExclusiveAmount`)),
  rule("BR-14", "total with VAT", (root) => has(root, `${TOTALS}/cbc:TaxInclusiveAmount`)),
  rule("BR-15", "amount due", (root) => has(root, `${TOTALS}/cbc:PayableAmount`)),
  rule("BR-16", "at least one line", (root) => linesOf(root).length > 0),
  rule("BR-21", "line: identifier", eachLine("cbc:ID")),
  rule("BR-22", "line: quantity", (root) => linesOf(root).every((line) => quantityOf(line)?.text.trim())),
  rule("BR-23", "line: unit", (root) => linesOf(root).every((line) => quantityOf(line)?.attributes.unitCode)),
  rule("BR-24", "line: net amount", eachLine("cbc:LineExtensionAmount")),
  rule("BR-25", "line: item name", eachLine("cac:Item/cbc:Name")),
  rule("BR-26", "line: net price", eachLine("cac:Price/cbc:PriceAmount")),
  rule("BR-27", "line: net price is not negative", (root) =>
    linesOf(root).every((line) => !numberAt(line, "cac:Price/cbc:PriceAmount").isNegative()),
  ),
  rule("BR-29", "period ends on or after its start", (root) => all(root, "cac:InvoicePeriod").every(endsAfterItStarts)),
  rule("BR-30", "line: period ends on or after its start", (root) => linePeriods(root).every(endsAfterItStarts)),
  rule("BR-41", "line allowance: amount", (root) => allowances(root, "false").every((one) => has(one, "cbc:Amount"))),
  rule("BR-42", "line allowance: reason", (root) => allowances(root, "false").every(hasReason)),
  rule("BR-43", "line charge: amount", (root) => allowances(root, "true").every((one) => has(one, "cbc:Amount"))),
  rule("BR-44", "line charge: reason", (root) => allowances(root, "true").every(hasReason)),
  rule("BR-45", "VAT: taxable amount", (root) => breakdownOf(root).every((row) => has(row, "cbc:TaxableAmount"))),
  rule("BR-46", "VAT: tax amount", (root) => breakdownOf(root).every((row) => has(row, "cbc:TaxAmount"))),
  rule("BR-47", "VAT: category", (root) => breakdownOf(root).every((row) => has(row, "cac:TaxCategory/cbc:ID"))),
  rule("BR-48", "VAT: rate, except outside VAT", (root) =>
    breakdownOf(root).every(
      (row) => has(row, "cac:TaxCategory/cbc:Percent") || textAt(row, "cac:TaxCategory/cbc:ID") === "O",
    ),
  ),
  rule("BR-49", "payment: means", (root) => means(root).every((one) => has(one, "cbc:PaymentMeansCode"))),
  rule("BR-50", "payment: account", (root) =>
    means(root)
      .flatMap((one) => all(one, "cac:PayeeFinancialAccount"))
      .every((account) => has(account, "cbc:ID")),
  ),
  rule("BR-51", "payment: last 4 to 6 digits of the card and no more", (root) =>
    means(root)
      .flatMap((one) => all(one, "cac:CardAccount"))
      .every((card) => /^.{4,6}$/.test(textAt(card, "cbc:PrimaryAccountNumberID"))),
  ),
  rule("BR-55", "preceding invoice: number", (root) =>
    all(root, "cac:BillingReference").every((one) => has(one, "cac:InvoiceDocumentReference/cbc:ID")),
  ),
  rule("BR-61", "payment: a transfer names an account", (root) =>
    means(root).every(
      (one) =>
        !["30", "58"].includes(textAt(one, "cbc:PaymentMeansCode")) || has(one, "cac:PayeeFinancialAccount/cbc:ID"),
    ),
  ),
  rule("BR-CO-04", "line: VAT category", eachLine("cac:Item/cac:ClassifiedTaxCategory/cbc:ID")),
  rule("BR-CO-09", "VAT id begins with its country", (root) =>
    [...vatIds(root, SELLER), ...vatIds(root, BUYER)].every(
      (id) => id.startsWith("EL") || (isCountry(id.slice(0, 2)) && id.length > 2),
    ),
  ),
  rule("BR-CO-19", "period has a start or an end", (root) => all(root, "cac:InvoicePeriod").every(hasBoundary)),
  rule("BR-CO-20", "line: period has a start or an end", (root) => linePeriods(root).every(hasBoundary)),
  rule("BR-CO-25", "what is due has a day or terms", (root) => {
    const due = numberAt(root, `${TOTALS}/cbc:PayableAmount`);
    return !due.greaterThan(0) || has(root, "cbc:DueDate") || has(root, "cac:PaymentTerms/cbc:Note");
  }),
  rule(
    "BR-CO-26",
    "seller has a VAT id or a register entry",
    (root) => vatIds(root, SELLER).some((id) => id !== "") || has(root, `${SELLER}/cac:PartyLegalEntity/cbc:CompanyID`),
  ),
  rule("BR-CL-01", "type code of the document", (root) =>
    root.name === "Invoice"
      ? textAt(root, "cbc:InvoiceTypeCode") === "380"
      : textAt(root, "cbc:CreditNoteTypeCode") === "381",
  ),
  rule("BR-CL-03", "currency of every amount is the document's", (root) =>
    within(root).every(
      ({ attributes }) =>
        attributes.currencyID === undefined || attributes.currencyID === textAt(root, "cbc:DocumentCurrencyCode"),
    ),
  ),
  rule("BR-CL-04", "currency of ISO 4217", (root) => currencies.has(textAt(root, "cbc:DocumentCurrencyCode"))),
  rule("BR-CL-14", "countries of ISO 3166-1", (root) =>
    within(root).every((node) => node.name !== "cbc:IdentificationCode" || isCountry(node.text.trim())),
  ),
  rule("BR-CL-16", "means of payment of UNCL 4461", (root) =>
    means(root).every((one) => ["30", "48", "58"].includes(textAt(one, "cbc:PaymentMeansCode"))),
  ),
  rule("BR-CL-23", "unit of recommendation 20", (root) =>
    linesOf(root).every((line) => quantityOf(line)?.attributes.unitCode === "C62"),
  ),
];
