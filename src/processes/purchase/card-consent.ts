/**
 * The permission to save the card and charge it later. A changed text gets a new version; each consent is stored with
 * the version it was given to.
 */
export const CARD_CONSENT = {
  version: "2026-11",
  text:
    "I allow the seller to save this card and to charge it, without asking me each time, for every licence charge that " +
    "falls due until my licences end: the amounts and dates are shown before I order, on each invoice and in my account. " +
    "To use another card or to end this, I write to the seller.",
} as const;
