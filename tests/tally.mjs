import path from "node:path";

const SLOWEST = 10;

/** What passed and failed, and where the time went. */
export class Tally {
  passed = 0;
  failed = 0;
  /** Files that ran: project, path from the root, tests in it, seconds. */
  #files = [];

  constructor(root) {
    this.root = root;
  }

  addCheck(name, ok, milliseconds) {
    this[ok ? "passed" : "failed"] += 1;
    console.log(`${ok ? "PASS" : "FAIL"} ${name} (${(milliseconds / 1000).toFixed(1)} s)`);
  }

  addFailure(text) {
    this.failed += 1;
    console.log(`FAIL ${text}`);
  }

  /** Adds a report in the form of Jest's `--json`; each of the projects must have had a test in it. */
  addJest(projects, report) {
    this.passed += report.numPassedTests;
    // A file that could not even be loaded has no failed test in it, and must not pass for that. Nor may a skipped one.
    this.failed += report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests;
    const files = report.testResults.map((file) => {
      const name = path.relative(this.root, file.name).split(path.sep).join("/");
      const seconds = (file.endTime - file.startTime) / 1000;
      return { project: projectOf(name), name, tests: file.assertionResults.length, seconds };
    });
    this.#files.push(...files);
    for (const project of projects) {
      if (!files.some((file) => file.project === project && file.tests > 0)) {
        this.addFailure(`no test ran in ${project}`);
      }
    }
  }

  /** Time of each project and the slowest files. Projects run side by side: their times add up to more than the clock. */
  print() {
    const files = this.#files;
    const projects = [...new Set(files.map((file) => file.project))];
    console.log("\nSeconds of work by project");
    for (const project of projects) {
      const own = files.filter((file) => file.project === project);
      const tests = sum(own.map((file) => file.tests));
      const seconds = sum(own.map((file) => file.seconds));
      console.log(`  ${project.padEnd(12)} ${pad(seconds)} s  ${tests} tests in ${own.length} files`);
    }
    console.log("\nSlowest files");
    for (const { name, seconds } of files.sort((a, b) => b.seconds - a.seconds).slice(0, SLOWEST)) {
      console.log(`  ${pad(seconds)} s  ${name}`);
    }
  }
}

/** Mirrors `jest.config.js`: a folder of `tests` is a project, specs beside the code are units. */
function projectOf(file) {
  const [top, folder] = file.split("/");
  if (top === "storefront") {
    return "storefront";
  }
  return top === "tests" && folder !== "repository" ? folder : "unit";
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}

function pad(seconds) {
  return seconds.toFixed(1).padStart(6);
}
