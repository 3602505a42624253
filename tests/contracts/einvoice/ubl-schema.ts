import { within, type XmlNode } from "./xml-node";

/**
 * The part of the UBL 2.1 schemas (Invoice-2, CreditNote-2) that the product writes: for each element its children in
 * the schema's order, with how often each may occur there under EN 16931. `?` at most once, `*` any number, `+` at
 * least once, otherwise exactly once. It is closed: an element that does not stand here is reported, so that business
 * rules about elements that are never written need no check.
 */
const PARTY = "cac:PostalAddress cac:PartyTaxScheme? cac:PartyLegalEntity cac:Contact?";
const COMMON_TAIL = [
  "cbc:DocumentCurrencyCode cbc:BuyerReference? cac:InvoicePeriod? cac:OrderReference? cac:BillingReference*",
  "cac:AccountingSupplierParty cac:AccountingCustomerParty cac:PaymentMeans? cac:PaymentTerms? cac:TaxTotal",
  "cac:LegalMonetaryTotal",
].join(" ");
const LINE_TAIL =
  "cbc:LineExtensionAmount cac:InvoicePeriod? cac:OrderLineReference? cac:AllowanceCharge* cac:Item cac:Price";

const CHILDREN: Readonly<Record<string, string>> = {
  Invoice: `cbc:CustomizationID cbc:ID cbc:IssueDate cbc:DueDate? cbc:InvoiceTypeCode cbc:Note? ${COMMON_TAIL} cac:InvoiceLine+`,
  CreditNote: `cbc:CustomizationID cbc:ID cbc:IssueDate cbc:CreditNoteTypeCode cbc:Note? ${COMMON_TAIL} cac:CreditNoteLine+`,
  "cac:InvoicePeriod": "cbc:StartDate? cbc:EndDate?",
  "cac:OrderLineReference": "cbc:LineID",
  "cac:OrderReference": "cbc:ID cbc:SalesOrderID?",
  "cac:BillingReference": "cac:InvoiceDocumentReference",
  "cac:InvoiceDocumentReference": "cbc:ID cbc:IssueDate?",
  "cac:AccountingSupplierParty": "cac:Party",
  "cac:AccountingCustomerParty": "cac:Party",
  "cac:Party": PARTY,
  "cac:PostalAddress": "cbc:StreetName? cbc:AdditionalStreetName? cac:AddressLine? cac:Country",
  "cac:AddressLine": "cbc:Line",
  "cac:Country": "cbc:IdentificationCode",
  "cac:PartyTaxScheme": "cbc:CompanyID cac:TaxScheme",
  "cac:TaxScheme": "cbc:ID",
  "cac:PartyLegalEntity": "cbc:RegistrationName cbc:CompanyID?",
  "cac:Contact": "cbc:Telephone? cbc:ElectronicMail?",
  "cac:PaymentMeans": "cbc:PaymentMeansCode cbc:PaymentID? cac:CardAccount? cac:PayeeFinancialAccount?",
  "cac:CardAccount": "cbc:PrimaryAccountNumberID cbc:NetworkID",
  "cac:PayeeFinancialAccount": "cbc:ID cbc:Name? cac:FinancialInstitutionBranch?",
  "cac:FinancialInstitutionBranch": "cbc:ID",
  "cac:PaymentTerms": "cbc:Note",
  "cac:TaxTotal": "cbc:TaxAmount cac:TaxSubtotal*",
  "cac:TaxSubtotal": "cbc:TaxableAmount cbc:TaxAmount cac:TaxCategory",
  "cac:TaxCategory": "cbc:ID cbc:Percent? cbc:TaxExemptionReasonCode? cbc:TaxExemptionReason? cac:TaxScheme",
  "cac:LegalMonetaryTotal":
    "cbc:LineExtensionAmount cbc:TaxExclusiveAmount cbc:TaxInclusiveAmount cbc:PrepaidAmount? cbc:PayableAmount",
  "cac:InvoiceLine": `cbc:ID cbc:Note? cbc:InvoicedQuantity ${LINE_TAIL}`,
  "cac:CreditNoteLine": `cbc:ID cbc:Note? cbc:CreditedQuantity ${LINE_TAIL}`,
  "cac:AllowanceCharge": "cbc:ChargeIndicator cbc:AllowanceChargeReason? cbc:Amount",
  "cac:Item": "cbc:Description? cbc:Name cac:ClassifiedTaxCategory",
  "cac:ClassifiedTaxCategory": "cbc:ID cbc:Percent? cac:TaxScheme",
  "cac:Price": "cbc:PriceAmount",
};

const AMOUNT = /Amount$/;
const QUANTITY = /Quantity$/;
const DATE = /Date$/;
const DECIMAL = /^-?\d+(\.\d+)?$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** What the schema forbids, each as `UBL: what at which element`. */
export function schemaProblems(root: XmlNode): string[] {
  return within(root).flatMap((node) =>
    node.name in CHILDREN ? contentProblems(node) : node.name.startsWith("cbc:") ? valueProblems(node) : unknown(node),
  );
}

function unknown(node: XmlNode): string[] {
  return [`UBL: unknown element ${node.name}`];
}

function contentProblems(node: XmlNode): string[] {
  const problems: string[] = [];
  let rest = node.children.map(({ name }) => name);
  for (const item of (CHILDREN[node.name] ?? "").split(" ")) {
    const name = item.replace(/[?*+]$/, "");
    const next = rest.findIndex((one) => one !== name);
    const count = next === -1 ? rest.length : next;
    rest = rest.slice(count);
    if (count === 0 && !/[?*]$/.test(item)) {
      problems.push(`UBL: ${name} is missing in ${node.name}`);
    }
    if (count > 1 && !/[*+]$/.test(item)) {
      problems.push(`UBL: ${name} is repeated in ${node.name}`);
    }
  }
  if (rest.length > 0) {
    problems.push(`UBL: ${rest[0]} is out of place in ${node.name}`);
  }
  return node.text.trim() === "" ? problems : [...problems, `UBL: text in ${node.name}`];
}

function valueProblems(node: XmlNode): string[] {
  const value = node.text.trim();
  const problem = (what: string, isOne: boolean) => (isOne ? [`UBL: ${node.name} ${what}`] : []);
  return [
    ...problem("has elements", node.children.length > 0),
    ...problem("is empty", value === ""),
    ...problem("is no decimal", (AMOUNT.test(node.name) || QUANTITY.test(node.name)) && !DECIMAL.test(value)),
    ...problem("has no currency", AMOUNT.test(node.name) && !node.attributes.currencyID),
    ...problem("is no date", DATE.test(node.name) && !DAY.test(value)),
    ...problem("is no boolean", node.name === "cbc:ChargeIndicator" && value !== "true" && value !== "false"),
  ];
}
