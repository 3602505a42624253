import fs from "node:fs";
import path from "node:path";

/** The section of docs/plugin.md about what a host reads. */
function section(): string {
  const text = fs.readFileSync(path.resolve(__dirname, "../../docs/plugin.md"), "utf8");
  return /^## Reading Seatline's data$([\s\S]*?)^## /m.exec(text)?.[1] ?? "";
}

/** Rows of its table: an entity and its fields. */
export function entitiesInDocs(): { readonly entity: string; readonly fields: readonly string[] }[] {
  return [...section().matchAll(/^\| `(csp_\w+)` \| (.+?) \|/gm)].map(([, entity = "", fields = ""]) => ({
    entity,
    fields: [...fields.matchAll(/`(\w+)`/g)].map(([, name = ""]) => name),
  }));
}

/** Its examples, without the host's own lines around them. */
export function examplesInDocs(): string[] {
  return [...section().matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code.trim());
}
