import type { MedusaContainer } from "@medusajs/framework/types";
import { type LogFields, logOf } from "../../telemetry/log";
import { dutyMetrics } from "../../telemetry/metrics";

/** What a batch is of: the duty whose figure counts what was passed over, and the log's words and field for one row. */
export type Batch<Row> = {
  readonly duty: string;
  readonly failed: string;
  readonly about: (row: Row) => LogFields;
};

/**
 * Does the work for each row, one after another. A row whose work throws is logged, counted in
 * `seatline_duty_rows_passed_over_total` and passed over, so that it stops none of the others; it is due as before.
 *
 * @returns the rows that were passed over
 */
export async function eachRow<Row>(
  container: MedusaContainer,
  rows: readonly Row[],
  work: (row: Row) => Promise<unknown>,
  { duty, failed, about }: Batch<Row>,
): Promise<Row[]> {
  const passedOver: Row[] = [];
  for (const row of rows) {
    try {
      await work(row);
    } catch (error) {
      passedOver.push(row);
      dutyMetrics.passedOver(duty);
      logOf(container).error(failed, { ...about(row), error });
    }
  }
  return passedOver;
}
