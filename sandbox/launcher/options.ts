import { parseArgs } from "node:util";

/** What the user asked `npm start` for. */
export interface LauncherOptions {
  readonly reset: boolean;
  readonly data: string;
  /** Wait for SIGINT after everything is up (always, but for checks of the launcher itself). */
  readonly once: boolean;
  /** Renew backend, shop and admin when their sources change. */
  readonly development: boolean;
  /** Show all that the programs say. */
  readonly verbose: boolean;
}

const USAGE = `npm start [-- OPTIONS]        the built product
npm run dev [-- OPTIONS]      the same from its sources, renewed when they change
  --reset        throw away all data of the sandbox and begin anew
  --data FOLDER  keep the data somewhere else (default: .seatline)
  --once         start everything, print the addresses, stop again
  --verbose      show all that the programs say (it goes to FOLDER/logs in any case)`;

/** Parses the command line; prints the usage and ends with code 2 when it is wrong. */
export function parseOptions(argv: string[]): LauncherOptions {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        reset: { type: "boolean", default: false },
        data: { type: "string", default: ".seatline" },
        once: { type: "boolean", default: false },
        dev: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const { reset, data, once, verbose, dev: development } = values;
    return { reset, data, once, verbose, development };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
