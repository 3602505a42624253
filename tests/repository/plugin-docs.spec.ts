import fs from "node:fs";
import path from "node:path";
import { filesBelow } from "../../sandbox/launcher/build/fresh";

const ROOT = path.resolve(__dirname, "../..");
const read = (file: string) => fs.readFileSync(path.join(ROOT, file), "utf8");

/** The examples that use Seatline's workflows, as they stand on the page. */
const examples = [...read("docs/plugin.md").matchAll(/^```ts\n(.*?)^```$/gms)]
  .map(([, code = ""]) => code)
  .filter((code) => code.includes("seatline/workflows"));
const sources = filesBelow("tests/plugin/host/src").map(read);

test("examples for hosts are sources of the host in the tests, which are compiled and run", () => {
  expect(examples.length).toBeGreaterThan(4);
  expect(examples.filter((code) => !sources.includes(code))).toEqual([]);
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
