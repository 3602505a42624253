/** How long a quote's price is promised. */
export const QUOTE_VALID_MS = 30 * 60_000;

/** How long a payment page stays open. The card processor accepts 30 minutes to 24 hours. */
export const CHECKOUT_OPEN_MS = 60 * 60_000;

/** Vendor rule: seats may be given back within 168 hours of the order; the vendor's own instant wins once it is known. */
export const RETURN_WINDOW_MS = 168 * 3_600_000;

/** The vendor counts service days on the UTC calendar. */
export const SERVICE_TIME_ZONE = "UTC";

/** More different lines than anyone orders by hand; keeps a quote's work bounded. */
export const MAX_LINES = 50;
