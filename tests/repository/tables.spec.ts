import fs from "node:fs";
import path from "node:path";

const SRC = path.resolve(__dirname, "../../src");

type Source = { readonly file: string; readonly text: string };

const sources: Source[] = fs
  .readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll(path.sep, "/"))
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".spec.ts"))
  .map((file) => ({ file, text: withoutComments(fs.readFileSync(path.join(SRC, file), "utf8")) }));

/** Table or view -> the module whose migrations make it. */
const owners = new Map(
  sources.flatMap(({ file, text }) => {
    const module = /^modules\/([^/]+)\/migrations\//.exec(file)?.[1];
    const made = [...text.matchAll(/create (?:table|view) (?:if not exists )?"?(csp_\w+)/g)];
    return module === undefined ? [] : made.map(([, table = ""]) => [table, module] as const);
  }),
);

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, "");
}

/** A module's key reads like a table's name; it stands before a colon, where no table can. */
function tablesIn({ text }: Source): string[] {
  return [...new Set(text.match(/\bcsp_\w+\b(?!:)/g))].filter((name) => owners.has(name));
}

/** What a source must not name: any table but its own module's. `src/reads` may read all of them. */
function foreignTables(source: Source): string[] {
  const module = /^modules\/([^/]+)\//.exec(source.file)?.[1];
  return source.file.startsWith("reads/") ? [] : tablesIn(source).filter((table) => owners.get(table) !== module);
}

const WRITES =
  /\b(insert\s+into|update\s+"?[a-z_]+"?\s+(\w+\s+)?set|delete\s+from|truncate|merge\s+into|for\s+update)\b|\.(insert|update|delete|del|truncate|increment|decrement|forUpdate)\(/gi;

const writesIn = ({ text }: Source): string[] => text.match(WRITES) ?? [];

describe("tables", () => {
  it("are known from the migrations", () => {
    expect(owners.size).toBeGreaterThan(25);
    expect(owners.get("csp_invoice_line")).toBe("billing");
    expect(owners.get("csp_provisioning_task")).toBe("provisioning");
  });

  it("are named by the module they belong to and by nobody else", () => {
    const found = sources.flatMap((source) => foreignTables(source).map((table) => `${source.file}: ${table}`));
    expect(found).toEqual([]);
  });

  it("of several modules are read together in src/reads only, which writes nothing", () => {
    const reads = sources.filter(({ file }) => file.startsWith("reads/"));
    expect(reads.flatMap((source) => writesIn(source).map((write) => `${source.file}: ${write}`))).toEqual([]);
    expect(reads.flatMap(tablesIn).length).toBeGreaterThan(0);
  });

  it("would be found where they do not belong", () => {
    const asked = {
      file: "processes/billing/run/lane.ts",
      text: "select 1 from csp_invoice join csp_company c on true",
    };
    expect(foreignTables(asked)).toEqual(["csp_invoice", "csp_company"]);
    expect(foreignTables({ ...asked, file: "modules/billing/x.ts" })).toEqual(["csp_company"]);
    expect(foreignTables({ ...asked, file: "reads/x.ts" })).toEqual([]);
    expect(foreignTables({ ...asked, text: "csp_invoice_line_invoice_id_fkey" })).toEqual([]);
    const written = ["insert into csp_invoice", "update csp_invoice i set", "delete from x", "db(table).update({})"];
    expect(written.filter((text) => writesIn({ file: "", text }).length === 0)).toEqual([]);
    expect(writesIn({ file: "", text: "select updated_at, deleted_at from x" })).toEqual([]);
  });
});
