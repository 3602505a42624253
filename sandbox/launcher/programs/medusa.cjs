/*
 * Medusa's server from the compiled sources: `node medusa.cjs PORT` in the folder with the compiled medusa-config.js.
 * The same as `medusa start` without its command line, which loads a TypeScript compiler that nothing needs here.
 * It loads the packages, which takes half of the time, and then waits for the launcher's message "start": so they load
 * while the database comes up, and development keeps such a process ready for the next change of a source.
 */
const { default: start } = require("@medusajs/medusa/commands/start");
require("@medusajs/medusa/core-flows");

process.once("message", () => start({ directory: process.cwd(), port: Number(process.argv[2]) }));
process.on("disconnect", () => process.exit(0));
