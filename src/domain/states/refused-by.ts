/**
 * Whose doing it is that something a customer wanted did not come about. `bank`: the card's issuer said no. `vendor`: the
 * vendor did. `seller`: a person of the seller's did. `nobody`: it ran out of time, was called off, or could not be done.
 */
export const REFUSED_BY = ["bank", "vendor", "seller", "nobody"] as const;

export type RefusedBy = (typeof REFUSED_BY)[number];
