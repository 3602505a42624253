// Preloaded into a host: Medusa says of itself that it is a version that Seatline was not tested with.
require(require.resolve("@medusajs/medusa/package.json", { paths: [process.cwd()] })).version = "2.20.0";
