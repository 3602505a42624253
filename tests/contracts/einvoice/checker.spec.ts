import { invoiceUbl } from "../../../src/processes/billing/einvoice";
import { check, problemsOf, RULES } from "./checker";
import { CASES } from "./documents";
import { all, readXml, type XmlNode } from "./xml-node";

/** A fault that is put into a document: which document, what is changed, which rule has to notice. */
type Fault = readonly [rule: string, document: keyof typeof NAMES, change: (root: XmlNode) => void];

const NAMES = {
  rates: "an invoice with a part of a period, a discount and two rates",
  given: "an invoice with seats given back and their discount",
  reverse: "a reverse charge invoice paid by transfer",
  paid: "a paid invoice",
  zero: "a zero-rated invoice",
  exempt: "an exempt invoice",
  abroad: "an invoice to a buyer outside the EU",
  outside: "an invoice outside VAT",
  credit: "a credit note against an invoice",
} as const;

const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const TOTALS = "cac:LegalMonetaryTotal";
const ROW = "cac:TaxTotal/cac:TaxSubtotal";
const LINE = "cac:InvoiceLine";
const CLASSIFIED = `${LINE}/cac:Item/cac:ClassifiedTaxCategory`;

const fresh = (name: keyof typeof NAMES): XmlNode => {
  const found = CASES[NAMES[name]];
  if (found === undefined) {
    throw new Error(`There is no document "${NAMES[name]}".`);
  }
  return readXml(invoiceUbl(found.document, found.options));
};
const found = (root: XmlNode, path: string): XmlNode => {
  const node = all(root, path)[0];
  if (node === undefined) {
    throw new Error(`The document has no ${path}.`);
  }
  return node;
};
const split = (path: string): [string, string] => {
  const cut = path.lastIndexOf("/");
  return cut === -1 ? ["", path] : [path.slice(0, cut), path.slice(cut + 1)];
};
const drop = (path: string) => (root: XmlNode) => {
  const [parentPath, name] = split(path);
  const parents = parentPath === "" ? [root] : all(root, parentPath);
  found(root, path);
  for (const parent of parents) {
    parent.children = parent.children.filter((child) => child.name !== name);
  }
};
const set = (path: string, text: string) => (root: XmlNode) => {
  found(root, path).text = text;
};
const attribute = (path: string, name: string, value: string) => (root: XmlNode) => {
  found(root, path).attributes[name] = value;
};
const add = (path: string, name: string, text: string) => (root: XmlNode) => {
  found(root, path).children.push({ name, attributes: {}, children: [], text });
};

const FAULTS: readonly Fault[] = [
  ["BR-01", "rates", drop("cbc:CustomizationID")],
  ["BR-02", "rates", drop("cbc:ID")],
  ["BR-03", "rates", drop("cbc:IssueDate")],
  ["BR-04", "rates", drop("cbc:InvoiceTypeCode")],
  ["BR-05", "rates", drop("cbc:DocumentCurrencyCode")],
  ["BR-06", "rates", drop(`${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`)],
  ["BR-07", "rates", drop(`${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`)],
  ["BR-08", "rates", drop(`${SELLER}/cac:PostalAddress`)],
  ["BR-09", "rates", drop(`${SELLER}/cac:PostalAddress/cac:Country`)],
  ["BR-10", "rates", drop(`${BUYER}/cac:PostalAddress`)],
  ["BR-11", "rates", drop(`${BUYER}/cac:PostalAddress/cac:Country`)],
  ["BR-12", "rates", drop(`${TOTALS}/cbc:LineExtensionAmount`)],
  ["BR-13", "rates", drop(`${TOTALS}/cbc:TaxExclusiveAmount`)],
  ["BR-14", "rates", drop(`${TOTALS}/cbc:TaxInclusiveAmount`)],
  ["BR-15", "rates", drop(`${TOTALS}/cbc:PayableAmount`)],
  ["BR-16", "rates", drop(LINE)],
  ["BR-21", "rates", drop(`${LINE}/cbc:ID`)],
  ["BR-22", "rates", drop(`${LINE}/cbc:InvoicedQuantity`)],
  ["BR-23", "rates", attribute(`${LINE}/cbc:InvoicedQuantity`, "unitCode", "")],
  ["BR-24", "rates", drop(`${LINE}/cbc:LineExtensionAmount`)],
  ["BR-25", "rates", set(`${LINE}/cac:Item/cbc:Name`, " ")],
  ["BR-26", "rates", drop(`${LINE}/cac:Price/cbc:PriceAmount`)],
  ["BR-27", "rates", set(`${LINE}/cac:Price/cbc:PriceAmount`, "-22.00")],
  ["BR-29", "rates", set("cac:InvoicePeriod/cbc:EndDate", "2026-01-30")],
  ["BR-30", "rates", set(`${LINE}/cac:InvoicePeriod/cbc:EndDate`, "2026-01-30")],
  ["BR-41", "rates", drop(`${LINE}/cac:AllowanceCharge/cbc:Amount`)],
  ["BR-42", "rates", drop(`${LINE}/cac:AllowanceCharge/cbc:AllowanceChargeReason`)],
  ["BR-43", "given", drop(`${LINE}/cac:AllowanceCharge/cbc:Amount`)],
  ["BR-44", "given", drop(`${LINE}/cac:AllowanceCharge/cbc:AllowanceChargeReason`)],
  ["BR-45", "rates", drop(`${ROW}/cbc:TaxableAmount`)],
  ["BR-46", "rates", drop(`${ROW}/cbc:TaxAmount`)],
  ["BR-47", "rates", drop(`${ROW}/cac:TaxCategory/cbc:ID`)],
  ["BR-48", "rates", drop(`${ROW}/cac:TaxCategory/cbc:Percent`)],
  ["BR-49", "rates", drop("cac:PaymentMeans/cbc:PaymentMeansCode")],
  ["BR-50", "reverse", drop("cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID")],
  ["BR-51", "paid", set("cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID", "4242424242424242")],
  ["BR-51", "paid", set("cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID", "424")],
  ["BR-55", "credit", drop("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")],
  ["BR-61", "reverse", drop("cac:PaymentMeans/cac:PayeeFinancialAccount")],
  ["BR-CO-04", "rates", drop(`${CLASSIFIED}/cbc:ID`)],
  ["BR-CO-09", "rates", set(`${BUYER}/cac:PartyTaxScheme/cbc:CompanyID`, "004495445B01")],
  ["BR-CO-09", "rates", set(`${SELLER}/cac:PartyTaxScheme/cbc:CompanyID`, "QX1")],
  ["BR-CO-10", "rates", set(`${TOTALS}/cbc:LineExtensionAmount`, "331.24")],
  ["BR-CO-13", "rates", set(`${TOTALS}/cbc:TaxExclusiveAmount`, "331.24")],
  ["BR-CO-14", "rates", set("cac:TaxTotal/cbc:TaxAmount", "61.63")],
  ["BR-CO-15", "rates", set(`${TOTALS}/cbc:TaxInclusiveAmount`, "392.88")],
  ["BR-CO-16", "rates", set(`${TOTALS}/cbc:PayableAmount`, "392.87")],
  ["BR-CO-16", "rates", drop(`${TOTALS}/cbc:PrepaidAmount`)],
  ["BR-CO-17", "rates", set(`${ROW}/cbc:TaxAmount`, "55.71")],
  ["BR-CO-17", "outside", set(`${ROW}/cbc:TaxAmount`, "0.01")],
  ["BR-CO-18", "rates", drop(ROW)],
  ["BR-CO-19", "rates", (root) => (found(root, "cac:InvoicePeriod").children = [])],
  ["BR-CO-20", "rates", (root) => (found(root, `${LINE}/cac:InvoicePeriod`).children = [])],
  [
    "BR-CO-25",
    "rates",
    (root) => {
      drop("cbc:DueDate")(root);
      drop("cac:PaymentTerms")(root);
    },
  ],
  ["BR-CO-26", "rates", drop(`${SELLER}/cac:PartyTaxScheme`)],
  ["BR-CO-26", "outside", drop(`${SELLER}/cac:PartyLegalEntity/cbc:CompanyID`)],
  ["BR-CL-01", "rates", set("cbc:InvoiceTypeCode", "381")],
  ["BR-CL-01", "credit", set("cbc:CreditNoteTypeCode", "380")],
  ["BR-CL-03", "rates", attribute(`${LINE}/cac:Price/cbc:PriceAmount`, "currencyID", "USD")],
  ["BR-CL-04", "rates", set("cbc:DocumentCurrencyCode", "EURO")],
  ["BR-CL-14", "rates", set(`${BUYER}/cac:PostalAddress/cac:Country/cbc:IdentificationCode`, "nl")],
  ["BR-CL-16", "rates", set("cac:PaymentMeans/cbc:PaymentMeansCode", "card")],
  ["BR-CL-17", "rates", set(`${ROW}/cac:TaxCategory/cbc:ID`, "X")],
  ["BR-CL-18", "rates", set(`${CLASSIFIED}/cbc:ID`, "X")],
  ["BR-CL-22", "reverse", set(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReasonCode`, "VATEX-REVERSE")],
  ["BR-CL-23", "rates", attribute(`${LINE}/cbc:InvoicedQuantity`, "unitCode", "SEAT")],
  ["BT-131", "rates", set(`${LINE}/cbc:LineExtensionAmount`, "220.00")],
  ["BT-131", "rates", set(`${LINE}/cac:AllowanceCharge/cbc:ChargeIndicator`, "true")],
  ["BT-131", "given", set(`${LINE}/cbc:InvoicedQuantity`, "11")],
  ["BR-DEC-09", "rates", set(`${TOTALS}/cbc:LineExtensionAmount`, "331.250")],
  ["BR-DEC-12", "rates", set(`${TOTALS}/cbc:TaxExclusiveAmount`, "331.250")],
  ["BR-DEC-13", "rates", set("cac:TaxTotal/cbc:TaxAmount", "61.640")],
  ["BR-DEC-14", "rates", set(`${TOTALS}/cbc:TaxInclusiveAmount`, "392.890")],
  ["BR-DEC-16", "rates", set(`${TOTALS}/cbc:PrepaidAmount`, "15.000")],
  ["BR-DEC-18", "rates", set(`${TOTALS}/cbc:PayableAmount`, "377.890")],
  ["BR-DEC-19", "rates", set(`${ROW}/cbc:TaxableAmount`, "265.250")],
  ["BR-DEC-20", "rates", set(`${ROW}/cbc:TaxAmount`, "55.700")],
  ["BR-DEC-23", "rates", set(`${LINE}/cbc:LineExtensionAmount`, "215.600")],
  ["BR-DEC-24", "rates", set(`${LINE}/cac:AllowanceCharge/cbc:Amount`, "4.400")],
  ["BR-DEC-27", "given", set(`${LINE}/cac:AllowanceCharge/cbc:Amount`, "0.990")],
  ["BR-S-01", "rates", drop(ROW)],
  ["BR-S-02", "rates", drop(`${SELLER}/cac:PartyTaxScheme`)],
  ["BR-S-05", "rates", set(`${CLASSIFIED}/cbc:Percent`, "0")],
  ["BR-S-08", "rates", set(`${ROW}/cbc:TaxableAmount`, "265.26")],
  ["BR-S-09", "rates", set(`${ROW}/cac:TaxCategory/cbc:Percent`, "0")],
  ["BR-S-10", "rates", add(`${ROW}/cac:TaxCategory`, "cbc:TaxExemptionReason", "none")],
  ["BR-Z-01", "zero", drop(ROW)],
  ["BR-Z-02", "zero", drop(`${SELLER}/cac:PartyTaxScheme`)],
  ["BR-Z-05", "zero", set(`${CLASSIFIED}/cbc:Percent`, "1")],
  ["BR-Z-08", "zero", set(`${ROW}/cbc:TaxableAmount`, "1.00")],
  ["BR-Z-09", "zero", set(`${ROW}/cbc:TaxAmount`, "1.00")],
  ["BR-Z-10", "zero", add(`${ROW}/cac:TaxCategory`, "cbc:TaxExemptionReasonCode", "VATEX-EU-O")],
  ["BR-E-01", "exempt", drop(ROW)],
  ["BR-E-02", "exempt", drop(`${SELLER}/cac:PartyTaxScheme`)],
  ["BR-E-05", "exempt", drop(`${CLASSIFIED}/cbc:Percent`)],
  ["BR-E-08", "exempt", set(`${ROW}/cbc:TaxableAmount`, "1.00")],
  ["BR-E-09", "exempt", set(`${ROW}/cbc:TaxAmount`, "1.00")],
  ["BR-E-10", "exempt", drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReason`)],
  ["BR-AE-01", "reverse", drop(ROW)],
  ["BR-AE-02", "reverse", drop(`${SELLER}/cac:PartyTaxScheme`)],
  [
    "BR-AE-02",
    "reverse",
    (root) => {
      drop(`${BUYER}/cac:PartyTaxScheme`)(root);
      drop(`${BUYER}/cac:PartyLegalEntity/cbc:CompanyID`)(root);
    },
  ],
  ["BR-AE-05", "reverse", set(`${CLASSIFIED}/cbc:Percent`, "21")],
  ["BR-AE-08", "reverse", set(`${ROW}/cbc:TaxableAmount`, "1.00")],
  ["BR-AE-09", "reverse", set(`${ROW}/cbc:TaxAmount`, "1.00")],
  [
    "BR-AE-10",
    "reverse",
    (root) => {
      drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReason`)(root);
      drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReasonCode`)(root);
    },
  ],
  ["BR-G-01", "abroad", drop(ROW)],
  ["BR-G-02", "abroad", drop(`${SELLER}/cac:PartyTaxScheme`)],
  ["BR-G-05", "abroad", set(`${CLASSIFIED}/cbc:Percent`, "21")],
  ["BR-G-08", "abroad", set(`${ROW}/cbc:TaxableAmount`, "1.00")],
  ["BR-G-09", "abroad", set(`${ROW}/cbc:TaxAmount`, "1.00")],
  [
    "BR-G-10",
    "abroad",
    (root) => {
      drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReason`)(root);
      drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReasonCode`)(root);
    },
  ],
  ["BR-O-01", "outside", drop(ROW)],
  [
    "BR-O-02",
    "outside",
    (root) => {
      const { children } = found(fresh("rates"), BUYER);
      found(root, BUYER).children.push(...children.filter(({ name }) => name === "cac:PartyTaxScheme"));
    },
  ],
  ["BR-O-05", "outside", add(CLASSIFIED, "cbc:Percent", "0")],
  ["BR-O-08", "outside", set(`${ROW}/cbc:TaxableAmount`, "1.00")],
  ["BR-O-09", "outside", set(`${ROW}/cbc:TaxAmount`, "1.00")],
  [
    "BR-O-10",
    "outside",
    (root) => {
      drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReason`)(root);
      drop(`${ROW}/cac:TaxCategory/cbc:TaxExemptionReasonCode`)(root);
    },
  ],
  ["BR-O-11", "outside", (root) => found(root, "cac:TaxTotal").children.push(found(fresh("zero"), ROW))],
  ["BR-O-12", "outside", (root) => root.children.push(found(fresh("zero"), LINE))],
  ["UBL: cbc:ID is out of place in Invoice", "rates", (root) => root.children.push(found(root, "cbc:ID"))],
  [
    "UBL: cbc:Note is repeated in cac:InvoiceLine",
    "rates",
    (root) => {
      const line = found(root, LINE);
      line.children.splice(1, 0, found(line, "cbc:Note"));
    },
  ],
  ["UBL: cbc:Name is out of place in cac:Item", "rates", (root) => found(root, `${LINE}/cac:Item`).children.reverse()],
  ["UBL: cac:Price is missing in cac:InvoiceLine", "rates", drop(`${LINE}/cac:Price`)],
  ["UBL: unknown element cac:Delivery", "rates", add(LINE, "cac:Delivery", "")],
  ["UBL: cbc:Note is empty", "rates", set(`${LINE}/cbc:Note`, "")],
  ["UBL: cbc:PriceAmount is no decimal", "rates", set(`${LINE}/cac:Price/cbc:PriceAmount`, "1e2")],
  ["UBL: cbc:PriceAmount has no currency", "rates", attribute(`${LINE}/cac:Price/cbc:PriceAmount`, "currencyID", "")],
  ["UBL: cbc:IssueDate is no date", "rates", set("cbc:IssueDate", "31.01.2026")],
  ["UBL: cbc:ChargeIndicator is no boolean", "rates", set(`${LINE}/cac:AllowanceCharge/cbc:ChargeIndicator`, "yes")],
  ["UBL: cbc:ID has elements", "rates", add("cbc:ID", "cbc:ID", "1")],
  ["UBL: text in cac:TaxTotal", "rates", set("cac:TaxTotal", "21 %")],
];

describe("the checker of e-invoices", () => {
  it.each(FAULTS)("%s is noticed (%s invoice)", (rule, name, change) => {
    const root = fresh(name);
    expect(problemsOf(root)).toEqual([]);
    change(root);
    expect(problemsOf(root)).toContain(rule);
  });

  it("has a fault for every rule, and every rule once", () => {
    const tried = new Set(FAULTS.map(([rule]) => rule));
    expect(RULES.map(({ id }) => id).filter((id) => !tried.has(id))).toEqual([]);
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it("refuses what is not well-formed, and another document altogether", () => {
    expect(() => check("<Invoice><a></Invoice>")).toThrow();
    expect(check('<Invoice xmlns="urn:other"/>')).toContain("UBL: unknown element {urn:other}Invoice");
  });
});
