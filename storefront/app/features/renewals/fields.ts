/** What the button of the renewals page does. */
export const CONFIRM_RENEWAL = "confirm_renewal";
