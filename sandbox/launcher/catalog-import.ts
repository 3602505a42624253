import fs from "node:fs";
import path from "node:path";
import { runToEnd } from "./children";
import { createOutput } from "./output";
import { medusaCli, root } from "./paths";

/**
 * `npm run catalog:import -- FILE`: imports a price sheet into the running sandbox's database, or into the one that the
 * environment names.
 */
async function main(): Promise<void> {
  const [file, ...words] = process.argv.slice(2);
  if (!file || !fs.existsSync(file)) {
    console.error(
      file
        ? `There is no file ${file}.`
        : "npm run catalog:import -- FILE\nFILE is a Microsoft licence price sheet (CSV).",
    );
    process.exit(2);
  }
  const saved = path.join(root, ".seatline", "environment.json");
  const own = process.env.DATABASE_URL === undefined && fs.existsSync(saved);
  const env: Record<string, string> = own ? JSON.parse(fs.readFileSync(saved, "utf8")) : {};
  try {
    await runToEnd("The price sheet was not imported", {
      name: "import",
      args: [medusaCli, "exec", "./src/scripts/catalog-import.ts", path.resolve(file), ...words],
      cwd: root,
      env,
      output: createOutput({ folder: undefined, onScreen: true }),
    });
  } catch (error) {
    console.error(error instanceof Error ? (error.message.split("\n")[0] ?? "") : error);
    process.exit(1);
  }
}

void main();
