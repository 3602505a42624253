import fs from "node:fs";
import path from "node:path";
import { FIRST_LANDED } from "./first-landed";

const root = path.resolve(__dirname, "../..");

function namesIn(folder: string): string[] {
  const entries = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  return entries.filter((file) => /^Migration\w+\.[jt]s$/.test(file)).map((file) => path.parse(file).name);
}

const own = fs
  .readdirSync(path.join(root, "src/modules"))
  .flatMap((module) => namesIn(path.join(root, "src/modules", module, "migrations")).map((name) => ({ module, name })));

describe("migrations", () => {
  // Medusa keeps the migrations of all modules in one table by name only: of two with one name, the second never runs.
  it("have names of their own, over all modules and Medusa's", () => {
    const medusas = path.join(root, "node_modules/@medusajs");
    const theirs = fs.readdirSync(medusas).flatMap((name) => namesIn(path.join(medusas, name, "dist/migrations")));
    expect(theirs.length).toBeGreaterThan(50);
    const names = own.map(({ name }) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at || theirs.includes(name))).toEqual([]);
  });

  it("are called as their file is, by which Medusa knows them", () => {
    const others = own.filter(({ module, name }) => {
      const source = fs.readFileSync(path.join(root, "src/modules", module, "migrations", `${name}.ts`), "utf8");
      return !source.includes(`export class ${name} extends Migration`);
    });
    expect(others).toEqual([]);
  });

  it("make views of what hosts read, never the tables that Medusa would generate", () => {
    const made = own.flatMap(({ module, name }) => {
      const source = fs.readFileSync(path.join(root, "src/modules", module, "migrations", `${name}.ts`), "utf8");
      return [...source.matchAll(/create (view|table)\b[^(]*?"?(csp_read_\w+)/g)].map(([, kind, called]) => [
        kind,
        called,
      ]);
    });
    expect(made.length).toBeGreaterThan(5);
    expect(made.filter(([kind]) => kind !== "view")).toEqual([]);
  });

  it("are all still there", () => {
    expect(own.map(({ name }) => name)).toEqual(expect.arrayContaining(FIRST_LANDED));
  });
});
