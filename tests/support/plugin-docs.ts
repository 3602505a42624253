import fs from "node:fs";
import path from "node:path";

const page = (): string => fs.readFileSync(path.resolve(__dirname, "../../docs/plugin.md"), "utf8");

/** The entities in docs/plugin.md, by the rows of its table, and their fields. */
export function entitiesInDocs(): { readonly entity: string; readonly fields: readonly string[] }[] {
  return [...page().matchAll(/^\| `(csp_\w+)` \| (.+?) \|/gm)].map(([, entity = "", fields = ""]) => ({
    entity,
    fields: [...fields.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
  }));
}

/** Its examples of what a host writes, but for the configuration, which stands there with a seller's data. */
export function examplesInDocs(): string[] {
  return [...page().matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
    .map(([, code = ""]) => code.trim())
    .filter((code) => !code.includes("defineConfig("));
}
