import Decimal from "decimal.js";
import { all, one, textAt, type XmlNode } from "./xml-node";

/** A published business rule: its identifier, what it says in short, and whether a document keeps it. */
export interface Rule {
  readonly id: string;
  readonly says: string;
  readonly holds: (root: XmlNode) => boolean;
}

export function rule(id: string, says: string, holds: (root: XmlNode) => boolean): Rule {
  return { id, says, holds };
}

export const SELLER = "cac:AccountingSupplierParty/cac:Party";
export const BUYER = "cac:AccountingCustomerParty/cac:Party";
export const TOTALS = "cac:LegalMonetaryTotal";

export function linesOf(root: XmlNode): XmlNode[] {
  return [...all(root, "cac:InvoiceLine"), ...all(root, "cac:CreditNoteLine")];
}

export function quantityOf(line: XmlNode): XmlNode | undefined {
  return one(line, "cbc:InvoicedQuantity") ?? one(line, "cbc:CreditedQuantity");
}

export function breakdownOf(root: XmlNode): XmlNode[] {
  return all(root, "cac:TaxTotal/cac:TaxSubtotal");
}

/** Text as a number; not a number when it is none, which no comparison accepts. */
export function numberOf(text: string): Decimal {
  return /^-?\d+(\.\d+)?$/.test(text) ? new Decimal(text) : new Decimal(Number.NaN);
}

export function numberAt(node: XmlNode, path: string): Decimal {
  return numberOf(textAt(node, path));
}

export function sumOf(nodes: readonly XmlNode[], path: string): Decimal {
  return nodes.reduce((sum, node) => sum.plus(numberAt(node, path)), new Decimal(0));
}

/** A tie goes away from zero. */
export function rounded(value: Decimal, decimals: number): Decimal {
  return value.toDecimalPlaces(decimals, Decimal.ROUND_HALF_UP);
}

export function categoryOf(node: XmlNode, path: string): string {
  return textAt(node, `${path}/cbc:ID`);
}

/** VAT identifiers of a party: those under the scheme VAT. */
export function vatIds(root: XmlNode, party: string): string[] {
  return all(root, `${party}/cac:PartyTaxScheme`)
    .filter((scheme) => textAt(scheme, "cac:TaxScheme/cbc:ID") === "VAT")
    .map((scheme) => textAt(scheme, "cbc:CompanyID"));
}
