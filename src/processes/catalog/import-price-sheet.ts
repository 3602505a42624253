import { createHash } from "node:crypto";
import { type Readable, Transform } from "node:stream";
import type { MedusaContainer } from "@medusajs/framework/types";
import { readPriceSheet } from "../../integrations/partner-center/price-sheet";
import { CATALOG_MODULE, type PriceSheetImport, type PriceSheetProblem } from "../../modules/catalog";
import { showDuePrices } from "./show-due-prices";

/** Problems that are told one by one; more are only counted. */
const PROBLEM_LIMIT = 1_000;

export type PriceSheetSource = {
  /** Bytes of the CSV file. It is read once, to its end. */
  readonly stream: Readable;
  /** Name of the file or address, for people. */
  readonly source: string;
  readonly now: Date;
  /** Ignores columns that this product does not know instead of refusing the file. Default false. */
  readonly allowUnknownColumns?: boolean;
  /** Imports a sheet of an older month than the newest one. Default false: it is answered as `older`. */
  readonly acceptOlder?: boolean;
  /** Says what would happen (outcome `forecast`) and imports nothing. Default false. */
  readonly isForecast?: boolean;
  /** Who imports it, for the journal. */
  readonly actor?: string;
  /** Called after each batch with the number of valid rows so far. */
  readonly onProgress?: (rows: number) => void;
};

/**
 * Imports Microsoft's licence price sheet, whole or not at all, in constant memory.
 *
 * Every fault is answered with its line, its field and its fix (outcome `refused`); the same bytes twice change
 * nothing (`unchanged`). Prices on sale follow with the new versions, each from its own date on.
 */
export async function importPriceSheet(container: MedusaContainer, input: PriceSheetSource): Promise<PriceSheetImport> {
  const catalog = container.resolve(CATALOG_MODULE);
  const digest = new Digest();
  const problems: PriceSheetProblem[] = [];
  let problemCount = 0;
  const onProblem = (problem: PriceSheetProblem) => {
    problemCount += 1;
    if (problems.length < PROBLEM_LIMIT) {
      problems.push(problem);
    }
  };
  // The reader begins once the database is ready. What fails before waits in the stream for it, and must not be an
  // event that nobody hears, which would end the process.
  digest.on("error", () => undefined);
  input.stream.on("error", (error) => digest.destroy(error));
  const rows = readPriceSheet(input.stream.pipe(digest), {
    onProblem,
    allowUnknownColumns: input.allowUnknownColumns ?? false,
  });
  const answer = await catalog.importPriceSheet({
    source: input.source,
    rows: input.onProgress ? counted(rows, input.onProgress) : rows,
    finish: () => ({ sha256: digest.hex(), problems, problemCount }),
    problemLimit: PROBLEM_LIMIT,
    now: input.now,
    isForecast: input.isForecast ?? false,
    acceptOlder: input.acceptOlder ?? false,
    ...(input.actor === undefined ? {} : { actor: input.actor }),
  });
  if (answer.outcome === "imported") {
    await showDuePrices(container, input.now);
  }
  return answer;
}

async function* counted<T>(batches: AsyncIterable<readonly T[]>, onProgress: (rows: number) => void) {
  let rows = 0;
  for await (const batch of batches) {
    yield batch;
    rows += batch.length;
    onProgress(rows);
  }
}

/** Passes bytes on and remembers their SHA-256. */
class Digest extends Transform {
  private readonly hash = createHash("sha256");

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: (error: null, chunk: Buffer) => void): void {
    this.hash.update(chunk);
    done(null, chunk);
  }

  hex(): string {
    return this.hash.digest("hex");
  }
}
