import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { declarations } from "./reach";

let root: string;

beforeAll(() => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "reach-"));
});
afterAll(() => fs.rmSync(root, { recursive: true }));

/** Names of `rules.ts` that the entry point does not reach. */
function unreached(files: Readonly<Record<string, string>>): string[] {
  const names = Object.entries(files).map(([name, text]) => {
    const file = path.join(root, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
    return file;
  });
  return declarations(root, names, ["entry/"])
    .filter(({ file, reached }) => file === "rules.ts" && !reached)
    .flatMap(({ names: found }) => found);
}

const rules = `
export interface Used { readonly kind: Part }
export type Part = "a" | "b";
export function live(input: Used) { return helper(input); }
function helper({ kind }: Used) { return kind; }
/** Two lines. */
export function dead() { return deadHelper(LIMIT); }
function deadHelper(value: number) { return value; }
const LIMIT = 1;
export class Failure extends Error {}
`;
const index = `export { dead, Failure, live, type Part, type Used } from "./rules";\n`;

describe("what an entry point reaches", () => {
  it.each([
    ["by name through an index", `import { live } from "../index"; live({ kind: "a" });`],
    ["under another name", `import { live as run } from "../index"; export const handler = run;`],
    ["as a member of the whole module", `import * as all from "../index"; all.live({ kind: "a" });`],
    ["in a shorthand", `import { live } from "../index"; export const rules = { live };`],
    ["through another file", `import { GET } from "../route"; GET();`],
  ])("is what it names %s, with the helpers and types of that", (_, entry) => {
    const route = `import { live } from "./index"; export const GET = () => live({ kind: "b" });`;
    const found = unreached({ "rules.ts": rules, "index.ts": index, "route.ts": route, "entry/main.ts": entry });
    expect(found).toEqual(["dead", "deadHelper", "LIMIT", "Failure"]);
  });

  it("is all of a module that is loaded as a whole", () => {
    const entry = `export const load = () => import("../rules");`;
    expect(unreached({ "rules.ts": rules, "index.ts": index, "entry/main.ts": entry })).toEqual([]);
  });

  it("is not what is only passed on by an index, nor what only types of the same name share", () => {
    const entry = `import type { Used } from "../index"; export const of = (dead: Used) => ({ dead: dead.kind });`;
    const found = unreached({ "rules.ts": rules, "index.ts": index, "entry/main.ts": entry });
    expect(found).toEqual(["live", "helper", "dead", "deadHelper", "LIMIT", "Failure"]);
  });

  it("counts a declaration with its comment and without the blank lines around it", () => {
    const file = path.join(root, "rules.ts");
    fs.writeFileSync(file, rules);
    const lines = Object.fromEntries(declarations(root, [file], []).map(({ names, lines: n }) => [names.join(), n]));
    expect(lines).toMatchObject({ dead: 2, live: 1 });
  });
});
