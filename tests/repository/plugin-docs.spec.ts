import fs from "node:fs";
import path from "node:path";
import { filesBelow } from "../../sandbox/launcher/build/fresh";
import { examplesInDocs } from "../support/plugin-docs";

const ROOT = path.resolve(__dirname, "../..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

/** Without indentation: in the host the lines of some stand in a function. */
const linesOf = (code: string) => code.replaceAll(/^ +/gm, "");

test("examples for hosts are sources of the host in the tests, which are compiled and run", () => {
  const sources = filesBelow("tests/plugin/host/src").map((file) => linesOf(read(file)));
  const examples = examplesInDocs();
  expect(examples.length).toBeGreaterThan(7);
  expect(examples.filter((code) => !sources.some((source) => source.includes(linesOf(code))))).toEqual([]);
});

test("each workflow of the package stands on the page, with its hooks", () => {
  const page = read("docs/plugin.md");
  const workflows = filesBelow("src/workflows")
    .filter((file) => !file.endsWith(".spec.ts"))
    .map(read)
    .filter((text) => text.includes("createWorkflow("));
  const names = workflows.flatMap((text) => [
    ...[...text.matchAll(/export const (\w+Workflow) =/g)].map(([, name]) => name),
    ...[...text.matchAll(/\bhooks\.(\w+) =/g)].map(([, name]) => name),
  ]);
  expect(names.length).toBe(6 + 10);
  expect(names.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
