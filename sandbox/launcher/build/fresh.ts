import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { root } from "../paths";

/** Files that something is made from: a file, or a folder with all below it, or those of a folder that match. */
export type Input = string | { readonly folder: string; readonly only: RegExp };

/** Remembers by which inputs something was made, so that it is made again only when they change. */
export class Freshness {
  constructor(private readonly folder: string) {}

  /** True when `name` was last made from the same contents of these files and folders (paths from the root). */
  isFresh(name: string, inputs: readonly Input[], outputs: readonly string[]): boolean {
    const marker = this.marker(name);
    return (
      outputs.every((output) => fs.existsSync(path.join(root, output))) &&
      fs.existsSync(marker) &&
      fs.readFileSync(marker, "utf8") === fingerprint(inputs)
    );
  }

  /**
   * Makes something and remembers the inputs as they were before: what changes meanwhile makes it stale again. What
   * was there before counts as stale from the beginning, since half of it may be overwritten when the work fails.
   */
  async make(name: string, inputs: readonly Input[], work: () => Promise<unknown>): Promise<void> {
    const madeFrom = fingerprint(inputs);
    fs.rmSync(this.marker(name), { force: true });
    await work();
    fs.mkdirSync(this.folder, { recursive: true });
    fs.writeFileSync(this.marker(name), madeFrom);
  }

  private marker(name: string): string {
    return path.join(this.folder, `${name}.made-from`);
  }
}

/** Paths (from the root) of all files below a place, in a fixed order; none when it does not exist. */
export function filesBelow(place: string): string[] {
  const whole = path.join(root, place);
  if (!fs.existsSync(whole)) {
    return [];
  }
  if (fs.statSync(whole).isFile()) {
    return [place];
  }
  return fs
    .readdirSync(whole, { withFileTypes: true })
    .filter((entry) => entry.name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(path.posix.join(place, entry.name)));
}

function fingerprint(inputs: readonly Input[]): string {
  const hash = createHash("sha256");
  for (const input of inputs) {
    const files =
      typeof input === "string" ? filesBelow(input) : filesBelow(input.folder).filter((file) => input.only.test(file));
    for (const file of files) {
      hash
        .update(file)
        .update("\0")
        .update(fs.readFileSync(path.join(root, file)))
        .update("\0");
    }
  }
  return hash.digest("hex");
}
