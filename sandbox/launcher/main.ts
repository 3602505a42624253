import { announce } from "./announce";
import { findCause } from "./cause";
import { parseOptions } from "./options";
import { startWorld, type World } from "./world";

async function main(): Promise<void> {
  const options = parseOptions(process.argv.slice(2));
  const abort = new AbortController();
  console.log(options.development ? "Starting Seatline for development" : "Starting Seatline");
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
  announce(world, options);
  if (options.once) {
    await stop(0);
  }
  const ended = await Promise.race(world.children.map(async (child) => ({ child, code: await child.ended })));
  if (!stopping) {
    const { name, lines, log } = ended.child;
    console.error(`\nThe program "${name}" ended unexpectedly (exit code ${ended.code}):\n\n${findCause(lines)}`);
    console.error(`\nAll that it said: ${log}`);
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

void main();
