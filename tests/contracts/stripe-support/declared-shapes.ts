import fs from "node:fs";
import path from "node:path";
import ts from "typescript";

/** Members of one interface of the SDK. */
type Shape = Map<string, { optional: boolean; type: ts.TypeNode }>;

const folder = path.join(path.dirname(require.resolve("stripe")), "resources");
const files = new Map<string, Map<string, Shape>>();

/** Where the SDK declares an object, by its `object` member. */
const DECLARED: Record<string, [file: string, name: string]> = {
  balance_transaction: ["BalanceTransactions", "BalanceTransaction"],
  charge: ["Charges", "Charge"],
  "checkout.session": ["Checkout/Sessions", "Session"],
  customer: ["Customers", "Customer"],
  dispute: ["Disputes", "Dispute"],
  event: ["Events", "EventBase"],
  item: ["LineItems", "LineItem"],
  payment_intent: ["PaymentIntents", "PaymentIntent"],
  payment_method: ["PaymentMethods", "PaymentMethod"],
  price: ["Prices", "Price"],
  refund: ["Refunds", "Refund"],
  setup_attempt: ["SetupAttempts", "SetupAttempt"],
  setup_intent: ["SetupIntents", "SetupIntent"],
  webhook_endpoint: ["WebhookEndpoints", "WebhookEndpoint"],
};

/**
 * What is wrong with an object, judged by the interfaces in the installed SDK: members that must be there and are not,
 * members the SDK does not know, and primitive values of another type. Works at every depth.
 */
export function shapeErrors(value: unknown): string[] {
  if (!isRecord(value) || typeof value.object !== "string") {
    return ["not an API object"];
  }
  if (value.deleted === true) {
    return Object.keys(value).sort().join() === "deleted,id,object" ? [] : ["a deleted object has other members"];
  }
  if (value.object === "list") {
    const names = Object.keys(value).sort().join();
    const data = Array.isArray(value.data) ? value.data : [];
    return [...(names === "data,has_more,object,url" ? [] : [`list members: ${names}`]), ...data.flatMap(shapeErrors)];
  }
  const declared = DECLARED[value.object];
  return declared === undefined
    ? [`no declaration for ${value.object}`]
    : check(interfacesOf(declared[0]), declared[1], value, value.object);
}

function check(interfaces: Map<string, Shape>, name: string, value: Record<string, unknown>, at: string): string[] {
  const shape = interfaces.get(name);
  // An interface without members, such as an event's object, says nothing about what is in it.
  if (shape === undefined || shape.size === 0) {
    return [];
  }
  const errors: string[] = [];
  for (const [member, { optional, type }] of shape) {
    if (value[member] === undefined) {
      if (!optional) errors.push(`${at}.${member} is missing`);
    } else {
      errors.push(...checkType(interfaces, name, type, value[member], `${at}.${member}`));
    }
  }
  for (const member of Object.keys(value)) {
    if (!shape.has(member)) errors.push(`${at}.${member} is not declared`);
  }
  return errors;
}

function checkType(
  interfaces: Map<string, Shape>,
  scope: string,
  type: ts.TypeNode,
  value: unknown,
  at: string,
): string[] {
  const options = ts.isUnionTypeNode(type) ? [...type.types] : [type];
  if (value === null) {
    const nullable = options.some((one) => ts.isLiteralTypeNode(one) && one.literal.kind === ts.SyntaxKind.NullKeyword);
    return nullable ? [] : [`${at} must not be null`];
  }
  if (Array.isArray(value)) {
    const array = options.find((one) => ts.isTypeReferenceNode(one) && one.typeName.getText() === "Array");
    const [element] = array !== undefined && ts.isTypeReferenceNode(array) ? (array.typeArguments ?? []) : [];
    if (element === undefined) return [`${at} must not be a list`];
    return value.flatMap((one, index) => checkType(interfaces, scope, element, one, `${at}[${index}]`));
  }
  if (isRecord(value)) {
    if (typeof value.object === "string" && DECLARED[value.object] !== undefined) {
      return shapeErrors(value).map((error) => `${at} > ${error}`);
    }
    const name = options.map((one) => resolve(interfaces, scope, one)).find((one) => one !== undefined);
    return name === undefined ? [] : check(interfaces, name, value, at);
  }
  const primitive =
    typeof value === "string"
      ? ts.SyntaxKind.StringKeyword
      : typeof value === "number"
        ? ts.SyntaxKind.NumberKeyword
        : ts.SyntaxKind.BooleanKeyword;
  const fits = options.some(
    (one) =>
      one.kind === primitive || ts.isLiteralTypeNode(one) || ts.isTypeReferenceNode(one) || ts.isTypeQueryNode(one),
  );
  return fits ? [] : [`${at} must not be a ${typeof value}`];
}

/** The interface a reference means, looked up from the inside of `scope` outwards. */
function resolve(interfaces: Map<string, Shape>, scope: string, type: ts.TypeNode): string | undefined {
  if (!ts.isTypeReferenceNode(type)) {
    return undefined;
  }
  const name = type.typeName.getText();
  const parts = scope.split(".");
  for (let depth = parts.length; depth >= 0; depth -= 1) {
    const candidate = [...parts.slice(0, depth), name].join(".");
    if (interfaces.has(candidate)) return candidate;
  }
  return undefined;
}

function interfacesOf(file: string): Map<string, Shape> {
  const known = files.get(file);
  if (known !== undefined) {
    return known;
  }
  const text = fs.readFileSync(path.join(folder, `${file}.d.ts`), "utf8");
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true);
  const interfaces = new Map<string, Shape>();
  const walk = (node: ts.Node, scope: string[]): void => {
    if (ts.isModuleDeclaration(node) && node.body !== undefined) {
      // `Checkout.Session` is declared in a namespace of its own; its members refer to each other from inside it.
      const inner = node.name.text === "Checkout" && scope.length === 0 ? scope : [...scope, node.name.text];
      ts.forEachChild(node.body, (child) => walk(child, inner));
    } else if (ts.isInterfaceDeclaration(node)) {
      const members = node.members.filter(ts.isPropertySignature).flatMap((member) => {
        const name = ts.isStringLiteral(member.name) ? member.name.text : member.name.getText();
        return member.type === undefined
          ? []
          : [[name, { optional: member.questionToken !== undefined, type: member.type }] as const];
      });
      interfaces.set([...scope, node.name.text].join("."), new Map(members));
    }
  };
  ts.forEachChild(source, (child) => walk(child, []));
  files.set(file, interfaces);
  return interfaces;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
