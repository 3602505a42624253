const started = Date.now();

/** Tells the user how a start is going: one line per stage, with the time it took. */
export interface Stages {
  /** Runs one stage and prints how long it took. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Says that a stage had nothing to do. */
  skipped(name: string): void;
}

export function createStages(quiet: boolean): Stages {
  const say = (text: string) => {
    if (!quiet) {
      process.stdout.write(text);
    }
  };
  return {
    run: async (name, work) => {
      const from = Date.now();
      say(process.stdout.isTTY ? `  … ${name}\r` : "");
      const result = await work();
      say(`  ✓ ${name.padEnd(44)} ${seconds(Date.now() - from)}\n`);
      return result;
    },
    skipped: (name) => say(`  ✓ ${name.padEnd(44)}  up to date\n`),
  };
}

/** Time since the user typed the command, installation included. */
export function sinceStart(): string {
  return seconds(Date.now() - started + Number(process.env.SEATLINE_INSTALL_SECONDS ?? 0) * 1000);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}
