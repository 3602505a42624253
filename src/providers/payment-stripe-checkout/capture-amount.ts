import type { BigNumberInput } from "@medusajs/framework/types";
import { MedusaError } from "@medusajs/framework/utils";

/** The service of Medusa's payment module that keeps captures; providers live in that module's container. */
export type CaptureRecords = {
  retrieve(id: string): Promise<{ raw_amount: BigNumberInput }>;
};

/**
 * How much Medusa wants captured, in major units. Medusa does not hand the amount to the provider; it writes a capture
 * row first and passes the row's id as idempotency key, so the amount is read there.
 * @throws MedusaError unexpected_state without such a row: capturing everything on a guess would overcharge
 */
export async function captureAmount(records: CaptureRecords, captureId: string | undefined): Promise<BigNumberInput> {
  if (captureId === undefined) {
    throw new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "A capture needs Medusa's capture record.");
  }
  return (await records.retrieve(captureId)).raw_amount;
}
