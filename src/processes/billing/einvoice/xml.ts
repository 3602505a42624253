import { create } from "xmlbuilder2";
import { toDecimalString } from "../../../domain/money";

/** Element content: text, or attributes (`@name`) with text (`#`), or child elements in the order of the schema. */
export type XmlContent = string | XmlElement | readonly XmlElement[];
export type XmlElement = {
  readonly [name: string]: XmlContent | null;
};

const AGGREGATES = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
const BASICS = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";

/** Control characters and halves of surrogate pairs, which XML 1.0 cannot contain, escaped or not. */
const NOT_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** The UBL 2.1 document as text; elements whose content is null are left out. */
export function ublXml(root: "Invoice" | "CreditNote", content: XmlElement): string {
  const namespaces = {
    "@xmlns": `urn:oasis:names:specification:ubl:schema:xsd:${root}-2`,
    "@xmlns:cac": AGGREGATES,
    "@xmlns:cbc": BASICS,
  };
  const document = create({ version: "1.0", encoding: "UTF-8" }, { [root]: { ...namespaces, ...present(content) } });
  return document.end({ prettyPrint: true });
}

/** One line of text as XML can hold it; null when nothing is left. */
export function text(value: string | null | undefined): string | null {
  const line = (value ?? "").replace(NOT_XML, " ").replace(/\s+/g, " ").trim();
  return line === "" ? null : line;
}

function present(element: XmlElement): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(element)
      .filter(([, content]) => content !== null && !(Array.isArray(content) && content.length === 0))
      .map(([name, content]) => [name, contentOf(content as XmlContent)]),
  );
}

function contentOf(content: XmlContent): unknown {
  if (typeof content === "string") {
    return content;
  }
  return isList(content) ? content.map(present) : present(content);
}

function isList(content: XmlElement | readonly XmlElement[]): content is readonly XmlElement[] {
  return Array.isArray(content);
}

/** An amount element: a plain decimal from minor units, with its currency. */
export function amountElement(amountMinor: number, currency: string): XmlElement {
  return { "@currencyID": currency, "#": toDecimalString({ amount: amountMinor, currency }) };
}
