/**
 * How a customer's acceptance of the vendor's customer agreement reaches the vendor. `confirmation`: the customer ticks the
 * seller's box, and the seller tells the vendor. `attestation`: the seller announces the signatory, who accepts on the vendor's
 * own page, and the seller makes the agreement of it.
 */
export type AgreementWay = "confirmation" | "attestation";

/**
 * The way that holds on a day.
 *
 * @param on the UTC day, `YYYY-MM-DD`
 * @param confirmationEndsOn the first day on which the vendor takes no confirmation any more; null while no end is known
 */
export function agreementWayOn(on: string, confirmationEndsOn: string | null): AgreementWay {
  return confirmationEndsOn !== null && on >= confirmationEndsOn ? "attestation" : "confirmation";
}
