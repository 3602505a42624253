import fs from "node:fs";
import path from "node:path";
import { declarations } from "./reach";

const root = path.resolve(__dirname, "../..");
const DOMAIN = "src/domain/";
/** What Medusa loads or a person starts: all that the product does begins here. */
const ENTRIES = [
  ...["api", "jobs", "subscribers", "scripts", "providers", "workflows", "links"].map((folder) => `src/${folder}/`),
  ...fs.readdirSync(path.join(root, "src/modules")).map((module) => `src/modules/${module}/index.ts`),
];
/** Only these may wait for the feature that will call them. */
const PLANNED = ["Dunning", "Rating of usage", "Reconciliation", "Price change"];

const productFiles = fs
  .readdirSync(path.join(root, "src"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !/\.spec\.tsx?$/.test(file) && !/(^|[\\/])testing[\\/]/.test(file))
  .map((file) => path.join(root, "src", file));
const ofDomain = declarations(root, productFiles, ENTRIES).filter(({ file }) => file.startsWith(DOMAIN));
const unreached = ofDomain.filter(({ reached }) => !reached);
const linesOf = (list: readonly { readonly lines: number }[]) => list.reduce((sum, { lines }) => sum + lines, 0);

interface PlannedRow {
  readonly feature: string;
  readonly file: string;
  readonly lines: number;
}

/** The rows `| feature | file | lines |` of the table in docs/planned.md; an empty feature is the one above. */
function plannedRows(): PlannedRow[] {
  const text = fs.readFileSync(path.join(root, "docs/planned.md"), "utf8");
  const rows: PlannedRow[] = [];
  for (const [, feature = "", file = "", lines = ""] of text.matchAll(/^\| *(.*?) *\| *`(.+?)` *\| *(\d+) *\|$/gm)) {
    rows.push({ feature: feature || (rows.at(-1)?.feature ?? ""), file: DOMAIN + file, lines: Number(lines) });
  }
  return rows;
}

describe(`the domain, ${linesOf(unreached)} of its ${linesOf(ofDomain)} lines without a caller,`, () => {
  const listed = plannedRows();
  const unreachedIn = (file: string) => unreached.filter((one) => one.file === file);

  it("holds nothing that no entry point reaches, but for what docs/planned.md lists", () => {
    const known = new Set(listed.map(({ file }) => file));
    const surprises = unreached
      .filter(({ file }) => !known.has(file))
      .map(({ file, names }) => `${file}: ${names.join(", ")}`);
    expect(surprises).toEqual([]);
  });

  it("waits with no other features than the four that are planned", () => {
    expect([...new Set(listed.map(({ feature }) => feature))].sort()).toEqual([...PLANNED].sort());
  });

  it.each(listed)("$feature: $file waits with $lines lines, no more and no fewer", ({ file, lines }) => {
    // More: call it, or leave it out. Fewer: lower the figure in docs/planned.md. 0: it has a caller, take the row out.
    const found = unreachedIn(file);
    expect({ lines: linesOf(found), names: found.flatMap(({ names }) => names) }).toMatchObject({ lines });
    expect(lines).toBeGreaterThan(0);
  });
});
