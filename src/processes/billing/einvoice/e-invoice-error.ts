import { MedusaError } from "@medusajs/framework/utils";

/**
 * Why a document cannot be said in EN 16931.
 *
 * - `draft`: it has no number yet
 * - `no_vat`: the seller's country has no value added tax, which is the only tax the norm knows
 * - `no_rate`: a line bears no rate, so that nothing says why it is not taxed
 * - `several_rates`: a line bears several taxes side by side (a state's and a county's); the norm has one to a line
 * - `currency`: the currency has more than two decimals, and amounts may have two
 * - `seller_id`, `buyer_id`: an identifier is missing that the norm wants with this tax
 */
export type EInvoiceObstacle = "draft" | "no_vat" | "no_rate" | "several_rates" | "currency" | "seller_id" | "buyer_id";

/** The document has no e-invoice; the message tells a person why, and what would help. */
export class EInvoiceError extends MedusaError {
  constructor(
    readonly obstacle: EInvoiceObstacle,
    message: string,
  ) {
    super(MedusaError.Types.NOT_ALLOWED, message);
    this.name = "EInvoiceError";
  }
}
