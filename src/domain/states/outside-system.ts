/** An outside system that may not answer: because it is away, or our own set-up (a key, a right, an address) keeps it. */
export type OutsideSystem = "stripe" | "partner_center" | "mail";
