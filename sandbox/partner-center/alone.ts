import path from "node:path";
import { parseArgs } from "node:util";
import express from "express";
import { z } from "zod";
import { clockRouter } from "../clock/router";
import { createWorldClock } from "../clock/world-clock";
import { demoOffers } from "../demo/vendor-offers";
import { freePort } from "../net/free-port";
import { listen } from "../server/listen";
import { createPartnerCenterSimulator } from ".";
import { defaultCredentials } from "./options";
import { PROFILES } from "./profiles";

const USAGE = `npm run sandbox:partner-center [-- OPTIONS]   the simulator of Partner Center alone, with its page and a clock
  --port N              where it listens (default: 9102, or any free port)
  --profile MONTH       as of when the vendor's contract holds: ${PROFILES.join(", ")} (default: ${PROFILES.at(-1)})
  --price-sheet FILE    the licence price sheet (CSV) that it sells (default: that of the demonstration)
  --data FILE           a file that keeps what it holds (default: nothing is kept)`;

const port = z.coerce.number().int().min(1).max(65_535);

const optionsSchema = z.strictObject({
  port: port.optional(),
  profile: z.enum(PROFILES).default(PROFILES[PROFILES.length - 1] as (typeof PROFILES)[number]),
  "price-sheet": z.string().default(path.join(__dirname, "..", "demo", "price-sheet.csv")),
  data: z.string().optional(),
  help: z.boolean().optional(),
});

/** Parses the command line; prints the usage and ends with code 2 when it is wrong. */
function options(argv: string[]): z.output<typeof optionsSchema> {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        port: { type: "string" },
        profile: { type: "string" },
        "price-sheet": { type: "string" },
        data: { type: "string" },
        help: { type: "boolean" },
      },
    });
    return optionsSchema.parse({ ...values });
  } catch (error) {
    const words = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    console.error(`${words}\n\n${USAGE}`);
    process.exit(2);
  }
}

/** `npm run sandbox:partner-center`: for whoever tries a client of theirs, or wants to look at the vendor's side alone. */
async function main(): Promise<void> {
  const wanted = options(process.argv.slice(2));
  if (wanted.help) {
    console.log(USAGE);
    return;
  }
  const clock = createWorldClock(0);
  const simulator = createPartnerCenterSimulator({
    clock,
    priceSheetFile: wanted["price-sheet"],
    settings: { profile: wanted.profile },
    ...demoOffers,
    ...(wanted.data ? { stateFile: wanted.data } : {}),
  });
  const running = await simulator.start(wanted.port ?? (await freePort(9_102)));
  const clockPort = await freePort(9_100);
  const page = `http://localhost:${running.port}/`;
  const stopClock = await listen(
    express().use(clockRouter(clock, [{ label: "Partner Center", href: page }])),
    clockPort,
  );
  const { tenantId, clientId, clientSecret, refreshToken } = defaultCredentials;
  const lines: [string, string][] = [
    ["Page", page],
    ["API", `http://localhost:${running.port}/v1, as of ${wanted.profile}`],
    ["Sign-in", `http://localhost:${running.port}/${tenantId}/oauth2/token`],
    ["Client", `${clientId}, secret ${clientSecret}, refresh token ${refreshToken}`],
    ["Clock", `http://localhost:${clockPort}/`],
  ];
  console.log(lines.map(([name, value]) => `${name.padEnd(8)}${value}`).join("\n"));
  const stop = async () => {
    clock.stop();
    await Promise.all([running.stop(), stopClock()]);
    process.exit(0);
  };
  process.once("SIGTERM", () => void stop());
  process.once("SIGINT", () => void stop());
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
