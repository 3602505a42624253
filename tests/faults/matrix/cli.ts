import os from "node:os";
import { buildBackend } from "../../../sandbox/launcher/build/backend";
import globalSetup from "../../support/global-setup";
import globalTeardown from "../../support/global-teardown";
import "../../support/environment";
import { createDatabaseWith } from "../../support/medusa/templates";
import { dropDatabase } from "../../support/postgres";
import { readOptions } from "./options";
import { print, resultOf } from "./report";
import { runAll } from "./run-all";

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  await globalSetup();
  try {
    await buildBackend();
    // The template is made once, before several shops ask for it.
    await createDatabaseWith("shop", `faults_first_${process.pid}`);
    await dropDatabase(`faults_first_${process.pid}`);
    const from = performance.now();
    const results = await runAll(options, (text) => console.error(text));
    const result = resultOf(results, options, (performance.now() - from) / 1000);
    print(result, results);
    if (options.json) {
      const machine = {
        cores: os.cpus().length,
        memoryGiB: Math.round(os.totalmem() / 2 ** 30),
        node: process.version,
      };
      console.log(JSON.stringify({ ...result, machine }));
    }
    process.exitCode = result.bars.every((bar) => bar.ok) ? 0 : 1;
  } finally {
    await globalTeardown();
  }
  process.exit();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
});
