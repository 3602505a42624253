import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "./children";

/** Remembers by which inputs something was made, so that it is made again only when they change. */
export class Freshness {
  constructor(private readonly folder: string) {}

  /** True when `name` was last made from the same contents of these files and folders (paths from the root). */
  isFresh(name: string, inputs: readonly string[], outputs: readonly string[]): boolean {
    const marker = this.marker(name);
    return (
      outputs.every((output) => fs.existsSync(path.join(root, output))) &&
      fs.existsSync(marker) &&
      fs.readFileSync(marker, "utf8") === fingerprint(inputs)
    );
  }

  /** Makes something and remembers the inputs as they were before: what changes meanwhile makes it stale again. */
  async make(name: string, inputs: readonly string[], work: () => Promise<unknown>): Promise<void> {
    const madeFrom = fingerprint(inputs);
    await work();
    fs.mkdirSync(this.folder, { recursive: true });
    fs.writeFileSync(this.marker(name), madeFrom);
  }

  private marker(name: string): string {
    return path.join(this.folder, `${name}.made-from`);
  }
}

function fingerprint(inputs: readonly string[]): string {
  const hash = createHash("sha256");
  for (const input of inputs) {
    for (const file of filesBelow(path.join(root, input))) {
      hash.update(path.relative(root, file)).update("\0").update(fs.readFileSync(file)).update("\0");
    }
  }
  return hash.digest("hex");
}

function filesBelow(place: string): string[] {
  if (!fs.existsSync(place)) {
    return [];
  }
  if (fs.statSync(place).isFile()) {
    return [place];
  }
  return fs
    .readdirSync(place, { withFileTypes: true })
    .filter((entry) => !["node_modules", "build", ".react-router"].includes(entry.name))
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap((entry) => filesBelow(path.join(place, entry.name)));
}
