import fs from "node:fs";
import path from "node:path";

const SRC = path.resolve(__dirname, "../../src");
const ROOT = "processes";

type Imports = ReadonlyMap<string, ReadonlySet<string>>;

/** Which folder imports from which other one, types included; a folder is its own files, without those further in. */
function folderImports(): Imports {
  const imports = new Map<string, Set<string>>();
  const files = fs
    .readdirSync(path.join(SRC, ROOT), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".spec.ts"));
  for (const file of files) {
    const folder = path.join(SRC, ROOT, path.dirname(file));
    const text = fs.readFileSync(path.join(SRC, ROOT, file), "utf8");
    const targets = [...text.matchAll(/(?:\bfrom|\bimport\(?)\s*"(\.[^"]+)"/g)]
      .map(([, target = ""]) => path.resolve(folder, target))
      .map((target) => (fs.existsSync(`${target}.ts`) ? path.dirname(target) : target))
      .filter((target) => target.startsWith(path.join(SRC, ROOT)) && target !== folder);
    const known = imports.get(folder) ?? new Set();
    imports.set(folder, new Set([...known, ...targets]));
  }
  return imports;
}

/** Every folder that can be reached from itself. */
function inCircles(imports: Imports): string[] {
  const reachable = (from: string): Set<string> => {
    const seen = new Set<string>();
    const next = [from];
    for (let folder = next.pop(); folder !== undefined; folder = next.pop()) {
      for (const target of imports.get(folder) ?? []) {
        if (!seen.has(target)) {
          seen.add(target);
          next.push(target);
        }
      }
    }
    return seen;
  };
  return [...imports.keys()].filter((folder) => reachable(folder).has(folder));
}

describe("rooms of src/processes", () => {
  it("look one way, folder by folder", () => {
    const imports = folderImports();
    expect(imports.size).toBeGreaterThan(15);
    expect(inCircles(imports).map((folder) => path.relative(SRC, folder))).toEqual([]);
  });

  it("would be found in a circle, however long", () => {
    const circle: Imports = new Map([
      ["a", new Set(["b"])],
      ["b", new Set(["c"])],
      ["c", new Set(["b"])],
    ]);
    expect(inCircles(circle)).toEqual(["b", "c"]);
  });
});
