/*
 * Medusa's server from the compiled sources: `node medusa.cjs PORT` in the folder with the compiled medusa-config.js.
 * The same as `medusa start` without its command line, which loads a TypeScript compiler that nothing needs here.
 * It loads the packages, which takes half of the time, and then waits for the launcher's message "start": so they load
 * while the database comes up, and development keeps such a process ready for the next change of a source.
 */
const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const { default: start } = require("@medusajs/medusa/commands/start");
const { MODULE_PACKAGE_NAMES } = require("@medusajs/framework/utils");
const { dependencies } = require("../../../package.json");

/** Errors that say already where they come from: the innermost source is the one. */
const named = new WeakSet();
/** Come by other names, belong to the admin's pages, or are files of fonts. */
const NOT_BY_THIS_NAME = /^@medusajs\/|^@tanstack\/|^react|^@expo-google-fonts\/|^@embedpdf\//;

require("@medusajs/medusa/core-flows");
for (const name of Object.values(MODULE_PACKAGE_NAMES)) {
  require(name);
}
for (const name of Object.keys(dependencies).filter((one) => !NOT_BY_THIS_NAME.test(one))) {
  require(name);
}
const routes = path.join(path.dirname(require.resolve("@medusajs/medusa/package.json")), "dist/api");
for (const file of fs.readdirSync(routes, { recursive: true })) {
  if (path.basename(file) === "route.js" || path.basename(file) === "middlewares.js") {
    require(path.join(routes, file));
  }
}

process.once("message", () => {
  // From here on come our own sources, whose places in a stack are to be those that we wrote.
  process.setSourceMapsEnabled(true);
  nameFilesThatThrow();
  start({ directory: process.cwd(), port: Number(process.argv[2]) });
});
process.on("disconnect", () => process.exit(0));

/** Medusa tells what a source threw while it was loaded, but not which source it was. */
function nameFilesThatThrow() {
  const load = Module._extensions[".js"];
  Module._extensions[".js"] = (module, file) => {
    try {
      load(module, file);
    } catch (error) {
      const source = path.relative(process.cwd(), file);
      if (error instanceof Error && !source.startsWith("..") && !source.includes("node_modules") && !named.has(error)) {
        named.add(error);
        error.message += ` (thrown while ${source.replace(/\.js$/, ".ts")} was loaded)`;
      }
      throw error;
    }
  };
}
