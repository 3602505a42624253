import { findCause } from "./cause";

describe("the cause of a program's failure", () => {
  it("is what Medusa logged as an error, with the place in our sources and without its own stack", () => {
    const lines = [
      '{"level":"info","message":"redisUrl not found. A fake redis instance will be used."}',
      '{"level":"warn","message":"Local Event Bus installed. This is not recommended for production."}',
      '{"level":"error","message":"Error in loading config: boom"}',
      JSON.stringify({
        level: "error",
        message:
          "Error: boom\n    at Object.<anonymous> (/shop/src/modules/billing/service.ts:137:7)\n    at Module._compile (node:internal/modules/cjs/loader:1521:14)",
      }),
    ];
    expect(findCause(lines)).toBe(
      "ERROR Error: boom\n    at Object.<anonymous> (/shop/src/modules/billing/service.ts:137:7)",
    );
  });

  it("names the first place in our sources when the stack is logged apart", () => {
    const stack = [
      { fileName: "/shop/node_modules/@medusajs/medusa/dist/loaders/api.js", lineNumber: 57 },
      { fileName: null, lineNumber: null },
      { fileName: "/shop/src/api/route.ts", lineNumber: 12 },
    ];
    expect(findCause([JSON.stringify({ level: "error", message: "No port", stack })])).toBe(
      "ERROR No port\n    at /shop/src/api/route.ts:12",
    );
  });

  it("is the bundler's first message, not the list of files that it had written before", () => {
    const lines = [
      "\u001b[2mbuild/client/\u001b[22massets/error-summary-BPBp4E_C.js   0.79 kB",
      "",
      "\u001b[31m✗\u001b[39m Build failed in 3.12s",
      '\u001b[31mCould not resolve "../server/guardsx.server" from "app/routes/_index.tsx"\u001b[39m',
      "file: \u001b[36m/shop/storefront/app/routes/_index.tsx\u001b[39m",
      "    at getRollupError (file:///shop/node_modules/rollup/dist/es/shared/parseAst.js:402:41)",
    ];
    expect(findCause(lines)).toBe(
      'Could not resolve "../server/guardsx.server" from "app/routes/_index.tsx"\nfile: /shop/storefront/app/routes/_index.tsx',
    );
  });

  it("keeps the first file that asked for a missing package", () => {
    const message = "Cannot find module 'papaparse'\nRequire stack:\n- /shop/src/a.js\n- /shop/node_modules/x/y.js";
    expect(findCause([JSON.stringify({ level: "error", message })])).toBe(
      `ERROR ${message.split("\n- /shop/node")[0]}`,
    );
  });

  it("names every setting that is wrong", () => {
    const lines = ["The sandbox cannot start:", "✖ is the folder for snapshots", "  → at SANDBOX_STATE"];
    expect(findCause(lines)).toBe(lines.join("\n"));
  });

  it("is the last words when nobody speaks of an error", () => {
    expect(findCause(["one", "", "two"])).toBe("one\ntwo");
  });
});
