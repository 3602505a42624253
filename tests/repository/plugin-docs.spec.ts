import fs from "node:fs";
import path from "node:path";
import { examplesInDocs } from "../support/plugin-docs";

const HOST = path.resolve(__dirname, "../plugin/host/src/api/host/licences/route.ts");

/** Without indentation: in the host the lines stand in a function. */
const linesOf = (code: string) => code.replaceAll(/^ +/gm, "");

describe("examples of docs/plugin.md that read data", () => {
  it("are what the host of the plugin tests runs", () => {
    const host = linesOf(fs.readFileSync(HOST, "utf8"));
    const examples = examplesInDocs();
    expect(examples).toHaveLength(3);
    expect(examples.filter((code) => !host.includes(linesOf(code)))).toEqual([]);
  });
});
