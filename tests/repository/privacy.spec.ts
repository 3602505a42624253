import fs from "node:fs";
import path from "node:path";
import { DATA_SECTIONS } from "../../src/reads/personal-data";
import { IMPERSONAL_TABLES, PERSONAL_TABLES } from "../../src/reads/personal-tables";

const ROOT = path.resolve(__dirname, "../..");
const page = fs.readFileSync(path.join(ROOT, "docs/privacy.md"), "utf8");

/** Every table that migrations make and do not take away again. */
function tablesOfSchema(): string[] {
  const modules = path.join(ROOT, "src/modules");
  const ups = fs
    .readdirSync(modules, { recursive: true, encoding: "utf8" })
    .filter((file) => /migrations.Migration\d+\.ts$/.test(file))
    .sort((a, b) => path.basename(a).localeCompare(path.basename(b)))
    .map((file) => fs.readFileSync(path.join(modules, file), "utf8").split("override async down")[0] ?? "");
  const tables = new Set<string>();
  for (const up of ups) {
    for (const [, act, table = ""] of up.matchAll(
      /\b(create(?: unlogged)?|drop) table (?:if (?:not )?exists )?"?(csp_\w+)/g,
    )) {
      act === "drop" ? tables.delete(table) : tables.add(table);
    }
  }
  return [...tables].sort();
}

const rows = [...page.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(([, holds, table, why, until]) => ({
  holds,
  table,
  why,
  until,
}));

describe("personal data", () => {
  it("are decided on for every table there is, and for none that there is not", () => {
    const decided = [...Object.keys(PERSONAL_TABLES).filter((table) => table.startsWith("csp_")), ...IMPERSONAL_TABLES];
    expect(decided.sort()).toEqual(tablesOfSchema());
  });

  it("stand on the page as the code lists them", () => {
    const listed = Object.entries(PERSONAL_TABLES).map(([table, { holds, why, until }]) => ({
      holds,
      table: table.startsWith("csp_") ? `\`${table}\`` : `Medusa: ${table}`,
      why,
      until,
    }));
    expect(rows.filter(({ holds }) => holds !== "Data" && holds !== "---")).toEqual(listed);
    const none = /^No personal data: (.+)$/m.exec(page)?.[1] ?? "";
    expect(none.match(/csp_\w+/g)).toEqual(IMPERSONAL_TABLES);
  });

  it("are given out, each table by the section that reads it, or a sentence says why not", () => {
    const wrong = Object.entries(PERSONAL_TABLES).filter(([table, { given }]) => {
      if ("not" in given) {
        return !/^[A-Z].{12,}\.$/.test(given.not);
      }
      const read = DATA_SECTIONS[given.section] ?? "";
      return !new RegExp(`\\b${table}\\b`).test(read);
    });
    expect(wrong.map(([table]) => table)).toEqual([]);
  });

  it("are erased, run out, or are kept for a reason that is written down", () => {
    const says = { kept: /\bstays?\b/, erased: /\buntil\b/, expires: /\b(until|days|minute)\b/ };
    const unsaid = Object.entries(PERSONAL_TABLES).filter(
      ([, { erasure, until, why }]) => why === "" || !says[erasure].test(until),
    );
    expect(unsaid.map(([table]) => table)).toEqual([]);
  });
});
