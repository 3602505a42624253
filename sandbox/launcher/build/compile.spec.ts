import fs from "node:fs";
import path from "node:path";
import { root } from "../paths";
import { compile, SourceError } from "./compile";

describe("compiling a source", () => {
  // Below the root, since a source is named by its path from there.
  const folder = path.join("node_modules", ".seatline-compile-spec");
  const source = path.join(folder, "wanted.ts");
  const write = (text: string) => fs.writeFileSync(path.join(root, source), text);

  beforeAll(() => fs.mkdirSync(path.join(root, folder), { recursive: true }));
  afterAll(() => fs.rmSync(path.join(root, folder), { recursive: true }));

  it("names file and line of a syntax error and draws the place", async () => {
    write("const a = 1;\nconst x: = 3;\n");
    const error = await compile(source).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect(String(error)).toContain(`${source}:2  Unexpected token`);
    expect(String(error)).toContain("2 | const x: = 3;");
    expect(String(error)).not.toContain("backtrace");
  });

  it("names the line that imports a file that does not exist", async () => {
    write('import path from "node:path";\nimport { gone } from "./gone";\nexport default path.join(gone);\n');
    await expect(compile(source)).rejects.toThrow(`${source}:2  imports "./gone", and there is no such file`);
  });

  it("does not look for what is imported for its type only", async () => {
    write('import type { Gone } from "./gone";\nexport const x: Gone = 1;\n');
    await expect(compile(source)).resolves.toContain("exports");
  });
});
