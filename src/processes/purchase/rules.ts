/** How long a quote's price is promised. */
export const QUOTE_VALID_MS = 30 * 60_000;

/** How long a payment page stays open. The card processor accepts 30 minutes to 24 hours. */
export const CHECKOUT_OPEN_MS = 60 * 60_000;

/** The vendor counts service days on the UTC calendar. */
export const SERVICE_TIME_ZONE = "UTC";

/** More different lines than anyone orders by hand; keeps a quote's work bounded. */
export const MAX_LINES = 50;
