const started = Date.now();

/** Runs one stage of the start and prints how long it took. */
export async function stage<T>(name: string, work: () => Promise<T>): Promise<T> {
  const from = Date.now();
  process.stdout.isTTY && process.stdout.write(`  … ${name}\r`);
  const result = await work();
  console.log(`  ✓ ${name.padEnd(44)} ${seconds(Date.now() - from)}`);
  return result;
}

/** Says that a stage had nothing to do. */
export function skipped(name: string): void {
  console.log(`  ✓ ${name.padEnd(44)}  up to date`);
}

export function sinceStart(): string {
  return seconds(Date.now() - started + Number(process.env.SEATLINE_INSTALL_SECONDS ?? 0) * 1000);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1).padStart(6)} s`;
}
