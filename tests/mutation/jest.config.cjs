/** The domain's specs by themselves, with the same random cases in every run, so that a score can be repeated. */
const folder = process.env.DOMAIN_FOLDER ?? "*";

module.exports = {
  rootDir: "../..",
  testEnvironment: "node",
  transform: {
    "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }],
  },
  testMatch: [`<rootDir>/src/domain/${folder}/**/*.spec.ts`],
  setupFiles: ["<rootDir>/tests/mutation/random-cases.cjs"],
  testTimeout: 120_000,
};
