import type { Rule } from "./rule";
import { AMOUNT_RULES } from "./rules-amounts";
import { DOCUMENT_RULES } from "./rules-document";
import { VAT_RULES } from "./rules-vat";
import { schemaProblems } from "./ubl-schema";
import { readXml, type XmlNode } from "./xml-node";

export const RULES: readonly Rule[] = [...DOCUMENT_RULES, ...AMOUNT_RULES, ...VAT_RULES];

/** Identifiers of the rules a document breaks, and what the schema forbids. Empty: it is in order. */
export function problemsOf(root: XmlNode): string[] {
  return [...schemaProblems(root), ...RULES.filter((rule) => !rule.holds(root)).map(({ id }) => id)];
}

/** The same for text. @throws Error where it is not well-formed XML */
export function check(xml: string): string[] {
  return problemsOf(readXml(xml));
}
