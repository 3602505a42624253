/**
 * Mutation testing of the rules in src/domain: each mutant is one small change of the code, and a spec should turn red.
 * DOMAIN_FOLDER names one folder, whose own specs then stand alone; without it all folders and all domain specs run.
 */
const folder = process.env.DOMAIN_FOLDER ?? "*";

export default {
  packageManager: "npm",
  testRunner: "jest",
  jest: { projectType: "custom", configFile: "tests/mutation/jest.config.cjs", enableFindRelatedTests: false },
  coverageAnalysis: "perTest",
  mutate: [`src/domain/${folder}/**/*.ts`, "!src/domain/**/*.spec.ts", "!src/domain/**/testing/**"],
  ignorePatterns: ["**", "!src/domain/**", "!tests/mutation/**", "!package.json", "!tsconfig.json"],
  concurrency: Number(process.env.MUTATION_WORKERS ?? 1),
  timeoutMS: 10_000,
  reporters: ["clear-text", "json"],
  clearTextReporter: { allowColor: false, reportTests: false, logTests: false },
  jsonReporter: { fileName: `test-results/mutation-${folder === "*" ? "all" : folder}.json` },
};
