import { parseArgs } from "node:util";

/** What the user asked `npm start` for. */
export interface LauncherOptions {
  readonly reset: boolean;
  readonly data: string;
  /** Wait for SIGINT after everything is up (always, but for checks of the launcher itself). */
  readonly once: boolean;
}

const USAGE = `npm start [-- OPTIONS]
  --reset        throw away all data of the sandbox and begin anew
  --data FOLDER  keep the data somewhere else (default: .seatline)
  --once         start everything, print the addresses, stop again`;

/** Parses the command line; prints the usage and ends with code 2 when it is wrong. */
export function parseOptions(argv: string[]): LauncherOptions {
  try {
    const { values } = parseArgs({
      args: argv,
      options: {
        reset: { type: "boolean", default: false },
        data: { type: "string", default: ".seatline" },
        once: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    return { reset: values.reset, data: values.data, once: values.once };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`);
    process.exit(2);
  }
}
