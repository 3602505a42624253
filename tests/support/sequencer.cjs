const fs = require("node:fs");

/** From the slowest kind of spec to the quickest: no worker is then left alone with a long one at the end. */
const ORDER = ["plugin", "http", "faults", "modules", "contracts", "unit", "storefront"];

/** A year costs as many readings as licences were sold before it: it passes before the other journeys sell theirs. */
const EARLY = "self-service.spec.ts";

/** The order in which Jest begins with spec files: by project, and the long ones of a project first. */
module.exports = class Sequencer {
  sort(tests) {
    const places = tests.map((test) => ({
      test,
      rank: ORDER.indexOf(test.context.config.displayName?.name),
      size: test.path.endsWith(EARLY) ? Number.POSITIVE_INFINITY : fs.statSync(test.path).size,
    }));
    return places.sort((a, b) => a.rank - b.rank || b.size - a.size).map(({ test }) => test);
  }

  /** For `--onlyFailures`, which needs notes of earlier runs that this order does without. */
  allFailedTests(tests) {
    return tests;
  }

  cacheResults() {}
};
