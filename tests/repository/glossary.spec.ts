import fs from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const rows = fs
  .readFileSync(path.join(root, "docs/glossary.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| (?!Word |-)/.test(line) && !line.startsWith("|---"))
  .map((line) => line.split("|").map((cell) => cell.trim()))
  .map(([, word = "", meaning = "", places = ""]) => ({ word, meaning, places: codeWords(places) }));

function codeWords(text: string): string[] {
  return [...text.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
}

/** All source text of the folder, specs left out: a word that only a test uses does not live in the code. */
function sourceOf(folder: string): string {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".spec.ts"))
    .map((file) => fs.readFileSync(path.join(root, folder, file), "utf8"))
    .join("\n");
}

const source = `${sourceOf("src")}\n${sourceOf("sandbox")}`;

/** True for a room below `src/` or the root, a table that a migration makes, or an exported type or class. */
function livesInTheCode(place: string): boolean {
  if (place.includes("/")) {
    return [`src/${place}`, place].some((folder) => fs.existsSync(path.join(root, folder)));
  }
  const pattern = place.startsWith("csp_")
    ? `create table if not exists ${place} `
    : `export (?:type|interface|class) ${place}\\b`;
  return new RegExp(pattern).test(source);
}

describe("docs/glossary.md", () => {
  it("explains each word once", () => {
    const words = rows.map((row) => row.word);
    expect(words.length).toBeGreaterThan(50);
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
  });

  it("names places that are there", () => {
    const gone = rows.flatMap((row) =>
      row.places.filter((place) => !livesInTheCode(place)).map((place) => [row.word, place]),
    );
    expect(gone).toEqual([]);
  });

  it("names a place for every word that is not marked as one without code", () => {
    const marked = (word: string) => /^\*.+\*$/.test(word);
    expect(rows.filter((row) => marked(row.word) === row.places.length > 0).map((row) => row.word)).toEqual([]);
  });
});
