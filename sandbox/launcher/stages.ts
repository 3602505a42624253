import fs from "node:fs";

const started = Date.now() - Number(process.env.SEATLINE_INSTALL_SECONDS ?? 0) * 1000;

/** One finished stage of a start. Seconds. */
export interface Stage {
  readonly name: string;
  /** From the beginning of the start, installation of packages included. */
  readonly from: number;
  readonly took: number;
}

/** Tells the user how a start is going: one line for each stage when it is done, with the time it took. */
export interface Stages {
  /** Runs one stage and prints how long it took. Stages may run side by side. */
  run<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Says that a stage had nothing to do. */
  skipped(name: string): void;
  /** Writes all stages with their times as JSON. */
  save(file: string): void;
}

export function createStages(quiet: boolean): Stages {
  const done: Stage[] = [];
  const underWay = new Map<string, number>();
  const live = !quiet && process.stdout.isTTY;
  let ticking: NodeJS.Timeout | undefined;
  const showLive = () => {
    const names = [...underWay].map(([name, from]) => `${name} (${Math.round((Date.now() - from) / 1000)} s)`);
    const width = (process.stdout.columns ?? 80) - 1;
    process.stdout.write(`\r\u001b[K${names.length > 0 ? `  … ${names.join(", ")}`.slice(0, width) : ""}`);
  };
  const say = (text: string) => {
    if (!quiet) {
      process.stdout.write(live ? `\r\u001b[K${text}` : text);
    }
  };
  const begin = (name: string) => {
    underWay.set(name, Date.now());
    if (live) {
      ticking ??= setInterval(showLive, 250).unref();
    }
  };
  const end = (name: string) => {
    underWay.delete(name);
    if (underWay.size === 0) {
      clearInterval(ticking);
      ticking = undefined;
    }
  };
  return {
    run: async (name, work) => {
      const from = Date.now();
      begin(name);
      try {
        const result = await work();
        done.push({ name, from: (from - started) / 1000, took: (Date.now() - from) / 1000 });
        say(`  ✓ ${name.padEnd(44)} ${seconds(Date.now() - from)}\n`);
        return result;
      } finally {
        end(name);
        say("");
      }
    },
    skipped: (name) => {
      done.push({ name, from: (Date.now() - started) / 1000, took: 0 });
      say(`  ✓ ${name.padEnd(44)}  up to date\n`);
    },
    save: (file) => {
      const total = (Date.now() - started) / 1000;
      fs.writeFileSync(file, `${JSON.stringify({ total, packages: installSeconds(), stages: done }, null, 2)}\n`);
    },
  };
}

/** Time since the user typed the command, installation included. */
export function sinceStart(): string {
  return seconds(Date.now() - started).trim();
}

function installSeconds(): number {
  return Number(process.env.SEATLINE_INSTALL_SECONDS ?? 0);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}
