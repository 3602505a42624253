import fs from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const read = (file: string) => fs.readFileSync(path.join(root, file), "utf8");

/** A test file that a row cites, and the names it cites of it. */
interface Citation {
  readonly row: string;
  readonly file: string;
  readonly names: readonly string[];
}

/** Rows of the table in docs/billing.md: number, rule, what holds it. */
const rows = [...read("docs/billing.md").matchAll(/^\| (\d+) \| (.+?) \| (.+) \|$/gm)].map(
  ([, number = "", rule = "", heldBy = ""]) => ({ number, rule, heldBy }),
);

/** A link to a spec and the names in italics behind it, up to the next link. */
const citations: Citation[] = rows.flatMap(({ number, heldBy }) =>
  [...heldBy.matchAll(/\[[^\]]*\]\(([^)]+(?:\.spec|\/http\/shop\/[\w-]+)\.ts)\)([^[]*)/g)].map(
    ([, link = "", rest = ""]) => ({
      row: number,
      file: path.posix.join("docs", link),
      names: [...rest.matchAll(/\*([^*]+)\*/g)].map(([, name = ""]) => name),
    }),
  ),
);

/** Whether a test, or a group of tests, bears the name: it stands behind an opening bracket. */
function hasTest(text: string, name: string): boolean {
  return new RegExp(`\\(\\s*"${name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}"`).test(text);
}

describe("docs/billing.md", () => {
  it("has a row for each of the 31 invariants", () => {
    expect(rows.map(({ number }) => Number(number))).toEqual(Array.from({ length: 31 }, (_, index) => index + 1));
  });

  it("names a test for every rule, or says what it waits for", () => {
    const held = new Set(citations.map(({ row }) => row));
    const without = rows.filter(({ number, heldBy }) => !held.has(number) && !/planned\.md|arrows/.test(heldBy));
    expect(without).toEqual([]);
    expect(citations.filter(({ names }) => names.length === 0)).toEqual([]);
  });

  it.each(citations)("row $row: $file has the tests it names", ({ file, names }) => {
    expect(fs.existsSync(path.join(root, file))).toBe(true);
    const text = read(file);
    expect(names.filter((name) => !hasTest(text, name))).toEqual([]);
  });

  it("cites no test of a rule that waits for its feature", () => {
    const waiting = [...read("docs/planned.md").matchAll(/^\|.*\| *`(.+?)` *\| *\d+ *\|$/gm)].map(
      ([, file = ""]) => file,
    );
    expect(waiting.length).toBeGreaterThan(0);
    const own = (file: string) => `src/domain/${file.replace(/\.ts$/, "")}`;
    const cited = citations.filter(({ file }) => waiting.some((one) => file === `${own(one)}.spec.ts`));
    const whole = ["src/domain/rating/", "src/domain/reconciliation/"];
    expect(cited.concat(citations.filter(({ file }) => whole.some((folder) => file.startsWith(folder))))).toEqual([]);
  });

  it("names checks and constraints that exist", () => {
    const checks = read("src/modules/billing/repositories/checks.ts");
    const migrations = fs
      .readdirSync(path.join(root, "src/modules/billing/migrations"))
      .filter((file) => file.endsWith(".ts"))
      .map((file) => read(`src/modules/billing/migrations/${file}`))
      .join("\n");
    for (const { heldBy } of rows) {
      for (const [, name = ""] of heldBy.matchAll(/check `(\w+)`/g)) {
        expect(checks).toContain(`name: "${name}"`);
      }
      for (const [, name = ""] of heldBy.matchAll(/constraint `(\w+)`/g)) {
        expect(migrations).toContain(`constraint ${name} `);
      }
    }
  });
});
