import { demoAdmin, testCards } from "./demo";
import { parseOptions } from "./options";
import { sinceStart } from "./stages";
import { startWorld, type World } from "./world";

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const abort = new AbortController();
  console.log("Starting Seatline");
  const starting = startWorld({ ...options, randomPorts: false, quiet: false, signal: abort.signal });
  let stopping: Promise<void> | undefined;
  const stop = (code: number) => {
    stopping ??= stopWorld(starting, abort).then(() => process.exit(code));
    return stopping;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void stop(0));
  }
  let world: World;
  try {
    world = await starting;
  } catch (error) {
    if (!stopping) {
      console.error(`\nSeatline did not start. ${error instanceof Error ? error.message : error}`);
      process.exit(1);
    }
    return;
  }
  announce(world);
  if (options.once) {
    await stop(0);
  }
  const ended = await Promise.race(world.children.map(async (child) => ({ child, code: await child.ended })));
  if (!stopping) {
    console.error(`\n${ended.child.name} ended unexpectedly (exit code ${ended.code}). Its last lines:`);
    console.error(ended.child.lastLines.join("\n"));
    await stop(1);
  }
}

async function stopWorld(starting: Promise<World>, abort: AbortController): Promise<void> {
  console.log("\nStopping ...");
  abort.abort();
  const world = await starting.catch(() => undefined);
  await world?.stop();
  console.log("Everything is stopped. Your data are kept; `npm start` goes on where you left off.");
}

function announce({ environment: { addresses } }: World): void {
  const cards = testCards.map(([number, what]) => `    ${number}   ${what}`).join("\n");
  console.log(`
Seatline is ready (${sinceStart().trim()}).

  Shop                     ${addresses.shop}
  Admin                    ${addresses.admin}     ${demoAdmin.email} / ${demoAdmin.password}
  Mailbox                  ${addresses.mailbox}
  Clock                    ${addresses.clock}     move a month on and watch the next invoice
  Partner Center simulator ${addresses.partnerCenter}
  Stripe simulator         ${addresses.stripe}

  Test cards (any later date, any three digits)
${cards}

  Ctrl-C stops everything.  npm start -- --reset  begins anew.
`);
}

void main();
