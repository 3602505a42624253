import { type Bar, percentile } from "../result";
import type { BenchOptions } from "./options";
import { type SeedOptions, seed } from "./seed";
import { type BenchServer, createDatabase, dropDatabase, withClient } from "./server";
import { countBilled, verifyBilled } from "./verify";
import { runWorkers, type WorkersResult } from "./workers";

/** The day on which everything seeded is due, and the instant of the runs. */
export const DUE_ON = "2026-11-15";
export const NOW = new Date(`${DUE_ON}T04:00:00Z`);

/** What one part of the benchmark adds to the result. */
export interface PartResult {
  readonly figures: Record<string, number | string>;
  readonly bars: readonly Bar[];
}

/** Seeded worlds, copies of them to bill, and verified runs: what the parts have in common. */
export class Bench {
  private readonly templates = new Map<string, string>();
  private copies = 0;

  constructor(
    readonly server: BenchServer,
    readonly options: BenchOptions,
  ) {}

  /** Subscriptions of the small worlds. */
  get small(): number {
    return Math.min(10_000, Math.ceil(this.options.subscriptions / 10));
  }

  /** Tells on standard error how far the benchmark is. */
  progress(text: string): void {
    process.stderr.write(`${new Date().toISOString().slice(11, 19)}  ${text}\n`);
  }

  /** A database with such a world in which nothing is billed yet; gone when the work is done. */
  async withWorld<T>(world: Partial<SeedOptions>, work: (url: string) => Promise<T>): Promise<T> {
    const options = {
      subscriptions: this.small,
      billedMonths: 1,
      firstDueOn: DUE_ON,
      lastDueOn: DUE_ON,
      neverRun: false,
      oneCompany: false,
      ...world,
    };
    const template = await this.templateOf(options);
    this.copies += 1;
    const name = `bench_world_${this.copies}`;
    const url = await createDatabase(this.server, name, template);
    try {
      return await work(url);
    } finally {
      await dropDatabase(this.server, name);
    }
  }

  /** Bills what is due in the world, and checks every line of it. */
  async bill(
    url: string,
    { now = NOW, workers = 1, previews = 0 }: BillOptions = {},
  ): Promise<WorkersResult & { documents: number; lines: number }> {
    await withClient(url, (client) => client.query("checkpoint"));
    const result = await runWorkers({ url, now: now.toISOString(), previews }, workers);
    this.progress(`  billed in ${result.seconds.toFixed(2)} s, now checking`);
    const counts = await withClient(url, async (client) => {
      await verifyBilled(client, now);
      return countBilled(client);
    });
    return { ...result, ...counts };
  }

  private async templateOf(options: SeedOptions): Promise<string> {
    const key = JSON.stringify(options);
    const known = this.templates.get(key);
    if (known) {
      return known;
    }
    const name = `bench_seed_${this.templates.size + 1}`;
    const months = options.billedMonths === 1 ? "1 month" : `${options.billedMonths} months`;
    this.progress(`seeding ${options.subscriptions} subscriptions billed for ${months}`);
    const url = await createDatabase(this.server, name);
    await seed(url, options);
    this.templates.set(key, name);
    return name;
  }
}

type BillOptions = {
  readonly now?: Date;
  readonly workers?: number;
  readonly previews?: number;
};

/** The middle one of the values. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}
