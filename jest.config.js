/**
 * One runner for everything. Projects, from the quickest to the slowest:
 *   unit        rules and clients, no database             (src/, sandbox/, tests/repository)
 *   storefront  the shop's server helpers
 *   modules     Medusa modules against a real PostgreSQL   (tests/modules)
 *   contracts   simulators and clients over real HTTP      (tests/contracts)
 *   http        the whole Medusa application               (tests/http)
 *   faults      killed processes, lost and doubled events  (tests/faults)
 *   plugin      the package in a Medusa shop of somebody else  (tests/plugin)
 *   journeys    a browser on the running product           (tests/journeys)
 */
const swc = [
  "@swc/jest",
  {
    jsc: {
      parser: { syntax: "typescript", tsx: true, decorators: true },
      transform: { decoratorMetadata: true, react: { runtime: "automatic" } },
      target: "es2022",
    },
  },
];

const base = {
  testEnvironment: "node",
  transform: { "^.+\\.[jt]sx?$": swc },
  modulePathIgnorePatterns: ["<rootDir>/.medusa/", "<rootDir>/.seatline/", "<rootDir>/storefront/build/"],
  transformIgnorePatterns: ["/node_modules/(?!(postal-mime)/)"],
};
const database = {
  globalSetup: "<rootDir>/tests/support/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/global-teardown.ts",
  setupFiles: ["<rootDir>/tests/support/environment.ts"],
};
const product = {
  globalSetup: "<rootDir>/tests/support/journeys/global-setup.ts",
  globalTeardown: "<rootDir>/tests/support/journeys/global-teardown.ts",
};

module.exports = {
  testTimeout: 120_000,
  testSequencer: "<rootDir>/tests/support/sequencer.cjs",
  // What a booted Medusa leaves in memory adds up from file to file.
  workerIdleMemoryLimit: "1GB",
  projects: [
    { ...base, displayName: "unit", testMatch: ["<rootDir>/{src,sandbox,tests/repository}/**/*.spec.ts"] },
    { ...base, displayName: "storefront", testMatch: ["<rootDir>/storefront/{app,server}/**/*.spec.ts"] },
    { ...base, ...database, displayName: "modules", testMatch: ["<rootDir>/tests/modules/**/*.spec.ts"] },
    { ...base, ...database, displayName: "contracts", testMatch: ["<rootDir>/tests/contracts/**/*.spec.ts"] },
    { ...base, ...database, displayName: "http", testMatch: ["<rootDir>/tests/http/**/*.spec.ts"] },
    { ...base, ...database, displayName: "faults", testMatch: ["<rootDir>/tests/faults/**/*.spec.ts"] },
    { ...base, ...database, displayName: "plugin", testMatch: ["<rootDir>/tests/plugin/**/*.spec.ts"] },
    { ...base, ...product, displayName: "journeys", testMatch: ["<rootDir>/tests/journeys/**/*.spec.ts"] },
  ],
};
