import { SaxesParser, type SaxesTagNS } from "saxes";

/** An element as it was read: its name with the prefix UBL documents use, whatever prefix the text had. */
export interface XmlNode {
  readonly name: string;
  readonly attributes: Record<string, string>;
  children: XmlNode[];
  text: string;
}

const PREFIXES: Readonly<Record<string, string>> = {
  "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2": "",
  "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2": "",
  "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2": "cac:",
  "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2": "cbc:",
};

/** Reads a document with namespaces. @throws Error where it is not well-formed */
export function readXml(text: string): XmlNode {
  const parser = new SaxesParser({ xmlns: true });
  const open: XmlNode[] = [];
  let root: XmlNode | null = null;
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const node = nodeOf(tag);
    open.at(-1)?.children.push(node);
    root ??= node;
    open.push(node);
  });
  parser.on("text", (content) => {
    const parent = open.at(-1);
    if (parent) {
      parent.text += content;
    }
  });
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(text).close();
  if (root === null) {
    throw new Error("The text has no element.");
  }
  return root;
}

function nodeOf(tag: SaxesTagNS): XmlNode {
  const prefix = PREFIXES[tag.uri];
  const attributes = Object.values(tag.attributes)
    .filter(({ prefix: own, local }) => own !== "xmlns" && local !== "xmlns")
    .map(({ name, value }) => [name, value]);
  return {
    name: prefix === undefined ? `{${tag.uri}}${tag.local}` : `${prefix}${tag.local}`,
    attributes: Object.fromEntries(attributes),
    children: [],
    text: "",
  };
}

/** All elements at a path of names, such as `cac:Party/cbc:ID`. */
export function all(node: XmlNode, path: string): XmlNode[] {
  return path
    .split("/")
    .reduce<XmlNode[]>(
      (nodes, name) => nodes.flatMap((one) => one.children.filter((child) => child.name === name)),
      [node],
    );
}

/** The first element at a path. */
export function one(node: XmlNode, path: string): XmlNode | undefined {
  return all(node, path)[0];
}

/** The text at a path, trimmed; empty when there is no such element. */
export function textAt(node: XmlNode, path: string): string {
  return one(node, path)?.text.trim() ?? "";
}

export function has(node: XmlNode, path: string): boolean {
  return textAt(node, path) !== "";
}

/** The element and everything in it. */
export function within(node: XmlNode): XmlNode[] {
  return [node, ...node.children.flatMap(within)];
}
