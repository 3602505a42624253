/**
 * How the vendor names the SKU of service that goes on by the month after a term that nobody renewed, in a regular
 * expression that the database understands too. It is given at the end of a term; nobody can order it.
 */
export const EXTENDED_TERM_TITLE = "extended service term";

/** Whether a SKU is an extended service term, by its title. */
export const isExtendedTerm = (skuTitle: string): boolean => skuTitle.toLowerCase().includes(EXTENDED_TERM_TITLE);
