import type { World } from "../state/world";
import { invalidParameter } from "./api-error";
import { expand as expandField } from "./common-fields";
import type { FormNode } from "./form";

export type Resource =
  | "balance_transaction"
  | "charge"
  | "checkout.session"
  | "customer"
  | "dispute"
  | "event"
  | "item"
  | "mixed"
  | "payment_intent"
  | "payment_method"
  | "refund"
  | "setup_attempt"
  | "setup_intent"
  | "webhook_endpoint";

const DEEPEST = 4;

/** Fields that can be expanded, and what they hold. Dotted names lie inside a part of the object. */
const EXPANDABLE: Record<Resource, Record<string, Resource>> = {
  balance_transaction: { source: "mixed" },
  charge: {
    balance_transaction: "balance_transaction",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    payment_intent: "payment_intent",
  },
  "checkout.session": {
    customer: "customer",
    payment_intent: "payment_intent",
    setup_intent: "setup_intent",
    line_items: "item",
  },
  customer: { "invoice_settings.default_payment_method": "payment_method" },
  dispute: { charge: "charge", payment_intent: "payment_intent" },
  event: {},
  item: {},
  mixed: {},
  payment_intent: { customer: "customer", latest_charge: "charge", payment_method: "payment_method" },
  payment_method: { customer: "customer" },
  refund: {
    balance_transaction: "balance_transaction",
    charge: "charge",
    customer: "customer",
    failure_balance_transaction: "balance_transaction",
    payment_intent: "payment_intent",
    payment_method: "payment_method",
  },
  setup_attempt: { customer: "customer", payment_method: "payment_method", setup_intent: "setup_intent" },
  setup_intent: { customer: "customer", latest_attempt: "setup_attempt", payment_method: "payment_method" },
  webhook_endpoint: {},
};

/** Reads `expand[]`. @throws ApiError for a path that leads nowhere or is deeper than four levels */
export function checkExpansions(node: FormNode | undefined, returns: Resource, isList: boolean): string[] {
  const paths = node === undefined ? [] : expandField.read(node, "expand");
  return paths.map((path, index) => {
    const own = isList && path.startsWith("data.") ? path.slice("data.".length) : path;
    const steps = own.split(".");
    if ((isList && own === path) || steps.length > DEEPEST || !leadsSomewhere(returns, steps)) {
      throw invalidParameter(`expand[${index}]`, `This property cannot be expanded (${path}).`);
    }
    return own;
  });
}

function leadsSomewhere(from: Resource, steps: string[]): boolean {
  if (steps.length === 0) {
    return true;
  }
  const match = nextStep(from, steps);
  return match !== undefined && leadsSomewhere(match.to, steps.slice(match.length));
}

function nextStep(from: Resource, steps: string[]): { name: string; to: Resource; length: number } | undefined {
  for (const length of [1, 2]) {
    const name = steps.slice(0, length).join(".");
    const to = EXPANDABLE[from][name];
    if (to !== undefined && steps.length >= length) return { name, to, length };
  }
  return undefined;
}

/** The answer with the ids on each path replaced by the objects they name. The stored object stays as it is. */
export function expandBody(world: World, body: unknown, paths: string[]): unknown {
  if (paths.length === 0) {
    return body;
  }
  const copy = structuredClone(body);
  const roots = isRecord(copy) && copy.object === "list" && Array.isArray(copy.data) ? copy.data : [copy];
  for (const root of roots) {
    for (const path of paths) expandInto(world, root, path.split("."));
  }
  return copy;
}

function expandInto(world: World, target: unknown, steps: string[]): void {
  const [name, ...rest] = steps;
  if (!isRecord(target) || name === undefined) {
    return;
  }
  if (name === "line_items" && target.object === "checkout.session" && typeof target.id === "string") {
    const url = `/v1/checkout/sessions/${target.id}/line_items`;
    const data = world.state.sessionPlans[target.id]?.lineItems ?? [];
    target.line_items = structuredClone({ object: "list", data, has_more: false, url });
    return;
  }
  const value = target[name];
  if (typeof value === "string") {
    target[name] = structuredClone(lookUp(world, value)) ?? value;
  }
  expandInto(world, target[name], rest);
}

function lookUp(world: World, id: string): unknown {
  const { state } = world;
  const collections: Record<string, unknown>[] = [
    state.customers,
    state.paymentMethods,
    state.paymentIntents,
    state.charges,
    state.balanceTransactions,
    state.setupIntents,
    state.setupAttempts,
    state.refunds,
    state.disputes,
  ];
  return collections.find((collection) => Object.hasOwn(collection, id))?.[id];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
