/** What a form on a subscription's page is about. */
export type Subject = "seats" | "cancel" | "renewal";

/** What can be chosen for the end of a term. */
export const END_CHOICES = ["renew", "renew_with", "stop", "extend"] as const;
export type EndChoice = (typeof END_CHOICES)[number];

/** What the buttons of a subscription's page do. */
export const CONFIRM = "confirm_change";
export const WITHDRAW = "withdraw_change";
export const PAY = "pay_change";

/** What is typed to cancel. */
export const CANCEL_WORD = "cancel";
