import fs from "node:fs";
import path from "node:path";

const root = path.resolve(__dirname, "../..");
const api = path.join(root, "src/api");

/** Every regular expression of the API that judges a request's path, with its flags. */
const patterns = fs
  .readdirSync(api, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts") && !file.endsWith(".spec.ts"))
  .flatMap((file) =>
    [...fs.readFileSync(path.join(api, file), "utf8").matchAll(/= \/(\^\\\/.+)\/([a-z]*)[;,)]/g)].map(
      ([, pattern = "", flags = ""]) => ({ file, pattern, flags }),
    ),
  );

it("a pattern of request paths ignores the case of letters, as the router does", () => {
  expect(patterns.length).toBeGreaterThanOrEqual(4);
  expect(patterns.filter(({ flags }) => !flags.includes("i"))).toEqual([]);
});
