/** A decoded form value: text, or members by name. Lists are members named 0, 1, 2, ... */
export type FormNode = string | FormTree;
export type FormTree = Map<string, FormNode>;

/**
 * Decodes `a=1&b[c]=2&d[0]=x&e[]=y`. Brackets may be percent-encoded, `+` is a space, and `e[]` takes the next free
 * index. A later value of the same name wins, as it does at Stripe.
 */
export function decodeForm(text: string): FormTree {
  const root: FormTree = new Map();
  for (const [name, value] of new URLSearchParams(text)) {
    put(root, namesOf(name), value);
  }
  return root;
}

function namesOf(name: string): string[] {
  const open = name.indexOf("[");
  if (open < 1 || !name.endsWith("]")) {
    return [name];
  }
  return [name.slice(0, open), ...name.slice(open + 1, -1).split("][")];
}

function put(tree: FormTree, names: string[], value: string): void {
  const [first = "", ...rest] = names;
  const name = first === "" ? String(tree.size) : first;
  if (rest.length === 0) {
    tree.set(name, value);
    return;
  }
  const existing = tree.get(name);
  const branch: FormTree = existing instanceof Map ? existing : new Map();
  tree.set(name, branch);
  put(branch, rest, value);
}

/** A text that is equal for equal parameters, whatever their order or encoding was. */
export function canonicalForm(node: FormNode): string {
  if (typeof node === "string") {
    return JSON.stringify(node);
  }
  const members = [...node].sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${canonicalForm(value)}`).join(",")}}`;
}
