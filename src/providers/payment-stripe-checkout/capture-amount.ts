import type { BigNumberInput } from "@medusajs/framework/types";

/** The service of Medusa's payment module that keeps captures; providers live in that module's container. */
export type CaptureRecords = {
  retrieve(id: string): Promise<{ raw_amount: BigNumberInput }>;
};

/**
 * How much Medusa wants captured, in major units. Medusa does not hand the amount to the provider; it writes a capture
 * row first and passes the row's id as idempotency key, so the amount is read there: capturing everything on a guess
 * would overcharge.
 */
export async function captureAmount(records: CaptureRecords, captureId: string): Promise<BigNumberInput> {
  return (await records.retrieve(captureId)).raw_amount;
}
