import "../environment";
import { runBilling } from "../../../src/processes/billing/run/run-billing";
import { connectBillingDatabase } from "./database";
import { ownCompanies } from "./many-companies";
import { BillingWorld } from "./world";

/**
 * A billing run as a process of its own, to be killed: `run-process DATABASE_URL NOW COMPANIES`. Prints "ready" when it
 * is about to begin and "done" after it has ended.
 */
async function main(): Promise<void> {
  const [url = "", now = "", companies = "0"] = process.argv.slice(2);
  const { db, billing } = connectBillingDatabase(url);
  const world = new BillingWorld(billing);
  ownCompanies(world, Number(companies));
  console.log("ready");
  await runBilling(world.container, { now: new Date(now), trigger: "ticker", batch: 3 });
  console.log("done");
  await db.destroy();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
