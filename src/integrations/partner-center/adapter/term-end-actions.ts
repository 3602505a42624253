/**
 * The vendor's words for what happens at the end of a term. Sources: Partner Center, lifecycle of subscriptions
 * (`RenewToNewTerm`); clients in use for the other two.
 */
export const TERM_END_ACTIONS = {
  renew: "RenewToNewTerm",
  stop: "Cancel",
  extend: "RenewToExtendedServiceTerm",
} as const;
