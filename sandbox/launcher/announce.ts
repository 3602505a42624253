import path from "node:path";
import { demoAdmin, testCards } from "./demo";
import type { LauncherOptions } from "./options";
import { shortPath } from "./output";
import { sinceStart } from "./stages";
import type { World } from "./world";

/** Tells where everything is and what to do next. */
export function announce(world: World, options: LauncherOptions): void {
  const { addresses } = world.environment;
  const cards = testCards.map(([number, what]) => `    ${number}   ${what}`).join("\n");
  console.log(`
Seatline is ready (${sinceStart()}).

  Shop                     ${addresses.shop}
  Admin                    ${addresses.admin}     ${demoAdmin.email} / ${demoAdmin.password}
  Mailbox                  ${addresses.mailbox}
  Clock                    ${addresses.clock}     move a month on and watch the next invoice
  Partner Center simulator ${addresses.partnerCenter}
  Stripe simulator         ${addresses.stripe}
${options.development ? `  Database                 ${databaseInWords(world)}\n\n` : ""}  Test cards (any later date, any three digits)
${cards}

${options.development ? DEVELOPMENT : BUILT}
  What the programs say    ${shortPath(world.logs)}${path.sep}*.log
  Ctrl-C stops everything.
`);
}

/** Our own server takes connections of this machine only, so its password is no secret; another one's is. */
function databaseInWords(world: World): string {
  return process.env.DATABASE_URL ? "the one that DATABASE_URL names" : (world.environment.medusa.DATABASE_URL ?? "");
}

const BUILT = `  Next: open the shop and buy something. \`npm start -- --reset\` begins anew; \`npm run dev\` follows your changes.`;
const DEVELOPMENT = `  Next: change a file below src/ or storefront/ and look again; each change is told here with the time it took.
  A change of sandbox/ or of the packages needs a new \`npm run dev\`.`;
